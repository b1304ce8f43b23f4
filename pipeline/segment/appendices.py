"""Appendices: number, title, notes, and the tables below them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from pipeline.document import Line, Word, join_words
from pipeline.messages import tr
from pipeline.plan import Appendix, PlanWarning
from pipeline.segment.appendix_headings import form_mark, is_note
from pipeline.segment.types import AppendixPart
from pipeline.tables import Area, FoundTable
from pipeline.tables.grid import Grid, TableKind
from pipeline.vietnamese.folding import confusable, skeleton
from pipeline.vietnamese.numerals import roman_value, whole
from pipeline.vietnamese.shape import is_capital

# A title, its notes included, has at most this many printed lines.
TITLE_LINES = 10
_ISSUED = re.compile(r"(ban hanh )?kem theo\s*")
_ANNOUNCED = re.compile(r"phu luc\s*(?:so\s*)?(\d{1,2}|[ivx]{1,4})\b")


@dataclass(slots=True)
class _Top:
    """What stands between an appendix's heading and its table."""

    title: list[str]
    notes: list[str] = field(default_factory=list)
    issued_with: str = ""

    def add(self, line: Line) -> bool:
        """Take a line in; False where the title has ended above it."""
        text = line.text.strip()
        if is_note(line):
            self.issued_with = _issued_with(text)
        elif text.startswith("(") or (self.notes and not self.notes[-1].endswith(")")):
            self.notes.append(text)
        elif self.issued_with and not issued_with_is_whole(self.issued_with, text):
            self.issued_with += " " + text.rstrip(" )")
        elif self.issued_with and not self.notes:
            return False
        else:
            self.title.append(text)
        return True

    @property
    def is_full(self) -> bool:
        return len(self.title) + len(self.notes) > TITLE_LINES


def area_of(lines: Sequence[Line]) -> Area:
    """Where the tables of an appendix may be; `lines` are all of its lines, its heading the first."""
    heading = next(i for i, line in enumerate(lines) if not line.is_blank)
    notes = [place for place, line in enumerate(lines[: TITLE_LINES + heading + 1]) if is_note(line)]
    below = notes[-1] + 1 if notes else heading + 1
    near = [place for place in notes if place < TITLE_LINES]
    return Area(
        lines,
        is_appendix=True,
        headings_from=below,
        rows_from=near[-1] + 1 if near else _below_title(lines),
        forms=tuple(place for place, _ in _form_marks(lines)),
    )


def read_appendix(
    lines: Sequence[Line], expected: int, tables: Sequence[FoundTable]
) -> tuple[AppendixPart, tuple[PlanWarning, ...]]:
    """One appendix from its heading on. A number that cannot be read is the `expected` one."""
    heading = next(i for i, line in enumerate(lines) if not line.is_blank)
    read, title = _number_and_title(lines[heading])
    number = read or expected
    warnings = [] if read else list(_number_warnings(lines[heading], expected))
    top, rest = _read_top(lines[heading + 1 :], title, tables)
    grids = tuple(_with_forms(tables, lines))
    if not tables:
        message = tr("No table with headings that are known was found below the appendix's title.")
        warnings.append(PlanWarning(code="table-missing", message=message, where=f"appendix {number}"))
    appendix = Appendix(
        number=number,
        title=" ".join(top.title).strip(" -–—_"),
        note=" ".join([*top.notes, *rest]),
        issued_with=top.issued_with,
        kind=_kind(grids),
        columns=tuple(column.heading for grid in grids for column in grid.columns),
    )
    return AppendixPart(appendix, grids), tuple(warnings)


def _with_forms(tables: Sequence[FoundTable], lines: Sequence[Line]) -> Iterator[Grid]:
    """The tables of an appendix; where several forms stand in it, each with the mark of its own."""
    marks = list(_form_marks(lines))
    for table in tables:
        form = next((mark for place, mark in reversed(marks) if lines[place].index < table.place), "")
        if table.grid:
            yield replace(table.grid, section=form if len(marks) > 1 else "")


