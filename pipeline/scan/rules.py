"""Ruling lines of a scanned page: found, made into tables of cells, and erased before reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.document import Box
from pipeline.page import PageTable, table_of
from pipeline.scan.clean import Picture

# A square of the grid of all lines: its row and column.
Square = tuple[int, int]

# Lengths in inches: the shortest ruling line, how thick it may be, gaps in it, how near two lines are one.
SHORTEST, THICK, GAP, NEAR = 0.25, 0.035, 0.06, 0.05
# A row of one line of text between merged ones is lower than the shortest line, and as high as this at least.
LOW = 0.13
# So much of an edge between two cells must be ruled.
RULED = 0.6
# A table has two columns or rows at least, and so many inches.
SMALLEST = 0.4
COARSE = 4
# Lines down reach so many inches, a line of text, beyond the last line across where a row is left open.
OPEN = 0.15


@dataclass(frozen=True, slots=True)
class Rules:
    """Masks (255 where there is a line) of the lines across and down a page."""

    across: Picture
    down: Picture
    dpi: int


def find_rules(picture: Picture, dpi: int) -> Rules:
    """The ruling lines of an upright, straight page in grey."""
    found = cv2.adaptiveThreshold(
        picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _odd(dpi * 0.15), 18
    )
    ink = np.asarray(found, dtype=np.uint8)
    across, down = _lines(ink, dpi, down=False), _lines(ink, dpi, down=True)
    return Rules(across, _with_low_rows(down, across, ink, dpi), dpi)


def erased(picture: Picture, rules: Rules) -> Picture:
    """The page without its ruling lines."""
    mask = cv2.dilate(cv2.bitwise_or(rules.across, rules.down), np.ones((5, 5), np.uint8))
    without = picture.copy()
    without[mask > 0] = 255
    return without


def find_tables(rules: Rules) -> list[PageTable]:
    """The tables that ruling lines make, from the top of the page; boxes in points."""
    tables = []
    for area in _areas(rules):
        boxes = _cells(rules, area)
        if len(boxes) > 1:
            tables.append(table_of([Box(*(v * 72 / rules.dpi for v in box)) for box in boxes]))
    return sorted(tables, key=lambda table: table.box.y0)


def _areas(rules: Rules) -> list[tuple[int, int, int, int]]:
    """Where lines hang together: the left, top, right and bottom of each such place."""
    both = cv2.bitwise_or(rules.across, rules.down)
    # Where they are is found on a copy of a fourth of the size.
    small = cv2.resize(both, None, fx=1 / COARSE, fy=1 / COARSE, interpolation=cv2.INTER_AREA)
    near = max(int(NEAR * rules.dpi / COARSE), 1) | 1
    wide = cv2.dilate(np.asarray(small > 0, dtype=np.uint8), np.ones((near, near), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(wide)
    return [
        (COARSE * x, COARSE * y, COARSE * (x + width), COARSE * (y + height))
        for x, y, width, height, _ in stats[1:].tolist()
        if COARSE * min(width, height) >= SMALLEST * rules.dpi
    ]


def _with_low_rows(down: Picture, across: Picture, ink: Picture, dpi: int) -> Picture:
    """The lines down with shorter ones: those in line with others from one line across to the next."""
    columns = cv2.dilate(
        cv2.reduce(down, 0, cv2.REDUCE_MAX), np.ones((1, 2 * int(THICK * dpi) + 1), np.uint8)
    )
    if not columns.any():
        return down
    low = _lines(np.where(columns > 0, ink, 0).astype(np.uint8), dpi, down=True, shortest=LOW)
    _, _, stats, _ = cv2.connectedComponentsWithStats(low)
    near, found = max(int(GAP * dpi), 1), down.copy()
    for x, y, width, height, _ in stats[1:].tolist():
        ends = (slice(max(y - near, 0), y + near), slice(max(y + height - near, 0), y + height + near))
        if height < SHORTEST * dpi and all(across[end, x : x + width].any() for end in ends):
            part = (slice(y, y + height), slice(x, x + width))
            found[part] = cv2.bitwise_or(found[part], low[part])
    return found


def _lines(ink: Picture, dpi: int, *, down: bool, shortest: float = SHORTEST) -> Picture:
    """The runs of ink of at least some length in one direction that are thin in the other."""
    turned = cv2.transpose(ink) if down else ink
    length, gap, thick = (max(int(size * dpi), 1) for size in (shortest, GAP, THICK))
    # A line that is not quite straight leaves its row of pixels: rows near each other count together.
    wide = cv2.dilate(turned, np.ones((3, 1), np.uint8))
    long = cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    found = np.asarray(long, dtype=np.uint8)
    # A maximum along the rows takes OpenCV as long as all else here.
    rows = np.flatnonzero(found.any(axis=1))
    if rows.size:
        # What follows looks no further up and down than a line is thick.
        part = slice(max(int(rows[0]) - 2 * thick - 6, 0), int(rows[-1]) + 2 * thick + 7)
        found[part] = _thin(found[part], length, gap, thick)
    return np.asarray(cv2.transpose(found) if down else found, dtype=np.uint8)


def _thin(found: Picture, length: int, gap: int, thick: int) -> Picture:
    """The runs that are no thicker than so many dots, gaps in them closed."""
    fat = cv2.morphologyEx(found, cv2.MORPH_OPEN, np.ones((thick + 3, 1), np.uint8))
    runs = cv2.subtract(found, cv2.dilate(fat, np.ones((3, 3), np.uint8)))
    runs = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    return np.asarray(cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)), dtype=np.uint8)


def _cells(rules: Rules, area: tuple[int, int, int, int]) -> list[tuple[int, int, int, int]]:
    """The cells inside an area: squares of the grid of all its lines, joined where no line parts them."""
    x0, y0, x1, y1 = area
    across, down = rules.across[y0:y1, x0:x1], rules.down[y0:y1, x0:x1]
    ys, xs = _places(across, rules.dpi), _places(down.T, rules.dpi)
    ys = _with_open_ends(ys, xs, down, rules.dpi)
    if len(ys) < 2 or len(xs) < 2:
        return []
    near = max(int(NEAR * rules.dpi), 1)
    squares = [(r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1)]
    beside = [
        ((r, c), (r, c + 1))
        for r, c in squares
        if c + 2 < len(xs) and not _is_ruled(down.T, xs[c + 1], ys[r], ys[r + 1], near)
    ]
    below = [
        ((r, c), (r + 1, c))
        for r, c in squares
        if r + 2 < len(ys) and not _is_ruled(across, ys[r + 1], xs[c], xs[c + 1], near)
    ]
    cells = []
    for group in _joined(squares, [*beside, *below]):
        of_rows, of_columns = zip(*group, strict=True)
        top, bottom, left, right = min(of_rows), max(of_rows) + 1, min(of_columns), max(of_columns) + 1
        cells.append((x0 + xs[left], y0 + ys[top], x0 + xs[right], y0 + ys[bottom]))
    return cells


def _joined(squares: Sequence[Square], pairs: Iterable[tuple[Square, Square]]) -> list[list[Square]]:
    """Squares in groups, those of a pair in one."""
    owner = {square: square for square in squares}

    def root(square: Square) -> Square:
        while owner[square] != square:
            square = owner[square]
        return square

    for first, second in pairs:
        owner[root(second)] = root(first)
    groups: dict[Square, list[Square]] = {}
    for square in squares:
        groups.setdefault(root(square), []).append(square)
    return list(groups.values())


def _with_open_ends(ys: list[int], xs: list[int], down: Picture, dpi: int) -> list[int]:
    """The lines across, and an edge where lines down reach beyond the first or last of them.

    A row that a page's end cuts is often left open there.
    """
    if not ys:
        return ys
    near, least = max(int(NEAR * dpi), 1), int(OPEN * dpi)
    ends = []
    for x in xs:
        inked = np.flatnonzero((down[:, max(x - near, 0) : x + near + 1] > 0).any(axis=1))
        if len(inked):
            ends.append((int(inked[0]), int(inked[-1])))
    tops = sorted(top for top, _ in ends if top < ys[0] - least)
    feet = sorted((foot for _, foot in ends if foot > ys[-1] + least), reverse=True)
    return [*_open_end(tops, 2 * near), *ys, *_open_end(feet, 2 * near)]


def _open_end(ends: list[int], near: int) -> list[int]:
    """The outermost end that two lines share; none where they end each elsewhere."""
    return next(([a] for a, b in pairwise(ends) if abs(a - b) <= near), [])


def _places(lines: Picture, dpi: int) -> list[int]:
    """Where lines run across a mask: the rows, those near each other as one."""
    filled = (lines > 0).sum(axis=1)
    rows = np.flatnonzero(filled >= SHORTEST * dpi)
    if not len(rows):
        return []
    groups = np.split(rows, np.flatnonzero(np.diff(rows) > NEAR * dpi) + 1)
    return [int(np.average(group, weights=filled[group])) for group in groups]


def _is_ruled(lines: NDArray[np.uint8], row: int, start: int, end: int, near: int) -> bool:
    """Whether a line runs along a row of a mask from start to end."""
    start, end = start + near, end - near
    if end <= start:
        return True
    band = lines[max(row - near, 0) : row + near + 1, start:end]
    return bool((band > 0).any(axis=0).mean() >= RULED)


def _odd(size: float) -> int:
    return int(size) | 1
