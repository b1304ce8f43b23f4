"""Which fields two rows can differ in: a column that only one layout has is no change of a row."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.plan import Indicator, Task

FIELDS = ("product", "deadline", "lead", "coordination")
# Rows of a table have one place; what stands in running text has another.
Place = tuple[str, int | None, str]


class Columns:
    """The fields that the tables of two plans have cells in."""

    def __init__(self, old: Iterable[Task | Indicator], new: Iterable[Task | Indicator]) -> None:
        self._sides = _filled(old), _filled(new)

    def shared(self, old: Task | Indicator, new: Task | Indicator) -> list[str]:
        """The fields in which two rows are to be compared, without the text that both have."""
        if old.origin != new.origin:
            return [name for name in FIELDS if getattr(old, name, "") and getattr(new, name, "")]
        there = self._sides[0][_place(old)] & self._sides[1][_place(new)]
        return [name for name in FIELDS if name in there]


def _filled(rows: Iterable[Task | Indicator]) -> dict[Place, set[str]]:
    found: dict[Place, set[str]] = {}
    for row in rows:
        fields = found.setdefault(_place(row), set())
        fields.update(name for name in FIELDS if getattr(row, name, ""))
    return found


def _place(row: Task | Indicator) -> Place:
    # The sections of running text are no tables of their own.
    section = row.section if row.origin == "table" else ""
    return row.origin, row.appendix, section