def _form_marks(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """The places of the lines that head a form, outside of drawn tables, and their marks."""
    for place, line in enumerate(lines):
        if line.cell < 0 and (mark := form_mark(line.text)):
            yield place, mark


def _read_top(lines: Sequence[Line], title: str, tables: Sequence[FoundTable]) -> tuple[_Top, list[str]]:
    """What stands above the tables of an appendix, and the lines around them that are no title."""
    first = min((table.place for table in tables), default=math.inf)
    of_tables = frozenset[int]().union(*(table.lines for table in tables))
    printed = [line for line in lines if not line.is_blank]
    top = _Top([title] if title else [])
    for place, line in enumerate(printed):
        if line.index >= first or top.is_full or not top.add(line):
            return top, [line.text.strip() for line in printed[place:] if line.index not in of_tables]
    return top, []


def _number_warnings(heading: Line, expected: int) -> tuple[PlanWarning, ...]:
    """The warning that a number was not read; a heading that has no number at all needs none."""
    if confusable(heading.raw) == confusable("Phụ lục"):
        return ()
    message = tr(
        "The appendix's number was not read in {heading!r}; by its place it is {expected}.",
        heading=heading.raw.strip(),
        expected=expected,
    )
    return (PlanWarning(code="appendix-number", message=message, where=f"line {heading.index + 1}"),)


def _kind(grids: Sequence[Grid]) -> TableKind:
    kinds = {grid.kind for grid in grids}
    return "both" if {"tasks", "indicators"} <= kinds else next(iter(kinds), "other")


def _below_title(lines: Sequence[Line]) -> int:
    """The place behind the appendix's heading and the lines in capitals below it."""
    for place, line in enumerate(lines[1:TITLE_LINES], 1):
        if not line.is_blank and not is_capital(line.text):
            return place
    return 1


def issued_with_is_whole(note: str, following: str) -> bool:
    """Whether a note ended with its line: the next one begins anew, or the note's bracket closed."""
    return note.endswith(")") or not following.endswith(")")


def announced(text: str) -> set[int]:
    """The numbers of the appendices that the body announces."""
    numbers = (match.group(1) for match in _ANNOUNCED.finditer(skeleton(text)))
    return {whole(n) or roman_value(n.upper()) or 0 for n in numbers} - {0}


def _number_and_title(line: Line) -> tuple[int | None, str]:
    """The number in an appendix's heading, and what stands behind it."""
    words = [word for word in line.words if word.raw.strip(".,:")]
    for place, word in enumerate(words):
        if value := _number(word.raw.strip(".,:)-"), is_first=place == 0):
            return value, _joined(words[place + 1 :])
    return None, _joined(words[2:]) if len(words) > 3 else ""


def _number(raw: str, *, is_first: bool) -> int | None:
    if len(raw) <= 2 and (value := whole(raw)) is not None:
        return value
    return None if is_first else roman_value(raw)


def _joined(words: Sequence[Word]) -> str:
    return join_words(words).strip(" .:-–")


def _issued_with(text: str) -> str:
    match = _ISSUED.search(skeleton(text))
    return text[match.end() if match else 0 :].strip(" ().")


def read_appendices(
    appendices: Sequence[Sequence[Line]], tables: Sequence[FoundTable] = ()
) -> tuple[tuple[AppendixPart, ...], tuple[PlanWarning, ...]]:
    """The appendices in order, each with the tables that stand below its heading."""
    parts: list[AppendixPart] = []
    warnings: list[PlanWarning] = []
    starts = [*(lines[0].index for lines in appendices), math.inf]
    for expected, lines in zip(count(1), appendices):
        own = [table for table in tables if starts[expected - 1] <= table.place < starts[expected]]
        last = parts[-1].appendix.number if parts else None
        part, found = read_appendix(lines, last + 1 if last else expected, own)
        parts.append(part)
        warnings += found
    return tuple(parts), tuple(warnings)
