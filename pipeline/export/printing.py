"""A sheet of a workbook to be printed: one plan on A4, landscape, its tasks and below them its indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipeline.dataset.tables import INDICATORS, JOINT, TASKS, Row, headings
from pipeline.emit import like_formula
from pipeline.export.links import said_of
from pipeline.messages import day, number, tr
from pipeline.value_names import names_of, spoken

A4 = 9
# A grid that both tables share: widths in letters of its columns; most cells of tasks take two.
WIDTHS = (7, 62, 15, 11, 13, 13, 13, 13, 13, 13)
NUMBERS_FROM, EMPTY = 4, 6
TASK_CELLS = (("deadline", 2, 3), ("lead", 4, 5), ("coordination", 6, 7), ("product", 8, 9))
# Points of a line, lines of the highest row that Excel takes, letters of this size in the room of one of a
# column's width (words that do not fit leave gaps), characters of a sheet's name.
LINE, MOST_LINES, FILLED, NAME = 11.5, 34, 1.25, 31
# As small as what is printed may be, and what a page holds at this size.
PAGES, LINES_A_PAGE = 3, 70
_EMPTY = re.compile(rf"(?:^|{JOINT})[^;:]*: (?={JOINT}|$)")
_FORBIDDEN = str.maketrans("[]:*?/\\", "       ")


@dataclass(frozen=True, slots=True)
class Printed:
    """A plan with its rows, each table in its order."""

    plan: Row
    tasks: Sequence[Row]
    indicators: Sequence[Row]
    values: Sequence[Row]


class Formats:
    """How cells look; those of numbers by the sign before and what stands behind."""

    def __init__(self, book: Any) -> None:
        self._book = book
        shared = {"font_size": 9, "valign": "top", "text_wrap": True}
        cell = shared | {"border": 4}
        self.title = book.add_format(shared | {"bold": True, "font_size": 12})
        self.plain = book.add_format(shared)
        self.head = book.add_format(cell | {"bold": True, "bg_color": "#DDE7F0", "valign": "vcenter"})
        self.group = book.add_format(cell | {"bold": True})
        self.cell = book.add_format(cell)
        self.formula = book.add_format(cell | {"quote_prefix": True})
        self._cell, self._numbers = cell, dict[tuple[str, bool], Any]()

    def of(self, text: str) -> Any:
        return self.formula if like_formula(text) else self.cell

    def number(self, operator: str, *, is_estimated: bool) -> Any:
        """A number with its sign: it stays a number of its cell."""
        key = (operator, is_estimated)
        if key not in self._numbers:
            sign = {">=": "≥ ", "<=": "≤ "}.get(operator, f"{operator} ".lstrip())
            behind = f'" ({tr("estimated")})"' if is_estimated else ""
            form = (f'"{sign}"' if sign else "") + "General" + behind
            self._numbers[key] = self._book.add_format(self._cell | {"num_format": form, "align": "right"})
        return self._numbers[key]


def sheet_name(name: str, taken: Iterable[str]) -> str:
    """A plan's name as that of a sheet: without what Excel forbids, short, and like no other's."""
    plain = name.translate(_FORBIDDEN).strip(" '")[:NAME] or tr("Plan")
    others, found, count = {one.lower() for one in taken}, plain, 1
    while found.lower() in others:
        count += 1
        found = f"{plain[: NAME - len(str(count)) - 1]} {count}"
    return found


def write_plan(sheet: Any, one: Printed, formats: Formats) -> None:
    """Write a plan on an empty sheet, row by row."""
    page = _Page(sheet, formats)
    names = _names(one.values)
    page.begin(_widths(one, len(names)))
    page.title(one.plan)
    if one.tasks:
        page.tasks(one.tasks)
    if one.indicators:
        page.indicators(one.indicators, one.values, names)
    page.finish(str(one.plan["plan"]), has_one_table=not (one.tasks and one.indicators))


def _widths(one: Printed, numbers: int) -> list[int]:
    """The widths of the columns; those of tasks that are empty leave their room to the task itself."""
    widths = [*WIDTHS, *[WIDTHS[-1]] * (NUMBERS_FROM + numbers + 1 - len(WIDTHS))]
    for name, first, last in TASK_CELLS if not one.indicators else ():
        if not any(row[name] for row in one.tasks):
            for column in range(first, last + 1):
                widths[1] += widths[column] - EMPTY
                widths[column] = EMPTY
    return widths


def _names(values: Sequence[Row]) -> list[str]:
    """The columns of numbers: what the values of each indicator are called, in order of first sight."""
    return list(dict.fromkeys(name for _, found in _named(values) for name, _ in found))


def _named(values: Sequence[Row]) -> Iterator[tuple[str, list[tuple[str, Row]]]]:
    for indicator, rows in groupby(values, key=lambda row: str(row["indicator"])):
        own = list(rows)
        yield indicator, list(zip(names_of(map(said_of, own)), own, strict=True))


class _Page:
    def __init__(self, sheet: Any, formats: Formats) -> None:
        self._sheet, self._formats = sheet, formats
        self._row, self._lines, self._head = 0, 0, 0
        self._widths: list[int] = []

    def begin(self, widths: Sequence[int]) -> None:
        self._widths = list(widths)
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.5)
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD100000"})

    def title(self, plan: Row) -> None:
        last = len(self._widths) - 1
        where = ", ".join(
            str(part) for part in (plan["place"], day(plan["date"] and str(plan["date"]))) if part
        )
        parts = [part for part in (plan["issuer"], plan["number"], where) if part]
        self._across(" – ".join(parts), last, self._formats.plain)
        self._across(str(plan["title"] or plan["plan"]), last, self._formats.title)
        if plan["warnings"]:
            said = tr("{count} warnings: see the sheet of warnings.", count=plan["warnings"])
            self._across(said, last, self._formats.plain)

    def tasks(self, rows: Sequence[Row]) -> None:
        self._heads(TASKS.name, (("no", 0, 0), ("task", 1, 1), *TASK_CELLS))
        above: tuple[object, str] = (None, "")
        for row in rows:
            if (row["appendix"], row["group"]) != above:
                above = (row["appendix"], row["group"])
                self._group(row["appendix"], row["group"])
            text = _with_extra(row["task"], row["extra"])
            cells = [(row[name] or "", first, last) for name, first, last in TASK_CELLS]
            self._cells([(row["no"] or "", 0, 0), (text, 1, 1), *cells])

    def indicators(self, rows: Sequence[Row], values: Sequence[Row], names: Sequence[str]) -> None:
        self._heads(INDICATORS.name, (("code", 0, 0), ("name", 1, 1), ("unit", 2, 2), ("max", 3, 3)), names)
        by_row = dict(_named(values))
        above: object = None
        for row in rows:
            if row["appendix"] != above:
                above = row["appendix"]
                self._group(above, "")
            numbers = {NUMBERS_FROM + names.index(name): one for name, one in by_row.get(row["id"], ())}
            if row["max"] is not None:
                numbers[3] = {
                    "value": row["max"],
                    "operator": "",
                    "upper": None,
                    "estimated": False,
                    "unit": "",
                }
            at = NUMBERS_FROM + len(names)
            text = _with_extra(row["name"], row["extra"])
            cells = [
                (row["code"] or "", 0, 0),
                (text, 1, 1),
                (row["unit"] or "", 2, 2),
                (row["lead"] or "", at, at),
            ]
            self._cells(cells, numbers)

    def finish(self, name: str, *, has_one_table: bool) -> None:
        if has_one_table and self._head:
            self._sheet.repeat_rows(self._head)
        is_short = self._lines <= PAGES * LINES_A_PAGE
        self._sheet.fit_to_pages(1, PAGES if is_short else 0)
        self._sheet.print_area(0, 0, max(self._row - 1, 0), len(self._widths) - 1)
        self._sheet.set_footer("&L" + name.replace("&", "&&") + "&R&P/&N")

    def _heads(self, table: str, cells: Sequence[tuple[str, int, int]], names: Sequence[str] = ()) -> None:
        shown = [(headings()[table, name].shown, first, last) for name, first, last in cells]
        at = NUMBERS_FROM
        if table == INDICATORS.name:
            shown += [(_head(name), at + place, at + place) for place, name in enumerate(names)]
            shown.append((headings()[table, "lead"].shown, at + len(names), at + len(names)))
        self._row += 1
        self._head = self._row
        self._cells(shown, form=self._formats.head)

    def _group(self, appendix: object, group: str) -> None:
        named = tr("Appendix {number}", number=appendix) if appendix else tr("In the text")
        self._across(" / ".join(filter(None, (named, group))), len(self._widths) - 1, self._formats.group)

    def _across(self, text: str, last: int, form: Any) -> None:
        self._cells([(text, 0, last)], form=form)

    def _cells(
        self, cells: Sequence[tuple[str, int, int]], numbers: dict[int, Row] | None = None, form: Any = None
    ) -> None:
        """Write texts (with their first and last column) and numbers in a row; what is higher than Excel
        takes goes on in the next."""
        laid = [(list(self._laid(text, first, last)), first, last) for text, first, last in cells]
        height = max([1, *(len(lines) for lines, _, _ in laid)])
        for start in range(0, height, MOST_LINES):
            part = min(height - start, MOST_LINES)
            self._sheet.set_row(self._row, LINE * part + 2)
            for lines, first, last in laid:
                text = "".join(lines[start : start + MOST_LINES]).strip("\n")
                self._put(text, first, last, form or self._formats.of(text))
            for column, one in sorted((numbers or {}).items() if not start else ()):
                self._number(column, one)
            self._row += 1
        self._lines += height

    def _put(self, text: str, first: int, last: int, form: Any) -> None:
        if last > first:
            self._sheet.merge_range(self._row, first, self._row, last, "", form)
        self._sheet.write_string(self._row, first, text, form)

    def _number(self, column: int, one: Row) -> None:
        form = self._formats.number(one["operator"] or "", is_estimated=bool(one["estimated"]))
        if one["value"] is None:
            self._sheet.write_blank(self._row, column, None, form)
        elif one["upper"] is not None:
            text = f"{number(one['value'])} – {number(one['upper'])}"
            self._sheet.write_string(self._row, column, text, form)
        else:
            self._sheet.write_number(self._row, column, one["value"], form)

    def _laid(self, text: str, first: int, last: int) -> Iterator[str]:
        """The lines that a text takes in its columns; together they are the text."""
        width = max(int(sum(self._widths[first : last + 1]) * FILLED), 1)
        for line in text.splitlines(keepends=True) or [""]:
            begun = ""
            for word in line.split(" "):
                if begun and len(begun) + len(word) > width:
                    yield begun
                    begun = ""
                while len(word) > width:
                    yield word[:width]
                    word = word[width:]
                begun += word + " "
            yield begun[:-1]


def _head(name: str) -> str:
    said = spoken(name).replace("_", " ")
    return said[:1].upper() + said[1:]


def _with_extra(text: str | None, extra: str | None) -> str:
    """A text with the cells of the columns that have none of their own here; empty ones are left out."""
    filled = _EMPTY.sub("", extra or "").removeprefix(JOINT)
    return f"{text or ''} ({filled})".strip() if filled else text or ""
