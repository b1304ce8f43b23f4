"""What a Word file holds once its XML is read: paragraphs and tables, before they are lines of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# Of a line's text: what was typed; a number that Word sets by itself; a raised mark that points to a note.
Role = Literal["text", "number", "mark"]


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    role: Role = "text"
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    spans: tuple[Span, ...]
    page: int

    @property
    def text(self) -> str:
        """The line as it is printed."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; it has several lines where Word was told to break it."""

    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class CellContent:
    """A cell: the rows and columns that it spans (the first, and one behind the last), what is in it.

    `sides` is how many of its four sides have a visible line.
    """

    rows: tuple[int, int]
    columns: tuple[int, int]
    blocks: tuple[Block, ...]
    sides: int = 0

    @property
    def lines(self) -> Iterator[TextLine]:
        return lines_of(self.blocks)


@dataclass(frozen=True, slots=True)
class TableContent:
    page: int
    cells: tuple[CellContent, ...]

    @property
    def rows(self) -> int:
        return max((cell.rows[1] for cell in self.cells), default=0)

    @property
    def columns(self) -> int:
        return max((cell.columns[1] for cell in self.cells), default=0)


Block = Paragraph | TableContent


def lines_of(blocks: tuple[Block, ...]) -> Iterator[TextLine]:
    """All lines of some blocks, those in tables row by row."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.lines
        else:
            for cell in sorted(block.cells, key=lambda cell: (cell.rows[0], cell.columns[0])):
                yield from cell.lines
