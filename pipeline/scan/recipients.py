"""Where on a page recipients stand: their heading, their items, the archive's copy."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from pipeline.page import PageWord
from pipeline.vietnamese.folding import skeleton

HEADING, ARCHIVE = "noi nhan", "luu"
BULLETS = ("-", "–", "—")
# From one recipient to the next there are at most so many points.
ITEMS = 45.0


def heading_of(lines: Sequence[Sequence[PageWord]], middle: float) -> float | None:
    """The foot of the line that heads the recipients, left of the middle of a page; None where none does."""
    for line in lines:
        left = [word for word in line if word.box.x0 < middle]
        if skeleton(" ".join(word.text for word in left)).strip().startswith(HEADING):
            return max(word.box.y1 for word in left)
    return None


def archive_of(lines: Sequence[Sequence[PageWord]], middle: float) -> float | None:
    """The top of the line of the archive's copy, None where there is none."""
    return next((top for line in lines if (top := _item(line, middle)) is not None and _is_copy(line)), None)


def first_item(lines: Sequence[Sequence[PageWord]], middle: float) -> float | None:
    """The top of the first of the items above the archive's copy that stand near one another."""
    copy = archive_of(lines, middle)
    items = [top for line in lines if (top := _item(line, middle)) is not None]
    if copy is None:
        return None
    above = items[: items.index(copy) + 1][::-1]
    near = takewhile(lambda pair: pair[0] - pair[1] < ITEMS, pairwise(above))
    return min((upper for _, upper in near), default=copy)


def _item(line: Sequence[PageWord], middle: float) -> float | None:
    """The top of a line that begins with a bullet left of the middle."""
    return line[0].box.y0 if line[0].text in BULLETS and line[0].box.x0 < middle else None


def _is_copy(line: Sequence[PageWord]) -> bool:
    return len(line) > 1 and skeleton(line[1].text).startswith(ARCHIVE)
