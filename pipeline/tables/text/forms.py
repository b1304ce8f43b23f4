"""Statistics forms in text: one indicator a line, its code first, its unit and its one number last.

Offices fill in forms that a ministry gave out, and engines read their rows line by line. Headings of three
rows are then beyond reading, but a line alone says what its parts are. Wrapped names stand around the line
that has the code. A number is taken for the row's only where nothing else on the line may be it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.document import Line, Word
from pipeline.tables.grid import Cell, Code, Column, Grid, GridRow
from pipeline.tables.measures import measured
from pipeline.tables.numbers import is_unit
from pipeline.tables.roles import Measure, known_headings
from pipeline.tables.text.headings import headings_in
from pipeline.tables.text.repeated_headings import parted
from pipeline.tables.text.row_numbers import written
from pipeline.tables.text.value_shapes import VALUE

_CODE = re.compile(r"\d{1,2}(?:[.,:;]\d{1,2}){0,3}[.,:;]?")
_DIGITS = re.compile(r"\d+")
_SIGNS = "|_¦ "


@dataclass(frozen=True, slots=True)
class FormLimits:
    """When lines are a form's; set by hand on text of OCR engines."""

    # The fewest lines with a code and a number, and their share of the lines with a code.
    lines: int = 5
    share: float = 0.5
    # The share of codes with points.
    pointed: float = 0.25
    # The fewest words of a name.
    name_words: int = 6
    # The most words of a unit; how often one stands before a number that no dictionary has.
    unit_words: int = 4
    unit_times: int = 2
    # The most lines of headings.
    headings: int = 5


LIMITS = FormLimits()


@dataclass(frozen=True, slots=True)
class Form:
    """A form: where its headings begin among the lines it was found in, and its rows."""

    start: int
    grid: Grid


@dataclass
class _Row:
    code: list[Word] = field(default_factory=list)
    name: list[Word] = field(default_factory=list)
    unit: list[Word] = field(default_factory=list)
    value: list[Word] = field(default_factory=list)
    notes: list[Word] = field(default_factory=list)
    is_lost: bool = False


def form_in(lines: Sequence[Line], units: frozenset[str]) -> Form | None:
    """The form that lines are; None where they are none, or nothing says what its numbers measure.

    `units` are those of the whole document (see `units_in`).
    """
    coded = [(place, code, words) for place, (code, words) in enumerate(map(_parted, lines)) if code]
    first = coded[0][0] if coded else len(lines)
    numbered = sum(_value(words, units) is not None for _, _, words in coded)
    codes = [code for _, code, _ in coded]
    if numbered < max(LIMITS.lines, LIMITS.share * len(codes)) or not _are_points(codes):
        return None
    top = _headings(lines[:first])
    measure = _measure(lines[top:first])
    if measure is None:
        return None
    end = _end_of_headings(lines, top, first)
    rows = parted(lines[top:], end - top, "indicators").rows
    columns = _columns(measure)
    found = _rows(rows, units)
    pairs = zip(found, _codes(found), strict=True)
    return Form(top, Grid("indicators", columns, tuple(_grid_row(row, code) for row, code in pairs)))


def units_in(lines: Sequence[Line]) -> frozenset[str]:
    """The units of measure that stand again and again between a name and a number at a line's end."""
    seen: Counter[str] = Counter()
    for code, words in map(_parted, lines):
        if code and len(words) > 1 and VALUE.fullmatch(words[-1].text):
            seen.update(
                _text(words[-1 - count : -1])
                for count in range(1, min(LIMITS.unit_words, len(words) - 1) + 1)
                if words[-1 - count].text[:1].isupper()
            )
    return frozenset(unit for unit, times in seen.items() if times >= LIMITS.unit_times)


def _are_points(codes: Sequence[Word]) -> bool:
    """Whether codes have points: what merely counts its rows may be any list."""
    pointed = sum(any(mark in code.raw[:-1] for mark in ".,:") for code in codes)
    return pointed >= LIMITS.pointed * len(codes)


def _measure(headings: Sequence[Line]) -> Measure | None:
    """What the headings say that the numbers measure; `Chỉ tiêu` is what the names are called."""
    return measured(_names().sub(" ", " ".join(line.text for line in headings))).measure


@cache
def _names() -> re.Pattern[str]:
    names = [heading.text for heading in known_headings() if heading.role == "name"]
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))), re.IGNORECASE)


def _headings(above: Sequence[Line]) -> int:
    """The place of the first line that the headings above the first row have."""
    near = [place for place in range(max(len(above) - LIMITS.headings, 0), len(above)) if above[place].words]
    says = [place for place in near if headings_in(above[place]) or measured(above[place].text).measure]
    return says[0] if says else len(above)


def _end_of_headings(lines: Sequence[Line], top: int, first: int) -> int:
    """The place behind the headings: what stands between them and the first code begins its name."""
    says = [place for place in range(top, first) if headings_in(lines[place])]
    return says[-1] + 1 if says else first


def _columns(measure: Measure) -> tuple[Column, ...]:
    return (
        Column("code", ""),
        Column("name", ""),
        Column("unit", ""),
        Column("value", "", measure),
        Column("extra", ""),
    )


