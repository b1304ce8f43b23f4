"""Where the lines of a page end: what ends before that, with room for a word more, ended a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median

from pipeline.document import Line

# A line of this share of the longest's letters reaches the margin; so many of them show where it is.
LONG, LEAST_LINES = 0.8, 3
# A space is at least so wide as this share of a word's height.
SPACE = 0.25


def margins(lines: Iterable[Line]) -> dict[int, float]:
    """The right margin of each page in points; none of a page without places, or with few long lines."""
    placed = [line for line in lines if line.words and line.words[-1].box]
    longest = max((len(line.raw) for line in placed), default=0)
    ends: dict[int, list[float]] = {}
    for line in placed:
        box = line.words[-1].box
        if box and len(line.raw) >= LONG * longest:
            ends.setdefault(line.page, []).append(box.x1)
    return {page: median(some) for page, some in ends.items() if len(some) >= LEAST_LINES}


def has_room(above: Line, below: Line, margins: Mapping[int, float]) -> bool:
    """Whether the first word of a line would have stood on the one above, had its paragraph gone on."""
    last, first = above.words[-1].box if above.words else None, below.words[0].box if below.words else None
    if above.page not in margins or last is None or first is None:
        return False
    space = SPACE * (last.y1 - last.y0)
    return last.x1 + 2 * space + first.x1 - first.x0 < margins[above.page]
