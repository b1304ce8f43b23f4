"""What columns of tables can mean: the roles of dictionaries/columns.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pipeline.vietnamese import dictionaries

Measure = Literal["result", "target"]
# Roles that several columns of one table may have.
REPEATED = ("value", "extra")
YEAR = "{year}"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that is known: its text, what it means, whether it is one only where cells are drawn."""

    text: str
    role: str
    measure: Measure | None
    is_drawn: bool


@dataclass(frozen=True, slots=True)
class Role:
    """A role; the fields are described in dictionaries/columns.toml."""

    name: str
    label: Mapping[str, str]
    field: str
    tables: Literal["tasks", "indicators", "both"]
    counterparts: Mapping[str, str]
    place: int
    headings: tuple[Heading, ...]
    words: tuple[str, ...] = ()
    vocabulary: str = ""
    share: float = 0.0
    first_share: float = 0.0
    small_letter: float = 3.0
    number: float = 0.0
    missing: float = 0.0

    def in_table(self, kind: str) -> str:
        """What such a column is in a table of tasks, or of indicators."""
        return self.counterparts.get(kind, self.name)


@cache
def roles() -> Mapping[str, Role]:
    """All roles by name, in their usual places from left to right."""
    found = [_role(name, dict(entry)) for name, entry in dictionaries.toml("columns.toml").items()]
    return {role.name: role for role in sorted(found, key=lambda role: role.place)}


@cache
def known_headings() -> tuple[Heading, ...]:
    """All headings. Of equal ones a heading of tasks comes first: `Kết quả` alone is a product."""
    found = (heading for role in roles().values() for heading in role.headings)
    return tuple(sorted(found, key=lambda heading: (heading.role == "value", heading.is_drawn)))


def _role(name: str, entry: dict[str, Any]) -> Role:
    headings = [
        *_headings(name, entry.pop("headings", ()), is_drawn=False),
        *_headings(name, entry.pop("drawn_headings", ()), is_drawn=True),
    ]
    counterparts = {kind: entry.pop(f"in_{kind}", name) for kind in ("tasks", "indicators")}
    entry.setdefault("field", "")
    entry["words"] = tuple(entry.get("words", ()))
    return Role(name=name, headings=tuple(headings), counterparts=counterparts, **entry)


def _headings(role: str, texts: Sequence[str] | Mapping[str, Any], *, is_drawn: bool) -> Iterator[Heading]:
    """The headings of a role; those of values come by measure."""
    by_measure: Mapping[Any, Any] = texts if isinstance(texts, Mapping) else {None: texts}
    for measure, listed in by_measure.items():
        yield from (Heading(text, role, measure, is_drawn) for text in listed)
