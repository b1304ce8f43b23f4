"""Columns that compare two others, growth and percentages, as witness for their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations
from typing import Protocol

from pipeline.extract.arithmetic import Value
from pipeline.messages import later, tr
from pipeline.plan import Indicator, PlanWarning
from pipeline.tables.grid import Grid, GridRow
from pipeline.tables.number_columns import read_column

# What a comparison must hold in to be taken for one: so many rows, and so large a share of them.
ROWS, SHARE = 3, 0.6
# Printed numbers are rounded to so much more than half of their last place.
SLACK = Decimal("0.6")

Compare = Callable[[Decimal, Decimal], Decimal]
WAYS: dict[str, Compare] = {
    later("{after} in % of {before}"): lambda a, b: 100 * a / b,
    later("the growth in % from {before} to {after}"): lambda a, b: 100 * (a - b) / b,
    later("the difference from {before} to {after}"): lambda a, b: a - b,
}


class Row(Protocol):
    """A row of numbers by column."""

    @property
    def grid(self) -> GridRow: ...
    @property
    def values(self) -> Mapping[int, Value]: ...


def comparisons_that_differ(
    grid: Grid, rows: Sequence[Row], found: Sequence[Indicator]
) -> Iterator[PlanWarning]:
    """Rows in which a column that elsewhere compares two others does not."""
    places = [c for c, column in enumerate(grid.columns) if column.role == "value"]
    for place in (c for c, column in enumerate(grid.columns) if column.is_comparison):
        texts = [row.grid.cells[place].text for row in rows]
        printed = [number.value if number else None for number in read_column(texts)]
        if best := _best(rows, printed, places):
            way, a, b, holds = best
            meaning = tr(way, after=grid.columns[a].heading, before=grid.columns[b].heading)
            for row, one, value, is_so in zip(rows, found, printed, holds, strict=True):
                if is_so is False:
                    due = WAYS[way](_number(row, a), _number(row, b))
                    message = tr(
                        "{column} is {value:f}, but {meaning} is {due:.2f}: one of {one}, {other} and "
                        "{value:f} is wrong.",
                        column=grid.columns[place].heading,
                        value=value,
                        meaning=meaning,
                        due=due,
                        one=row.values[a].raw,
                        other=row.values[b].raw,
                    )
                    yield PlanWarning(code="comparison-differs", message=message, row=one.id)


def _best(
    rows: Sequence[Row], printed: Sequence[Decimal | None], places: Sequence[int]
) -> tuple[str, int, int, list[bool | None]] | None:
    """The way and the two columns that a column compares, and in which rows it does (None: not told)."""
    found = []
    for a, b in permutations(places, 2):
        for way in WAYS:
            holds = [_holds(way, row, a, b, value) for row, value in zip(rows, printed, strict=True)]
            told = [one for one in holds if one is not None]
            if sum(told) >= max(ROWS, SHARE * len(told)):
                found.append((sum(told), way, a, b, holds))
    if not found:
        return None
    _, way, a, b, holds = max(found, key=lambda one: one[0])
    return way, a, b, holds


def _holds(way: str, row: Row, a: int, b: int, value: Decimal | None) -> bool | None:
    if value is None or row.values[a].number is None or row.values[b].number is None or not _number(row, b):
        return None
    exponent = value.as_tuple().exponent
    last_place = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(WAYS[way](_number(row, a), _number(row, b)) - value) <= SLACK * last_place


def _number(row: Row, place: int) -> Decimal:
    number = row.values[place].number
    assert number is not None
    return number.value
