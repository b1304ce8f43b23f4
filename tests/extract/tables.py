"""Tables of numbers for tests."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Word
from pipeline.extract.indicators import Row, _rows, read_indicators
from pipeline.plan import Indicator
from pipeline.tables.codes import with_codes
from pipeline.tables.grid import Cell, Column, Grid, GridRow


def grid_of(
    headings: tuple[str, str, str], numbers: Sequence[tuple[str, str, str]]
) -> tuple[Grid, list[Row], list[Indicator]]:
    """A table of a result, a target and a comparison: its grid, rows and indicators."""
    columns = (
        Column("code", "TT"),
        Column("name", "Chỉ tiêu"),
        Column("value", headings[0], "result", 2023),
        Column("value", headings[1], "target", 2024),
        Column("extra", headings[2], is_comparison=True),
    )
    texts = [(str(n), f"Chỉ tiêu số {n}", *row) for n, row in enumerate(numbers, 1)]
    rows = tuple(GridRow(tuple(_cell(text, r) for text in row)) for r, row in enumerate(texts))
    grid = with_codes(Grid("indicators", columns, rows))
    return grid, _rows(grid), read_indicators(grid, 1, 2024)[0]


def _cell(text: str, line: int) -> Cell:
    return Cell(tuple(Word(part, part, 1, line, 0, len(part)) for part in text.split()))
