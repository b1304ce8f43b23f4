"""Emitting: plans and their texts into an output folder that is a dataset, each file in one stroke."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError

from pipeline.errors import BrokenPlan, OutputConflict
from pipeline.plan import Indicator, Plan, Task

JOINT = "; "
TASK_COLUMNS = [
    "plan", "id", "appendix", "no", "group", "task", "deadline", "lead", "coordination", "product", "extra",
    "due_start", "due_end", "due_recurrence", "lead_units", "coordination_units",
    "page", "confidence", "repairs",
]  # fmt: skip
INDICATOR_COLUMNS = [
    "plan", "id", "appendix", "code", "name", "parent", "level", "unit", "max", "lead", "lead_units", "extra",
    "page", "confidence", "repairs",
]  # fmt: skip
VALUE_COLUMNS = ["plan", "appendix", "code", "name", "measure", "year", "value", "operator", "unit"]
PLAN_COLUMNS = [
    "plan", "issuer", "parent_issuer", "number", "place", "date", "year", "doc_type", "title",
    "tasks", "indicators", "warnings", "status", "file", "sha256",
]  # fmt: skip


def emit(plan: Plan, text: str, output: Path) -> str:
    """Write a plan and its restored text into `output` and renew the tables; returns the plan's name.

    Raises OutputConflict where another source of the same name was written before, BrokenPlan where
    an older plan in the folder cannot be read.
    """
    name = plan_name(plan.source.file)
    path = output / "plans" / f"{name}.json"
    if path.exists():
        other = load_plan(path).source
        if other.sha256 != plan.source.sha256 and other.file != plan.source.file:
            raise OutputConflict(path, other.file)
    write(output / "text" / f"{name}.txt", text)
    write(path, plan.model_dump_json(indent=1) + "\n")
    rebuild_tables(output)
    return name


def plan_name(file: str) -> str:
    """`ke-hoach-78-2024` for `ke-hoach-78-2024.ocr.txt`."""
    stem = Path(file).stem
    return stem.removesuffix(".ocr") or stem


def load_plan(path: Path) -> Plan:
    try:
        return Plan.model_validate_json(path.read_text(encoding="utf-8"))
    except (ValidationError, UnicodeDecodeError) as error:
        raise BrokenPlan(path, str(error).splitlines()[0]) from None


def rebuild_tables(output: Path) -> None:
    """Derive the CSV files from all plans of the folder."""
    plans = {path.stem: load_plan(path) for path in sorted((output / "plans").glob("*.json"))}
    tables = {
        "tasks": (TASK_COLUMNS, [_task_row(n, task) for n, p in plans.items() for task in p.tasks]),
        "indicators": (
            INDICATOR_COLUMNS,
            [_indicator_row(n, i) for n, p in plans.items() for i in p.indicators],
        ),
        "indicator_values": (VALUE_COLUMNS, [row for n, p in plans.items() for row in _value_rows(n, p)]),
        "plans": (PLAN_COLUMNS, [_plan_row(n, p) for n, p in plans.items()]),
    }
    for name, (columns, rows) in tables.items():
        frame = pd.DataFrame(rows, columns=columns, dtype=object)
        write(output / f"{name}.csv", frame.to_csv(index=False, lineterminator="\r\n"))


def write(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all, even if the power fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def safe_cell(cell: Any) -> Any:
    """A cell that does no harm in a spreadsheet: text that looks like a formula gets a quote before it."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell[1:] else cell


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _evidence_columns(row: Task | Indicator) -> dict[str, Any]:
    """Where a row was read, how sure its least sure cell is, and what was repaired."""
    cells = row.evidence.values()
    return {
        "page": min((cell.page for cell in cells if cell.page is not None), default=None),
        "confidence": round(min((cell.confidence for cell in cells), default=1.0), 3),
        "repairs": JOINT.join(f"{name}: {cell.repair}" for name, cell in row.evidence.items() if cell.repair),
        "extra": JOINT.join(f"{heading}: {cell}" for heading, cell in row.extra.items()),
    }


def _task_row(plan: str, task: Task) -> dict[str, Any]:
    due = task.due
    return task.model_dump(
        include={"id", "appendix", "no", "task", "deadline", "lead", "coordination", "product"}
    ) | {
        "plan": plan,
        "group": " / ".join(task.group),
        "due_start": due.start if due else None,
        "due_end": due.end if due else None,
        "due_recurrence": due.recurrence if due else None,
        "lead_units": JOINT.join(task.lead_units),
        "coordination_units": JOINT.join(task.coordination_units),
        **_evidence_columns(task),
    }


def _indicator_row(plan: str, row: Indicator) -> dict[str, Any]:
    return row.model_dump(
        include={"id", "appendix", "code", "name", "parent", "level", "unit", "max", "lead"}
    ) | {
        "plan": plan,
        "lead_units": JOINT.join(row.lead_units),
        **_evidence_columns(row),
    }


def _value_rows(name: str, plan: Plan) -> Iterator[dict[str, Any]]:
    for row in plan.indicators:
        shared = {"plan": name, "appendix": row.appendix, "code": row.code, "name": row.name}
        for value in row.values:
            yield shared | value.model_dump()


def _plan_row(name: str, plan: Plan) -> dict[str, Any]:
    return plan.header.model_dump() | {
        "plan": name,
        "tasks": len(plan.tasks),
        "indicators": len(plan.indicators),
        "warnings": len(plan.warnings),
        "status": "warnings" if plan.warnings else "ok",
        "file": plan.source.file,
        "sha256": plan.source.sha256,
    }
