"""Place and date of a letterhead whose line was overlooked: read again where it must stand.

Read as a whole, a page at times loses lines of the letterhead's right half; by itself that half does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document import Box
from pipeline.page import PageWord
from pipeline.read.layout import visual_lines
from pipeline.scan.clean import Picture
from pipeline.scan.engine import Engine, word_of
from pipeline.vietnamese.folding import skeleton

# The name of the state stands in this share of a page, and the date so many points below it at most.
TOP, BELOW = 0.25, 90.0
# So many points beside the name of the state belong to its half.
BESIDE = 30.0
_STATE = re.compile(r"h.a xa h.i ch. ngh.a")
_DATE = re.compile(r"ng.y\s.*(?:th.ng|n.m)\s.*\d{4}")


@dataclass(frozen=True, slots=True)
class _Half:
    """Where a letterhead's right half stands below the name of the state, in points."""

    x: float
    top: float


def with_lost_date(words: Sequence[PageWord], picture: Picture, dpi: int, engine: Engine) -> list[PageWord]:
    """The words with those of the date's line, if there is a letterhead and the line was not read."""
    height = picture.shape[0] * 72 / dpi
    lines = visual_lines(word for word in words if word.box.y0 < TOP * height + BELOW)
    half = next((found for line in lines if (found := _half(line, TOP * height))), None)
    if half is None or any(_is_date(line) for line in lines if line[0].box.y0 < half.top + BELOW):
        return list(words)
    read = _read(half, picture, dpi, engine)
    line = next((line for line in visual_lines(read) if _is_date(line)), None)
    if line is None or any(_overlap(new.box, word.box) for new in line for word in words):
        return list(words)
    return [*words, *line]


def _half(line: Sequence[PageWord], least: float) -> _Half | None:
    """The half that a line's words name the state in."""
    text = skeleton(" ".join(word.text for word in line))
    match = _STATE.search(text)
    if match is None or line[0].box.y0 > least:
        return None
    first = line[max(len(text[: match.start()].split()) - 1, 0)]
    return _Half(first.box.x0 - BESIDE, max(word.box.y1 for word in line))


def _read(half: _Half, picture: Picture, dpi: int, engine: Engine) -> list[PageWord]:
    scale = dpi / 72
    x, y = max(round(half.x * scale), 0), round(half.top * scale)
    part = picture[y : y + round(BELOW * scale), x:]
    if not part.size:
        return []
    return [word_of(reading, x, y, dpi) for reading in engine.read(part, dpi, "block")]


def _is_date(line: Sequence[PageWord]) -> bool:
    return bool(_DATE.search(skeleton(" ".join(word.text for word in line))))


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    return across > 0 and min(one.y1, other.y1) - max(one.y0, other.y0) > 0.3 * (one.y1 - one.y0)
