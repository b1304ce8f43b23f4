"""Where on a page recipients stand: their heading, their items, the archive's copy."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from pipeline.page import PageWord
from pipeline.vietnamese.folding import skeleton

HEADING, ARCHIVE = "noi nhan", "luu"
BULLETS = ("-", "–", "—")
# Words read with less certainty (0 to 1) may be none.
UNREAD = 0.15
# From one recipient to the next there are at most so many points.
ITEMS = 45.0


def heading_of(lines: Sequence[Sequence[PageWord]], middle: float) -> float | None:
    """The foot of the line that heads the recipients, left of the middle of a page; None where none does."""
    for line in lines:
        left = [word for word in line if word.box.x0 < middle]
        # Stamps leave what nobody could read between its words.
        read = [word for word in left if word.confidence >= UNREAD]
        if any(skeleton(" ".join(word.text for word in one)).startswith(HEADING) for one in (left, read)):
            return max(word.box.y1 for word in read or left)
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
