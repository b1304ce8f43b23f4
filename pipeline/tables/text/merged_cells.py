"""Merged cells: a unit printed once, in the middle of the rows that it holds for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class SpanCosts:
    """What it costs that a unit holds for a run of rows, in lines; set by hand, not fitted."""

    # A row without a unit; the same where it stands over others.
    uncovered: float = 1.5
    uncovered_parent: float = 0.03
    # The lines that a unit may be off the middle of its rows at no cost, and what each of them costs
    # all the same: of two ways the more exact one stands.
    off: float = 0.5
    inexact: float = 0.1
    # A unit that reaches out of its rows.
    outside: float = 5.0


COSTS = SpanCosts()


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
    outside = COSTS.outside if unit[0] < here[0].first or unit[1] > here[-1].last else 0.0
    return max(off - COSTS.off, 0.0) + COSTS.inexact * off + outside


def _uncovered(row: Extent) -> float:
    if row.unit:
        return 100.0
    return COSTS.uncovered_parent if row.is_parent else COSTS.uncovered
