"""Task tables whose headings were not read, or not all: the usual order of columns that fits their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.document import Line
from pipeline.tables.grid import Column
from pipeline.tables.text.headings import headings_in
from pipeline.tables.text.layout import explanation_cost
from pipeline.tables.text.value_shapes import longest_run
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.shape import is_capital


@dataclass(frozen=True, slots=True)
class OrderCosts:
    """What speaks for an order of columns, in nats; set by hand on text of generated plans, not fitted."""

    # What a column that no heading names must save.
    column: float = 12.0
    # What a column of products must save for each line: it takes in whatever is left.
    product: float = 0.5
    # What rows must save as a table against a list of tasks, without any headings.
    table: float = 40.0
    # What another order must save where headings surely stand in theirs.
    order: float = 20.0
    # What a column of tasks speaks against a table of indicators, which has none such.
    no_such_column: float = 100.0
    # No costs: the lines that are looked at, the fewest of a table, the most of headings that were not read.
    looked_at: int = 80
    lines: int = 6
    headings: int = 3
    # Minimum share of lines with two numbers or more in a table of indicators; maximum share of known
    # words in a garbled heading.
    value_share: float = 0.3
    known_share: float = 0.5


COSTS = OrderCosts()


def in_usual_order(lines: Sequence[Line], columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns with those that no heading names, as one of the usual orders has them."""
    options = [merged for order in _orders() if (merged := _merged(order, columns))]
    return min([columns, *options], key=lambda option: _cost(lines, option, len(columns)))


def in_better_order(lines: Sequence[Line], columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns in a usual order that fits the rows better than that of their headings.

    Much better, where the headings stand in another. Those in the middle of several lines, one above and one
    below the others, do not tell their place.
    """
    named = [column for column in columns if column.role != "extra"]
    extras = columns[len(named) :]
    by_role = {column.role: column for column in named}
    if columns[: len(named)] != tuple(named) or len(by_role) < len(named):
        return columns
    options = [
        (*(by_role[role] for role in order), *extras) for order in _orders() if set(order) == set(by_role)
    ]
    if not options:
        return columns
    costs = {
        option: _cost(lines, option, len(columns)) + COSTS.order * _contradicts(option, columns)
        for option in {columns, *options}
    }
    return min([columns, *options], key=lambda option: costs[option])


def _contradicts(option: Sequence[Column], columns: Sequence[Column]) -> bool:
    """Whether columns stand in another order than that of their headings, where these surely have one."""
    return option != columns and any(
        other.role in column.right_of for place, column in enumerate(option) for other in option[place + 1 :]
    )


def table_without_headings(
    lines: Sequence[Line],
) -> tuple[tuple[Column, ...], tuple[Line, ...]] | None:
    """The columns and rows of the task table that lines are although no headings stand above them."""
    rows = tuple(lines[_headings(lines) :])
    printed = [line for line in rows if not line.is_blank]
    # What a word processor has as paragraphs is no table: those it has as tables.
    are_paragraphs = any(line.paragraph >= 0 for line in printed)
    if len(printed) < COSTS.lines or are_paragraphs or _are_values(printed):
        return None
    listed = (Column("no", ""), Column("task", ""))
    columns = in_usual_order(rows, listed)
    gain = _cost(rows, listed, len(listed)) - _cost(rows, columns, len(listed))
    return (columns, rows) if columns != listed and gain >= COSTS.table else None


def _cost(lines: Sequence[Line], columns: tuple[Column, ...], named: int) -> float:
    looked_at = lines[: COSTS.looked_at]
    price = COSTS.column * (len(columns) - named)
    if any(column.role == "product" and not column.heading for column in columns):
        price += COSTS.product * sum(not line.is_blank for line in looked_at)
    return explanation_cost(looked_at, columns) + price


def _merged(order: tuple[str, ...], columns: tuple[Column, ...]) -> tuple[Column, ...] | None:
    """The columns in an order that has all of theirs as they follow each other; None where it has not."""
    named = [column.role for column in columns if column.role != "extra"]
    if [role for role in order if role in named] != named:
        return None
    merged: list[Column] = []
    left = list(columns)
    for role in order:
        merged.append(left.pop(0) if left and left[0].role == role else Column(role, ""))
        while left and left[0].role == "extra":
            merged.append(left.pop(0))
    return tuple(merged)


def _headings(lines: Sequence[Line]) -> int:
    """How many lines at the top are headings, garbled beyond reading."""
    count = 0
    for place, line in enumerate(lines):
        if line.is_blank:
            continue
        is_row = is_capital(line.text) or line.words[0].text.strip(".").isdigit()
        if is_row or count == COSTS.headings or not (_names_column(line) or _is_noise(line)):
            return place
        count += 1
    return 0


def _names_column(line: Line) -> bool:
    """Whether a line has a heading that is known, among what was not read."""
    return bool(headings_in(line))


def _is_noise(line: Line) -> bool:
    words = [word for word in line.words if word.text]
    language = LanguageModel.load()
    return sum(language.knows(word.text) for word in words) < COSTS.known_share * len(words)


def _are_values(lines: Sequence[Line]) -> bool:
    return sum(len(longest_run(line)) > 1 for line in lines) >= COSTS.value_share * len(lines)


@cache
def _orders() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(entry.split()) for entry in dictionaries.lines("task-columns.txt"))
