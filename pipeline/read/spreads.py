"""Two pages on one scan: a sheet that lies open is read page by page, the left one first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.document import Box
from pipeline.page import Page


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken for two pages. All set by hand; not fitted: rather one page than a table cut in two."""

    wide: float = 1.2
    """So many times as wide as high is the picture, at least."""
    middle: tuple[float, float] = (0.44, 0.56)
    """The fold is in this part of the width."""
    gutter: float = 0.03
    """Nothing stands in a stripe of such a share of the width from top to foot: a title in the middle of
    one page would."""
    words: int = 40
    """Each page has so many words, at least: recipients and a signature side by side have fewer."""


LIMITS = Limits()


def halves(page: Page, limits: Limits = LIMITS) -> Sequence[Page]:
    """A page, or the two that lie on it side by side, with its number and their places on it."""
    if not page.engine or page.width < limits.wide * page.height:
        return (page,)
    fold = _fold(page, limits)
    if fold is None:
        return (page,)
    left, right = (_side(page, fold, is_right=is_right) for is_right in (False, True))
    return (left, right) if min(len(left.words), len(right.words)) >= limits.words else (page,)


def _fold(page: Page, limits: Limits) -> float | None:
    """The middle of the widest stripe in which nothing stands, None where none is wide enough."""
    low, high = (share * page.width for share in limits.middle)
    boxes = [*(word.box for word in page.words), *(table.box for table in page.tables)]
    reached, best, place = low, 0.0, None
    for box in sorted((box for box in boxes if box.x1 > low and box.x0 < high), key=lambda box: box.x0):
        if box.x0 - reached > best:
            best, place = box.x0 - reached, (reached + box.x0) / 2
        reached = max(reached, box.x1)
    if high - reached > best:
        best, place = high - reached, (reached + high) / 2
    return place if best >= limits.gutter * page.width else None


def _side(page: Page, fold: float, *, is_right: bool) -> Page:
    def is_there(box: Box) -> bool:
        return (box.x0 + box.x1 > 2 * fold) == is_right

    words = tuple(word for word in page.words if is_there(word.box))
    tables = tuple(table for table in page.tables if is_there(table.box))
    return replace(page, words=words, tables=tables)
