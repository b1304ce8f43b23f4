"""Reading Excel workbooks (XLSX): each sheet a page, its rows a table, values as they are shown."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.document import Document, Line, PageNote, Table, TableCell
from pipeline.errors import NoPages, Unreadable
from pipeline.messages import tr
from pipeline.read.text import words_of_line

# A row above the first one with so many filled cells is a title over the table, not part of it.
TABLE_WIDTH = 3
# Excel keeps 15 digits; what is behind them is no part of a number.
DIGITS = 15
_DECIMALS = re.compile(r"0\.(0+)")


def read_xlsx(path: Path) -> Document:
    """The sheets of a workbook that are shown, without their hidden rows and columns; values, not formulas.

    Raises Unreadable or NoPages.
    """
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # a damaged workbook ends in any error of the libraries below openpyxl
        raise Unreadable(path, tr("Excel workbook"), f"{type(error).__name__}: {error}") from None
    draft = _Draft()
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            draft.add(sheet)
    if not draft.notes:
        raise NoPages(path)
    pages = len(draft.notes)
    return Document(tuple(draft.lines), pages, tuple(draft.tables), tuple(draft.notes), is_exact=True)


@dataclass
class _Draft:
    """A document on its way."""

    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[PageNote] = field(default_factory=list)
    cells: int = 0

    def add(self, sheet: Worksheet) -> None:
        """A sheet: the lines above its table, or its name where there are none, and the table."""
        page = len(self.notes) + 1
        grid, hidden = _Sheet(sheet), _hidden(sheet)
        top = next((r for r in grid.rows if len(grid.filled(r)) >= TABLE_WIDTH), None)
        if top is not None and top == grid.rows[0]:
            # What stands above a table is its title; a name is printed nowhere.
            self._line(sheet.title, page)
        for row in grid.rows:
            if top is None or row < top:
                for column in grid.filled(row):
                    for text in grid.texts[row, column].split("\n"):
                        self._line(text, page)
        if top is not None:
            self._table(grid, [row for row in grid.rows if row >= top], page)
        self.notes.append(
            PageNote(
                page,
                "clean",
                tr("the sheet {title!r} of a workbook{hidden}", title=sheet.title, hidden=hidden),
            )
        )

    def _table(self, grid: _Sheet, rows: Sequence[int], page: int) -> None:
        used = {column for row in rows for column in grid.filled(row)}
        columns = [column for column in grid.columns if min(used) <= column <= max(used)]
        start = len(self.lines)
        cells = tuple(
            self._cell(grid, (row, column), rows, columns, page)
            for row in rows
            for column in columns
            if (row, column) not in grid.covered
        )
        self.tables.append(Table(page, start, cells))

    def _cell(
        self, grid: _Sheet, at: tuple[int, int], rows: Sequence[int], columns: Sequence[int], page: int
    ) -> TableCell:
        """A cell and its lines; it spans those of its rows and columns that are shown."""
        below, right = grid.spans.get(at, at)
        down = bisect_left(rows, at[0]), bisect_right(rows, below)
        across = bisect_left(columns, at[1]), bisect_right(columns, right)
        texts = (text for text in grid.texts.get(at, "").split("\n") if text.strip())
        own = tuple(self._line(text, page, self.cells) for text in texts)
        self.cells += 1
        return TableCell(down, across, own)

    def _line(self, text: str, page: int, cell: int = -1) -> int:
        index, raw = len(self.lines), unicodedata.normalize("NFC", text)
        self.lines.append(Line(index, page, raw, words_of_line(raw, page, index), cell))
        return index


class _Sheet:
    """The shown cells of a sheet: `texts` by row and column, `spans` of merged ones, those they cover."""

    def __init__(self, sheet: Worksheet) -> None:
        self.texts: dict[tuple[int, int], str] = {}
        for number, row in enumerate(sheet.iter_rows(min_row=1, min_col=1), start=1):
            for column, cell in enumerate(row, start=1):
                if (text := shown(cell.value, cell.number_format)).strip():
                    self.texts[number, column] = text
        self.spans: dict[tuple[int, int], tuple[int, int]] = {}
        self.covered: set[tuple[int, int]] = set()
        for area in sheet.merged_cells.ranges:
            self.spans[area.min_row, area.min_col] = area.max_row, area.max_col
            self.covered |= {
                (r, c)
                for r in range(area.min_row, area.max_row + 1)
                for c in range(area.min_col, area.max_col + 1)
            } - {(area.min_row, area.min_col)}
        filled_rows = sorted({row for row, _ in self.texts})
        filled_columns = {column for _, column in self.texts}
        self.rows = [row for row in filled_rows if not sheet.row_dimensions[row].hidden]
        hidden = set(_hidden_columns(sheet))
        last = max(filled_columns, default=0)
        self.columns = [column for column in range(1, last + 1) if column not in hidden]

    def filled(self, row: int) -> list[int]:
        """The columns of a row in which something stands."""
        return [column for column in self.columns if (row, column) in self.texts]


def shown(value: Any, form: str = "General") -> str:
    """A cell's value as a reader of Vietnamese sees it: decimal comma, day before month.

    >>> shown(0.935, "0.0%"), shown(12.5), shown(7.0), shown(date(2025, 3, 9))
    ('93,5%', '12,5', '7', '09/03/2025')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime | date):
        return _shown_date(value, form)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float):
        return _shown_number(value, form)
    return str(value)


def _shown_number(value: float, form: str) -> str:
    is_share = "%" in form
    number = value * 100 if is_share else value
    decimals = _DECIMALS.search(form)
    text = f"{number:.{len(decimals.group(1))}f}" if decimals else f"{number:.{DIGITS}g}"
    if "e" in text:
        text = f"{number:.0f}"
    return text.replace(".", ",") + "%" * is_share


def _shown_date(value: datetime | date, form: str) -> str:
    is_month_alone = "d" not in form.lower() and "m" in form.lower()
    if is_month_alone:
        return f"Tháng {value.month}/{value.year}"
    day = value.strftime("%d/%m/%Y")
    has_time = isinstance(value, datetime) and (value.hour, value.minute) != (0, 0)
    return f"{day} {value.strftime('%H:%M')}" if has_time else day


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            yield from range(dimension.min or 0, (dimension.max or 0) + 1)


def _hidden(sheet: Worksheet) -> str:
    """What is hidden on a sheet, for its note."""
    rows = sum(dimension.hidden is True for dimension in sheet.row_dimensions.values())
    columns = len(list(_hidden_columns(sheet)))
    return (
        tr("; {rows} hidden rows and {columns} hidden columns are left out", rows=rows, columns=columns)
        if rows or columns
        else ""
    )
