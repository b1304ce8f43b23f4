"""Tables whose cells are known, square by square."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.document import Document, Table
from pipeline.tables.grid import Cell

# Minimum share of rows in which a column's own cells begin: below it the line between was none. Set by
# hand on office scans.
STRAY = 0.25


@dataclass(frozen=True, slots=True)
class Square:
    """One square of a table: the words of its cell; whether the cell begins there, down and across."""

    cell: Cell
    is_top: bool = True
    is_left: bool = True

    @property
    def text(self) -> str:
        return self.cell.text


Row = tuple[Square, ...]
EMPTY = Square(Cell())


def rows_of(table: Table, document: Document) -> list[Row]:
    """The squares of a table row by row, each with the words of its whole cell."""
    height = max(cell.rows[1] for cell in table.cells)
    width = max(cell.columns[1] for cell in table.cells)
    squares = [[EMPTY] * width for _ in range(height)]
    for cell in table.cells:
        words = tuple(word for index in cell.lines for word in document.lines[index].words)
        for r in range(*cell.rows):
            for c in range(*cell.columns):
                squares[r][c] = Square(Cell(words), r == cell.rows[0], c == cell.columns[0])
    return [tuple(row) for row in _without_stray_columns(squares)]


def _without_stray_columns(squares: list[list[Square]]) -> list[list[Square]]:
    """The squares without columns in which hardly a cell begins: a line was seen where none is.

    What stands in such a cell is the left one's.
    """
    rows = squares
    for c in range(len(rows[0]) - 1, 0, -1):
        begun = sum(row[c].is_left for row in rows)
        if begun >= STRAY * len(rows):
            continue
        for row in rows:
            if row[c].is_left and row[c].is_top:
                row[c - 1] = replace(row[c - 1], cell=Cell(row[c - 1].cell.words + row[c].cell.words))
            del row[c]
    return rows


def texts_of(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """The texts of a table's cells, each where it begins."""
    return tuple(
        tuple(square.text if square.is_top and square.is_left else "" for square in row) for row in rows
    )
