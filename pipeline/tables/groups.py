"""The headings that a row stands under: their order from markers, capitals and what came before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.tables.grid import Cell, Grid, GridRow, cell_text
from pipeline.tables.printed_groups import PrintedPath, is_beyond
from pipeline.vietnamese.numerals import letter_read_as, numeral_read_as, roman, roman_value
from pipeline.vietnamese.shape import is_capital

_LETTERS = tuple("ABCDEFGH")
_MARKER = re.compile(r"([A-HĐ]|[IVXl1|!]{1,5}|\d{1,2}(?:\.\d{1,2})*)[.,:)]?$")


def with_groups(grid: Grid) -> Grid:
    """The grid, each row of it with the headings that it stands under."""
    place = grid.index("task") or 0
    headings = [row.cells[place] for row in grid.rows if row.is_group]
    if all(cell.is_exact and not cell.may_be_lost for cell in headings):
        return _as_printed(grid, place)
    groups, markers = GroupPath(), iter(_markers(headings))
    rows: list[GridRow] = []
    for row in grid.rows:
        if row.is_group:
            groups.enter(row.cells[place], next(markers), row.number)
        else:
            groups.pass_row(row.number)
        rows.append(replace(row, path=groups.path))
    return replace(grid, rows=tuple(rows))


def _markers(headings: Sequence[Cell]) -> list[str]:
    """The markers of headings as they were read, "" for none; where one alone stands between B and D that was
    not read, it is C."""
    markers = [_split(cell)[0] for cell in headings]
    for place in range(1, len(markers) - 1):
        before, after = markers[place - 1], markers[place + 1]
        if not markers[place] and before in _LETTERS[:-2] and after == _LETTERS[_LETTERS.index(before) + 2]:
            markers[place] = _LETTERS[_LETTERS.index(before) + 1]
    return markers


def _as_printed(grid: Grid, place: int) -> Grid:
    """The grid with headings that need no repair, each with its marker as it is printed."""
    groups = PrintedPath()
    rows: list[GridRow] = []
    for row in grid.rows:
        if row.is_group:
            below = bool(rows) and rows[-1].is_group
            groups.enter(cell_text(row.cells[place]), is_below_another=below, number=row.number)
        else:
            groups.pass_row(row.number)
        rows.append(replace(row, path=groups.path))
    return replace(grid, rows=tuple(rows))


class GroupPath:
    """The headings that hold at a row where they may have been misread, outermost first.

    A heading with a letter (A, B) stands above one with a Roman numeral. One whose marker was lost
    stands with the letters if it is in capitals while other headings with letters are, else it
    continues the numerals.
    """

    def __init__(self) -> None:
        self._letter = ""
        self._letters = 0
        self._numeral = ""
        self._count = 0
        self._has_capital_letters = False
        self._numbered = ""
        self._number = ""

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(heading for heading in (self._letter, self._numeral, self._numbered) if heading)

    def pass_row(self, number: str) -> None:
        """A row with this number stands below; a heading that others are numbered under ends above it."""
        if is_beyond(number, self._number):
            self._numbered = self._number = ""

    def _is_due(self, marker: str) -> bool:
        """Whether a marker is the next letter, or the one behind it: an H behind I is a misread II."""
        if marker not in (*_LETTERS, "Đ"):
            return False
        return marker == "Đ" or ord(marker) - ord("A") - self._letters in (0, 1)

    def enter(self, cell: Cell, marker: str, number: str = "") -> None:
        """A heading begins to hold; its marker as it was read, or as the others around it tell.

        One with a `number` holds over the rows that are numbered under it, and stands below all others.
        """
        text = _split(cell)[1]
        self._number = number
        self._numbered = f"{number} {text}" if number else ""
        if not number:
            self._enter_unnumbered(text, marker)

    def _enter_unnumbered(self, text: str, marker: str) -> None:
        capital = is_capital(text)
        value = roman_value(marker)
        is_letter = self._is_due(marker) and not (value and value == self._count + 1)
        if is_letter or (not value and capital and (self._has_capital_letters or not self._count)):
            self._letters += 1
            self._letter = f"{marker if is_letter else chr(ord('A') + self._letters - 1)} {text}"
            self._letters = ord(marker) - ord("A") + 1 if is_letter and marker != "Đ" else self._letters
            self._has_capital_letters = self._has_capital_letters or capital
            self._numeral, self._count = "", 0
            return
        # Two headings have not the same numeral: the second was misread.
        self._count = value if value and value != self._count else self._count + 1
        self._numeral = f"{roman(self._count)} {text}"


def _split(cell: Cell) -> tuple[str, str]:
    """A heading's marker, "" where it was not read, and its text."""
    text = cell_text(cell).lstrip("( ")
    first = cell.words[0] if cell.words else None
    if first is None:
        return "", text
    head, _, rest = text.partition(" ")
    head = letter_read_as(head)
    read = first.raw.strip("|.,:;()[] ")
    match = _MARKER.fullmatch(head) or (_MARKER.fullmatch(read) if first.raw != first.text and rest else None)
    if not match or not rest:
        return "", text
    return numeral_read_as(match.group(1)), rest.strip()
