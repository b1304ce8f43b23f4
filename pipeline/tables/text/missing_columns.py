"""Columns whose headings were not read: those that the rows themselves speak for.

A table of tasks has a number and a unit that leads; where the headings of these were lost, the table is
laid out with and without them, and the layout that explains its lines better stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.document import Line
from pipeline.tables.grid import Column, TableKind
from pipeline.tables.numbers import read_number, with_point
from pipeline.tables.text.headings import named_columns
from pipeline.tables.text.layout import explanation_cost
from pipeline.tables.text.row_numbers import code_depths
from pipeline.tables.text.usual_orders import COSTS, in_better_order, in_usual_order
from pipeline.tables.text.value_shapes import longest_run

# Minimum share of lines that begin with a code, for a column of codes; set by hand.
CODED_SHARE = 0.4
# Minimum share of lines whose first number is the largest, for a column of maxima; set by hand.
LARGEST_SHARE = 0.7


def with_missing_columns(lines: Sequence[Line], columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of a table, those added that its lines speak for; their headings are empty."""
    roles = {column.role for column in columns}
    if "max" in roles or "value" in roles:
        return _with_codes(lines, _with_maximum(lines, columns))
    best = tuple(columns)
    if not any(line.words for line in lines):
        return best
    if not {"lead", "deadline"} <= roles:
        return in_usual_order(lines, best)
    best = in_better_order(lines, best)
    if {"no", "lead", "coordination"} <= roles:
        return best
    if "no" not in roles:
        best = _better(lines, best, [(Column("no", ""), *best)])
    if "lead" not in roles:
        best = _better(lines, best, list(_with_units(best)))
    elif "coordination" not in roles:
        place = [column.role for column in best].index("lead") + 1
        best = _better(lines, best, [(*best[:place], Column("coordination", ""), *best[place:])])
    return best


def without_false_values(
    lines: Sequence[Line], kind: TableKind, columns: tuple[Column, ...], headings: Sequence[Line]
) -> tuple[TableKind, tuple[Column, ...]]:
    """The kind and columns, those of tasks if as many explain the lines better: `thực hiện (Năm 2026)` is the
    end of two headings as well as one of numbers.
    """
    other = named_columns(headings, with_values=False) if kind == "indicators" else None
    if other is None or other[0] != "tasks" or len(other[1]) < len(columns):
        return kind, columns
    looked_at = lines[: COSTS.looked_at]
    # What is a column of tasks and none of indicators speaks for tasks.
    lost = sum(column.role == "extra" for column in columns) - sum(c.role == "extra" for c in other[1])
    if (
        explanation_cost(looked_at, other[1])
        < explanation_cost(looked_at, columns) + COSTS.no_such_column * lost
    ):
        return other
    return kind, columns


def _better(
    lines: Sequence[Line], columns: tuple[Column, ...], others: Sequence[tuple[Column, ...]]
) -> tuple[Column, ...]:
    """The columns that explain the lines at the least cost, every column more having its price."""

    def cost(option: tuple[Column, ...]) -> float:
        return explanation_cost(lines, option) + COSTS.column * (len(option) - len(columns))

    return min([columns, *others], key=cost)


def _with_units(columns: tuple[Column, ...]) -> Iterator[tuple[Column, ...]]:
    """The columns with one of units that lead, and one of those that help, behind task or deadline."""
    roles: list[str] = [column.role for column in columns]
    units = (Column("lead", ""), Column("coordination", ""))
    for role in ("task", "deadline"):
        if role in roles:
            place = roles.index(role) + 1
            yield (*columns[:place], units[0], *columns[place:])
            if "coordination" not in roles:
                yield (*columns[:place], *units, *columns[place:])


def _with_maximum(lines: Sequence[Line], columns: Sequence[Column]) -> Sequence[Column]:
    """The columns with one of maxima, if the lines have a number more and it is the first and largest."""
    places = [i for i, column in enumerate(columns) if column.role in ("max", "value")]
    runs = [run for line in lines if len(run := longest_run(line)) > 1]
    more = [run for run in runs if len(run) == len(places) + 1]
    if columns[places[0]].role == "max" or len(more) * 2 <= len(runs):
        return columns
    if sum(_is_largest_first(run) for run in more) < LARGEST_SHARE * len(more):
        return columns
    return (*columns[: places[0]], Column("max", ""), *columns[places[0] :])


def _is_largest_first(run: Sequence[str]) -> bool:
    """Whether none of a line's numbers exceeds the first, points that may have been lost set."""
    first, *others = (read_number(text) for text in run)
    if first is None or any(other is None for other in others):
        return False
    return all(
        any(one.value <= first.value for one in (other, *with_point(other))) for other in others if other
    )


def _with_codes(lines: Sequence[Line], columns: Sequence[Column]) -> tuple[Column, ...]:
    if any(column.role == "code" for column in columns):
        return tuple(columns)
    long = sum(len(line.words) > 2 for line in lines)
    is_coded = code_depths(lines).total() >= CODED_SHARE * long
    return (Column("code", ""), *columns) if is_coded else tuple(columns)
