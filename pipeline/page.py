"""What is read from one page of a PDF or picture, before its words are put into lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.document import Aside, Box, PageTurn

PageKind = Literal["clean", "garbled", "broken-fonts", "legacy", "image", "blank", "failed"]


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word as read, its box in points (as the page is read, upright), how sure the reader is (0 to 1).

    `alternatives` are what else it may be, each with how sure that would be. `is_bold` is known of text
    layers only.
    """

    text: str
    box: Box
    confidence: float = 1.0
    alternatives: tuple[tuple[str, float], ...] = ()
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class CellBox:
    """A cell of a table: the rows and columns that it spans (the first, and one behind the last)."""

    box: Box
    rows: tuple[int, int]
    columns: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of one page: its outline, its cells from the top left row by row, where its columns part."""

    box: Box
    cells: tuple[CellBox, ...]
    edges: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read. `kind` says what it was, `reason` why that was thought, `engine` what read it.

    `asides` are what lies over the page without being of its text, `turn` how it was turned to be read.
    """

    number: int
    width: float
    height: float
    kind: PageKind
    reason: str
    words: tuple[PageWord, ...] = ()
    tables: tuple[PageTable, ...] = ()
    engine: str = ""
    asides: tuple[Aside, ...] = ()
    turn: PageTurn | None = None


def table_of(boxes: Iterable[Box], tolerance: float = 2.0) -> PageTable:
    """A table of the boxes of its cells; edges that differ by less than `tolerance` points are one."""
    found = sorted(set(boxes), key=lambda box: (box.y0, box.x0))
    across = _edges([x for box in found for x in (box.x0, box.x1)], tolerance)
    down = _edges([y for box in found for y in (box.y0, box.y1)], tolerance)
    cells = [
        CellBox(
            box,
            (_nearest(down, box.y0), _nearest(down, box.y1)),
            (_nearest(across, box.x0), _nearest(across, box.x1)),
        )
        for box in found
    ]
    cells += _holes(cells, across, down)
    cells.sort(key=lambda cell: (cell.rows[0], cell.columns[0]))
    return PageTable(Box(across[0], down[0], across[-1], down[-1]), tuple(cells), tuple(across))


def _holes(cells: Iterable[CellBox], across: list[float], down: list[float]) -> list[CellBox]:
    """The squares that no cell covers, as cells: what stands in them is in the table all the same."""
    covered = {(r, c) for cell in cells for r in range(*cell.rows) for c in range(*cell.columns)}
    return [
        CellBox(Box(across[c], down[r], across[c + 1], down[r + 1]), (r, r + 1), (c, c + 1))
        for r in range(len(down) - 1)
        for c in range(len(across) - 1)
        if (r, c) not in covered
    ]


def _edges(places: Iterable[float], tolerance: float) -> list[float]:
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][-1] <= tolerance:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sum(group) / len(group) for group in groups]


def _nearest(edges: list[float], place: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - place))
