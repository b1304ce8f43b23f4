"""A difference as flat rows, one a change: what all forms for people and for CSV are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.compare.changes import Change
from pipeline.compare.difference import Changed, Difference, Kept, Rows
from pipeline.messages import all_digits, number, tr
from pipeline.plan import Indicator, Task

COLUMNS = (
    "table", "kind", "change", "old_id", "new_id", "row", "field", "measure", "year", "old", "new", "delta",
    "doubtful", "confidence", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One change: of which table and row, from what to what.

    `kind` is what became of the row (added, removed, changed, reported, successor; group for a heading;
    remark for what is to be known of both plans), `change` the kind of change.
    """

    table: str
    kind: str
    change: str
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
    """All changes, those of tasks first; of each table headings, what is new, what is gone, what is other."""
    for one in difference.tasks.groups:
        note = "; ".join(part for part in (tr("{count} tasks", count=one.tasks), one.note) if part)
        yield Row(
            "tasks", "group", "group", "", "", one.new, "group", old=one.old, new=one.new,
            doubtful=one.doubtful, note=note,
        )  # fmt: skip
    yield from _of_table("tasks", difference.tasks)
    yield from _of_table("indicators", difference.indicators)


def _of_table(table: str, rows: Rows[Task] | Rows[Indicator]) -> Iterator[Row]:
    for row in rows.added:
        yield Row(table, "added", "added", "", row.id, label(row), new=details(row))
    for row in rows.removed:
        yield Row(table, "removed", "removed", row.id, "", label(row), old=details(row))
    for kind, found in (("changed", rows.changed), ("reported", rows.reported)):
        for one in found:
            for change in one.changes:
                yield _changed(table, kind, one, change)
    for kept in rows.successor:
        yield from _succeeded(table, kept)


def _changed(table: str, kind: str, one: Changed[Task] | Changed[Indicator], change: Change) -> Row:
    numbers = "; ".join(f"{a} → {b}" for a, b in change.numbers)
    return Row(
        table,
        kind,
        change.kind,
        one.old.id,
        one.new.id,
        label(one.new),
        change.field,
        change.measure or "",
        change.year,
        text(change.old),
        text(change.new),
        change.delta,
        change.doubtful,
        one.confidence,
        "; ".join(part for part in (numbers, change.note) if part),
    )


def _succeeded(table: str, kept: Kept[Task] | Kept[Indicator]) -> Iterator[Row]:
    for one in kept.successor:
        yield Row(
            table, "successor", "successor", kept.old, kept.new.id, label(kept.new), one.field,
            old=one.old, new=one.new, note=one.note,
        )  # fmt: skip


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
        f"{tr(value.measure)} {value.year or ''} {value.operator}{_number(value.value)}"
        for value in row.values
    )


def _number(value: float | None) -> str:
    return "" if value is None else number(value)


def text(value: object) -> str:
    """A value as programs write it: all its digits, no .0, nothing for none."""
    if isinstance(value, float):
        return all_digits(value)
    return "" if value is None else str(value)
