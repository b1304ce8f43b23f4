"""The letters of a PDF's page as a reader sees them: bold ones once, white ones not at all, powers raised.

Rules and grounds that are white are not seen either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from pipeline.vietnamese.numerals import raised

Char = dict[str, Any]
Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class LetterLimits:
    """What letters of a layer are to one another, as shares of their size; set by hand."""

    # The same letter again, so little moved, is bold by being printed twice: the narrowest are 0.22 wide.
    twice: float = 0.12
    # A power or a mark is at most so large as the letter before it, stands so much higher, so near behind it.
    small: float = 0.8
    higher: float = 0.15
    behind: float = 0.35
    # Above so light a ground (of 255) white letters are not seen.
    ground: float = 250
    # A space is at least so wide where a letter is seen, which is darker than that (of 255).
    letter: float = 0.55
    ink: int = 128


LIMITS = LetterLimits()
_RAISED = frozenset("0123456789()")
_DOTS = 2  # a point, where it is looked whether letters are seen


def is_bold(char: Char) -> bool:
    """Whether a letter is of a bold font, which its name says: TimesNewRoman,Bold, Arial-BoldMT."""
    return "bold" in str(char.get("fontname", "")).lower()


def unseen_letters(chars: Sequence[Char], page: pypdfium2.PdfPage) -> set[int]:
    """The letters, by their `id`, that are none to a reader."""
    return {*_stray_spaces(chars), *_printed_twice(chars), *_white(chars, page)}


def _stray_spaces(chars: Sequence[Char]) -> Iterator[int]:
    """Spaces that lie under the letter that follows them: they part no words."""
    for space, after in pairwise(chars):
        middle = (space["x0"] + space["x1"]) / 2
        if space["text"] == " " and abs(space["top"] - after["top"]) < 2 and after["x0"] < middle:
            yield id(space)


def _printed_twice(chars: Sequence[Char]) -> Iterator[int]:
    """Letters that are printed over themselves, which makes them bold: the second of each two."""
    places: dict[tuple[str, int, int], list[Char]] = {}
    for char in chars:
        column, line = round(char["x0"]), round(char["top"])
        around = (
            other
            for x in (column - 1, column, column + 1)
            for y in (line - 1, line, line + 1)
            for other in places.get((char["text"], x, y), ())
        )
        near = LIMITS.twice * char["size"]
        is_again = any(
            abs(char["x0"] - other["x0"]) <= near
            and abs(char["top"] - other["top"]) <= near
            and abs(char["size"] - other["size"]) < 1
            for other in around
        )
        if is_again:
            yield id(char)
        else:
            places.setdefault((char["text"], column, line), []).append(char)


def _white(chars: Sequence[Char], page: pypdfium2.PdfPage) -> Iterator[int]:
    """White letters where the page below them is white too: nobody sees them."""
    white = [char for char in chars if char["text"].strip() and _is_white(char["non_stroking_color"])]
    if not white:
        return
    for char, below in _seen(white, page):
        if not below.size or np.median(below) >= LIMITS.ground:
            yield id(char)


def letters_for_spaces(chars: Sequence[Char], page: pypdfium2.PdfPage) -> int:
    """How many letters are seen where a font says that a space is: its map lacks them.

    What is narrower than a letter is not looked at: a line of a table may run through it.
    """
    wide = [
        char
        for char in chars
        if char["text"].isspace()
        and char["upright"]
        and char["x1"] - char["x0"] > LIMITS.letter * char["size"]
    ]
    return sum(_has_letter(part) for _, part in _seen(wide, page)) if wide else 0


def _has_letter(part: Picture) -> bool:
    """Whether there is ink in the middle of a letter's place, where no rule and no underline is."""
    high, wide = part.shape
    middle = part[high // 4 : high - high // 3, wide // 4 : wide - wide // 4]
    return bool(middle.size) and int(middle.min()) < LIMITS.ink


def _seen(chars: Sequence[Char], page: pypdfium2.PdfPage) -> Iterator[tuple[Char, Picture]]:
    """What is seen of the page where each letter stands."""
    seen = page.render(scale=_DOTS, grayscale=True).to_numpy().reshape(-1)
    height, width = round(page.get_height() * _DOTS), round(page.get_width() * _DOTS)
    picture = seen[: seen.size // height * height].reshape(height, -1)[:, :width] if height else seen
    media, crop = page.get_mediabox(), page.get_cropbox()
    for char in chars:
        x0, x1 = ((char[x] - crop[0] + media[0]) * _DOTS for x in ("x0", "x1"))
        top, bottom = ((char[y] - media[3] + crop[3]) * _DOTS for y in ("top", "bottom"))
        yield char, picture[max(round(top), 0) : round(bottom) + 1, max(round(x0), 0) : round(x1) + 1]


def is_seen(thing: Char) -> bool:
    """Whether a thing that is drawn is seen on white paper; word processors put white below their lines."""
    if thing["object_type"] not in ("rect", "line", "curve"):
        return True
    is_drawn = thing["stroke"] and not _is_white(thing["stroking_color"])
    return bool(is_drawn or (thing["fill"] and not _is_white(thing["non_stroking_color"])))


def _is_white(colour: object) -> bool:
    """Of grey, RGB or CMYK; a pattern is none."""
    parts = colour_parts(colour)
    if len(parts) == 4:
        return max(parts) < 0.01
    return bool(parts) and min(parts) > 0.99


def colour_parts(colour: object) -> tuple[float, ...]:
    """The parts of a grey, an RGB or a CMYK colour, each of 1; () for a pattern."""
    if isinstance(colour, int | float):
        colour = (colour,)
    if not isinstance(colour, tuple | list) or not all(isinstance(part, int | float) for part in colour):
        return ()
    return tuple(colour)


def raise_letters(chars: Sequence[Char]) -> None:
    """Make small raised digits the signs of powers, on the line of the letter that they stand behind."""
    printed = [char for char in chars if char["text"].strip()]
    # On most pages no digit is small beside the largest letter: then there is nothing to look for.
    small = LIMITS.small * max((char["size"] for char in printed), default=0)
    digits = (char for char in printed if char["text"] in _RAISED and char["size"] <= small)
    marks = sorted(digits, key=lambda char: char["x0"])
    done: list[tuple[Char, Char]] = []
    for mark in marks:
        bases = (base for base in printed if _stands_behind(mark, base))
        bases_of_last = (base for one, base in reversed(done) if _follows(mark, one))
        if base := next(chain(bases, bases_of_last), None):
            done.append((mark, base))
    for mark, base in done:
        mark["text"] = raised(mark["text"])
        mark |= {side: base[side] for side in ("top", "bottom", "doctop")}


def _stands_behind(mark: Char, base: Char) -> bool:
    size = base["size"]
    return bool(
        mark["size"] <= LIMITS.small * size
        and -LIMITS.behind * size <= mark["x0"] - base["x1"] <= LIMITS.behind * size
        and base["top"] - size / 2 <= mark["top"] < base["bottom"]
        and mark["bottom"] <= base["bottom"] - LIMITS.higher * size
    )


def _follows(mark: Char, last: Char) -> bool:
    """Whether a small digit goes on with the raised one before it."""
    is_one_line = abs(mark["bottom"] - last["bottom"]) < 1 and abs(mark["size"] - last["size"]) < 1
    return bool(is_one_line and abs(mark["x0"] - last["x1"]) <= LIMITS.behind * last["size"])
