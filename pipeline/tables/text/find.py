"""Where tables stand in running text: below headings that are known, or without any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document import Line
from pipeline.tables.grid import Column, FoundTable, TableKind
from pipeline.tables.text.forms import form_in, units_in
from pipeline.tables.text.headings import read_headings
from pipeline.tables.text.missing_columns import without_false_values
from pipeline.tables.text.repeated_headings import columns_of, parted
from pipeline.tables.text.rows import read_grid
from pipeline.tables.text.usual_orders import table_without_headings
from pipeline.vietnamese.folding import confusable
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.numerals import roman_value
from pipeline.vietnamese.shape import is_capital
from pipeline.vietnamese.tokens import words as words_of

# A table between sections is one only where at least so many columns have headings, within so many lines.
TABLE_COLUMNS, HEADING_LINES = 4, 8
# A line of a sentence that fills the page's width has so many words, each costing so much (nats, at most):
# running text costs 2 to 3.5, headings of columns side by side 5.
SENTENCE, SENTENCE_COST = 10, 3.8


@dataclass(frozen=True, slots=True)
class Area:
    """A run of lines in which tables may be laid out as text.

    In an appendix a table goes on to its end: its headings stand at or below the place `headings_from`
    of `lines`, and rows that no headings open begin at `rows_from`; `forms` are the places of lines that
    name a form each. Between sections a table ends where the sections go on.
    """

    lines: Sequence[Line]
    is_appendix: bool = False
    headings_from: int = 0
    rows_from: int = 0
    forms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Headings:
    """Headings of `size` lines at a place of some lines, and the kind and columns that they name.

    Their table may have its lines from `start` to `end`.
    """

    start: int
    place: int
    end: int
    kind: TableKind
    columns: tuple[Column, ...]
    size: int


def tables_in(area: Area) -> list[FoundTable]:
    """The tables of an area: the forms that it has, else one at most."""
    forms, headings = _forms(area) if area.is_appendix else [], _headings_in(area)
    # Headings that can be read say more than the lines below them.
    if forms and headings and area.lines[headings.place].index > forms[0].place:
        return forms
    found = _table(area, headings)
    return [found] if found else forms


def _forms(area: Area) -> list[FoundTable]:
    """The statistics forms of an appendix."""
    units = units_in(area.lines)
    starts = [place + 1 for place in area.forms] or [area.rows_from]
    found = []
    for start, end in zip(starts, [*area.forms[1:], len(area.lines)], strict=True):
        if form := form_in(area.lines[start:end], units):
            own = area.lines[start + form.start : end]
            indexes = frozenset(line.index for line in own)
            found.append(FoundTable(own[0].index, own[0].page, indexes, form.grid))
    return found


def table_in(area: Area) -> FoundTable | None:
    """The table of an area that is none of forms, None where it has none."""
    return _table(area, _headings_in(area))


def _headings_in(area: Area) -> _Headings | None:
    """The first headings of a table in an area."""
    lines = area.lines
    start, end = (area.headings_from, len(lines)) if area.is_appendix else _between_sections(lines)
    for place in range(start, end):
        if lines[place].is_blank or _goes_on(lines, place):
            continue
        if found := read_headings(lines[place:end]):
            return _Headings(start, place, end, *found)
    return None


def _table(area: Area, headings: _Headings | None) -> FoundTable | None:
    """The table below headings, or the one without any that an appendix is."""
    lines = area.lines
    if headings and not _is_in_rows(area, headings):
        own = lines[headings.place : headings.end]
        below = parted(own, headings.size, headings.kind)
        rows = below.rows
        first = without_false_values(rows, headings.kind, headings.columns, own[: headings.size])
        above = headings.place if area.is_appendix else headings.start
        return _found(lines[above : headings.end], *columns_of(first, below), rows)
    if area.is_appendix and (columns_and_rows := table_without_headings(lines[area.rows_from :])):
        return _found(lines[area.rows_from :], "tasks", *columns_and_rows)
    return None


def _is_in_rows(area: Area, headings: _Headings) -> bool:
    """Whether headings that name no row numbers are words of rows: below a table that has none itself."""
    above = area.lines[area.rows_from : headings.place] if area.is_appendix else ()
    is_numbered = headings.columns[0].role in ("no", "code")
    return not is_numbered and table_without_headings(above) is not None


def _goes_on(lines: Sequence[Line], place: int) -> bool:
    """Whether a line goes on with a sentence, by its language or by the line right above it, both read well.

    No headings open there, whatever words it has.
    """
    line = lines[place]
    if len(line.words) < SENTENCE or not line.text[:1].islower():
        return False
    if _is_sentence(line):
        return True
    if not place or lines[place - 1].is_blank:
        return False
    words = [word for word in (*lines[place - 1].words, *line.words) if word.text]
    return len(lines[place - 1].words) >= SENTENCE and not any(word.is_changed for word in words)


def _is_sentence(line: Line) -> bool:
    """Whether the words of a line were written in this order: in headings those of several columns stand."""
    language = LanguageModel.load()
    ids = [language.id(part) for word in line.words for part in words_of(word.text)]
    return language.text_costs([ids])[0] <= SENTENCE_COST * len(ids)


def _found(
    lines: Sequence[Line], kind: TableKind, columns: tuple[Column, ...], rows: Sequence[Line]
) -> FoundTable:
    own = frozenset(line.index for line in lines)
    return FoundTable(lines[0].index, lines[0].page, own, read_grid(kind, columns, rows))


def _between_sections(body: Sequence[Line]) -> tuple[int, int]:
    """Where a table among the sections begins and ends; (0, 0) where there is none."""
    numbered = {
        line.index for line in body if any(confusable(word.text) in ("stt", "tt") for word in line.words)
    }
    for place, line in enumerate(body):
        # Headings are searched for only where the column of row numbers may be among them.
        is_near = any(line.index <= index < line.index + HEADING_LINES for index in numbered)
        if is_near and not line.is_blank and (count := _columns(body[place:])) >= TABLE_COLUMNS:
            # A section's heading above the table may look like one of its own.
            later = [p for p in range(place, min(place + HEADING_LINES, len(body))) if not body[p].is_blank]
            start = max(p for p in later if _columns(body[p:]) >= count)
            return start, _end(body, start)
    return 0, 0


def _end(body: Sequence[Line], start: int) -> int:
    """The line that goes on with the sections' numerals, unless the table has numerals of its own."""
    due = max((value for line in body[:start] if (value := _numeral(line))), default=0) + 1
    for place in range(start, len(body)):
        value = _numeral(body[place])
        if value == due:
            return place
        if value:
            break
    return len(body)


def _numeral(line: Line) -> int | None:
    """The value of the Roman numeral that a heading in capitals begins with."""
    words = line.text.split()
    is_heading = len(words) > 1 and is_capital(" ".join(words[1:]))
    return roman_value(words[0].strip(".,:)-")) if is_heading else None


def _columns(lines: Sequence[Line]) -> int:
    """How many columns the headings have that open some lines, 0 unless the first is of row numbers."""
    found = read_headings(lines)
    return len(found[1]) if found and found[1][0].role in ("no", "code") else 0
