"""What was filled into a letterhead by hand or stamp, its number, day and month, read by a second reader.

Letters are the first reader's and digits the second's. What both read alike is sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.document import Box
from pipeline.page import PageWord
from pipeline.read.layout import visual_lines
from pipeline.scan.clean import Picture
from pipeline.scan.digits import DigitReader
from pipeline.scan.two_readings import Filled, read_date, read_number
from pipeline.vietnamese.folding import skeleton

# Letterheads stand in this share of a page.
TOP = 0.45
# What stands side by side is so many points apart.
APART = 20.0
# So much of a line's height above and below it, and points beside it, is read with it: what is read into
# handwriting differs from cut to cut.
CUTS = ((0.5, 0.45), (0.3, 0.3), (0.75, 0.6))
BESIDE = 4.0
# A date stands right of this share of the page, or behind a number.
RIGHT = 0.3
_NUMBER_WORD = re.compile(r"\W{0,2}s[o06]\s?(?::|[\s\d.].*[/⁄])")
_DATE = re.compile(r"ngay.*(?:thang|n.m).*\d{4}\W*$")
Line = list[PageWord]


def with_filled_in(
    words: Sequence[PageWord], pictures: Sequence[Picture], dpi: int, reader: DigitReader
) -> list[PageWord]:
    """The words with the letterhead's number and date as two readers read them.

    `pictures` are the page in grey, and with all its colours dark: blue ink is faint in the first, stamps
    lie over the words in the second.
    """
    numbers, dates = _places(words, pictures[0].shape, dpi)
    parts = [*numbers, *dates]
    shown = pictures[:1] if pictures[-1] is pictures[0] else pictures
    crops = [_crop(part, picture, dpi, cut) for part in parts for picture in shown for cut in CUTS]
    if not crops or not all(crop.size for crop in crops):
        return list(words)
    read = reader.read(crops)
    each = len(crops) // len(parts)
    changed: dict[int, list[PageWord]] = {}
    for place, part in enumerate(parts):
        second = read[place * each : (place + 1) * each]
        text = " ".join(word.text for word in part)
        filled = (read_number if place < len(numbers) else read_date)(text, second)
        if filled:
            changed |= {id(word): [] for word in part}
            changed[id(part[0])] = _set(part, filled)
    return [new for word in words for new in changed.get(id(word), [word])]


def _places(words: Sequence[PageWord], shape: Sequence[int], dpi: int) -> tuple[list[Line], list[Line]]:
    """The first line, or part of one, that holds a number, and the first that holds a date beside it."""
    height, width = (size * 72 / dpi for size in shape[:2])
    numbers: list[Line] = []
    dates: list[Line] = []
    for line in visual_lines(word for word in words if word.box.y0 < TOP * height):
        for part in _parted(line):
            text = skeleton(" ".join(word.text for word in part))
            if not numbers and _NUMBER_WORD.match(text):
                numbers.append(part)
            elif not dates and _DATE.search(text) and (part[0].box.x0 > RIGHT * width or part is not line):
                dates.append(part)
    return numbers, dates


def _parted(line: Line) -> Iterator[Line]:
    """A line, in two where its widest gap is before a word with a capital."""
    gaps = [
        (word.box.x0 - before.box.x1, place)
        for place, (before, word) in enumerate(pairwise(line), 1)
        if word.text[:1].isupper() and any(letter.islower() for letter in word.text)
    ]
    gap, place = max(gaps, default=(0.0, 0))
    if gap > APART:
        yield line[:place]
        yield line[place:]
    else:
        yield line


def _crop(part: Line, picture: Picture, dpi: int, cut: tuple[float, float]) -> Picture:
    """The part of a page that some words of a line stand in."""
    size = median(word.box.y1 - word.box.y0 for word in part)
    top = median(word.box.y0 for word in part) - cut[0] * size
    foot = median(word.box.y1 for word in part) + cut[1] * size
    edges = (part[0].box.x0 - BESIDE, top, part[-1].box.x1 + BESIDE, foot)
    x0, y0, x1, y1 = (max(round(edge * dpi / 72), 0) for edge in edges)
    return picture[y0:y1, x0:x1]


def _set(part: Line, filled: Sequence[Filled]) -> list[PageWord]:
    """The pieces of a line's text as words: those that stay as they were, the others where they stand."""
    whole = sum(len(piece.text) + 1 for piece in filled)
    left, right = part[0].box.x0, part[-1].box.x1
    top, foot = median(word.box.y0 for word in part), median(word.box.y1 for word in part)
    kept = {word.text: word for word in part}
    placed, at = [], 0
    for piece in filled:
        x0, x1 = (left + (right - left) * share / whole for share in (at, at + len(piece.text)))
        at += len(piece.text) + 1
        if piece.is_kept and piece.text in kept:
            placed.append(kept[piece.text])
        else:
            placed.append(PageWord(piece.text, Box(x0, top, x1, foot), piece.confidence, piece.alternatives))
    return _in_order(placed)


def _in_order(words: Sequence[PageWord]) -> list[PageWord]:
    """The words, none of them beginning left of where the one before it begins."""
    found: list[PageWord] = []
    for word in words:
        start = max(word.box.x0, found[-1].box.x0 + 0.5) if found else word.box.x0
        found.append(replace(word, box=word.box._replace(x0=start, x1=max(word.box.x1, start + 0.5))))
    return found
