"""Columns whose headings were not read: those that the rows themselves speak for.

A table of tasks has a number and a unit that leads; where the headings of these were lost, the table is
laid out with and without them, and the layout that explains its lines better stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.document import Line
from pipeline.tables.grid import Column, Role
from pipeline.tables.layout import explanation_cost
from pipeline.tables.numbering import code_depths

# What a column that no heading names must save, in nats.
COLUMN_COST = 12.0
# An indicator table whose lines with numbers mostly begin with a code has a column of codes.
CODED_SHARE = 0.4


def with_missing_columns(lines: Sequence[Line], columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of a table, those added that its lines speak for; their headings are empty."""
    roles = {column.role for column in columns}
    if "max" in roles or "value" in roles:
        return _with_codes(lines, columns)
    best = tuple(columns)
    if {"no", "lead"} <= roles or not any(line.words for line in lines):
        return best
    if "no" not in roles:
        best = _better(lines, best, [(Column("no", ""), *best)])
    if "lead" not in roles:
        best = _better(lines, best, list(_with_units(best)))
    return best


def _better(
    lines: Sequence[Line], columns: tuple[Column, ...], others: Sequence[tuple[Column, ...]]
) -> tuple[Column, ...]:
    """The columns that explain the lines at the least cost, every column more having its price."""

    def cost(option: tuple[Column, ...]) -> float:
        return explanation_cost(lines, option) + COLUMN_COST * (len(option) - len(columns))

    return min([columns, *others], key=cost)


def _with_units(columns: tuple[Column, ...]) -> Iterator[tuple[Column, ...]]:
    """The columns with one of units that lead, and one of those that help, behind task or deadline."""
    roles: list[Role] = [column.role for column in columns]
    units = (Column("lead", ""), Column("coordination", ""))
    for role in ("task", "deadline"):
        if role in roles:
            place = roles.index(role) + 1
            yield (*columns[:place], units[0], *columns[place:])
            if "coordination" not in roles:
                yield (*columns[:place], *units, *columns[place:])


def _with_codes(lines: Sequence[Line], columns: Sequence[Column]) -> tuple[Column, ...]:
    if any(column.role == "code" for column in columns):
        return tuple(columns)
    long = sum(len(line.words) > 2 for line in lines)
    is_coded = code_depths(lines).total() >= CODED_SHARE * long
    return (Column("code", ""), *columns) if is_coded else tuple(columns)
