"""Appendices: number, title, notes, and the tables below them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import count

from pipeline.document import Line
from pipeline.plan import Appendix, Warning
from pipeline.segment.regions import is_note
from pipeline.segment.types import AppendixPart
from pipeline.tables.drawn.rows import RuledTable
from pipeline.tables.grid import TextTable
from pipeline.tables.text.headings import heading_words, read_headings, repeats
from pipeline.tables.text.usual_orders import table_without_headings
from pipeline.vietnamese.folding import confusable, skeleton
from pipeline.vietnamese.numerals import roman_value
from pipeline.vietnamese.shape import is_capital

TITLE_LINES = 10
_ISSUED = re.compile(r"(ban hanh )?kem theo\s*")
_ANNOUNCED = re.compile(r"phu luc\s*(?:so\s*)?(\d{1,2}|[ivx]{1,4})\b")


def read_appendix(
    lines: Sequence[Line], expected: int, ruled: Sequence[RuledTable] = ()
) -> tuple[AppendixPart, tuple[Warning, ...]]:
    """One appendix from its heading on. A number that cannot be read is the `expected` one.

    `ruled` are its tables whose cells are known; if there are any, no table is looked for in the lines.
    """
    top_of_table = min((table.place for table in ruled), default=math.inf)
    printed = [line for line in lines if not line.is_blank]
    number, title = _number_and_title(printed[0])
    warnings = []
    if number is None:
        number = expected
        # A heading that has no number at all needs no doubt.
        if confusable(printed[0].raw) != confusable("Phụ lục"):
            where = f"line {printed[0].index + 1}"
            read = printed[0].raw.strip()
            message = f"The appendix's number was not read in {read!r}; by its place it is {number}."
            warnings.append(Warning(code="appendix-number", message=message, where=where))
    top = [title] if title else []
    notes: list[str] = []
    issued_with = ""
    below = next(i for i, line in enumerate(lines) if line is printed[0]) + 1
    last_note = max((i for i, line in enumerate(lines[: TITLE_LINES + below]) if is_note(line)), default=-1)
    for place in range(below, len(lines)):
        line = lines[place]
        if line.is_blank:
            continue
        text = line.text.strip()
        if line.index >= top_of_table or len(top) + len(notes) > TITLE_LINES:
            break
        if not ruled and place > last_note and read_headings(lines[place:]):
            break
        below = place + 1
        if is_note(line):
            issued_with = _issued_with(text)
        elif text.startswith("(") or (notes and not notes[-1].endswith(")")):
            notes.append(text)
        elif issued_with and not issued_with_is_whole(issued_with, text):
            issued_with += " " + text.rstrip(" )")
        elif issued_with and not notes:
            break
        else:
            top.append(text)
    grids = tuple(table.grid for table in ruled if table.grid)
    tables = grids if ruled else tuple(read_tables(lines[below:]))
    if not tables and not ruled and (unheaded := _without_headings(lines, top)):
        tables, top = (unheaded[0],), unheaded[1]
    if ruled:
        notes += [line.text.strip() for line in lines[below:] if not line.is_blank]
    kinds = {table.kind for table in tables}
    kind = "both" if {"tasks", "indicators"} <= kinds else next(iter(kinds), "other")
    if not tables and not ruled:
        message = "No table with headings that are known was found below the appendix's title."
        warnings.append(Warning(code="table-missing", message=message, where=f"appendix {number}"))
    appendix = Appendix(
        number=number,
        title=" ".join(top).strip(" -–—_"),
        note=" ".join(notes),
        issued_with=issued_with,
        kind=kind,
        columns=tuple(column.heading for table in tables for column in table.columns),
    )
    return AppendixPart(appendix, tables), tuple(warnings)


def _without_headings(lines: Sequence[Line], top: list[str]) -> tuple[TextTable, list[str]] | None:
    """The task table below an appendix's note, or its title, that no headings open; and the title above."""
    notes = [place for place, line in enumerate(lines[:TITLE_LINES]) if is_note(line)]
    below = notes[-1] + 1 if notes else _below_title(lines)
    table = table_without_headings(lines[below:])
    if table is None:
        return None
    above = {line.text.strip() for line in lines[:below]}
    return table, [text for text in top if text in above or text == (top[0] if top else "")]


def _below_title(lines: Sequence[Line]) -> int:
    """The place behind the appendix's heading and the lines in capitals below it."""
    for place, line in enumerate(lines[1:TITLE_LINES], 1):
        if not line.is_blank and not is_capital(line.text):
            return place
    return 1


def issued_with_is_whole(note: str, following: str) -> bool:
    """Whether a note ended with its line: the next one begins anew, or the note's bracket closed."""
    return note.endswith(")") or not following.endswith(")")


def read_tables(lines: Sequence[Line]) -> list[TextTable]:
    """The tables of some lines: headings, rows below them, headings repeated on later pages left out."""
    place = next((i for i, line in enumerate(lines) if not line.is_blank and read_headings(lines[i:])), None)
    if place is None:
        return []
    found = read_headings(lines[place:])
    assert found is not None
    kind, columns, size = found
    known = heading_words(lines[place : place + size])
    rows: list[Line] = []
    at_page_top = True
    page = lines[place].page
    for line in lines[place + size :]:
        if line.page != page:
            page, at_page_top = line.page, True
        if at_page_top and line.words and page != lines[place].page:
            if repeats(line, known):
                continue
            at_page_top = False
        rows.append(line)
    return [TextTable(kind, columns, tuple(rows))]


def announced(text: str) -> set[int]:
    """The numbers of the appendices that the body announces."""
    numbers = (match.group(1) for match in _ANNOUNCED.finditer(skeleton(text)))
    return {int(n) if n.isdigit() else roman_value(n.upper()) or 0 for n in numbers} - {0}


def _number_and_title(line: Line) -> tuple[int | None, str]:
    """The number in an appendix's heading, and what stands behind it."""
    words = [word for word in line.words if word.raw.strip(".,:")]
    for place, word in enumerate(words):
        raw = word.raw.strip(".,:)-")
        value = int(raw) if raw.isdigit() and len(raw) <= 2 else roman_value(raw) if place else None
        if value:
            rest = " ".join(w.text for w in words[place + 1 :] if w.text)
            return value, rest.strip(" .:-–")
    return None, " ".join(w.text for w in words[2:] if w.text).strip(" .:-–") if len(words) > 3 else ""


def _issued_with(text: str) -> str:
    match = _ISSUED.search(skeleton(text))
    return text[match.end() if match else 0 :].strip(" ().")


def numbered(
    appendices: Sequence[Sequence[Line]], ruled: Sequence[RuledTable] = ()
) -> tuple[tuple[AppendixPart, ...], tuple[Warning, ...]]:
    """The appendices in order, each with the tables that stand below its heading."""
    parts: list[AppendixPart] = []
    warnings: list[Warning] = []
    starts = [*(lines[0].index for lines in appendices), math.inf]
    for expected, lines in zip(count(1), appendices):
        own = [table for table in ruled if starts[expected - 1] <= table.place < starts[expected]]
        last = parts[-1].appendix.number if parts else None
        part, found = read_appendix(lines, last + 1 if last else expected, own)
        parts.append(part)
        warnings += found
    return tuple(parts), tuple(warnings)
