"""What the columns of a ruled table mean, told by the text of their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from pipeline import dictionaries
from pipeline.restore.language import LanguageModel
from pipeline.restore.shape import fold
from pipeline.tables.grid import Column, Measure, Role, TableKind

# How like a known heading one must be (0 to 100).
LIKENESS = 84.0
# So many cells must speak for a column's meaning.
MOSTLY = 0.6
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-HĐ])[.)]?$")
_DEADLINE = re.compile(r".*(?:\d{4}|[Hh][ằà]ng|[Tt]háng|[Qq]uý|[Tt]hường xuyên|[Nn]ăm\b)")
_WORDS = re.compile(r"\D*[^\W\d]{2}")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_NOT_TWICE = ("value", "extra")


def read_columns(
    headings: Sequence[str], cells: Sequence[Sequence[str]]
) -> tuple[TableKind, tuple[Column, ...]] | None:
    """The kind and columns of a table with these headings; None unless it has tasks or indicators.

    `cells` are the texts below each heading: where a heading was not read, or misread, they tell.
    """
    columns: list[Column] = []
    taken: set[str] = set()
    for place, heading in enumerate(headings):
        role, measure = _meaning(heading)
        if heading in headings[:place] or not heading:
            # What has no name of its own goes by its place: cells of two columns are never one.
            heading = f"{heading} ({place + 1})".strip()
        if role in taken and role not in _NOT_TWICE:
            role, measure = "extra", None
        taken.add(role)
        year = next((int(found) for found in _YEAR.findall(heading)), None)
        columns.append(Column(role, heading, measure, year if role == "value" else None))
    if len({column.role for column in columns} - {"extra"}) < 2:
        return None
    columns = _told_by_cells(columns, cells)
    roles = {column.role for column in columns}
    if not roles & {"task", "name"}:
        return None
    kind: TableKind = "indicators" if roles & {"value", "max"} else "tasks"
    return kind, tuple(_for_kind(column, kind) for column in columns)


def _told_by_cells(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> list[Column]:
    """The columns, those without a meaning and without a heading that can be read told by their cells."""
    told = list(columns)
    for place, column in enumerate(columns):
        if column.role != "extra":
            continue
        roles = {one.role for one in told}
        texts = [text for text in cells[place] if text]
        role: Role = "extra"
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


def _role_of(texts: Sequence[str], taken: set[Role]) -> Role:
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
    roles: dict[str, Role] = (
        {"no": "code", "task": "name", "product": "value", "deadline": "extra", "coordination": "extra"}
        if kind == "indicators"
        else {"code": "no", "name": "task", "unit": "extra"}
    )
    role = roles.get(column.role, column.role)
    measure = column.measure or ("result" if role == "value" else None)
    return Column(role, column.heading, measure, column.year)


def _meaning(heading: str) -> tuple[Role, Measure | None]:
    """The role of the known heading that one is most like, and its measure."""
    text = _folded(heading)
    if not text:
        return "extra", None
    best = max(_headings(), key=lambda known: fuzz.ratio(text, known[0]))
    least = 100.0 if len(best[0]) <= 3 else LIKENESS
    return best[1:] if fuzz.ratio(text, best[0]) >= least else ("extra", None)


@cache
def _headings() -> tuple[tuple[str, Role, Measure | None], ...]:
    """(folded text, role, measure) of all known headings, years left out."""
    found = []
    for meaning, text in dictionaries.table("column-headings.txt"):
        role, _, measure = meaning.partition(":")
        found.append((_folded(text), role, measure or None))
    # Of equal ones a heading of tasks comes first: `Kết quả` alone is a product.
    return tuple(sorted(found, key=lambda one: one[1] == "value"))  # type: ignore[arg-type]


def _folded(heading: str) -> str:
    # Digits look like letters to `fold`: a year is no part of what a heading means.
    return "".join(fold(word) for word in re.split(r"[\s/,\d]+", heading.replace("{year}", "")))
