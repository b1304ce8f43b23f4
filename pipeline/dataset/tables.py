"""The tables of a dataset, their columns and types, and the rows that a plan gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pipeline.messages import language
from pipeline.plan import Indicator, Plan, Task
from pipeline.value_names import value_fields
from pipeline.vietnamese import dictionaries
from pipeline.warning_kinds import warning_kinds

Type = Literal["text", "integer", "number", "date", "boolean"]
Row = dict[str, Any]
JOINT = "; "


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns by name, the columns that tell its rows apart, and those that name rows of
    another table ({columns: table}). Columns of `beyond` are in no CSV file of the output folder,
    whose columns other programs count on.
    """

    name: str
    columns: dict[str, Type]
    key: tuple[str, ...]
    refers: dict[tuple[str, ...], str]
    beyond: tuple[str, ...] = ()

    @property
    def csv_columns(self) -> tuple[str, ...]:
        return tuple(name for name in self.columns if name not in self.beyond)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column for people: its Vietnamese heading, its width in letters, what it holds; whether it is for
    the few who ask for more than a table shows at first; its heading in English.
    """

    title: str
    width: int
    description: str
    is_aside: bool
    title_en: str = ""

    @property
    def shown(self) -> str:
        """The heading in the language in use."""
        return self.title_en or self.title if language() == "en" else self.title


_EVIDENCE: dict[str, Type] = {"page": "integer", "confidence": "number", "repairs": "text", "checked": "text"}
_OF_PLAN: dict[tuple[str, ...], str] = {("plan",): "plans"}

PLANS = Table(
    "plans",
    {
        "plan": "text", "issuer": "text", "parent_issuer": "text", "number": "text", "place": "text",
        "date": "date", "date_printed": "text", "year": "integer", "until": "integer", "doc_type": "text",
        "title": "text", "tasks": "integer", "indicators": "integer", "warnings": "integer",
        "checked": "integer", "status": "text", "file": "text", "sha256": "text",
    },
    ("plan",), {},
)  # fmt: skip
TASKS = Table(
    "tasks",
    {
        "plan": "text", "id": "text", "origin": "text", "appendix": "integer", "section": "text",
        "no": "text", "group": "text", "task": "text",
        "deadline": "text", "lead": "text", "coordination": "text", "product": "text", "extra": "text",
        "due_start": "date", "due_end": "date", "due_recurrence": "text", "lead_units": "text",
        "coordination_units": "text", **_EVIDENCE,
    },
    ("plan", "id"), _OF_PLAN,
)  # fmt: skip
INDICATORS = Table(
    "indicators",
    {
        "plan": "text", "id": "text", "origin": "text", "appendix": "integer", "section": "text",
        "code": "text", "name": "text", "parent": "text", "level": "integer", "unit": "text",
        "max": "number", "lead": "text", "lead_units": "text", "extra": "text", **_EVIDENCE,
    },
    ("plan", "id"), _OF_PLAN,
)  # fmt: skip
VALUES = Table(
    "indicator_values",
    {
        "plan": "text", "indicator": "text", "appendix": "integer", "code": "text", "name": "text",
        "measure": "text", "estimated": "boolean", "year": "integer", "start": "date", "end": "date",
        "value": "number", "upper": "number", "operator": "text", "unit": "text",
        "checked": "boolean", "position": "integer",
    },
    ("plan", "indicator", "position"), _OF_PLAN | {("plan", "indicator"): "indicators"},
    beyond=("position",),
)  # fmt: skip
WARNINGS = Table(
    "warnings",
    {
        "plan": "text", "code": "text", "severity": "integer", "row": "text", "field": "text",
        "page": "integer", "raw": "text", "proposals": "text", "message": "text", "checked": "boolean",
        "where": "text", "detail": "text", "position": "integer",
    },
    ("plan", "position"), _OF_PLAN, beyond=("where", "detail", "position"),
)  # fmt: skip
TABLES = (PLANS, TASKS, INDICATORS, VALUES, WARNINGS)


@cache
def headings() -> dict[tuple[str, str], Heading]:
    """(table, column) -> how people are shown it, by dictionaries/dataset-columns.txt; * is the table."""
    rows = dictionaries.table("dataset-columns.txt")
    return {
        (table, name): Heading(title, abs(int(width)), what, width.startswith("-"), *english)
        for table, name, title, width, what, *english in rows
    }


def rows_of(table: Table, name: str, plan: Plan) -> Iterator[Row]:
    """The rows of one table that a plan gives, each with all columns of the table."""
    match table.name:
        case "plans":
            yield _plan_row(name, plan)
        case "tasks":
            yield from (_task_row(name, task) for task in plan.tasks)
        case "indicators":
            yield from (_indicator_row(name, row) for row in plan.indicators)
        case "indicator_values":
            yield from _value_rows(name, plan)
        case _:
            yield from _warning_rows(name, plan)


def _evidence(row: Task | Indicator) -> Row:
    """Where a row was read, how sure its least sure cell is, what was repaired and what a person checked."""
    cells = row.evidence.values()
    repairs = ((name, cell.repair.ground) for name, cell in row.evidence.items() if cell.repair)
    return {
        "page": min((cell.page for cell in cells if cell.page is not None), default=None),
        "confidence": round(min((cell.confidence for cell in cells), default=1.0), 3),
        "repairs": JOINT.join(f"{name}: {ground}" for name, ground in repairs),
        "checked": JOINT.join(name for name, cell in row.evidence.items() if cell.is_checked),
        "extra": JOINT.join(f"{heading}: {cell}" for heading, cell in row.extra.items()),
    }


def _task_row(plan: str, task: Task) -> Row:
    due = task.due
    return task.model_dump(
        include={
            "id",
            "origin",
            "appendix",
            "section",
            "no",
            "task",
            "deadline",
            "lead",
            "coordination",
            "product",
        }
    ) | {
        "plan": plan,
        "group": " / ".join(task.group),
        "due_start": due.start if due else None,
        "due_end": due.end if due else None,
        "due_recurrence": due.recurrence if due else None,
        "lead_units": JOINT.join(task.lead_units),
        "coordination_units": JOINT.join(task.coordination_units),
        **_evidence(task),
    }


def _indicator_row(plan: str, row: Indicator) -> Row:
    return row.model_dump(
        include={
            "id",
            "origin",
            "appendix",
            "section",
            "code",
            "name",
            "parent",
            "level",
            "unit",
            "max",
            "lead",
        }
    ) | {"plan": plan, "lead_units": JOINT.join(row.lead_units), **_evidence(row)}


def _value_rows(name: str, plan: Plan) -> Iterator[Row]:
    for row in plan.indicators:
        shared = {"plan": name, "appendix": row.appendix, "code": row.code, "name": row.name}
        names = value_fields(row.values)
        for position, (field, value) in enumerate(zip(names, row.values, strict=True), 1):
            period = value.period.model_dump() if value.period else {"start": None, "end": None}
            proof = row.evidence.get(field)
            own = {"indicator": row.id, "position": position, "checked": bool(proof and proof.is_checked)}
            yield shared | value.model_dump() | period | own


def _warning_rows(name: str, plan: Plan) -> Iterator[Row]:
    for position, warning in enumerate((*plan.warnings, *plan.settled), 1):
        kind = warning_kinds()[warning.code]
        yield warning.model_dump() | {
            "plan": name,
            "position": position,
            "checked": position > len(plan.warnings),
            "proposals": JOINT.join(warning.proposals),
            "message": f"{kind.name}: {kind.advice}",
            "detail": warning.message,
        }


def _plan_row(name: str, plan: Plan) -> Row:
    return plan.header.model_dump() | {
        "plan": name,
        "tasks": len(plan.tasks),
        "indicators": len(plan.indicators),
        "warnings": len(plan.warnings),
        "checked": len(plan.settled),
        "status": status(plan),
        "file": plan.source.file,
        "sha256": plan.source.sha256,
    }


def status(plan: Plan) -> Literal["ok", "warnings", "partly"]:
    """Partly: some pages could not be read."""
    if any(warning.code == "page-failed" for warning in plan.warnings):
        return "partly"
    return "warnings" if plan.warnings else "ok"
