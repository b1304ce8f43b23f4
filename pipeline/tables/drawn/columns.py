"""What the columns of a ruled table are, by their headings and what stands below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.tables.drawn.inferred import inferred
from pipeline.tables.drawn.kinds import NAMING, Kind, kind_of
from pipeline.tables.drawn.limits import LIMITS, printed, share_of_numbers
from pipeline.tables.drawn.meanings import Heading, is_something_else, joined, meaning
from pipeline.tables.grid import Column, TableKind
from pipeline.tables.measures import measured
from pipeline.tables.numbers import is_unit
from pipeline.tables.periods import period_of
from pipeline.tables.roles import REPEATED, Measure, roles
from pipeline.vietnamese.folding import skeleton

_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_MONTH = re.compile(r"\s*thang\s*\d{1,2}(?:\s*(?:/|nam)?\s*\d{4})?\s*")
# Any year: a heading that names part of one names a period.
SOME_YEAR = 2000
# Columns that have other names may hold values all the same.
_MAY_BE_VALUES = ("extra", "name", "task", "product")


def read_columns(
    headings: Sequence[Heading], cells: Sequence[Sequence[str]]
) -> tuple[Kind, tuple[Column, ...]] | None:
    """The kind and columns of a table with these headings; None where they do not say what it is.

    `cells` are the texts below each heading: where it was not read, or misread, they tell.
    """
    read = [column_of(parts, texts) for parts, texts in zip(headings, cells, strict=True)]
    columns = _grouped(read, cells)
    if len({column.role for column in columns} - {"extra"}) < 2:
        return None
    columns = _assessed(inferred(columns, cells))
    found = kind_of(columns, cells)
    if found is None:
        return None
    kind, columns = found
    told = (replace(one, is_told=one.role == "extra" and is_something_else(one.heading)) for one in columns)
    return kind, tuple(for_kind(column, kind.holds) for column in told)


def _grouped(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> list[Column]:
    """The columns, each role once; of two that name rows the left one names groups if it has fewer cells.

    So does the column of numbers if these are the groups', not the rows'.
    """
    naming = [place for place, column in enumerate(columns) if column.role in NAMING]
    count = {place: len(printed(cells[place])) for place in range(len(columns))}
    group, below = naming[0] if len(naming) > 1 else -1, naming[1] if len(naming) > 1 else -1
    if group < 0 or not 0 < count[group] <= LIMITS.grouped * count[below]:
        return _once_each(columns)
    of_groups = [group]
    of_groups += [n for n in range(group) if columns[n].role == "no" and count[n] == count[group]]
    freed = [replace(one, role="extra") if n in of_groups else one for n, one in enumerate(columns)]
    return [replace(one, role="group") if n in of_groups else one for n, one in enumerate(_once_each(freed))]


def _once_each(columns: Iterable[Column]) -> list[Column]:
    """The columns, each heading and each role once: cells of two columns are never one."""
    found: list[Column] = []
    headings: set[str] = set()
    for place, column in enumerate(columns, 1):
        heading = column.heading
        if heading in headings or not heading:
            column = replace(column, heading=f"{heading} ({place})".strip())
        if column.role not in REPEATED and any(one.role == column.role for one in found):
            column = replace(column, role="extra")
        headings.add(heading)
        found.append(column)
    return found


def column_of(parts: Heading, cells: Sequence[str]) -> Column:
    """What one column means by its heading; whether it has numbers is for its cells to say."""
    heading, above = joined(parts), joined(parts[:-1]) if parts and parts[-1] else ""
    role, measure = meaning(parts)
    texts, numbers = printed(cells), share_of_numbers(cells)
    if numbers >= LIMITS.mostly and (column := _of_numbers(heading, above, role)):
        return column
    if role in ("extra", "lead") and texts and sum(map(is_unit, texts)) >= LIMITS.mostly * len(texts):
        return Column("unit", heading)
    if role == "value":
        is_value = not texts or numbers >= LIMITS.some
        return _value(heading, above, measure) if is_value else Column("extra", heading)
    if role == "max" and texts and numbers < LIMITS.some:
        return Column("extra", heading)
    return Column(role, heading, unit=_unit_in(heading) if role == "max" else "", above=above)


def _of_numbers(heading: str, above: str, role: str) -> Column | None:
    """A column of numbers whose heading says what they measure or compare; None where it does not."""
    said = measured(heading)
    if said.is_comparison and role not in ("no", "code"):
        return Column("extra", heading, is_comparison=True, above=above)
    if role in _MAY_BE_VALUES and (said.measure or period_of(heading, SOME_YEAR)):
        return _value(heading, above, said.measure)
    if role == "deadline" and _MONTH.fullmatch(skeleton(heading)):
        return _value(heading, above, None)
    if role == "deadline" and said.measure and period_of(heading):
        # Numbers for each year of a way are what is to be reached in it: Lộ trình năm 2025. In Năm 2023 Thực
        # hiện they are no years in which something is done.
        return _value(heading, above, said.measure)
    # Numbers are no names, whatever heads them.
    return Column("extra", heading, above=above) if role in ("name", "task") else None


def _value(heading: str, above: str, measure: Measure | None) -> Column:
    period = period_of(heading)
    year = period.year if period else None
    return Column("value", heading, measure, year, _unit_in(heading), above=above)


def _unit_in(heading: str) -> str:
    return next((text for text in _IN_BRACKETS.findall(heading) if is_unit(text)), "")


def _assessed(columns: Sequence[Column]) -> list[Column]:
    """The columns; what a unit gives itself is no result beside what others give it, nor parts beside totals.

    A total stands right of its parts; left of them it is what can be reached.
    """
    columns = _summed(columns)
    results = [column for column in columns if column.role == "value" and column.measure == "result"]
    is_by_others = any(not measured(column.heading).is_own for column in results)
    return [
        replace(column, role="extra")
        if is_by_others and column in results and measured(column.heading).is_own
        else column
        for column in columns
    ]


def _summed(columns: Sequence[Column]) -> list[Column]:
    found = list(columns)
    places = [place for place, one in enumerate(columns) if one.role == "value" and one.measure == "result"]
    total = next((place for place, one in enumerate(columns) if one.role == "max" and _is_total(one)), None)
    if total is None or not places or places[0] > total:
        return found
    found[total] = _value(columns[total].heading, columns[total].above, "result")
    for place in places:
        if columns[place].period is None and columns[place].year is None:
            found[place] = replace(columns[place], role="extra")
    return found


def _is_total(column: Column) -> bool:
    said = skeleton(column.heading)
    return said.startswith("tong ") and "toi da" not in said and measured(column.heading).measure == "result"


def for_kind(column: Column, kind: TableKind) -> Column:
    """A column as the kind of its table has it: what is `no` among tasks is `code` among indicators."""
    return replace(column, role=roles()[column.role].in_table(kind))
