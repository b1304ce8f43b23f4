"""Kinds of change: what a reader asks for, whatever the field is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal, get_args

Kind = Literal[
    "target", "reported", "deadline", "lead", "coordination", "wording", "number", "unit", "group", "moved"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
# What one can ask for: a table, rows that are new or gone, or a kind of change.
TABLES = ("tasks", "indicators")
ROWS = ("added", "removed")
CHOICES = (*TABLES, *ROWS, *KINDS)
_BY_FIELD: dict[str, Kind] = {
    "deadline": "deadline", "lead": "lead", "coordination": "coordination", "unit": "unit", "group": "moved",
    "max": "number",
}  # fmt: skip


def kind_of(field: str, measure: str | None, numbers: tuple[tuple[str, str], ...]) -> Kind:
    """The kind of a change: by its measure, its field, or whether its numbers differ or its words."""
    if measure:
        return "target" if measure == "target" else "reported"
    return _BY_FIELD.get(field) or ("number" if numbers else "wording")


class Choice:
    """What is asked for of a difference: all, or some tables, rows and kinds.

    >>> Choice(["deadline"]).has_kind("lead"), Choice(["tasks"]).has_table("indicators")
    (False, False)
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        chosen = frozenset(names)
        if unknown := chosen - set(CHOICES):
            raise ValueError(f"unknown kinds of change: {', '.join(sorted(unknown))}")
        self._tables = chosen & set(TABLES)
        self._kinds = chosen - set(TABLES)

    def has_table(self, name: str) -> bool:
        return not self._tables or name in self._tables

    def has_kind(self, name: str) -> bool:
        """Whether a kind of change, or rows `added` or `removed`, are asked for."""
        return not self._kinds or name in self._kinds


def counted(kinds: Iterable[Kind]) -> dict[str, int]:
    """How many of each kind, in the order of KINDS, without those that there are none of."""
    counts = Counter(kinds)
    return {kind: counts[kind] for kind in KINDS if counts[kind]}
