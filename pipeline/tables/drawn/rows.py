"""The rows of a drawn table: headings over rows, cells that are merged down or across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.tables.drawn.squares import Row, Square
from pipeline.tables.grid import Cell, Column, GridRow, TableKind
from pipeline.vietnamese.numerals import roman_value
from pipeline.vietnamese.shape import is_capital


@dataclass(frozen=True, slots=True)
class GroupLimits:
    """What a heading over rows looks like; set by hand on office scans and generated layouts."""

    # Minimum share of rows with something beside their task, for one with nothing beside it to be a heading.
    filled: float = 0.6
    # Most words of such a heading.
    words: int = 14


LIMITS = GroupLimits()


def grid_rows(columns: Sequence[Column], rows: Iterable[Row], kind: TableKind) -> Iterator[GridRow]:
    whole = _whole_rows(columns, rows)
    beside = kind == "tasks" and _have_text_beside(columns, whole)
    for row in whole:
        if not any(square.text for square in row):
            continue
        if kind == "tasks" and (group := _group(columns, row, beside)) is not None:
            place = next(i for i, column in enumerate(columns) if column.role == "task")
            yield GridRow(tuple(group if i == place else Cell() for i in range(len(columns))), is_group=True)
        else:
            # What spans several columns is the first one's; what spans rows is every row's.
            yield GridRow(tuple(square.cell if square.is_left else Cell() for square in row))


def _whole_rows(columns: Sequence[Column], rows: Iterable[Row]) -> list[Row]:
    """The rows; one whose number and text both go on from the row above is part of that row."""
    keys = [i for i, column in enumerate(columns) if column.role in ("no", "code", "task", "name")]
    whole: list[Row] = []
    for row in rows:
        if whole and keys and all(not row[place].is_top for place in keys):
            whole[-1] = tuple(
                replace(above, cell=Cell(above.cell.words + here.cell.words)) if here.is_top else above
                for above, here in zip(whole[-1], row, strict=True)
            )
        else:
            whole.append(row)
    return whole


def _have_text_beside(columns: Sequence[Column], rows: Sequence[Row]) -> bool:
    """Whether almost every row of a table has more than a number and a task."""
    task = next(i for i, column in enumerate(columns) if column.role == "task")
    filled = sum(any(square.text for square in row[task + 1 :]) for row in rows)
    return filled >= LIMITS.filled * len(rows)


def _group(columns: Sequence[Column], row: Row, beside: bool) -> Cell | None:
    """The heading that a row is, with its marker: one text over all columns, or nothing beside it.

    `beside` says that elsewhere in the table there is always something beside a task.
    """
    places = {column.role: place for place, column in enumerate(columns)}
    task, number = places["task"], places.get("no", -1)
    marker = row[number].text.strip(" .") if number >= 0 and row[number].is_left else ""
    is_marked = bool(roman_value(marker)) or (len(marker) == 1 and marker.isalpha())
    if not _spans_all(row[task + 1 :]) and not _stands_alone(row, task, is_marked, beside):
        return None
    # A marker that was misread says nothing; the order of the headings tells it.
    kept = [square for place, square in enumerate(row[: task + 1]) if is_marked or place != number]
    words = tuple(word for square in kept if square.is_left for word in square.cell.words)
    return Cell(words) if words else None


def _spans_all(squares: Sequence[Square]) -> bool:
    """Whether the cell of the task goes on over all columns right of it."""
    return bool(squares) and not any(square.is_left for square in squares)


def _stands_alone(row: Row, task: int, is_marked: bool, beside: bool) -> bool:
    """Whether a row has nothing but a text that looks like a heading."""
    text = row[task].text
    if not text or any(square.is_left and square.text for square in row[task + 1 :]):
        return False
    return is_marked or is_capital(text) or (beside and len(text.split()) <= LIMITS.words)
