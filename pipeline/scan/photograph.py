"""Photographs of a page: the sheet found on what it lies on, and laid flat as a scanner would show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.scan.clean import Picture, grey

Corners = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SheetLimits:
    """What is taken for a sheet on a darker ground; set by hand on drawn photographs and on scans."""

    # It is looked for on a copy whose longer side has so many dots.
    small: int = 800
    # Its share of the picture: a smaller one cannot be read, a larger one is the picture itself.
    least: float = 0.2
    most: float = 0.97
    # Its outline has at least this share of the area between its corners: it is straight, and whole.
    straight: float = 0.97
    # So many grey levels (of 255) lighter than what lies around it, along each of its sides.
    lighter: float = 15
    # Corners are looked for within this share of its outline.
    corner: float = 0.02
    # Two sides that face each other differ at most by this factor: else it is no sheet seen from above.
    uneven: float = 1.6


LIMITS = SheetLimits()
# The longer side of an A4 page in inches.
LONG_SIDE = 11.69
# So many inches along its sides are made white: the ground shows there, and nothing is printed.
RIM = 0.08
# On the small copy: ink is no hole in the sheet, but closed with a brush of so many dots; so far from a side
# what lies within and without it is compared; so wide is the edge of the picture.
BRUSH, BESIDE, EDGE = 13, 5, 4
LEVELS = range(30, 230, 10)


def laid_flat(
    picture: Picture, dpi: int, light: Picture | None = None
) -> tuple[Picture, NDArray[np.float64]] | None:
    """The sheet in a photograph as a page of its own, and where each dot went; None where there is none.

    The page's longer side is that of A4 at so many dots an inch. The second value is a matrix for (x, y, 1).
    `light` are the picture's grey levels, if they are known.
    """
    corners = _sheet(grey(picture) if light is None else light)
    if corners is None:
        return None
    across, down = _sides(corners)
    scale = LONG_SIDE * dpi / max(across, down)
    width, height = round(across * scale), round(down * scale)
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, flat)
    page = cv2.warpPerspective(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    rim = round(RIM * dpi)
    page[:rim] = page[-rim:] = page[:, :rim] = page[:, -rim:] = 255
    return np.asarray(page, dtype=np.uint8), np.asarray(matrix, dtype=np.float64)


def _sheet(picture: Picture) -> Corners | None:
    """The corners of a sheet in a grey picture, from the top left clockwise.

    Light falls off over a sheet: whatever level parts it from its ground, its sides stand out all along.
    """
    scale = LIMITS.small / max(picture.shape)
    reduced = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = np.asarray(cv2.GaussianBlur(reduced, (5, 5), 0), dtype=np.uint8)
    inner = small[EDGE:-EDGE, EDGE:-EDGE]
    edge = np.concatenate(
        [small[:EDGE].ravel(), small[-EDGE:].ravel(), small[:, :EDGE].ravel(), small[:, -EDGE:].ravel()]
    )
    if not inner.size or np.percentile(inner, 80) - np.median(edge) < LIMITS.lighter:
        return None
    found = [(_contrast(small, corners), corners) for corners in _light_areas(small)]
    contrast, corners = max(found, key=lambda one: one[0], default=(0.0, None))
    return corners / np.float32(scale) if corners is not None and contrast >= LIMITS.lighter else None


def _light_areas(small: Picture) -> Iterator[Corners]:
    """The corners of what is lighter than each level, if that has four and is as large as a sheet."""
    for level in LEVELS:
        light = np.asarray(small > level, dtype=np.uint8)
        closed = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((BRUSH, BRUSH), np.uint8))
        outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        outline = max(outlines, key=cv2.contourArea, default=None)
        if outline is None or not LIMITS.least <= cv2.contourArea(outline) / small.size <= LIMITS.most:
            continue
        corners = cv2.approxPolyDP(outline, LIMITS.corner * cv2.arcLength(outline, True), True)
        is_whole = cv2.contourArea(outline) >= LIMITS.straight * cv2.contourArea(corners)
        if len(corners) == 4 and cv2.isContourConvex(corners) and is_whole:
            ordered = _in_order(corners.reshape(4, 2).astype(np.float32))
            sides = _lengths(ordered)
            if all(max(a, b) <= LIMITS.uneven * min(a, b) for a, b in (sides[::2], sides[1::2])):
                yield ordered


def _contrast(small: Picture, corners: Corners) -> float:
    """By how many grey levels what lies within is lighter than what lies without, on the least clear side."""
    middle = corners.mean(axis=0)
    least = 255.0
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = start + (end - start) * np.linspace(0.05, 0.95, 50)[:, None]
        inwards = (middle - (start + end) / 2) / np.linalg.norm(middle - (start + end) / 2)
        levels = []
        for points in (along + inwards * BESIDE, along - inwards * BESIDE):
            x, y = points.round().astype(int).T
            is_in = (x >= 0) & (y >= 0) & (x < small.shape[1]) & (y < small.shape[0])
            levels.append(
                np.where(is_in, small[y.clip(0, small.shape[0] - 1), x.clip(0, small.shape[1] - 1)], 0)
            )
        least = min(least, float(np.median(levels[0].astype(float) - levels[1])))
    return least


def _in_order(corners: Corners) -> Corners:
    """Corners clockwise, from the one nearest to the top left of the picture."""
    x, y = (corners - corners.mean(axis=0)).T
    around = corners[np.argsort(np.arctan2(y, x))]
    return np.roll(around, -int(around.sum(axis=1).argmin()), axis=0)


def _lengths(corners: Corners) -> list[float]:
    return [float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4)]


def _sides(corners: Corners) -> tuple[float, float]:
    """How wide and how high a sheet is: by the longer, nearer one of each two sides that face each other."""
    lengths = _lengths(corners)
    return max(lengths[0], lengths[2]), max(lengths[1], lengths[3])
