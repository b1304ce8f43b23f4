"""What the columns of a ruled table mean, told by the text of their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz import fuzz

from pipeline.tables.grid import Column, TableKind
from pipeline.tables.numbers import is_unit, read_number
from pipeline.tables.roles import REPEATED, YEAR, Measure, known_headings, roles
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import confusable
from pipeline.vietnamese.language import LanguageModel

# How like a known heading one must be (0 to 100).
LIKENESS = 84.0
# So many cells must speak for a column's meaning; so many may not speak against numbers.
MOSTLY, SOME = 0.6, 0.4
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-HĐ])[.)]?$")
_DEADLINE = re.compile(r".*(?:\d{4}|[Hh][ằà]ng|[Tt]háng|[Qq]uý|[Tt]hường xuyên|[Nn]ăm\b)")
_WORDS = re.compile(r"\D*[^\W\d]{2}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_SPAN = re.compile(r"(?<!\d)(?:19|20)\d{2}\s*[-–]\s*((?:19|20)\d{2})(?!\d)")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_BLANK = ("", "-", "–", "—", "x", "X")
Heading = Sequence[str]


def read_columns(
    headings: Sequence[Heading], cells: Sequence[Sequence[str]]
) -> tuple[TableKind, tuple[Column, ...]] | None:
    """The kind and columns of a table with these headings; None unless it has tasks or indicators.

    A heading is the texts over a column from the top. `cells` are the texts below each: where a heading
    was not read, or misread, they tell.
    """
    columns: list[Column] = []
    taken: set[str] = set()
    for place, parts in enumerate(headings):
        heading = " ".join(part for part in parts if part)
        column = _column(parts, heading, cells[place])
        if heading in (" ".join(filter(None, one)) for one in headings[:place]) or not heading:
            # What has no name of its own goes by its place: cells of two columns are never one.
            column = replace(column, heading=f"{heading} ({place + 1})".strip())
        if column.role in taken and column.role not in REPEATED:
            column = Column("extra", column.heading)
        taken.add(column.role)
        columns.append(column)
    if len({column.role for column in columns} - {"extra"}) < 2:
        return None
    columns = _told_by_cells(columns, cells)
    roles = {column.role for column in columns}
    if not roles & {"task", "name"}:
        return None
    kind: TableKind = "indicators" if roles & {"value", "max"} else "tasks"
    return kind, tuple(_for_kind(column, kind) for column in columns)


def _column(parts: Heading, heading: str, cells: Sequence[str]) -> Column:
    """What one column means by its heading; whether it has numbers is for its cells to say."""
    role, measure = _meaning(parts)
    texts = [text for text in cells if text.strip() not in _BLANK]
    numbers = sum(read_number(text) is not None for text in texts) / max(len(texts), 1)
    said = _value_word(heading)
    if said == "comparison" and role not in ("no", "code") and numbers >= MOSTLY:
        return Column("extra", heading, is_comparison=True)
    if role in ("extra", "name", "task", "product") and numbers >= MOSTLY and (said or _YEAR.search(heading)):
        role, measure = "value", "target" if said == "target" else "result" if said == "result" else None
    if role in ("extra", "lead") and _share_of_units(texts) >= MOSTLY:
        return Column("unit", heading)
    if role == "value" and texts and numbers < SOME:
        role, measure = "extra", None
    if role not in ("value", "max"):
        return Column(role, heading)
    return Column(role, heading, measure, _year(heading) if role == "value" else None, _unit_in(heading))


def _value_word(heading: str) -> str:
    """What the words of a heading say is measured: result, target, comparison; "" for nothing."""
    flat = heading.lower()
    found = []
    for measure, words in dictionaries.table("value-words.txt"):
        is_short = words.isupper()
        match = re.search(
            rf"(?<!\w){re.escape(words if is_short else words.lower())}", heading if is_short else flat
        )
        if match:
            found.append((measure != "comparison", match.start(), measure))
    return min(found)[2] if found else ""


def _year(heading: str) -> int | None:
    """The year that a heading names; of a span of years its end."""
    if span := _SPAN.search(heading):
        return int(span.group(1))
    years = [int(found) for found in _YEAR.findall(heading)]
    return years[-1] if years else None


def _unit_in(heading: str) -> str:
    return next((text for text in _IN_BRACKETS.findall(heading) if is_unit(text)), "")


def _share_of_units(texts: Sequence[str]) -> float:
    return sum(map(is_unit, texts)) / max(len(texts), 1)


def _told_by_cells(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> list[Column]:
    """The columns, those without a meaning and without a heading that can be read told by their cells."""
    told = list(columns)
    for place, column in enumerate(columns):
        if column.role != "extra":
            continue
        roles = {one.role for one in told}
        texts = [text for text in cells[place] if text]
        role = "extra"
        if place == 0 and not roles & {"no", "code"} and _share(texts, _NUMBER) >= MOSTLY:
            role = "no"
        elif not _is_readable(column.heading):
            role = _role_of(texts, roles)
        told[place] = Column(role, column.heading)
    if not {column.role for column in told} & {"task", "name"}:
        free = [place for place, column in enumerate(told) if column.role == "extra"]
        if longest := max(free, key=lambda place: sum(map(len, cells[place])), default=None):
            told[longest] = Column("task", told[longest].heading)
    return told


def _role_of(texts: Sequence[str], taken: set[str]) -> str:
    """What the cells of a column without heading speak for, among the roles that are left."""
    if "deadline" not in taken and _share(texts, _DEADLINE) >= MOSTLY:
        return "deadline"
    if _share(texts, _unit()) >= MOSTLY:
        return "coordination" if "lead" in taken and "coordination" not in taken else "lead"
    is_text = _share(texts, _WORDS) >= MOSTLY
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
        (whole, LIKENESS),
        (_IN_BRACKETS.sub(" ", whole), LIKENESS),
        (lower, LIKENESS),
    ):
        folded = _folded(text)
        if not folded:
            continue
        best = max(known, key=lambda entry: fuzz.ratio(folded, entry[0]))
        least = 100.0 if len(best[0]) <= 3 else likeness
        if fuzz.ratio(folded, best[0]) >= least:
            return best[1], best[2]
    return "extra", None


@cache
def _headings() -> tuple[tuple[str, str, Measure | None, bool], ...]:
    """(folded text, role, measure, whether it has a year) of all known headings."""
    return tuple((_folded(one.text), one.role, one.measure, YEAR in one.text) for one in known_headings())


def _folded(heading: str) -> str:
    # Digits look like letters to `fold`: a year is no part of what a heading means.
    return "".join(confusable(word) for word in re.split(r"[\s/,\d]+", heading.replace(YEAR, "")))
