"""Watermarks of a PDF's page: DỰ THẢO across the text, which a reader tells from it at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from pipeline.read.letters import Char, colour_parts


@dataclass(frozen=True, slots=True)
class WatermarkLimits:
    """What tells a watermark's letters from those of the text; set by hand."""

    # A line that rises by more than this share of its length lies aslant: 6 degrees; a scan's skew is less.
    aslant: float = 0.1
    # More of the letters than this share are the text itself, however it lies.
    most: float = 1 / 3
    # So many times as large as the usual letter, and with every part of its colour so light (of 1).
    large: float = 2.0
    pale: float = 0.6


LIMITS = WatermarkLimits()


@dataclass(frozen=True, slots=True)
class Watermark:
    """The letters of a page that are of a watermark, by their `id`, and what they say, line by line."""

    letters: frozenset[int]
    lines: tuple[str, ...]


def watermark_of(chars: Sequence[Char]) -> Watermark:
    """What lies over a page's text: letters aslant, or large and pale ones where text is below them."""
    aslant = [char for char in chars if _is_aslant(char)]
    lying = set(map(id, aslant))
    upright = [char for char in chars if id(char) not in lying] if lying else chars
    found = (aslant if len(aslant) <= LIMITS.most * len(chars) else []) + _over_text(upright)
    ids = frozenset(map(id, found))
    lines = ("".join(char["text"] for char in line).strip() for line in _lines(chars, ids))
    return Watermark(ids, tuple(" ".join(line.split()) for line in lines if line))


def _lines(chars: Sequence[Char], ids: frozenset[int]) -> Iterator[list[Char]]:
    """The letters of a watermark as they follow each other in the file."""
    for is_of_it, run in groupby(chars, key=lambda char: id(char) in ids):
        if is_of_it:
            yield list(run)


def _is_aslant(char: Char) -> bool:
    along, up = abs(char["matrix"][0]), abs(char["matrix"][1])
    return bool(min(along, up) > LIMITS.aslant * max(along, up))


def _over_text(chars: Sequence[Char]) -> list[Char]:
    """Pale letters much larger than the usual ones, if some letter of the text lies below one of them."""
    if not chars:
        return []
    usual = median(char["size"] for char in chars)
    large = [char for char in chars if char["size"] > LIMITS.large * usual and _is_pale(char)]
    ids = set(map(id, large))
    text = [char for char in chars if id(char) not in ids and char["text"].strip()] if large else []
    return large if any(_covers(over, char) for over in large for char in text) else []


def _is_pale(char: Char) -> bool:
    parts = colour_parts(char["non_stroking_color"])
    return len(parts) in (1, 3) and min(parts) > LIMITS.pale


def _covers(over: Char, char: Char) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(over["x0"] < x < over["x1"] and over["top"] < y < over["bottom"])
