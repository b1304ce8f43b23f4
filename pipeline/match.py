"""Recognising set phrases in lines that may still be garbled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.document import Line, Word, join_raw, join_words
from pipeline.restore.shape import fold

_ROMAN = re.compile(r"(?=[IVXL])(XL|X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def plain(text: str) -> str:
    """Lower case without marks; digits and signs stay, so that places agree with `text`."""
    composed = unicodedata.normalize("NFC", text).lower()
    return "".join(_base(letter) for letter in composed)


def _base(letter: str) -> str:
    if letter == "đ":
        return "d"
    return unicodedata.normalize("NFD", letter)[0]


def similarity(words: Sequence[Word], phrase: str) -> float:
    """How like a phrase some words are, 0 to 1: as read or as restored, whichever is nearer."""
    wanted = fold(phrase)
    return max(fuzz.ratio(fold(text), wanted) for text in (join_words(words), join_raw(words))) / 100


def line_is(line: Line, phrase: str, least: float) -> bool:
    return similarity(line.words, phrase) >= least


def find_phrase(words: Sequence[Word], phrase: str, least: float) -> tuple[int, int] | None:
    """The span of words most like a phrase, None where none is at least so like it."""
    size = len(phrase.split())
    best, span = least, None
    for start in range(len(words)):
        for end in range(start + max(1, size - 2), min(start + size + 2, len(words)) + 1):
            score = similarity(words[start:end], phrase)
            if score > best:
                best, span = score, (start, end)
    return span


def is_capital(text: str) -> bool:
    """Whether a text is printed in capitals, a few letters misread."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 4 and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)


def roman_value(text: str) -> int | None:
    """The value of a Roman numeral up to 49; None where the text is none."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("", "X", "XX", "XXX", "XL")[tens] + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[
        ones
    ]
