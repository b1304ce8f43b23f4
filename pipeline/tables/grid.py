"""A table as a grid of cells, however it was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.document import Line, Word, join_raw, join_words

TableKind = Literal["tasks", "indicators", "both", "other"]
Role = Literal[
    "no", "task", "start", "deadline", "lead", "coordination", "product",
    "code", "name", "unit", "max", "value", "extra",
]  # fmt: skip
Measure = Literal["result", "target"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading as printed and what its cells mean.

    A task table's columns have the roles no, task, start, deadline, lead, coordination, product; an
    indicator table's code, name, unit, max, value, lead. A value column also has its measure and its
    year (None where the heading names none), and the unit that its heading gives in brackets. What we do
    not name is "extra"; `is_comparison` says that its numbers compare other columns.
    """

    role: Role
    heading: str
    measure: Measure | None = None
    year: int | None = None
    unit: str = ""
    is_comparison: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one cell in reading order; no words make an empty cell."""

    words: tuple[Word, ...] = ()

    @property
    def text(self) -> str:
        return join_words(self.words)

    @property
    def raw(self) -> str:
        return join_raw(self.words)

    @property
    def page(self) -> int | None:
        return self.words[0].page if self.words else None

    @property
    def confidence(self) -> float:
        """The mean confidence of the cell's words; 1.0 for an empty cell."""
        read = [word.confidence for word in self.words if word.text]
        return sum(read) / len(read) if read else 1.0


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: one cell per column of the grid. A group row is a heading over the rows below it.

    `number` is the row's number as the sequence of rows tells it; what was read of it is in its cell.
    """

    cells: tuple[Cell, ...]
    is_group: bool = False
    number: str = ""

    @property
    def words(self) -> Iterator[Word]:
        return (word for cell in self.cells for word in cell.words)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `left_over` are words that are printed but belong to no cell (each is warned of).

    `is_ruled` says that the source drew its cells: then a cell is empty, or merged, because it is so.
    `is_doubtful` says that its lines fit its columns so ill that rows may be mixed up.
    """

    kind: TableKind
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    left_over: tuple[Word, ...] = ()
    is_ruled: bool = False
    is_doubtful: bool = False

    def index(self, role: Role) -> int | None:
        """The place of the first column with this role, None where there is none."""
        return next((i for i, column in enumerate(self.columns) if column.role == role), None)


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table that was found in plain text: its columns, and its lines with the columns interleaved.

    The lines keep blank ones (they separate blocks), and no longer hold any heading of the table,
    neither the first nor those repeated on later pages.
    """

    kind: TableKind
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
