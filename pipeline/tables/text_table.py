"""A table in text -> a grid: rows and cells as found, lines that were read twice put aside."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.document import Word
from pipeline.restore.language import LanguageModel
from pipeline.restore.shape import fold
from pipeline.tables.cut import Piece
from pipeline.tables.grid import Cell, Grid, GridRow, TextTable
from pipeline.tables.layout import Band, find_rows
from pipeline.tables.numbering import Number, written

# Two lines of a cell so alike (0 to 100) are one printed line, read twice.
TWICE, SURELY_TWICE, MIN_LETTERS = 68, 90, 12
# Of two lines that are less alike the worse must be so bad (mean confidence, unknown words at nothing).
BADLY_READ = 0.85


def read_grid(table: TextTable) -> Grid:
    """The grid of a table: every printed word is in a cell or in `left_over`."""
    bands = find_rows(table.lines, table.columns)
    left_over: list[Word] = []
    cells: list[list[list[Word]]] = [[[] for _ in table.columns] for _ in bands]
    key = next((i for i, column in enumerate(table.columns) if column.role in ("no", "code")), 0)
    owner = 0
    for row, band in enumerate(bands):
        left_over += band.dropped
        cells[row][key] += band.number_words
        kept, doubled = _without_doubles(() if band.is_group else band.pieces)
        left_over += doubled
        for piece in band.pieces if band.is_group else kept:
            cells[owner if piece.carries else row][piece.column] += piece.words
            if table.columns[piece.column].role == "lead" and not piece.carries:
                owner = row
    rows = tuple(
        GridRow(tuple(Cell(tuple(words)) for words in found), band.is_group, number)
        for found, band, number in zip(cells, bands, _numbers(bands), strict=True)
    )
    return Grid(table.kind, table.columns, rows, tuple(left_over))


def _numbers(bands: Sequence[Band]) -> list[str]:
    """The rows' numbers; one that was not read follows the row before, if the row after agrees."""
    found: list[str] = []
    last: Number | None = None
    for band in bands:
        if band.is_group:
            found.append("")
            continue
        number = band.number
        if not number:
            number = (*last[:-1], last[-1] + 1) if last else (1,)
        last = number or last
        found.append(written(number))
    return found


def _without_doubles(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Word]]:
    """The pieces of a row without those that repeat the one above them in the column, read worse."""
    kept: list[Piece] = []
    doubled: list[Word] = []
    for piece in pieces:
        above = next((one for one in reversed(kept) if one.column == piece.column), None)
        if above is not None and _is_double(above, piece):
            worse = min(above, piece, key=_quality)
            doubled += worse.words
            if worse is above:
                kept[kept.index(above)] = piece
            continue
        kept.append(piece)
    return kept, doubled


def _is_double(a: Piece, b: Piece) -> bool:
    if a.words[-1].line == b.words[0].line:
        return False
    first, second = ("".join(fold(word.raw) for word in piece.words) for piece in (a, b))
    likeness = fuzz.ratio(first, second) if min(len(first), len(second)) >= MIN_LETTERS else 0.0
    return likeness >= SURELY_TWICE or (likeness >= TWICE and min(_quality(a), _quality(b)) < BADLY_READ)


def _quality(piece: Piece) -> float:
    """The mean confidence of a piece's words, unknown ones at nothing."""
    language = LanguageModel.load()
    return sum(word.confidence * language.knows(word.text) for word in piece.words) / len(piece.words)
