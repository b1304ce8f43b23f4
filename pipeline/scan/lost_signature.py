"""Post and name of who signed, where seal and signature kept them from being read: read again without them.

Read as a whole, a page loses what a seal touches. A second reader reads through seals (`signed_lines.py`);
without it the right of the recipients is read by itself, and without all that is larger than letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from statistics import mean

import cv2
import numpy as np

from pipeline.document import Box
from pipeline.page import PageWord
from pipeline.read.layout import visual_lines
from pipeline.scan.cells import INK
from pipeline.scan.clean import Picture
from pipeline.scan.digits import SecondReader
from pipeline.scan.engine import Engine, word_of
from pipeline.scan.recipients import first_item, heading_of
from pipeline.scan.signed_lines import SignedLine, read_signed
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a signature stands and what is taken for one; all set by hand, not fitted."""

    # It begins at most so many points above the heading of the recipients, and ends so many below.
    above: float = 40.0
    below: float = 200.0
    # Letters are at most so high, and what touches one another so wide, in points.
    high: float = 20.0
    wide: float = 65.0
    # What stands nearer than so many points before a post is of its line.
    near: float = 60.0
    # Long posts begin at most so many points left of the middle.
    beside: float = 30.0
    # The engine is at least so sure (0 to 1) of the words of a line on the average, and of each of them.
    sure: float = 0.75
    least: float = 0.5


LIMITS = Limits()


