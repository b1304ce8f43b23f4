"""What was found on scanned pages, drawn over them, so that a person can look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2

from pipeline.document import Box
from pipeline.scan.page import Scan

Colour = tuple[int, int, int]
# What is called with every scanned page and its number.
Look = Callable[[int, Scan], None]
# Blue, green, red: cells, and words from doubtful to sure.
CELL, DOUBTFUL, FAIR, SURE = (200, 80, 0), (0, 0, 230), (0, 160, 230), (60, 160, 60)
FAIR_FROM, SURE_FROM = 0.6, 0.9
SHRUNK = 0.5


def drawer(folder: Path | None, name: str) -> Look | None:
    """A function that draws a page into `folder` as NAME-<page>.png; None without a folder."""
    if folder is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)

    def draw(number: int, scan: Scan) -> None:
        page = cv2.cvtColor(scan.picture, cv2.COLOR_GRAY2BGR)
        scale = scan.dpi / 72
        for table in scan.tables:
            for cell in table.cells:
                _outline(page, cell.box, scale, CELL, 3)
        for word in scan.words:
            _outline(page, word.box, scale, _colour(word.confidence), 2)
        small = cv2.resize(page, None, fx=SHRUNK, fy=SHRUNK, interpolation=cv2.INTER_AREA)
        cv2.imwrite(str(folder / f"{name}-{number:03}.png"), small)

    return draw


def _colour(confidence: float) -> Colour:
    if confidence >= SURE_FROM:
        return SURE
    return FAIR if confidence >= FAIR_FROM else DOUBTFUL


def _outline(page: cv2.typing.MatLike, box: Box, scale: float, colour: Colour, width: int) -> None:
    x0, y0, x1, y1 = (round(v * scale) for v in box)
    cv2.rectangle(page, (x0, y0), (x1, y1), colour, width)
