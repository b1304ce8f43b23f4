"""An Excel workbook for people: a sheet a table, Vietnamese headings that stay in view, filters, widths."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.dataset.frames import Batch
from pipeline.dataset.tables import TABLES, Table, headings
from pipeline.errors import TooLarge
from pipeline.files import replaced

# Excel's own limits.
ROWS, LETTERS = 1_048_576, 32_767
CUT = " … [đã cắt bớt]"
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def to_xlsx(batches: Iterable[Batch], path: Path) -> None:
    """Raises TooLarge where a table has more rows than Excel takes. Cells are text, numbers and dates,
    never formulas; a text that is too long for a cell is cut and says so.
    """
    with replaced(path) as temporary, xlsxwriter.Workbook(str(temporary), _OPTIONS) as book:
        sheets = {table.name: _Sheet(book, table, path) for table in TABLES}
        for batch in batches:
            for name, rows in batch.items():
                for row in rows:
                    sheets[name].add(row)
        for sheet in sheets.values():
            sheet.finish()


class _Sheet:
    def __init__(self, book: Any, table: Table, path: Path) -> None:
        self._table, self._path, self._row = table, path, 0
        self._sheet = book.add_worksheet(headings()[table.name, "*"].title)
        shared = {"valign": "top"}
        self._formats = {
            "text": book.add_format(shared | {"text_wrap": True}),
            "integer": book.add_format(shared),
            "number": book.add_format(shared),
            "date": book.add_format(shared | {"num_format": "dd/mm/yyyy"}),
            "boolean": book.add_format(shared),
        }
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#DDE7F0"})
        self._sheet.freeze_panes(1, 0)
        for column, name in enumerate(table.columns):
            heading = headings()[table.name, name]
            self._sheet.set_column(column, column, heading.width)
            self._sheet.write_string(0, column, heading.title, head)

    def add(self, row: dict[str, Any]) -> None:
        self._row += 1
        if self._row >= ROWS:
            raise TooLarge(self._path, f"Excel takes no more than {ROWS:,} rows a sheet")
        for column, (name, kind) in enumerate(self._table.columns.items()):
            value, form = row[name], self._formats[kind]
            if value is None or value == "":
                continue
            if kind == "text":
                cell = value if len(value) <= LETTERS else value[: LETTERS - len(CUT)] + CUT
                self._sheet.write_string(self._row, column, cell, form)
            elif kind == "date":
                self._sheet.write_datetime(self._row, column, value, form)
            elif kind == "boolean":
                self._sheet.write_boolean(self._row, column, value, form)
            else:
                self._sheet.write_number(self._row, column, value, form)

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, self._row, len(self._table.columns) - 1)
