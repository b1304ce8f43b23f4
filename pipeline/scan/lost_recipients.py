"""Lines of recipients that a seal beside them kept from being read: found and read one by one.

Recipients begin with their heading and end with the archive's copy. Where a page has one and not the other,
lines between them may have been lost or read across the seal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from pipeline.document import Box
from pipeline.page import PageWord
from pipeline.read.layout import visual_lines
from pipeline.scan.clean import Picture
from pipeline.scan.digits import SecondReader
from pipeline.scan.engine import Engine, Reading, word_of
from pipeline.scan.line_finder import in_points, may_be_line
from pipeline.scan.recipients import HEADING, archive_of, first_item, heading_of
from pipeline.vietnamese.folding import skeleton


@dataclass(frozen=True, slots=True)
class Limits:
    """Where recipients stand and which lines are read again; all set by hand, not fitted."""

    # They begin at most so many points above what was read of them, and end so many below.
    above: float = 45.0
    below: float = 260.0
    # They may reach so many points beyond the middle of a page.
    beyond: float = 30.0
    # Lines with a word read with less certainty (0 to 1) are read again, and kept if as sure on the average.
    doubtful: float = 0.3
    sure: float = 0.6


LIMITS = Limits()


def with_lost_recipients(
    words: Sequence[PageWord], picture: Picture, dpi: int, engine: Engine, second: SecondReader
) -> list[PageWord]:
    """The words with the lines of recipients that were lost, where heading or archive's copy was."""
    width = picture.shape[1] * 72 / dpi
    top = _top_of_lost(visual_lines(words), width / 2)
    if top is None:
        return list(words)
    part = Box(0, max(top - LIMITS.above, 0), width / 2 + LIMITS.beyond, top + LIMITS.below)
    found = list(words)
    x, y, right, foot = (round(side * dpi / 72) for side in part)
    cut = picture[y:foot, x:right]
    for x0, y0, x1, y1 in second.find_lines(cut, dpi) if cut.size else ():
        box = in_points((x + x0, y + y0, x + x1, y + y1), dpi)
        under = [word for word in found if box.holds(*word.box.middle)]
        if not may_be_line(box) or _was_read(under):
            continue
        readings = engine.read(cut[y0:y1, x0:x1], dpi, "line")
        if _is_better(readings, under):
            found = [word for word in found if word not in under]
            found += [word_of(reading, x + x0, y + y0, dpi) for reading in readings]
    return found


def _top_of_lost(lines: Sequence[Sequence[PageWord]], middle: float) -> float | None:
    """Where recipients begin whose heading or archive's copy was not read; None where none or both were."""
    heading, copy = heading_of(lines, middle), archive_of(lines, middle)
    if (heading is None) == (copy is None):
        return None
    return first_item(lines, middle) if heading is None else heading


def _was_read(under: Sequence[PageWord]) -> bool:
    """Whether all words in the place of a line were read with some certainty, and there are any."""
    return min((word.confidence for word in under), default=0.0) >= LIMITS.doubtful


def _is_better(readings: Sequence[Reading], under: Sequence[PageWord]) -> bool:
    """Whether a line's new readings are surer than what was read there, and sure, or are the heading."""
    if not readings:
        return False
    sure = mean(reading.confidence for reading in readings)
    is_heading = skeleton(" ".join(reading.text for reading in readings)).startswith(HEADING)
    before = mean(word.confidence for word in under) if under else 0.0
    return sure > before and (sure >= LIMITS.sure or is_heading)
