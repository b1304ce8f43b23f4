"""Numbers as Word writes them in lists: 1, 01, IV, iv, B, b, ①."""

from __future__ import annotations

import re
from collections.abc import Callable

# Larger numbers have no form but digits: an external limit of the format, and a guard against IIII….
LARGEST = 32767
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def shown(number: int, style: str) -> str:
    """A list's number in the style that w:numFmt names; a style that is not known shows digits.

    >>> [shown(4, style) for style in ("upperRoman", "lowerLetter", "decimalZero", "ordinal", "none")]
    ['IV', 'd', '04', '4th', '']
    >>> shown(28, "upperLetter"), shown(7, "001, 002, 003, ...")
    ('BB', '007')
    """
    if style in ("none", "bullet"):
        return ""
    if not 0 <= number <= LARGEST:
        return str(number)
    if custom := re.match(r"(0*1)\s*,", style):
        return str(number).zfill(len(custom.group(1)))
    return _STYLES.get(style, str)(number)


def roman(number: int) -> str:
    """A number of any size as a Roman numeral; there is none for 0.

    >>> roman(1994)
    'MCMXCIV'
    """
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letter(number: int) -> str:
    """A to Z, then AA, BB: the letter again for each time round."""
    times, place = divmod(number - 1, 26)
    return chr(ord("A") + place) * (times + 1) if number else ""


def _ordinal(number: int) -> str:
    is_teen = number // 10 % 10 == 1
    return str(number) + ("th" if is_teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th"))


def _enclosed(first: str) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= 20 else str(number)


def _footnote_sign(number: int) -> str:
    times, place = divmod(max(number - 1, 0), 4)
    return "*†‡§"[place] * (times + 1)


_STYLES: dict[str, Callable[[int], str]] = {
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "decimalZero": lambda number: f"{number:02}",
    "ordinal": _ordinal,
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedCircle": _enclosed("①"),
    "decimalEnclosedParen": _enclosed("⑴"),
    "decimalEnclosedFullstop": _enclosed("⒈"),
    "hex": lambda number: f"{number:X}",
    "chicago": _footnote_sign,
}
