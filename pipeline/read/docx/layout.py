"""Tables that only lay out text (letterhead, signatures, side by side) as against tables of data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Literal

from pipeline.read import parts
from pipeline.read.docx.content import Block, CellContent, Paragraph, Span, TableContent, TextLine, lines_of
from pipeline.read.parts import part_shown, words_of
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.shape import is_capital

# What stands side by side on one line is parted by a gap such as a PDF's lines have.
GAP = " " * 8
Order = Literal["rows", "columns"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a table is at most that only lays out text. All set by hand; not fitted."""

    part: parts.Limits = parts.LIMITS
    """Where words of a letterhead or a closing are in it."""
    plain_columns: int = 2
    """Columns with text, where no lines are drawn and nothing else tells what it is."""
    signature_rows: int = 4
    """Rows, where only a signer's post is in it."""


LIMITS = Limits()


def order(table: TableContent, limits: Limits = LIMITS) -> Order | None:
    """In which order a table's text is read if it only lays it out; None for a table of data.

    A letterhead is read row by row, a closing column by column: the recipients, then who signs.
    """
    columns = len({cell.columns[0] for cell in table.cells if _has_text(cell)})
    if columns <= 1 and (table.columns == 1 or not _is_drawn(table)):
        return "rows"
    if (
        columns <= limits.part.columns
        and table.rows <= limits.part.rows
        and (part := _part_of(table, limits))
    ):
        return "rows" if part == "letterhead" else "columns"
    return "rows" if columns <= limits.plain_columns and not _is_drawn(table) else None


def _part_of(table: TableContent, limits: Limits) -> str:
    """The part of a plan that a table lays out by the words in it, "" where they show none."""
    shown = [part for line in lines_of((table,)) if (part := part_shown(line.text))]
    if shown:
        return "letterhead" if "letterhead" in shown else shown[0]
    is_signature = table.rows <= limits.signature_rows and not _is_drawn(table) and _is_signed(table)
    return "closing" if is_signature else ""


def laid_out(table: TableContent, order: Order) -> Iterator[Block]:
    """The blocks of a table that only lays out text, in the order that it is read in."""
    if order == "columns":
        for band in _bands(table):
            for cell in sorted(band, key=lambda cell: (cell.columns[0], cell.rows[0])):
                yield from _trimmed(cell.blocks)
        return
    is_letterhead = any(part_shown(line.text) == "letterhead" for line in lines_of((table,)))
    for _, cells in groupby(sorted(table.cells, key=_place), key=lambda cell: cell.rows[0]):
        row = [cell for cell in cells if _has_text(cell)]
        if is_letterhead or not all(_is_one_line(cell) for cell in row):
            for cell in row:
                yield from _trimmed(cell.blocks)
        elif row:
            yield _side_by_side(row)


def _place(cell: CellContent) -> tuple[int, int]:
    return cell.rows[0], cell.columns[0]


def _bands(table: TableContent) -> list[list[CellContent]]:
    """The rows of a table between those that are one single cell, and each such row by itself."""
    bands: list[list[CellContent]] = []
    was_whole = True
    for _, group in groupby(sorted(table.cells, key=_place), key=lambda cell: cell.rows[0]):
        row = list(group)
        is_whole = [cell.columns for cell in row] == [(0, table.columns)]
        if is_whole or was_whole:
            bands.append([])
        bands[-1] += row
        was_whole = is_whole
    return bands


def _trimmed(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks of a cell without blank paragraphs at its end: they are room for a seal."""
    end = len(blocks)
    while end and not any(line.text.strip() for line in lines_of((blocks[end - 1],))):
        end -= 1
    return blocks[:end]


def _is_one_line(cell: CellContent) -> bool:
    return all(isinstance(block, Paragraph) for block in cell.blocks) and sum(1 for _ in _printed(cell)) == 1


def _printed(cell: CellContent) -> Iterator[TextLine]:
    return (line for line in cell.lines if line.text.strip())


def _side_by_side(row: Sequence[CellContent]) -> Paragraph:
    spans: list[Span] = []
    first = next(_printed(row[0]))
    for cell in row:
        spans += [Span(GAP)] if spans else []
        spans += next(_printed(cell)).spans
    return Paragraph((TextLine(tuple(spans), first.page),))


def _has_text(cell: CellContent) -> bool:
    return any(True for _ in _printed(cell))


def _is_drawn(table: TableContent) -> bool:
    """Whether most cells with text have lines around them; a line below a heading alone makes no table."""
    sides = [cell.sides for cell in table.cells if _has_text(cell)]
    return sum(count >= 2 for count in sides) * 2 > len(sides)


def _is_signed(table: TableContent) -> bool:
    """Whether a post, or on whose behalf one signs, stands in it, in capitals."""
    return any(is_capital(line.text) and _signing().match(skeleton(line.text)) for line in lines_of((table,)))


@cache
def _signing() -> re.Pattern[str]:
    formulas = "|".join(re.escape(skeleton(one)) for one, _ in dictionaries.table("signing-formulas.txt"))
    posts = "|".join(r"\W+".join(words_of(post).split()) for post in dictionaries.lines("posts.txt"))
    return re.compile(rf"\W*(?:(?:{formulas})\s*\.|(?:(?:{formulas})\s+)?(?:{posts})\b)")
