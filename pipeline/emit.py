"""Emitting: plans and their texts into an output folder that is a dataset, each file in one stroke."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.dataset.package import describe
from pipeline.dataset.tables import INDICATORS, PLANS, TASKS, VALUES, WARNINGS, Table, rows_of
from pipeline.errors import BrokenPlan, NoPlans, OutputConflict
from pipeline.files import replacing, write
from pipeline.plan import Plan

CSV_TABLES = (TASKS, INDICATORS, VALUES, WARNINGS, PLANS)


def emit(plan: Plan, text: str, output: Path) -> str:
    """Write a plan and its restored text into `output` and renew the tables; returns the plan's name.

    Raises OutputConflict where another source of the same name was written before, BrokenPlan where
    an older plan in the folder cannot be read.
    """
    name = plan_name(plan.source.file)
    path = plan_path(output, name)
    if path.exists():
        other = load_plan(path).source
        if other.sha256 != plan.source.sha256 and other.file != plan.source.file:
            raise OutputConflict(path, other.file)
    write_plan(name, to_json(plan), text, output)
    rebuild_tables(output)
    return name


def to_json(plan: Plan) -> str:
    return plan.model_dump_json(indent=1) + "\n"


def write_plan(name: str, plan: str, text: str, output: Path) -> None:
    """Write a plan's JSON and its text; the plan last, since it says that all is there."""
    write(output / "text" / f"{name}.txt", text)
    write(plan_path(output, name), plan)


def plan_name(file: str) -> str:
    """`ke-hoach-78-2024` for `ke-hoach-78-2024.ocr.txt`."""
    stem = Path(file).stem
    return stem.removesuffix(".ocr") or stem


def plan_path(output: Path, name: str) -> Path:
    return output / "plans" / f"{name}.json"


def searchable_path(output: Path, name: str, suffix: str) -> Path:
    """Where the searchable copy of a plan's source lies: `suffix` is pdf or hocr."""
    return output / "searchable" / f"{name}.{suffix}"


def load_plan(path: Path) -> Plan:
    try:
        return Plan.model_validate_json(path.read_text(encoding="utf-8"))
    except (ValidationError, UnicodeDecodeError) as error:
        raise BrokenPlan(path, str(error).splitlines()[0]) from None


def load_plans(output: Path) -> Iterator[tuple[str, Plan]]:
    """The plans of an output folder by name, one at a time; raises NoPlans where there are none."""
    paths = _plan_paths(output)
    if not paths:
        raise NoPlans(output)
    return ((path.stem, load_plan(path)) for path in paths)


def _plan_paths(output: Path) -> list[Path]:
    return sorted((output / "plans").glob("*.json"))


def rebuild_tables(output: Path) -> None:
    """Derive the CSV files and their description from all plans of the folder, one plan in memory."""
    with ExitStack() as files:
        writers: list[Any] = []
        for table in CSV_TABLES:
            writers.append(csv.writer(files.enter_context(replacing(output / f"{table.name}.csv"))))
            writers[-1].writerow(table.csv_columns)
        for path in _plan_paths(output):
            name, plan = path.stem, load_plan(path)
            for table, writer in zip(CSV_TABLES, writers, strict=True):
                writer.writerows(_cells(table, name, plan))
    package = describe(CSV_TABLES, "csv", lambda table: table.csv_columns)
    write(output / "datapackage.json", json.dumps(package, ensure_ascii=False, indent=1) + "\n")


def rebuild_rows(output: Path, names: Collection[str]) -> bool:
    """Derive the rows of some plans anew, and leave those of the others as the CSV files have them.

    False where that cannot be done: a table is missing, or another version wrote it.
    """
    if not all(_is_ours(output, table) for table in CSV_TABLES):
        return False
    rows: dict[str, dict[str, list[list[Any]]]] = {table.name: {} for table in CSV_TABLES}
    for name in sorted(names, key=_order):
        if plan_path(output, name).exists():
            plan = load_plan(plan_path(output, name))
            for table in CSV_TABLES:
                rows[table.name][name] = list(_cells(table, name, plan))
    try:
        for table in CSV_TABLES:
            path = output / f"{table.name}.csv"
            with path.open(encoding="utf-8", newline="") as old, replacing(path) as file:
                csv.writer(file).writerows(_with_rows(csv.reader(old), rows[table.name]))
    except csv.Error:  # a cell longer than this reader takes
        return False
    return True


def _cells(table: Table, name: str, plan: Plan) -> Iterator[list[Any]]:
    for row in rows_of(table, name, plan):
        yield [safe_cell(row[column]) for column in table.csv_columns]


def _is_ours(output: Path, table: Table) -> bool:
    path = output / f"{table.name}.csv"
    if not path.exists():
        return False
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file), []) == list(table.csv_columns)


def _with_rows(old: Iterator[list[str]], rows: Mapping[str, Iterable[list[Any]]]) -> Iterator[list[Any]]:
    """The rows of a table, its headings first, with the new ones of some plans, whose order it has."""
    yield next(old)
    waiting, own = list(rows), {str(safe_cell(name)) for name in rows}
    for row in old:
        while waiting and _order(waiting[0]) <= _order(row[0]):
            yield from rows[waiting.pop(0)]
        if row[0] not in own:
            yield row
    for name in waiting:
        yield from rows[name]


def _order(name: str) -> str:
    """By what plans follow each other in a folder, and in its tables."""
    return f"{name}.json"


def safe_cell(cell: Any) -> Any:
    """A cell of a CSV file. Text that looks like a formula gets a quote before it, so that it does no harm
    in a spreadsheet; truth is written as the Frictionless standard has it.
    """
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"'{cell}" if isinstance(cell, str) and like_formula(cell) else cell


def like_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula: also after blanks, and with full-width or small
    signs, which some take for the plain ones. A sign alone is none.

    >>> like_formula("=1+1"), like_formula(" ＝1+1"), like_formula("-")
    (True, True, False)
    """
    first = unicodedata.normalize("NFKC", text.lstrip()[:1])
    return len(text) > 1 and (text[0] in "\t\r\n" or first in tuple("=+-@"))
