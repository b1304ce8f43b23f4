"""What kind of table one is, by its headings and its cells together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.tables.drawn.limits import printed
from pipeline.tables.grid import Column, TableKind
from pipeline.tables.measures import measured
from pipeline.tables.periods import period_of
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton

NAMING = ("task", "name")
# What tasks have and indicators have not; both have who leads.
OF_TASKS = frozenset(("coordination", "deadline", "product", "start"))
OF_NUMBERS = frozenset(("max", "name", "unit"))
# A form has so many rows at least: fewer may be those before a page's end.
ROWS_OF_FORM = 2
Cells = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table: its name, and whether its rows are tasks, indicators or neither."""

    name: str
    holds: TableKind


@dataclass(frozen=True, slots=True)
class ListedKind:
    """A kind of dictionaries/table-kinds.toml, which says what the fields mean."""

    name: str
    words: re.Pattern[str] | None
    least: int
    naming: bool
    unless: tuple[frozenset[str], ...]

    def fits(self, columns: Sequence[Column]) -> bool:
        # What cells alone tell is no heading that speaks against a kind.
        roles = {column.role for column in columns if not column.is_inferred}
        if self.words is None or any(group <= roles for group in self.unless):
            return False
        headed = [one for one in columns if not self.naming or one.role in NAMING]
        return sum(bool(self.words.search(skeleton(one.heading))) for one in headed) >= self.least


TASKS, INDICATORS = Kind("tasks", "tasks"), Kind("indicators", "indicators")
FORM = Kind("form", "other")


def kind_of(columns: Sequence[Column], cells: Cells) -> tuple[Kind, list[Column]] | None:
    """The kind of a table and its columns as such a table has them; None where nothing says what it is."""
    columns = _with_blank_values(_without_amounts(columns), cells)
    listed = next((kind for kind in listed_kinds() if kind.fits(columns)), None)
    if listed:
        return Kind(listed.name, "other"), columns
    roles = {column.role for column in columns}
    if not roles & set(NAMING):
        return None
    if roles & {"value", "max"}:
        return INDICATORS, columns
    if not roles & (OF_TASKS | {"lead"}) and not ("task" in roles and "no" in roles):
        return None
    return (FORM if _is_blank(columns, cells) else TASKS), columns


def _without_amounts(columns: Sequence[Column]) -> list[Column]:
    """The columns; beside what only tasks have a number is no indicator's, money and counts least of all."""
    roles = {column.role for column in columns}
    if not roles & (OF_TASKS | {"lead"}):
        return list(columns)
    dated = sum(column.role == "value" and column.year is not None for column in columns)
    is_of_tasks = bool(roles & OF_TASKS) and not roles & OF_NUMBERS and dated < 2
    return [
        replace(column, role="extra")
        if column.role == "value" and (is_of_tasks or measured(column.heading).is_amount)
        else column
        for column in columns
    ]


def _with_blank_values(columns: Sequence[Column], cells: Cells) -> list[Column]:
    """The columns; one that is headed by a time and left blank is to have the numbers of what is named."""
    roles = {column.role for column in columns}
    if roles & (OF_TASKS | {"lead", "value"}) or not roles & set(NAMING):
        return list(columns)
    found = list(columns)
    for place, column in enumerate(columns):
        period = period_of(column.heading)
        if column.role == "extra" and not column.is_comparison and period and not printed(cells[place]):
            measure = measured(column.heading).measure
            found[place] = replace(column, role="value", measure=measure, year=period.year)
    return found


def _is_blank(columns: Sequence[Column], cells: Cells) -> bool:
    """Whether nothing is filled in beside the names of the rows, or not even these."""
    beside = [place for place, column in enumerate(columns) if column.role not in ("no", *NAMING)]
    named = [place for place, column in enumerate(columns) if column.role in NAMING]
    if max(map(len, cells), default=0) < ROWS_OF_FORM:
        # Its rows are on the next page.
        return False
    if not any(printed(cells[place]) for place in named):
        return True
    return len(beside) > 1 and not any(printed(cells[place]) for place in beside)


@cache
def listed_kinds() -> tuple[ListedKind, ...]:
    """The kinds of table-kinds.toml, in its order."""
    return tuple(
        ListedKind(
            name,
            _pattern(entry["words"]),
            entry["least"],
            entry["naming"],
            tuple(map(frozenset, entry["unless"])),
        )
        for name, entry in dictionaries.toml("table-kinds.toml").items()
    )


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile(rf"\b(?:{'|'.join(re.escape(skeleton(one)) for one in words)})\b")
