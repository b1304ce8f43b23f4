"""An Excel workbook for people: a sheet a table, to be read on the screen and printed on A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.dataset.frames import Batch
from pipeline.dataset.spoken import spoken_cell
from pipeline.dataset.tables import INDICATORS, PLANS, TABLES, TASKS, VALUES, WARNINGS, Row, Table, headings
from pipeline.emit import like_formula
from pipeline.errors import TooLarge
from pipeline.export.links import Links
from pipeline.export.printing import Formats, Printed, sheet_name, write_plan
from pipeline.files import replaced
from pipeline.messages import for_readers, later, tr

# Excel's own limits.
ROWS, LETTERS, LINKS = 1_048_576, 32_767, 65_530
CUT = later(" … [cut]")
A4 = 9
# So many plans have a sheet to print each: in a workbook of more sheets nobody finds anything.
PRINTED = 100
# Points of a line, and of the highest row that Excel takes.
LINE, HIGHEST = 15, 409
# Every system has Arial or a font of its widths; columns are as wide as with Calibri 11, xlsxwriter's own.
_FONT = {"font_name": "Arial", "font_size": 10}
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": _FONT,
}


def to_xlsx(batches: Iterable[Batch], path: Path) -> None:
    """Raises TooLarge where a table has more rows than Excel takes. Cells are text, numbers and dates,
    never formulas; a text that is too long for a cell is cut and says so. The row that a warning names is
    a link to its cell. Behind the tables each plan has a sheet to print, of the first hundred.
    """
    with for_readers(), replaced(path) as temporary, xlsxwriter.Workbook(str(temporary), _OPTIONS) as book:
        sheets = {table.name: _Sheet(book, table, path) for table in TABLES}
        to_print: list[Printed] = []
        for batch in batches:
            if len(to_print) <= PRINTED:
                to_print += _printed(batch)
            links = Links(batch, {name: sheet.last for name, sheet in sheets.items()})
            for name, rows in batch.items():
                for row in rows:
                    sheets[name].add(row, links.of(row) if name == WARNINGS.name else "")
        _print(book, to_print[:PRINTED])
        for sheet in sheets.values():
            sheet.finish()


def _print(book: Any, plans: Sequence[Printed]) -> None:
    """A sheet to print for each plan, behind all others."""
    formats = Formats(book)
    names = [sheet.get_name() for sheet in book.worksheets()]
    for one in plans:
        names.append(sheet_name(str(one.plan["plan"]), names))
        write_plan(book.add_worksheet(names[-1]), one, formats)


def _printed(batch: Batch) -> Iterator[Printed]:
    for plan in batch[PLANS.name]:
        own = (
            [row for row in batch[table.name] if row["plan"] == plan["plan"]]
            for table in (TASKS, INDICATORS, VALUES)
        )
        yield Printed(plan, *own)


class _Sheet:
    """A sheet that is written row by row; `last` is the last row that was written, from 0."""

    def __init__(self, book: Any, table: Table, path: Path) -> None:
        self.last = 0
        self._table, self._path, self._links = table, path, 0
        self._sheet = book.add_worksheet(headings()[table.name, "*"].shown)
        shared = {"valign": "top"}
        wrapped = shared | {"text_wrap": True}
        self._formats = {
            "text": book.add_format(wrapped),
            # Whoever edits such a cell makes no formula of it.
            "like a formula": book.add_format(wrapped | {"quote_prefix": True}),
            "link": book.add_format(wrapped | {"font_color": "#0563C1", "underline": 1}),
            "integer": book.add_format(shared),
            "number": book.add_format(shared),
            "date": book.add_format(shared | {"num_format": "dd/mm/yyyy"}),
            "boolean": book.add_format(shared),
        }
        self._begin(book)

    def _begin(self, book: Any) -> None:
        """The heading, the columns (those aside are folded away), and how the sheet is printed."""
        look = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#DDE7F0", "border": 1}
        head = book.add_format(look)
        is_after_folded = False
        for column, name in enumerate(self._table.columns):
            heading = headings()[self._table.name, name]
            fold = {"level": 1, "hidden": True} if heading.is_aside else {"collapsed": is_after_folded}
            is_after_folded = heading.is_aside
            self._sheet.set_column(column, column, heading.width, None, fold)
            self._sheet.write_string(0, column, heading.shown, head)
        self._sheet.set_row(0, 2 * LINE)
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&L&A&R&P/&N")
        # A code such as 1.10 is text and meant to be.
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS}"})

    def add(self, row: Row, link: str = "") -> None:
        """Write a row; `link` is where its cell `row` leads."""
        self.last += 1
        if self.last >= ROWS:
            raise TooLarge(self._path, tr("Excel takes no more than {rows:,} rows a sheet", rows=ROWS))
        # LibreOffice gives no row its height by itself, Excel not every one.
        self._sheet.set_row(self.last, min(HIGHEST, LINE * self._lines(row)))
        for column, (name, kind) in enumerate(self._table.columns.items()):
            if row[name] is not None and row[name] != "":
                self._write(column, spoken_cell(name, row), kind, link if name == "row" else "")

    def _lines(self, row: Row) -> int:
        """How many lines the longest cell of those that are shown takes; words that do not fit leave gaps."""
        shown = [
            (row[name], headings()[self._table.name, name])
            for name, kind in self._table.columns.items()
            if kind == "text" and row[name]
        ]
        counts = (
            sum(1 + int(len(line) * 1.05 / heading.width) for line in text.split("\n"))
            for text, heading in shown
            if not heading.is_aside
        )
        return max(counts, default=1)

    def _write(self, column: int, value: Any, kind: str, link: str) -> None:
        if kind == "text":
            self._write_text(column, value, link)
        elif kind == "date":
            self._sheet.write_datetime(self.last, column, value, self._formats[kind])
        elif kind == "boolean":
            self._sheet.write_boolean(self.last, column, value, self._formats[kind])
        else:
            self._sheet.write_number(self.last, column, value, self._formats[kind])

    def _write_text(self, column: int, text: str, link: str) -> None:
        text = text if len(text) <= LETTERS else text[: LETTERS - len(tr(CUT))] + tr(CUT)
        if link and self._links < LINKS:
            self._links += 1
            self._sheet.write_url(self.last, column, link, self._formats["link"], text)
        else:
            form = "like a formula" if like_formula(text) else "text"
            self._sheet.write_string(self.last, column, text, self._formats[form])

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, self.last, len(self._table.columns) - 1)
