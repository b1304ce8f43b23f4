"""A difference as flat rows, one a change: what all forms for people and for CSV are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.compare.changes import Change
from pipeline.compare.difference import Difference
from pipeline.plan import Indicator, Task

COLUMNS = (
    "table", "kind", "old_id", "new_id", "row", "field", "measure", "year", "old", "new", "delta",
    "doubtful", "confidence", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One change: of which table and row, of what kind (added, removed, changed), from what to what."""

    table: str
    kind: str
    old_id: str
    new_id: str
    row: str
    field: str = ""
    measure: str = ""
    year: int | None = None
    old: str = ""
    new: str = ""
    delta: float | None = None
    doubtful: bool = False
    confidence: float | None = None
    note: str = ""


def rows_of(difference: Difference) -> Iterator[Row]:
    """All changes, those of tasks first; of each table what is new, what is gone, what is other."""
    for table in ("tasks", "indicators"):
        part = difference.tasks if table == "tasks" else difference.indicators
        for row in part.added:
            yield Row(table, "added", "", row.id, label(row), new=details(row))
        for row in part.removed:
            yield Row(table, "removed", row.id, "", label(row), old=details(row))
        for one in part.changed:
            for change in one.changes:
                yield _changed(table, one.old, one.new, change, one.confidence)


def _changed(
    table: str, old: Task | Indicator, new: Task | Indicator, change: Change, confidence: float
) -> Row:
    numbers = "; ".join(f"{a} → {b}" for a, b in change.numbers)
    return Row(
        table,
        "changed",
        old.id,
        new.id,
        label(new),
        change.field,
        change.measure or "",
        change.year,
        text(change.old),
        text(change.new),
        change.delta,
        change.doubtful,
        confidence,
        "; ".join(part for part in (numbers, change.note) if part),
    )


def label(row: Task | Indicator) -> str:
    """A row's number and text."""
    if isinstance(row, Task):
        return f"{row.no} {row.task}".strip()
    return f"{row.code} {row.name}".strip()


def details(row: Task | Indicator) -> str:
    """Who and when of a task; the numbers of an indicator."""
    if isinstance(row, Task):
        return " | ".join(part for part in (row.deadline, row.lead) if part)
    return ", ".join(
        f"{value.measure} {value.year or ''} {value.operator}{text(value.value)}" for value in row.values
    )


def text(value: object) -> str:
    """A value as people write it: no .0, nothing for none."""
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value).removesuffix(".0")