def _rows(lines: Sequence[Line], units: frozenset[str]) -> list[_Row]:
    """The rows; a line without a code that begins small goes on with the row above, else with the next."""
    rows: list[_Row] = []
    waiting: list[Word] = []
    for code, words in map(_parted, lines):
        if code is None and not any(letter.isalpha() for letter in _text(words)):
            continue
        goes_on = bool(rows) and not waiting and not _begins_new(words)
        if code is None and (goes_on or _value(words, units) is None):
            (rows[-1].name if goes_on else waiting).extend(words)
            continue
        row = _row(code, words, units)
        if _begins_new(row.name):
            rows += _without_number(rows, waiting)
        else:
            row.name = [*waiting, *row.name]
        rows.append(row if row.code else _without_doubt(row))
        waiting = []
    return [*rows, *_without_number(rows, waiting)]


def _begins_new(words: Sequence[Word]) -> bool:
    """Whether the first of the words that has letters begins with a capital."""
    lettered = (word.text for word in words if any(letter.isalpha() for letter in word.text))
    return next(lettered, "").lstrip("“\"'‘(-–+•")[:1].isupper()


def _row(code: Word | None, words: list[Word], units: frozenset[str]) -> _Row:
    value = _value(words, units)
    at = len(words) if value is None else value
    size = _unit_before(words, at, units) if value is not None else 0
    return _Row(
        code=[code] if code else [],
        name=words[: at - size],
        unit=words[at - size : at],
        value=words[at : at + 1],
        notes=words[at + 1 :],
    )


def _without_doubt(row: _Row) -> _Row:
    """A row whose code was not read: its number is taken for none where there is another beside it."""
    words = [*row.name, *row.unit, *row.value, *row.notes]
    if sum(bool(VALUE.fullmatch(word.text.strip(":"))) for word in words) > 1:
        return _Row(name=words, is_lost=True)
    return row


def _without_number(rows: Sequence[_Row], waiting: list[Word]) -> list[_Row]:
    """What stands between two rows and belongs to neither: one whose code and number were not read.

    A few words are a note's that wraps, beside the row above.
    """
    if rows and len(waiting) < LIMITS.name_words:
        rows[-1].notes += waiting
        return []
    return [_Row(name=waiting, is_lost=True)] if waiting else []


def _parted(line: Line) -> tuple[Word | None, list[Word]]:
    """The code that a line begins with, and the words behind it; a mere number is one before a name with a
    capital alone.
    """
    words = [word for word in line.words if word.text.strip(_SIGNS)]
    if not words or not any(letter.isalpha() for letter in _text(words[1:])):
        return None, words
    raw = words[0].raw.strip(_SIGNS)
    is_code = bool(_CODE.fullmatch(raw)) and (not raw.isdigit() or words[1].text[:1].isupper())
    return (words[0], words[1:]) if is_code else (None, words)


def _value(words: Sequence[Word], units: frozenset[str]) -> int | None:
    """The place of the number that is the row's: the last word, or the only one right behind a unit."""
    numbers = [place for place, word in enumerate(words) if place and VALUE.fullmatch(word.text)]
    behind_units = [place for place in numbers if _unit_before(words, place, units)]
    if len(behind_units) == 1:
        return behind_units[0]
    return numbers[0] if len(numbers) == 1 and numbers[0] == len(words) - 1 else None


def _unit_before(words: Sequence[Word], place: int, units: frozenset[str]) -> int:
    """How many words right before a place are a unit, 0 for none."""
    for count in range(min(LIMITS.unit_words, place), 0, -1):
        text = _text(words[place - count : place])
        if text in units or (is_unit(text) and (words[place - count].text[:1].isupper() or text == "%")):
            return count
    return 0


def _codes(rows: Sequence[_Row]) -> Iterator[Code]:
    """The codes as read, points that were read as other marks set right; 22 behind 2.1 has lost its point.

    What was read whole is not changed because the row above it was lost.
    """
    above: tuple[int, ...] = ()
    for row in rows:
        read = tuple(map(int, _DIGITS.findall(row.code[0].raw))) if row.code else ()
        glued = "".join(map(str, read))
        due = [one for one in _due(above) if "".join(map(str, one)) == glued]
        parts = read if len(read) != 1 or not due else due[0]
        yield Code(written(parts), written(parts[:-1]), max(len(parts), 1))
        above = parts or above


def _due(above: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The codes that may follow one: below it, beside it, beside what it stands under."""
    yield (*above, 1)
    for depth in range(len(above), 0, -1):
        yield (*above[: depth - 1], above[depth - 1] + 1)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _grid_row(row: _Row, code: Code) -> GridRow:
    """The row; one of neither unit nor number has none, it is the heading of those below it."""
    has_number = bool(row.unit or row.value) or row.is_lost
    cells = (
        (row.code, True),
        (row.name, False),
        (row.unit, False),
        (row.value, has_number),
        (row.notes, False),
    )
    return GridRow(tuple(Cell(tuple(words), may_be_lost=lost) for words, lost in cells), code=code)
