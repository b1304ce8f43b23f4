"""Letters whose capital looks like the small one, only larger: how high the word is says which was printed.

An engine that reads the line `vực` alone has nothing to compare its letters with, and may take it for `Vực`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.page import PageWord
from pipeline.vietnamese.shape import alike_in_both_cases

_TALL = frozenset("bdđfhiklt")
_DEEP = frozenset("gpqy")
# Combining marks: over a letter (as high as a capital), at its side, under it.
_ABOVE = frozenset("\u0300\u0301\u0303\u0309\u0302\u0306")
_HORN, _DOT = "\u031b", "\u0323"


@dataclass(frozen=True, slots=True)
class Heights:
    """Heights of letters in capitals of the same size, of Times-like type; and what may be mended by them.

    Set by hand on drawn pages.
    """

    # A small letter; by how much a horn stands out above it; what stands below the line.
    small: float = 0.71
    horn: float = 0.08
    deep: float = 0.29
    dot: float = 0.25
    # Words that may be read otherwise are no surer; words near by tell how large the letters are, at least so
    # many, at most so many on either side.
    doubtful: float = 0.9
    least: int = 2
    near: int = 6


HEIGHTS = Heights()


def with_small_letters(words: Sequence[PageWord]) -> list[PageWord]:
    """The words, in order; a doubtful capital in a phrase that is only as high as a small letter is one.

    What was read stays among the alternatives of the word.
    """
    found = list(words)
    for place, (before, word) in enumerate(pairwise(words), 1):
        if _may_be_small(word) and _goes_on(before, word) and _is_low(words, place):
            small = word.text[0].lower() + word.text[1:]
            others = ((word.text, 1 - word.confidence), *word.alternatives)
            found[place] = replace(word, text=small, alternatives=others)
    return found


def _may_be_small(word: PageWord) -> bool:
    first, rest = word.text[:1], word.text[1:]
    if word.confidence >= HEIGHTS.doubtful or not rest.isalpha() or not rest.islower():
        return False
    # Of letters that are as high as their capitals, or reach below the line, the height tells nothing.
    small = _parted(first)[0].lower()
    is_told = first.isupper() and small in alike_in_both_cases() - _TALL - _DEEP
    return is_told and not _is_tall(first.lower() + rest)


def _goes_on(before: PageWord, word: PageWord) -> bool:
    """Whether a word goes on with the one before: beside it, or at the beginning of the next line."""
    if not (before.text.isalpha() and before.text.islower()):
        return False
    height = before.box.y1 - before.box.y0
    if word.box.y0 < before.box.y1:
        return 0 <= word.box.x0 - before.box.x1 < height
    return word.box.y0 - before.box.y1 < height and word.box.x0 < before.box.x1


def _is_low(words: Sequence[PageWord], place: int) -> bool:
    """Whether a word is nearer to the height that it has with a small letter than to that with a capital."""
    word = words[place]
    near = (*words[max(place - HEIGHTS.near, 0) : place], *words[place + 1 : place + 1 + HEIGHTS.near])
    sizes = [
        (one.box.y1 - one.box.y0) / _height(one.text)
        for one in near
        if one.text.isalpha() and one.confidence >= HEIGHTS.doubtful
    ]
    if len(sizes) < HEIGHTS.least:
        return False
    low, high = _height(word.text.lower()), _height(word.text)
    return (word.box.y1 - word.box.y0) / median(sizes) < (low + high) / 2


def _height(text: str) -> float:
    """How high a word is, in capitals."""
    marks = {mark for _, own in map(_parted, text) for mark in own}
    above = 1.0 if _is_tall(text) else HEIGHTS.small + HEIGHTS.horn * (_HORN in marks)
    below = HEIGHTS.deep if not _DEEP.isdisjoint(text) else HEIGHTS.dot * (_DOT in marks)
    return above + below


def _is_tall(text: str) -> bool:
    return any(
        letter.isupper() or letter in _TALL or not _ABOVE.isdisjoint(marks)
        for letter, marks in map(_parted, text)
    )


def _parted(letter: str) -> tuple[str, str]:
    """A letter without its marks, and these."""
    parts = unicodedata.normalize("NFD", letter)
    return parts[:1], parts[1:]
