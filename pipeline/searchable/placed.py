"""Where words stand on the pages of their file, though these were turned and straightened to be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.document import Document, Line, PageTurn, Word

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word as it is believed to be printed; `corners` are the lower left, lower right and upper left one of
    its box as one reads it, in points of its page, from the page's top left."""

    text: str
    confidence: float
    corners: tuple[Point, Point, Point]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The upright box around it."""
        (x0, y0), (x1, y1), (x2, y2) = self.corners
        across, down = (x0, x1, x2, x1 + x2 - x0), (y0, y1, y2, y1 + y2 - y0)
        return min(across), min(down), max(across), max(down)


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of a page (from 1), its words from left to right."""

    page: int
    words: tuple[PlacedWord, ...]


def placed_lines(document: Document) -> list[PlacedLine]:
    """The lines whose place is known, in reading order; empty of a source without pages of its own."""
    turns = {turn.page: turn for turn in document.turns}
    lines = ((line.page, tuple(_words(line, turns.get(line.page)))) for line in document.lines)
    return [PlacedLine(page, words) for page, words in lines if words]


def of_page(lines: Sequence[PlacedLine], number: int) -> list[PlacedLine]:
    return [line for line in lines if line.page == number]


def _words(line: Line, turn: PageTurn | None) -> Iterator[PlacedWord]:
    for word in line.words:
        if word.box and word.text.strip() and word.page == line.page:
            yield PlacedWord(word.text.strip(), word.confidence, _corners(word, turn))


def _corners(word: Word, turn: PageTurn | None) -> tuple[Point, Point, Point]:
    assert word.box is not None
    x0, y0, x1, y1 = word.box
    corners = (x0, y1), (x1, y1), (x0, y0)
    if turn is None:
        return corners
    low_left, low_right, high_left = (turn.in_file(*corner) for corner in corners)
    return low_left, low_right, high_left
