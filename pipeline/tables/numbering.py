"""Numbers of tasks' rows: as read, or inferred where what was read is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.tables.grid import Grid

_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})*")
Number = tuple[int, ...]


def with_numbers(grid: Grid, read: Sequence[str]) -> Grid:
    """The grid, each row of it with its number; `read[i]` is what was read for row i, "" for nothing.

    What was read exactly stays; else a number that was not read, or misread, follows from those around it.
    """
    key = grid.index("no")
    if key is None:
        return grid
    cells = [row.cells[key] for row in grid.rows if not row.is_group]
    if all(cell.is_exact and not cell.may_be_lost for cell in cells):
        numbers = list(read)
    else:
        begins_anew = _begins_anew(grid, read)
        known = ["" if row.is_group else text for row, text in zip(grid.rows, read, strict=True)]
        numbers = list(_inferred(grid, _without_odd_ones(known), begins_anew))
    rows = (
        row if row.is_group else replace(row, number=number)
        for row, number in zip(grid.rows, numbers, strict=True)
    )
    return replace(grid, rows=tuple(rows))


def _inferred(grid: Grid, known: Sequence[str], begins_anew: bool) -> Iterator[str]:
    """The number of each row; one that is unknown follows the row above, or goes before the one below."""
    last: Number | None = None
    for place, row in enumerate(grid.rows):
        if row.is_group:
            last = None if begins_anew else last
            yield ""
            continue
        number = _parsed(known[place])
        if number is None and last:
            number = (*last[:-1], last[-1] + 1)
        if number is None:
            below = _parsed(known[place + 1]) if place + 1 < len(known) and not begins_anew else None
            number = (below[0] - 1,) if below and below[0] > 1 else (1,)
        last = number
        yield ".".join(map(str, number))


def _without_odd_ones(read: Sequence[str]) -> list[str]:
    """The numbers; one that stands between two which leave only another number between them is unknown."""
    values = [int(text) if _NUMBER.fullmatch(text) and "." not in text else None for text in read]
    return [
        ""
        if 0 < place < len(read) - 1
        and (before := values[place - 1]) is not None
        and values[place + 1] == before + 2
        and values[place] != before + 1
        else text
        for place, text in enumerate(read)
    ]


def _begins_anew(grid: Grid, read: Sequence[str]) -> bool:
    """Whether rows are numbered anew below each heading: a number below one is no higher than above."""
    above: Number | None = None
    is_below = False
    for row, text in zip(grid.rows, read, strict=True):
        number = _parsed(text)
        if row.is_group:
            is_below = above is not None
        elif number:
            if above and is_below and number <= above:
                return True
            above, is_below = number, False
    return False


def _parsed(text: str) -> Number | None:
    return tuple(map(int, text.split("."))) if _NUMBER.fullmatch(text) else None
