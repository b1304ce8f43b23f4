"""What the columns of a ruled table mean, told by the text of their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from pipeline import dictionaries
from pipeline.restore.shape import fold
from pipeline.tables.grid import Column, Measure, Role, TableKind

# How like a known heading one must be (0 to 100).
LIKENESS = 84.0
_YEAR = re.compile(r"(?:19|20)\d{2}")
_NOT_TWICE = ("value", "extra")


def read_columns(headings: Sequence[str]) -> tuple[TableKind, tuple[Column, ...]] | None:
    """The kind and columns of a table with these headings; None unless it has tasks or indicators."""
    columns: list[Column] = []
    taken: set[str] = set()
    for heading in headings:
        role, measure = _meaning(heading)
        if role in taken and role not in _NOT_TWICE:
            role, measure = "extra", None
        taken.add(role)
        year = next((int(found) for found in _YEAR.findall(heading)), None)
        columns.append(Column(role, heading, measure, year if role == "value" else None))
    roles = {column.role for column in columns}
    if not roles & {"task", "name"} or len(roles - {"extra"}) < 2:
        return None
    kind: TableKind = "indicators" if roles & {"value", "max"} else "tasks"
    return kind, tuple(_for_kind(column, kind) for column in columns)


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
    return "".join(fold(word) for word in re.split(r"[\s/,]+", heading.replace("{year}", "")))
