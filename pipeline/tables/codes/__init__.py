"""Codes of indicators: which code each row has, what it stands under, how deep."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.tables.codes.as_printed import as_printed, is_code
from pipeline.tables.codes.inferred import inferred_codes
from pipeline.tables.codes.printed import printed_codes
from pipeline.tables.grid import Cell, Grid, GridRow, cell_text
from pipeline.tables.number_columns import marks_of, read_column
from pipeline.tables.numbers import Number

# A parent's number is compared with the sums of at most so many rows below it.
MOST_PARTS = 9


def with_codes(grid: Grid) -> Grid:
    """The grid, each row of it with its code.

    Codes that were read exactly stand as they are printed. Where they may have been misread or lost, or
    make no sequence, the rows' order, names and sums tell them, and in any case what a row stands under.
    """
    name, place = grid.index("name"), grid.index("code")
    assert name is not None
    if place is not None:
        grid = replace(grid, rows=tuple(_named(row, place, name) for row in grid.rows))
    names = [row_name(row.cells[name]) for row in grid.rows]
    raws = [row.cells[place].raw if place is not None else "" for row in grid.rows]
    may_be_lost = any(cell.may_be_lost for row in grid.rows for cell in row.cells)
    codes = None if may_be_lost else printed_codes(raws, names)
    if codes is None:
        numbers = row_numbers(grid)
        codes = inferred_codes(raws, names, [_is_sum(numbers, i) for i in range(len(numbers))])
    if place is not None:
        codes = list(as_printed(codes, [row.cells[place] for row in grid.rows]))
    rows = (replace(row, code=code) for row, code in zip(grid.rows, codes, strict=True))
    return replace(grid, rows=tuple(rows))


def _named(row: GridRow, code: int, name: int) -> GridRow:
    """A row whose name is printed over the columns of code and name, with it in the name's."""
    if row.cells[name].words or is_code(row.cells[code].raw):
        return row
    cells = list(row.cells)
    cells[code], cells[name] = cells[name], cells[code]
    return replace(row, cells=tuple(cells))


def row_name(cell: Cell) -> str:
    """An indicator's name without the ruling line that was read as a bracket before it."""
    text = cell_text(cell).rstrip(" :")
    return re.sub(r"^[( ]+", "", text) if text.count("(") > text.count(")") else text


def row_numbers(grid: Grid) -> list[dict[int, Number | None]]:
    """For each row the numbers in its columns of numbers, by column; None where a cell holds none."""
    places = [c for c, column in enumerate(grid.columns) if column.role in ("max", "value")]
    texts = {c: [row.cells[c].text for row in grid.rows] for c in places}
    around = marks_of(text for column in texts.values() for text in column)
    top = grid.index("max")
    maxima = read_column(texts[top], around) if top is not None else []
    columns = {c: maxima if c == top else read_column(texts[c], around, maxima) for c in places}
    return [{c: columns[c][r] for c in places} for r in range(len(grid.rows))]


def _is_sum(numbers: Sequence[Mapping[int, Number | None]], place: int) -> bool:
    """Whether in two columns at least a row's numbers are the sums of the two or more rows below it."""
    agreeing: Counter[int] = Counter()
    for column, total in numbers[place].items():
        running = Decimal(0)
        for below in range(place + 1, min(place + 1 + MOST_PARTS, len(numbers))):
            number = numbers[below].get(column)
            if number is None or total is None:
                break
            running += number.value
            if below > place + 1 and running == total.value:
                agreeing[below] += 1
    return bool(agreeing) and max(agreeing.values()) >= 2
