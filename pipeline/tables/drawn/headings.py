"""Where the headings of a drawn table end, and where its pages repeat them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from pipeline.tables.drawn.columns import read_columns
from pipeline.tables.drawn.kinds import Kind
from pipeline.tables.drawn.meanings import is_known
from pipeline.tables.drawn.squares import Row
from pipeline.tables.grid import Column
from pipeline.tables.roles import REPEATED as SEVERAL
from pipeline.vietnamese.folding import confusable
from pipeline.vietnamese.numerals import digits_read_as

# Headings take at most so many rows.
MOST_ROWS = 3
# Minimum likeness (0 to 100) of rows that repeat headings; set by hand on office scans.
REPEATED = 85
# Minimum share of numbers in their order in a row that counts the columns; set by hand on office scans.
COUNTED = 0.4
_COUNTED = re.compile(r"(\d{1,2})\)?(?=\s*(?:=|$))")


class Started(NamedTuple):
    """What the headings of a table say, and the rows below them."""

    kind: Kind
    columns: tuple[Column, ...]
    rows: list[Row]


def started(rows: Sequence[Row]) -> Started | None:
    """Kind, columns and the rows below the headings; None where the rows open with no headings."""
    for count in range(1, min(MOST_ROWS, len(rows)) + 1):
        if _is_numbered(rows[count - 1]):
            return None
        if _is_of_one_text(rows[:count]) or (count < len(rows) and _goes_on(rows[:count], rows[count])):
            continue
        headings = [_heading(rows[:count], place) for place in range(len(rows[0]))]
        below = below_headings(rows[count:], [" ".join(filter(None, one)) for one in headings])
        cells = [[row[place].text for row in below if row[place].is_top] for place in range(len(headings))]
        if found := read_columns(headings, cells):
            return Started(*found, below)
    return None


def _is_numbered(row: Row) -> bool:
    """Whether a row has a number of its own, and does not count the columns: it stands below headings."""
    return row[0].text.strip(" .").isdigit() and not _counts(row)


def _is_of_one_text(rows: Sequence[Row]) -> bool:
    """Whether rows of several columns have one text each: what stands over all columns names none."""
    return len(rows[0]) > 2 and all(sum(bool(s.text) and s.is_left for s in row) <= 1 for row in rows)


def _goes_on(above: Sequence[Row], row: Row) -> bool:
    """Whether a heading goes on in the next row: in a cell merged down, or in the parts of one merged across.

    A workbook often has the parts below a merged heading, and nothing below the others.
    """
    if any(not square.is_top for square in row):
        return True
    texts = [place for place, square in enumerate(row) if square.text and square.is_left]
    top = above[-1]
    parted = [place for place in texts if not top[place].is_left or _spans(top, place)]
    return len(texts) > 1 and parted == texts and not any(row[place].text.isdigit() for place in texts)


def _spans(row: Row, place: int) -> bool:
    """Whether the cell at a place goes on over the next column."""
    return bool(row[place].text) and place + 1 < len(row) and not row[place + 1].is_left


def _heading(rows: Sequence[Row], place: int) -> list[str]:
    """The texts over a column, from the top."""
    return [row[place].text for row in rows if row[place].is_top]


def below_headings(rows: Sequence[Row], headings: Sequence[str]) -> list[Row]:
    """The rows without those at the top that repeat the headings or count the columns."""
    start = 0
    while start < len(rows) and (count := _repeating(rows[start:], headings) or _counts(rows[start])):
        start += count
    # Below headings that were misread the columns are counted all the same.
    return [
        row
        for row in rows[start:]
        if not _counts_from_one(row) and not is_like([square.text for square in row], headings)
    ]


def _repeating(rows: Sequence[Row], headings: Sequence[str]) -> int:
    """How many rows at the top together are the headings again."""
    for count in range(1, min(MOST_ROWS, len(rows)) + 1):
        if count < len(rows) and any(not square.is_top for square in rows[count]):
            continue
        texts = [" ".join(filter(None, _heading(rows[:count], place))) for place in range(len(headings))]
        if is_like(texts, headings):
            return count
    return 0


def is_like(texts: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether texts are the headings, maybe misread."""
    found, known = (
        " ".join("".join(map(confusable, one.split())) for one in row) for row in (texts, headings)
    )
    return bool(found.strip()) and fuzz.ratio(found, known) >= REPEATED


def best_read(columns: Sequence[Column], again: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of a table; where a heading was not understood, what the next page has there."""
    taken = {column.role for column in columns} - set(SEVERAL)
    return tuple(
        other if _is_unknown(one) and not _is_unknown(other) and other.role not in taken else one
        for one, other in zip(columns, again, strict=True)
    )


def _is_unknown(column: Column) -> bool:
    """Whether a heading says neither what its cells are nor that they are something else."""
    if column.role == "value":
        return column.measure is None
    return column.role == "extra" and not column.is_comparison and not is_known(column.heading)


def counting_lines(rows: Sequence[Row]) -> frozenset[int]:
    """The lines of the rows at the top of a table that number its columns."""
    top = [row for row in rows[: 2 * MOST_ROWS] if _counts(row) or _counts_from_one(row)]
    return frozenset(word.line for row in top for square in row for word in square.cell.words)


def _counts_from_one(row: Row) -> bool:
    """Whether a row counts the columns wherever it stands: 1, 2, 3 alone in its first cells."""
    texts = [square.text.strip(" ()") for square in row if square.is_left and square.text.strip()]
    return texts[1:3] == ["2", "3"] and digits_read_as(texts[0]) == "1" and (len(texts) == 3 or _counts(row))


def _counts(row: Row) -> bool:
    """Whether a row numbers the columns: (1), (2), (3); A, B, 1, 2 = 1/3. Some of it may be misread."""
    texts = [square.text.strip(" ()") for square in row if square.is_left and square.text.strip()]
    letters = sum(text in ("A", "B", "C", "a", "b", "c") for text in texts[:3])
    numbers = _numbers_in(texts[letters:])
    known = [number for number in numbers if number is not None]
    if letters == 1 or letters + len(known) < 3:
        return False
    if letters + len(known) == len(texts):
        return known == sorted(set(known))
    # A name is never the number of its column.
    in_order = sum(number == place for place, number in enumerate(numbers, 1))
    return numbers[:2] == [1, 2] and in_order >= COUNTED * len(texts)


def _numbers_in(texts: Sequence[str]) -> list[int | None]:
    """The numbers of columns in some cells, None for what is none; the first may be read as a letter."""
    read = [digits_read_as(texts[0]) if len(texts[0]) == 1 else texts[0], *texts[1:]] if texts else []
    return [int(match.group(1)) if (match := _COUNTED.match(text)) else None for text in read]
