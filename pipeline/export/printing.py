"""A sheet of a workbook to be printed: one plan on A4, landscape, its tasks and below them its indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.dataset.tables import INDICATORS, JOINT, TASKS, Row, headings
from pipeline.emit import like_formula
from pipeline.export.links import said_of
from pipeline.export.widths import Cells, fitted
from pipeline.messages import day, number, tr
from pipeline.value_names import names_of, spoken

A4 = 9
# A grid that both tables share: a number, a text, and columns of which most cells of tasks take two. Widths
# in letters: of the number, of a pair before it is fitted; so many in all are printed in type of 8 points.
NUMBER, PAIR, WIDEST = 7, 24, 153
# The least of a text, of two columns with numbers, of two with texts alone, of two that are empty.
LEAST_TEXT, LEAST_NUMBERS, LEAST_PAIR, LEAST_EMPTY = 30, 20, 14, 6
NUMBERS_FROM = 4
TASK_CELLS = (("deadline", 2, 3), ("lead", 4, 5), ("coordination", 6, 7), ("product", 8, 9))
# Points of a line, of one of the title; lines of a row, and its points, that Excel takes at most.
LINE, TITLE_LINE, MOST_LINES, HIGHEST = 10.6, 15.0, 37, 409.0
# Letters of this size in the room of one of a column's width (words that do not fit leave gaps), characters
# of a sheet's name.
FILLED, NAME = 1.32, 31
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
    page.begin(_widths(one, len(names) + any(row["lead"] for row in one.indicators)))
    page.title(one.plan)
    if one.tasks:
        page.tasks(one.tasks)
    if one.indicators:
        page.indicators(one.indicators, one.values, names)
    page.finish(str(one.plan["plan"]), has_one_table=not (one.tasks and one.indicators))


def _widths(one: Printed, numbers: int) -> list[int]:
    """The widths of the columns; `numbers` of them are behind an indicator's text and unit of measure.

    Each two columns are of one width; text and pairs share the room so that the rows take the fewest lines.
    """
    pairs = max(len(TASK_CELLS) if one.tasks else 0, -(-numbers // 2) + 1 if one.indicators else 0)
    least = [LEAST_TEXT, *(_least(one, place, numbers) for place in range(pairs))]
    room = max(WIDEST - NUMBER, sum(least))
    begun = [max(PAIR, width) for width in least[1:]]
    while sum(begun) > room - LEAST_TEXT:
        begun = [max(width - 2, low) for width, low in zip(begun, least[1:], strict=True)]
    found = fitted([room - sum(begun), *begun], least, list(_cells(one)), FILLED)
    halves = [half for width in found[1:] for half in (width - width // 2, width // 2)]
    return [NUMBER, found[0], *halves]


def _least(one: Printed, place: int, numbers: int) -> int:
    """The least width of a pair of columns: as it holds numbers (the first the unit of measure), texts of
    tasks, or nothing."""
    if one.indicators and place <= -(-numbers // 2):
        return LEAST_NUMBERS
    named = TASK_CELLS[place][0] if place < len(TASK_CELLS) else ""
    return LEAST_PAIR if named and any(row[named] for row in one.tasks) else LEAST_EMPTY


def _cells(one: Printed) -> Iterator[Cells]:
    if one.tasks:
        names = [name for name, *_ in TASK_CELLS]
        texts = (
            (_with_extra(row["task"], row["extra"]), *(row[name] for name in names)) for row in one.tasks
        )
        yield Cells(_lengths(texts), tuple(range(len(names) + 1)))
    if one.indicators:
        named = ((_with_extra(row["name"], row["extra"]), row["unit"]) for row in one.indicators)
        yield Cells(_lengths(named), (0, 1))


def _lengths(texts: Iterable[Sequence[str | None]]) -> NDArray[np.float64]:
    return np.array([[float(len(text or "")) for text in row] for row in texts])


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
        self._row, self._head = 0, 0
        self._widths: list[int] = []

    def begin(self, widths: Sequence[int]) -> None:
        self._widths = list(widths)
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.set_margins(left=0.3, right=0.3, top=0.3, bottom=0.45)
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
        # Columns that nothing stands in leave their room to others.
        has_max, has_lead = (
            any(row[name] is not None and row[name] != "" for row in rows) for name in ("max", "lead")
        )
        unit = ("unit", 2, 2 if has_max else 3)
        heads = (("code", 0, 0), ("name", 1, 1), unit, *([("max", 3, 3)] if has_max else []))
        self._heads(INDICATORS.name, heads, names, has_lead=has_lead)
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
                (row["unit"] or "", *unit[1:]),
                *([(row["lead"] or "", at, at)] if has_lead else []),
            ]
            self._cells(cells, numbers)

    def finish(self, name: str, *, has_one_table: bool) -> None:
        if has_one_table and self._head:
            self._sheet.repeat_rows(self._head)
        # As wide as a page; never less legible to save one.
        self._sheet.fit_to_pages(1, 0)
        self._sheet.print_area(0, 0, max(self._row - 1, 0), len(self._widths) - 1)
        self._sheet.set_footer("&L" + name.replace("&", "&&") + "&R&P/&N")

    def _heads(
        self,
        table: str,
        cells: Sequence[tuple[str, int, int]],
        names: Sequence[str] = (),
        *,
        has_lead: bool = False,
    ) -> None:
        shown = [(headings()[table, name].shown, first, last) for name, first, last in cells]
        at = NUMBERS_FROM
        if table == INDICATORS.name:
            shown += [(_head(name), at + place, at + place) for place, name in enumerate(names)]
        if has_lead:
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
            line = TITLE_LINE if form is self._formats.title else LINE
            self._sheet.set_row(self._row, min(line * part + 1.5, HIGHEST))
            for lines, first, last in laid:
                text = "".join(lines[start : start + MOST_LINES]).strip("\n")
                self._put(text, first, last, form or self._formats.of(text))
            for column, one in sorted((numbers or {}).items() if not start else ()):
                self._number(column, one)
            self._row += 1

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