def with_lost_signature(
    words: Sequence[PageWord],
    picture: Picture,
    dpi: int,
    engine: Engine,
    second: SecondReader | None = None,
    limits: Limits = LIMITS,
) -> list[PageWord]:
    """The words with those of post and name beside the recipients, where they were not read there, or badly.

    Where there is a second reader both read what of them stands in lines of their own, else the first again.
    """
    part = _beside_recipients(words, picture.shape[1] * 72 / dpi, limits)
    if part is None:
        return list(words)
    known = _known(words, part, limits)
    if second is not None and not (known.has_name and known.is_clear):
        wide = part._replace(x0=part.x0 - limits.beside)
        words = _with_signed(words, read_signed(picture, wide, dpi, engine, second), known)
        known = _known(words, part, limits)
    if known.has_name:
        return list(words)
    beside = [word for word in words if word.box.x1 > part.x0 and part.y0 <= word.box.y0 <= part.y1]
    readings = list(_read_twice(picture, part, dpi, engine, limits))
    found = chain.from_iterable(_signature(readings, known.has_post, limits))
    return [*words, *(word for word in found if not _is_over(word, beside))]


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read of a signature; it is clear where a post was, and nothing like one with doubts."""

    has_name: bool
    has_post: bool
    is_clear: bool


def _known(words: Sequence[PageWord], part: Box, limits: Limits) -> _Known:
    """What was read in a part of a page."""
    right = [word for word in words if word.box.x0 >= part.x0 and part.y0 <= word.box.y0 <= part.y1]
    lines = list(_parts(right))
    has_post = any(_is_post(line[start:]) for line in lines for start in range(len(line)))
    is_blurred = any(_is_blurred(line, limits) for line in visual_lines(right))
    return _Known(any(map(_name_in, lines)), has_post, has_post and not is_blurred)


def _with_signed(words: Sequence[PageWord], lines: Iterable[SignedLine], known: _Known) -> list[PageWord]:
    """The words with lines that were not known in place of what was read there."""
    lost = [line for line in lines if not (known.has_name if line.is_name else known.is_clear)]
    kept = (word for word in words if not any(line.box.holds(*word.box.middle) for line in lost))
    return [*kept, *chain.from_iterable(line.words for line in lost)]


def _is_blurred(line: Sequence[PageWord], limits: Limits) -> bool:
    """Whether a line that may hold a post was read with doubts."""
    capitals = [word for word in line if word.text.isupper() and sum(map(str.isalpha, word.text)) > 1]
    return len(capitals) > 1 and min(word.confidence for word in capitals) < limits.least


def _signature(
    readings: Sequence[Sequence[Sequence[PageWord]]], has_post: bool, limits: Limits
) -> Iterator[Sequence[PageWord]]:
    """Posts, unless they are known, and the name that readings have; nothing without a name."""
    names = (_name_in(line) for lines in readings for line in lines)
    name = next((name for name in names if _is_sure(name, limits)), ())
    if name and not has_post:
        yield from _posts(readings[0], name, limits)
    yield name


def _beside_recipients(words: Sequence[PageWord], width: float, limits: Limits) -> Box | None:
    """The right half of a page beside its recipients, None where it has none."""
    lines = visual_lines(words)
    foot = heading_of(lines, width / 2)
    foot = first_item(lines, width / 2) if foot is None else foot
    return None if foot is None else Box(width / 2, max(foot - limits.above, 0), width, foot + limits.below)


def _read_twice(
    picture: Picture, part: Box, dpi: int, engine: Engine, limits: Limits
) -> Iterator[list[list[PageWord]]]:
    """The lines of a part of a page as it is, and without all that is larger than letters."""
    x0, y0, x1, y1 = (round(side * dpi / 72) for side in part)
    cut = picture[y0:y1, x0:x1]
    for one in (cut, _without_large(cut, dpi, limits)):
        yield _read(one, part, dpi, engine) if one.size else []


def _parts(words: Iterable[PageWord]) -> Iterator[list[PageWord]]:
    """Lines of words without the signs and strokes among them."""
    for line in visual_lines(words):
        yield [word for word in line if sum(map(str.isalpha, word.text)) > 1]


def _without_large(picture: Picture, dpi: int, limits: Limits) -> Picture:
    """The picture without what is larger than letters: rings of seals, strokes of a pen."""
    count, labels, sizes, _ = cv2.connectedComponentsWithStats(
        (picture < INK).astype(np.uint8), connectivity=8
    )
    is_large = (sizes[:, cv2.CC_STAT_HEIGHT] > limits.high * dpi / 72) | (
        sizes[:, cv2.CC_STAT_WIDTH] > limits.wide * dpi / 72
    )
    is_large[0] = False
    return np.where(is_large[labels], np.uint8(255), picture) if count > 1 else picture


def _read(picture: Picture, part: Box, dpi: int, engine: Engine) -> list[list[PageWord]]:
    """The lines of the picture of a part of a page."""
    x, y = part.x0 * dpi / 72, part.y0 * dpi / 72
    return list(_parts(word_of(reading, x, y, dpi) for reading in engine.read(picture, dpi, "block")))


def _is_sure(line: Sequence[PageWord], limits: Limits) -> bool:
    sure = [word.confidence for word in line]
    return bool(sure) and mean(sure) >= limits.sure and min(sure) >= limits.least


def _name_in(line: Sequence[PageWord]) -> Sequence[PageWord]:
    """The person's name that words end in, () where they end in none: three words or four, a surname first.

    Two may be what is left of three: Hoàng Anh of Lê Hoàng Anh.
    """
    surnames = dictionaries.lines("surnames.txt")
    for count in (4, 3):
        name = line[-count:]
        is_name = all(word.text.isalpha() and word.text.istitle() for word in name)
        if len(name) == count and is_name and name[0].text in surnames:
            return name
    return ()


def _posts(
    lines: Sequence[Sequence[PageWord]], name: Sequence[PageWord], limits: Limits
) -> Iterator[Sequence[PageWord]]:
    """The posts above a name, each with the formula before it; one that follows what is none is not whole."""
    for line in lines:
        start = next((start for start in range(len(line)) if _is_post(line[start:])), None)
        if start is not None and _is_apart(line, start, limits) and line[0].box.y1 < name[0].box.y0:
            yield line[start:]


def _is_apart(line: Sequence[PageWord], start: int, limits: Limits) -> bool:
    """Whether words that were read well begin a line, or stand far behind what does."""
    is_first = not start or line[start].box.x0 - line[start - 1].box.x1 > limits.near
    return is_first and _is_sure(line[start:], limits)


def _is_post(line: Sequence[PageWord]) -> bool:
    """Whether words are a post in capitals, a formula before it or not: KT. GIÁM ĐỐC."""
    first, text = line[0].text, " ".join(word.text for word in line)
    rest = text.removeprefix(first) if first.rstrip(".") in _formulas() else text
    return text.isupper() and skeleton(rest).strip() in _known_posts()


@cache
def _formulas() -> frozenset[str]:
    return frozenset(row[0].rstrip(".") for row in dictionaries.table("signing-formulas.txt"))


@cache
def _known_posts() -> frozenset[str]:
    return frozenset(map(skeleton, dictionaries.lines("posts.txt")))


def _is_over(word: PageWord, others: Iterable[PageWord]) -> bool:
    """Whether a word was read already."""
    return any(one.box.holds(*word.box.middle) for one in others)
