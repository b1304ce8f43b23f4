"""A table in text -> a grid: rows and cells as found, lines that were read twice put aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.document import Line, Word
from pipeline.tables.codes import with_codes
from pipeline.tables.grid import Cell, Column, Grid, GridRow, TableKind
from pipeline.tables.groups import with_groups
from pipeline.tables.numbering import with_numbers
from pipeline.tables.text.geometry import Piece
from pipeline.tables.text.layout import find_rows
from pipeline.tables.text.leads import with_merged_leads
from pipeline.tables.text.missing_columns import with_missing_columns
from pipeline.tables.text.row_numbers import written
from pipeline.tables.text.states import Band
from pipeline.vietnamese.folding import confusable
from pipeline.vietnamese.language import LanguageModel


@dataclass(frozen=True, slots=True)
class RowLimits:
    """When lines were read twice, when a table fits its lines badly; set by hand on text of OCR engines."""

    # Minimum likeness (0 to 100) of two lines of a cell that are one, read twice: where one is badly read,
    # and in any case; and the letters that they need.
    twice: float = 68
    surely_twice: float = 90
    letters: int = 12
    # The most confidence (mean, unknown words at 0) of a line that is badly read.
    badly_read: float = 0.85
    # The most that an indicator table may cost, in nats a word, before its rows count as mixed up. It parts
    # them badly: a table whose rows were lost costs 3.21, one of the development document that was read
    # rightly 3.23. Better a right table doubted than a mixed-up one believed.
    ill_fitting: float = 3.2


LIMITS = RowLimits()


def read_grid(kind: TableKind, named: Sequence[Column], lines: Sequence[Line]) -> Grid:
    """The grid of the rows in some lines: every printed word is in a cell or in `left_over`.

    `named` are the columns that headings name; those that only the rows speak for are added.
    """
    columns = with_missing_columns(lines, named)
    bands, cost = find_rows(lines, columns)
    left_over: list[Word] = []
    cells = _cells(bands, columns, left_over)
    lossy = {i for i, column in enumerate(columns) if column.role in ("no", "code", "max", "value")}
    rows = tuple(
        GridRow(
            tuple(Cell(tuple(words), may_be_lost=c in lossy) for c, words in enumerate(found)), band.is_group
        )
        for found, band in zip(cells, bands, strict=True)
    )
    is_doubtful = kind == "indicators" and cost > LIMITS.ill_fitting
    grid = Grid(kind, columns, rows, tuple(left_over), is_doubtful, is_woven=True)
    if kind == "indicators":
        return with_merged_leads(with_codes(grid))
    return with_groups(with_numbers(grid, [written(band.number) if band.number else "" for band in bands]))


def _cells(bands: Sequence[Band], columns: Sequence[Column], left_over: list[Word]) -> list[list[list[Word]]]:
    """The words of each row, column by column; those of no cell are added to `left_over`."""
    cells: list[list[list[Word]]] = [[[] for _ in columns] for _ in bands]
    key = next((i for i, column in enumerate(columns) if column.role in ("no", "code")), 0)
    owner = 0
    for row, band in enumerate(bands):
        left_over += band.dropped
        cells[row][key] += band.number_words
        kept, doubled = (list(band.pieces), []) if band.is_group else _without_doubles(band.pieces)
        left_over += doubled
        for piece in kept:
            cells[owner if piece.carries else row][piece.column] += piece.words
            if columns[piece.column].role == "lead" and not piece.carries:
                owner = row
    for found in cells:
        _lead_first(found, columns)
    return cells


def _lead_first(row: list[list[Word]], columns: Sequence[Column]) -> None:
    """Take a row's only unit for the one that leads: nobody helps where nobody leads."""
    places = {column.role: place for place, column in enumerate(columns)}
    if {"lead", "coordination"} <= set(places):
        lead, coordination = places["lead"], places["coordination"]
        if not row[lead]:
            row[lead], row[coordination] = row[coordination], []


def _without_doubles(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Word]]:
    """The pieces of a row without those that repeat the one above them in the column, read worse."""
    kept: list[Piece] = []
    doubled: list[Word] = []
    for piece in pieces:
        above = next((one for one in reversed(kept) if one.column == piece.column), None)
        worse = _worse_of_double(above, piece) if above else None
        if worse is None:
            kept.append(piece)
        elif worse is above:
            kept[kept.index(above)] = piece
        doubled += worse.words if worse else ()
    return kept, doubled


def _worse_of_double(above: Piece, piece: Piece) -> Piece | None:
    """Of two pieces that are one printed line, read twice, the one to put aside; None where they are two."""
    if above.words[-1].line == piece.words[0].line:
        return None
    first, second = ("".join(confusable(word.raw) for word in one.words) for one in (above, piece))
    if min(len(first), len(second)) < LIMITS.letters:
        return None
    worse = min(above, piece, key=_quality)
    likeness = fuzz.ratio(first, second)
    if likeness >= LIMITS.surely_twice or (likeness >= LIMITS.twice and _quality(worse) < LIMITS.badly_read):
        return worse
    # A line of which the first reading broke off begins anew below.
    begins_anew = len(first) < len(second) and fuzz.ratio(first, second[: len(first)]) >= LIMITS.surely_twice
    return above if begins_anew else None


def _quality(piece: Piece) -> float:
    """The mean confidence of a piece's words, unknown ones at nothing."""
    language = LanguageModel.load()
    return sum(word.confidence * language.knows(word.text) for word in piece.words) / len(piece.words)
