"""What the columns of a ruled table mean, told by the text of their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz

from pipeline.tables.grid import Column, TableKind
from pipeline.tables.measures import measured
from pipeline.tables.numbers import is_unit, read_number
from pipeline.tables.periods import period_of
from pipeline.tables.roles import REPEATED, YEAR, Measure, known_headings, roles
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import confusable, skeleton
from pipeline.vietnamese.language import LanguageModel


@dataclass(frozen=True, slots=True)
class ColumnLimits:
    """When headings and cells say what a column is; set by hand on office scans and generated layouts."""

    # Minimum likeness (0 to 100) of a heading to a known one.
    likeness: float = 84.0
    # Minimum share of a column's cells that speak for a meaning.
    mostly: float = 0.6
    # Minimum share of numbers in a column that its heading says has them.
    some: float = 0.4
    # Most words of a heading of which some say what the column is.
    words: int = 9


LIMITS = ColumnLimits()
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-HĐ])[.)]?$")
_DEADLINE = re.compile(r".*(?:\d{4}|[Hh][ằà]ng|[Tt]háng|[Qq]uý|[Tt]hường xuyên|[Nn]ăm\b)")
_WORDS = re.compile(r"\D*[^\W\d]{2}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_WORD = re.compile(r"[^\W_]+")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
# Any year: a heading that names part of one names a period.
SOME_YEAR = 2000
# Columns that have other names may hold values all the same.
_MAY_BE_VALUES = ("extra", "name", "task", "product")
_BLANK = ("", "-", "–", "—", "x", "X")
Heading = Sequence[str]


def read_columns(
    headings: Sequence[Heading], cells: Sequence[Sequence[str]]
) -> tuple[TableKind, tuple[Column, ...]] | None:
    """The kind and columns of a table with these headings; None unless it has tasks or indicators.

    A heading is the texts over a column from the top. `cells` are the texts below each: where a heading
    was not read, or misread, they tell.
    """
    columns = _once_each(_column(parts, texts) for parts, texts in zip(headings, cells, strict=True))
    if len({column.role for column in columns} - {"extra"}) < 2:
        return None
    columns = _inferred(columns, cells)
    found = {column.role for column in columns}
    if not found & {"task", "name"}:
        return None
    kind: TableKind = "indicators" if found & {"value", "max"} else "tasks"
    return kind, tuple(_for_kind(column, kind) for column in columns)


def _once_each(columns: Iterable[Column]) -> list[Column]:
    """The columns, each heading and each role once: cells of two columns are never one."""
    found: list[Column] = []
    headings: set[str] = set()
    for place, column in enumerate(columns, 1):
        heading = column.heading
        if heading in headings or not heading:
            column = replace(column, heading=f"{heading} ({place})".strip())
        if column.role not in REPEATED and any(one.role == column.role for one in found):
            column = Column("extra", column.heading)
        headings.add(heading)
        found.append(column)
    return found


def _column(parts: Heading, cells: Sequence[str]) -> Column:
    """What one column means by its heading; whether it has numbers is for its cells to say."""
    heading, above = _joined(parts), _joined(parts[:-1]) if parts and parts[-1] else ""
    role, measure = _meaning(parts)
    texts = [text for text in cells if text.strip() not in _BLANK]
    numbers = sum(read_number(text) is not None for text in texts) / max(len(texts), 1)
    if numbers >= LIMITS.mostly and (column := _of_numbers(heading, above, role)):
        return column
    if role in ("extra", "lead") and _share_of_units(texts) >= LIMITS.mostly:
        return Column("unit", heading)
    if role == "value":
        is_value = not texts or numbers >= LIMITS.some
        return _value(heading, above, measure) if is_value else Column("extra", heading)
    return Column(role, heading, unit=_unit_in(heading) if role == "max" else "")


def _joined(parts: Heading) -> str:
    return " ".join(part for part in parts if part)


def _of_numbers(heading: str, above: str, role: str) -> Column | None:
    """A column of numbers whose heading says what they measure or compare; None where it does not."""
    said = measured(heading)
    if said.is_comparison and role not in ("no", "code"):
        return Column("extra", heading, is_comparison=True, above=above)
    if role in _MAY_BE_VALUES and (said.measure or period_of(heading, SOME_YEAR)):
        return _value(heading, above, said.measure)
    return None


def _value(heading: str, above: str, measure: Measure | None) -> Column:
    period = period_of(heading)
    year = period.year if period else None
    return Column("value", heading, measure, year, _unit_in(heading), above=above)


def _unit_in(heading: str) -> str:
    return next((text for text in _IN_BRACKETS.findall(heading) if is_unit(text)), "")


def _share_of_units(texts: Sequence[str]) -> float:
    return sum(map(is_unit, texts)) / max(len(texts), 1)


def _inferred(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> list[Column]:
    """The columns; cells say what those are whose headings have no meaning and cannot be read."""
    found = list(columns)
    for place, column in enumerate(columns):
        if column.role == "extra" and not column.is_comparison:
            taken = {one.role for one in found}
            texts = [text for text in cells[place] if text]
            found[place] = Column(_role_by_cells(place, column.heading, texts, taken), column.heading)
    if any(column.role in ("task", "name") for column in found):
        return found
    free = [place for place, column in enumerate(found) if column.role == "extra"]
    if free:
        longest = max(free, key=lambda place: sum(map(len, cells[place])))
        found[longest] = Column("task", found[longest].heading)
    return found


def _role_by_cells(place: int, heading: str, texts: Sequence[str], taken: set[str]) -> str:
    if place == 0 and not taken & {"no", "code"} and _share(texts, _NUMBER) >= LIMITS.mostly:
        return "no"
    return "extra" if _is_readable(heading) else _role_of(texts, taken)


def _role_of(texts: Sequence[str], taken: set[str]) -> str:
    """What the cells of a column without heading speak for, among the roles that are left."""
    if "deadline" not in taken and _share(texts, _DEADLINE) >= LIMITS.mostly:
        return "deadline"
    if _share(texts, _unit()) >= LIMITS.mostly:
        return "coordination" if "lead" in taken and "coordination" not in taken else "lead"
    is_text = _share(texts, _WORDS) >= LIMITS.mostly
    return "product" if is_text and taken & {"lead", "deadline"} and "product" not in taken else "extra"


def _share(texts: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(bool(pattern.match(text)) for text in texts) / max(len(texts), 1)


def _is_readable(heading: str) -> bool:
    """Whether a heading consists of words, so that it means what it says though we do not name it."""
    words = [word for word in heading.split() if any(letter.isalpha() for letter in word)]
    return bool(words) and all(LanguageModel.load().knows(word) for word in words)


@cache
def _unit() -> re.Pattern[str]:
    """How names of units begin."""
    heads = {entry.split()[0] for entry in dictionaries.lines("units.txt")}
    return re.compile("|".join(rf"{re.escape(head)}\b" for head in sorted(heads)))


def _for_kind(column: Column, kind: TableKind) -> Column:
    """A column as the kind of its table has it: what is `no` among tasks is `code` among indicators."""
    return replace(column, role=roles()[column.role].in_table(kind))


def _meaning(parts: Heading) -> tuple[str, Measure | None]:
    """The role of the known heading that one is most like, and its measure.

    Of a heading in two rows the lower one tells if it is known, or else both together.
    """
    texts = [part for part in parts if part]
    whole = " ".join(texts)
    has_year = bool(_YEAR.search(whole))
    known = [entry for entry in _headings() if entry[3] == has_year or entry[1] != "value"]
    lower = texts[-1] if len(texts) > 1 else ""
    for text, likeness in (
        (lower, 100.0),
        (whole, LIMITS.likeness),
        (_IN_BRACKETS.sub(" ", whole), LIMITS.likeness),
        (lower, LIMITS.likeness),
    ):
        folded = _folded(text)
        if not folded:
            continue
        best = max(known, key=lambda entry: fuzz.ratio(folded, entry[0]))
        least = 100.0 if len(best[0]) <= 3 else likeness
        if fuzz.ratio(folded, best[0]) >= least:
            return best[1], best[2]
    return _role_by_words(whole), None


def _role_by_words(heading: str) -> str:
    """The role that words of an unknown heading speak for, the more particular first; else "extra"."""
    words = _WORD.findall(skeleton(heading))
    flat = f" {' '.join(words)} "
    known = _words() if len(words) <= LIMITS.words else ()
    return next((role for said, role in known if f" {said} " in flat), "extra")


@cache
def _words() -> tuple[tuple[str, str], ...]:
    """(words, role): what says that a column has no field first, then the longest."""
    found = [(skeleton(words), role.name) for role in roles().values() for words in role.words]
    return tuple(sorted(found, key=lambda one: (one[1] != "extra", -len(one[0]))))


@cache
def _headings() -> tuple[tuple[str, str, Measure | None, bool], ...]:
    """(folded text, role, measure, whether it has a year) of all known headings."""
    return tuple((_folded(one.text), one.role, one.measure, YEAR in one.text) for one in known_headings())


def _folded(heading: str) -> str:
    # Digits look like letters to `fold`: a year is no part of what a heading means.
    return "".join(confusable(word) for word in re.split(r"[\s/,\d]+", heading.replace(YEAR, "")))
