"""Roman numerals, and what digits and numerals are misread as."""

from __future__ import annotations

import re

_ROMAN = re.compile(r"(?=[IVXL])(XL|X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_TENS = ("", "X", "XX", "XXX", "XL")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
# What `roman` can write.
LARGEST = 49


def roman_value(text: str) -> int | None:
    """The value of a Roman numeral up to 49; None where the text is none.

    >>> roman_value("XIV"), roman_value("XVX")
    (14, None)
    """
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def roman(number: int) -> str:
    """A number as a Roman numeral; one that is none of 1 to 49 in digits.

    >>> roman(14), roman(50)
    ('XIV', '50')
    """
    if not 0 < number <= LARGEST:
        return str(number)
    tens, ones = divmod(number, 10)
    return _TENS[tens] + _ONES[ones]
