"""Quarters (Quý III/2025): engines misread their Roman numerals, so their strokes are counted.

To engines III, II and I before a slash look alike. In print each I is a stroke that stands by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from pipeline.page import PageWord
from pipeline.scan.clean import Picture
from pipeline.vietnamese.folding import confusable

QUARTER = "quy"
# What a quarter and its year may be read as; the year is four digits behind a slash.
_NUMERAL_AND_YEAR = re.compile(r"(?:\D{0,5}?|1{1,3}|\D?1\D?)[/⁄]?((?:19|20)\d{2})(\W*)")
_BEHIND = 5
# A numeral alone, and what may stand between two of them.
_NUMERAL = re.compile(r"([IVl1|H]{1,4})([,;.]?)")
_JOINTS = ("-", "–", "và", ",")
INK = 150
# Letters are so high beside the highest of their line, and a stroke so narrow beside its height.
HIGH, NARROW = 0.65, 0.55
NUMERALS = {"n": "I", "nn": "II", "nnn": "III", "nw": "IV"}
# How sure the count is: no engine and the count agree by chance.
AGREED, COUNTED = 0.97, 0.8


def with_quarters(words: Sequence[PageWord], picture: Picture, dpi: int) -> list[PageWord]:
    """The words with the numerals of quarters as counted; where they cannot be counted, as read."""
    found = list(words)
    is_quarter = False
    for place in range(1, len(words)):
        above, word = words[place - 1], words[place]
        is_quarter = confusable(above.text) == QUARTER or (is_quarter and above.text != "")
        if not is_quarter or word.text in _JOINTS:
            continue
        with_year, alone = _NUMERAL_AND_YEAR.fullmatch(word.text), _NUMERAL.fullmatch(word.text)
        if not with_year and not alone:
            is_quarter = False
            continue
        numeral = _counted(above, word, picture, dpi, _BEHIND if with_year else 0)
        if numeral is None:
            found[place] = replace(word, confidence=min(word.confidence, 0.5))
        else:
            text = f"{numeral}/{with_year.group(1)}{with_year.group(2)}" if with_year else ""
            text = text or f"{numeral}{alone.group(2) if alone else ''}"
            sure = AGREED if text == word.text else COUNTED
            found[place] = replace(word, text=text, confidence=sure)
        # Behind a year no other quarter follows.
        is_quarter = not with_year
    return found


def _counted(first: PageWord, second: PageWord, picture: Picture, dpi: int, behind: int) -> str | None:
    """The numeral in the second word, before so many letters `behind` it (a slash and the year)."""
    scale = dpi / 72
    top, bottom = (round(v * scale) for v in (second.box.y0, second.box.y1))
    # Strokes may be missing from the word's box; at the head of a line nothing stands before them.
    is_below = first.box.y1 < second.box.y0
    start = second.box.x0 - (second.box.y1 - second.box.y0) if is_below else first.box.x1
    left, right = max(round(start * scale) + 2, 0), round(second.box.x1 * scale) + 2
    if bottom - top < 8 or right <= left:
        return None
    ink = (picture[max(top - 2, 0) : bottom + 2, left:right] < INK).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    shapes = sorted((x, width, height) for x, _, width, height, _ in stats[1:].tolist())
    highest = max((height for _, _, height in shapes), default=0)
    letters = [(width, height) for _, width, height in shapes if height >= HIGH * highest]
    strokes = "".join(
        "n" if width <= NARROW * height else "w" for width, height in letters[: len(letters) - behind]
    )
    return NUMERALS.get(strokes)
