"""A table as a grid of cells, however it was found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.document import Word, join_raw, join_words
from pipeline.tables.periods import Period
from pipeline.tables.roles import Measure

TableKind = Literal["tasks", "indicators", "both", "other"]
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading as printed and what its cells mean.

    `role` is the name of one of dictionaries/columns.toml. `above` is what stands over several columns and
    is part of the heading of each. A value column also has its measure (a result may be an estimate), the
    year and the period that its heading or the table's title names (else None), and the unit that its
    heading gives in brackets. What we do not name is "extra"; `is_comparison` says that its numbers compare
    other columns, `is_told` that its heading says what else it has, `is_inferred`
    that its cells say what it is, not its heading; `right_of` are the roles
    whose headings surely stand left of its own, in text.
    """

    role: str
    heading: str
    measure: Measure | None = None
    year: int | None = None
    unit: str = ""
    is_comparison: bool = False
    above: str = ""
    period: Period | None = None
    is_estimated: bool = False
    is_inferred: bool = False
    right_of: frozenset[str] = frozenset()
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """An indicator's code as the contract has it, its parent's code, its depth (0 for a grand total)."""

    code: str
    parent: str
    level: int


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one cell in reading order; no words make an empty cell.

    `repair` says why it holds words that are printed elsewhere. `may_be_lost` says that what is printed
    here may have been lost or put into another cell in reading; else an empty cell is printed empty.
    """

    words: tuple[Word, ...] = ()
    repair: str | None = None
    may_be_lost: bool = False

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
    def is_exact(self) -> bool:
        """Whether all of it was read as it stands: no OCR, nothing restored."""
        return all(word.confidence == 1.0 and not word.note for word in self.words)

    @property
    def confidence(self) -> float:
        """The mean confidence of the cell's words; 1.0 for an empty cell."""
        read = [word.confidence for word in self.words if word.text]
        return sum(read) / len(read) if read else 1.0

    @property
    def least_confidence(self) -> float:
        """The confidence of the least sure of its words: a number is no surer than its sign."""
        return min((word.confidence for word in self.words if word.text), default=1.0)

    @property
    def other_readings(self) -> tuple[str, ...]:
        """Its text as another reader has it, one word of it otherwise."""
        return tuple(
            join_words([*self.words[:place], replace(word, text=other), *self.words[place + 1 :]])
            for place, word in enumerate(self.words)
            for other, _ in word.alternatives
        )


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: one cell per column of the grid. A group row is a heading over the rows below it.

    `number` is the number of a task's row, `code` that of an indicator's, as the sequence of rows has
    them; what was read of either is in its cell. A group row has one if the rows below are numbered under it
    (4 over 4.1). `path` are the headings above the row, outermost first.
    """

    cells: tuple[Cell, ...]
    is_group: bool = False
    number: str = ""
    code: Code | None = None
    path: tuple[str, ...] = ()

    @property
    def words(self) -> Iterator[Word]:
        return (word for cell in self.cells for word in cell.words)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `left_over` are words that are printed but belong to no cell.

    `is_doubtful` says that its lines fit its columns so badly that rows may be mixed up. `section` is
    the section that it stands in, or the mark of the form that it is: III.2, Biểu 2. `is_woven` says that
    its cells were put together from lines that have pieces of several.
    """

    kind: TableKind
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    left_over: tuple[Word, ...] = ()
    is_doubtful: bool = False
    section: str = ""
    is_woven: bool = False

    def index(self, role: str) -> int | None:
        """The place of the first column with this role, None where there is none."""
        return next((i for i, column in enumerate(self.columns) if column.role == role), None)


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of a document, its parts on several pages as one.

    `place` is the index of the line that it stands before or begins with, `lines` are those that are
    its own. `grid` is None where it has neither tasks nor indicators, or no heading says so; `rows` then
    are the texts of its cells, each once, where it begins, `kind` what it is (dictionaries/table-kinds.toml)
    and `columns` its headings where that is known. `totals` are the texts of rows that sum up tasks.
    `titles` are the lines above it that may say what it is about, the nearest first. `counting` are those
    of its lines that say nothing but which column is which: (1), (2), 3 = 2/1.
    """

    place: int
    page: int
    lines: frozenset[int]
    grid: Grid | None
    rows: tuple[tuple[str, ...], ...] = ()
    kind: str = ""
    columns: tuple[str, ...] = ()
    totals: tuple[tuple[str, ...], ...] = ()
    titles: tuple[str, ...] = ()
    counting: frozenset[int] = frozenset()


def cell_text(cell: Cell) -> str:
    """The cell's text on one line, without ruling lines and noise around it."""
    text = _SPACE.sub(" ", cell.text).strip(" |_~`")
    # A quotation mark that has no other is noise.
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        text = text.strip('“" ')
    if text.count("'") % 2:
        text = text.strip("' ")
    return re.sub(r"\s+([,.;:)])", r"\1", text)
