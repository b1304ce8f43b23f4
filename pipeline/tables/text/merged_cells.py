"""Merged cells: a unit printed once, in the middle of the rows that it holds for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

# What it costs, in lines, to leave a row without a unit, and what the middle may be off.
UNCOVERED, UNCOVERED_PARENT, OFF = 1.5, 0.03, 0.5
# Of two ways within OFF the more exact one; a unit never reaches out of its rows.
INEXACT, OUTSIDE = 0.1, 5.0


@dataclass(frozen=True, slots=True)
class Extent:
    """A row: the lines it takes (by index, on its first page), and those of the unit printed in it."""

    page: int
    first: float
    last: float
    unit: tuple[float, float] | None = None
    is_parent: bool = False


def spans(rows: Sequence[Extent]) -> list[int | None]:
    """For each row of a group which row's unit holds for it; None where none does.

    Rows are parted into runs with one printed unit each, so that each unit stands in the middle of its
    run, as far as the run stands on the unit's page.
    """
    count = len(rows)

    @cache
    def best(start: int) -> tuple[float, tuple[int | None, ...]]:
        if start == count:
            return 0.0, ()
        cost, rest = best(start + 1)
        found = (cost + _uncovered(rows[start]), (None, *rest))
        for end in range(start + 1, count + 1):
            printed = [i for i in range(start, end) if rows[i].unit]
            if len(printed) > 1:
                break
            if printed:
                cost, rest = best(end)
                cost += _off(rows, printed[0], start, end)
                if cost < found[0] - 1e-9:
                    found = cost, (*[printed[0]] * (end - start), *rest)
        return found

    return list(best(0)[1])


def _off(rows: Sequence[Extent], owner: int, start: int, end: int) -> float:
    """How far a unit is from the middle of its run."""
    unit, page = rows[owner].unit, rows[owner].page
    assert unit is not None
    here = [row for row in rows[start:end] if row.page == page]
    middle = (here[0].first + here[-1].last) / 2
    off = abs(middle - (unit[0] + unit[1]) / 2)
    outside = OUTSIDE if unit[0] < here[0].first or unit[1] > here[-1].last else 0.0
    return max(off - OFF, 0.0) + INEXACT * off + outside


def _uncovered(row: Extent) -> float:
    if row.unit:
        return 100.0
    return UNCOVERED_PARENT if row.is_parent else UNCOVERED
