"""Tables: which squares of its grid each cell spans, and how many of its sides are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from pipeline.read.docx.styles import Styles
from pipeline.read.docx.xml import Element, W, child, contents, number, toggle, value

# No table has more columns: an external limit of the format, and a guard against grids without end.
MOST_COLUMNS = 63
# Columns narrower than this (twentieths of a point; set by hand) come of lines that were not drawn exactly
# above each other.
NARROW = 100
_SIDES = ("top", "left", "bottom", "right")
_SIDE_NAMES = {"left": ("left", "start"), "right": ("right", "end")}
_NO_LINE = ("none", "nil")


@dataclass
class CellPlace:
    """A cell: its squares, the element with its text, and elements that a merged cell covers."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    element: Element
    covered: list[Element] = field(default_factory=list)


def cells_of(table: Element) -> list[CellPlace]:
    """The cells of a table in order, row by row, those merged downwards as one."""
    cells: list[CellPlace] = []
    above: dict[int, CellPlace] = {}
    row = 0
    for element in contents(table):
        if element.tag != W + "tr" or _is_left_out(element):
            continue
        here: dict[int, CellPlace] = {}
        for start, end, cell in _squares(element):
            merge = value(cell, "tcPr/vMerge") or ("continue" if _has(cell, "vMerge") else "")
            top = above.get(start)
            if merge == "continue" and top is not None and top.columns[1] == end:
                top.rows = (top.rows[0], row + 1)
                top.covered.append(cell)
                here[start] = top
            else:
                here[start] = CellPlace((row, row + 1), (start, end), cell)
                cells.append(here[start])
        if here:
            above, row = here, row + 1
    return _without_narrow_columns(cells, table)


def _is_left_out(row: Element) -> bool:
    """Whether a row is hidden, or its deletion was tracked."""
    properties = child(row, "trPr")
    return child(properties, "del") is not None or bool(toggle(properties, "hidden"))


def _squares(row: Element) -> Iterator[tuple[int, int, Element]]:
    """The cells of a row with the columns that they span, the first and one behind the last."""
    place = number(value(row, "trPr/gridBefore"), most=MOST_COLUMNS)
    last: tuple[int, int, Element] | None = None
    for cell in contents(row):
        if cell.tag != W + "tc" or child(child(cell, "tcPr"), "cellDel") is not None:
            continue
        end = place + number(value(cell, "tcPr/gridSpan"), 1, least=1, most=MOST_COLUMNS)
        if last is not None:
            if (
                value(cell, "tcPr/hMerge") in ("continue", None)
                and _has(cell, "hMerge")
                and not _has_text(cell)
            ):
                last, place = (last[0], end, last[2]), end
                continue
            yield last
        last = (place, end, cell)
        place = end
    if last is not None:
        yield last


def _has(cell: Element, name: str) -> bool:
    return child(child(cell, "tcPr"), name) is not None


def _has_text(cell: Element) -> bool:
    return any(text.text for text in cell.iter(W + "t"))


def _without_narrow_columns(cells: list[CellPlace], table: Element) -> list[CellPlace]:
    """The cells on a grid without columns that are too narrow for text, and that no cell is alone in."""
    widths = [number(one.get(W + "w"), default=NARROW) for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    alone = {cell.columns[0] for cell in cells if cell.columns[1] - cell.columns[0] == 1}
    lost = [width < NARROW and place not in alone for place, width in enumerate(widths)]
    if not any(lost):
        return cells
    before = [0, *accumulate(lost)]
    for cell in cells:
        start, end = (place - before[min(place, len(lost))] for place in cell.columns)
        cell.columns = (start, max(end, start + 1))
    return cells


@dataclass(frozen=True, slots=True)
class Lines:
    """Which lines of a table are drawn, where its cells do not say otherwise."""

    sides: dict[str, bool]

    def around(self, cell: CellPlace, size: tuple[int, int]) -> int:
        """How many sides of a cell have a line. `size` is the table's number of rows and columns."""
        own = cell.element.find(f"{W}tcPr/{W}tcBorders")
        edges = (cell.rows[0] == 0, cell.columns[0] == 0, cell.rows[1] == size[0], cell.columns[1] == size[1])
        count = 0
        for side, is_edge in zip(_SIDES, edges, strict=True):
            inner = "insideV" if side in ("left", "right") else "insideH"
            said = _line(own, side)
            count += self.sides[side if is_edge else inner] if said is None else said
        return count


def lines_of_table(table: Element, styles: Styles) -> Lines:
    """The lines that a table has by itself, or by its style."""
    properties = child(table, "tblPr")
    levels = [child(properties, "tblBorders")]
    for style in styles.chain(value(properties, "tblStyle"), "table"):
        levels.append(child(child(style, "tblPr"), "tblBorders"))
    sides = {}
    for side in (*_SIDES, "insideH", "insideV"):
        sides[side] = next((said for level in levels if (said := _line(level, side)) is not None), False)
    return Lines(sides)


def _line(borders: Element | None, side: str) -> bool | None:
    """Whether a side has a line; None where nothing is said of it."""
    for name in _SIDE_NAMES.get(side, (side,)):
        if (said := value(borders, name)) is not None:
            return said not in _NO_LINE
    return None
