"""The rows of a drawn table: headings over rows, cells that are merged down or across."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.tables.codes.totals import is_grand_total
from pipeline.tables.drawn.squares import Row, Square
from pipeline.tables.grid import Cell, Column, GridRow, TableKind
from pipeline.tables.measures import measured
from pipeline.vietnamese.numerals import letter_read_as, roman_value
from pipeline.vietnamese.shape import is_capital


@dataclass(frozen=True, slots=True)
class GroupLimits:
    """What a heading over rows looks like; set by hand on office scans and generated layouts."""

    # Minimum share of rows with something beside their task, for one with nothing beside it to be a heading.
    filled: float = 0.6
    # Most words of such a heading.
    words: int = 14


LIMITS = GroupLimits()
_NUMBER = re.compile(r"[0-9]{1,3}")
_SUBMARKER = re.compile(r"[A-HĐ](?:\.?\d{1,2})+|[IVX]{1,5}(?:\.\d{1,2})+")
_UNDER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})*")


def grid_rows(columns: Sequence[Column], rows: Sequence[Row], kind: TableKind) -> Iterator[GridRow]:
    """The rows of a table; what spans several rows is in each, a heading over rows in the column of tasks."""
    if not rows:
        return
    beside = kind == "tasks" and _have_text_beside(columns, rows)
    goes_on = _in_sequence(columns, rows)
    over = _over_next(columns, rows)
    for place, row in enumerate(rows):
        if not _has_own_text(row) or (kind == "tasks" and is_total_row(columns, row)):
            continue
        may_head = kind == "tasks" and (over[place] or not goes_on[place])
        if may_head and (group := _group(columns, row, beside, over[place])) is not None:
            task = next(i for i, column in enumerate(columns) if column.role == "task")
            cells = tuple(group if i == task else Cell() for i in range(len(columns)))
            yield GridRow(cells, is_group=True, number=over[place])
        else:
            yield GridRow(tuple(_cells(columns, row)))


def _has_own_text(row: Row) -> bool:
    """Whether a row says something, and something that the row above does not say: where all that has text
    goes on from there, a stroke in a cell was taken for a line between two rows."""
    printed = "".join(square.text for square in row)
    return any(map(str.isalnum, printed)) and any(square.is_top and square.text for square in row)


def is_total_row(columns: Sequence[Column], row: Row) -> bool:
    """Whether a row of a table of tasks sums up others: it has a total's name and nobody to do it.

    A name begins with a capital: `công` is the end of a heading that a page's end cut.
    """
    places = {column.role: place for place, column in enumerate(columns)}
    named = [row[places[role]].text for role in ("no", "task") if role in places]
    others = (row[place] for role, place in places.items() if role in ("lead", "deadline", "product"))
    is_named = any(is_grand_total(name) and not name[:1].islower() for name in named)
    return is_named and not any(
        square.is_left and square.text and not square.text[0].isdigit() for square in others
    )


def _cells(columns: Sequence[Column], row: Row) -> Iterator[Cell]:
    """The cells of a row: what spans columns is the first one's, or both of those that lead and help."""
    for place, (column, square) in enumerate(zip(columns, row, strict=True)):
        is_shared = column.role == "coordination" and place and columns[place - 1].role == "lead"
        yield square.cell if square.is_left or is_shared else Cell()


def _in_sequence(columns: Sequence[Column], rows: Sequence[Row]) -> list[bool]:
    """Which rows have the number between those of the rows around them: they are no headings."""
    place = next((i for i, column in enumerate(columns) if column.role == "no"), None)
    if place is None:
        return [False] * len(rows)
    texts = [row[place].text.strip(" .") for row in rows]
    numbers = [int(text) if _NUMBER.fullmatch(text) else None for text in texts]
    above, below = [None, *numbers[:-1]], [*numbers[1:], None]
    return [
        number is not None and before == number - 1 and after in (number + 1, None)
        for before, number, after in zip(above, numbers, below, strict=True)
    ]


def _over_next(columns: Sequence[Column], rows: Sequence[Row]) -> list[str]:
    """The number of each row that the next one is numbered under: 4 above 4.1; "" for the others."""
    place = next((i for i, column in enumerate(columns) if column.role == "no"), None)
    if place is None:
        return [""] * len(rows)
    texts = [row[place].text.strip(" .") for row in rows]
    return [
        one if _UNDER.fullmatch(one) and below in (f"{one}.1", f"{one}.01") else ""
        for one, below in zip(texts, [*texts[1:], ""], strict=True)
    ]


def _have_text_beside(columns: Sequence[Column], rows: Sequence[Row]) -> bool:
    """Whether almost every row of a table has more than a number and a task."""
    task = next(i for i, column in enumerate(columns) if column.role == "task")
    filled = sum(any(square.text for square in row[task + 1 :]) for row in rows)
    return filled >= LIMITS.filled * len(rows)


def _group(columns: Sequence[Column], row: Row, beside: bool, over: str) -> Cell | None:
    """The heading that a row is, with its marker: one text over all columns, or nothing beside it.

    `beside` says that elsewhere in the table there is always something beside a task, `over` is the number
    that the next row is numbered under.
    """
    places = {column.role: place for place, column in enumerate(columns)}
    task, number = places["task"], places.get("no", -1)
    is_marked = (
        number >= 0 and row[number].is_left and (bool(over) or _is_marker(row[number].text.strip(" .")))
    )
    others = _others(columns, row, (task, number), is_marked)
    if not _spans_all(row[task + 1 :]) and not _stands_alone(row[task].text, others, is_marked, beside):
        return None
    # A marker that was misread says nothing; the order of the headings tells it. A number's cell that goes on
    # over the task's is the heading itself.
    kept_number = is_marked or not row[task].is_left
    kept = [square for place, square in enumerate(row[: task + 1]) if kept_number or place != number]
    words = tuple(word for square in kept if square.is_left for word in square.cell.words)
    return Cell(words) if words else None


def _others(columns: Sequence[Column], row: Row, places: tuple[int, int], is_marked: bool) -> list[Square]:
    """The squares of a row without those of its task and number; beside a marker a sum of rows is none."""
    named = ((place, column, square) for place, (column, square) in enumerate(zip(columns, row, strict=True)))
    return [
        square
        for place, column, square in named
        if place not in places and not (is_marked and _is_amount(column, square))
    ]


def has_marker(heading: str) -> bool:
    """Whether a heading over rows begins with its numeral or letter."""
    first, _, rest = heading.partition(" ")
    return bool(rest) and _is_marker(first.strip(" .)"))


def _is_marker(text: str) -> bool:
    """Whether a text is a heading's numeral or letter, maybe with a number (B1, I.2), or a letter misread."""
    is_letter = len(text) == 1 and letter_read_as(text).isalpha()
    return bool(roman_value(text)) or is_letter or bool(_SUBMARKER.fullmatch(text))


def _spans_all(squares: Sequence[Square]) -> bool:
    """Whether the cell of the task goes on over all columns right of it."""
    return bool(squares) and not any(square.is_left for square in squares)


def _is_amount(column: Column, square: Square) -> bool:
    """Whether a cell has an amount: money, a count of things."""
    return column.role == "extra" and square.text[:1].isdigit() and measured(column.heading).is_amount


def _stands_alone(text: str, others: Sequence[Square], is_marked: bool, beside: bool) -> bool:
    """Whether a row has nothing but a text that looks like a heading."""
    if not text or any(square.is_left and square.text for square in others):
        return False
    return is_marked or is_capital(text) or (beside and len(text.split()) <= LIMITS.words)
