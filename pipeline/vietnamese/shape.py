"""The shape of what was read: its core between punctuation, its case."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from pipeline.vietnamese import dictionaries

Case = Literal["lower", "title", "upper"]
CASES: tuple[Case, ...] = ("lower", "title", "upper")

# The last letter of Latin-1, which has all that Western European engines read.
LATIN_1 = "ÿ"
_ACRONYM = re.compile(r"[B-DF-HJ-NP-TV-XZĐ]{3,8}")
# Apostrophes count as letters: they are what English models read for the horn of ơ and ư.
_CORE = re.compile(r"[\w&¢€£@¥’‘'`].*[\w&¢€£@¥’‘'`]|[\w&¢€£@¥]")


@dataclass(frozen=True, slots=True)
class Limits:
    """When letters count as capitals though some are not. Set by hand; not fitted."""

    # A word that begins with a small letter is in capitals from this length on, if all others are.
    word: int = 4
    # A text is in capitals from this many letters on (a count), if this share of them are (0 to 1, at least).
    text: int = 4
    share: float = 0.8


LIMITS = Limits()


# Words come again and again, and are looked at in many places.
@lru_cache(1 << 15)
def core_span(run: str) -> tuple[int, int]:
    """Where the letters and digits of a run stand, punctuation around them left out; (0, 0) if none.

    >>> core_span("(6 hiện,")
    (1, 7)
    """
    match = _CORE.search(run)
    if not match or not any(letter.isalnum() or letter in "&¢€£@¥" for letter in match.group()):
        return 0, 0
    start, end = match.span()
    while run[start] in "’‘'`":
        start += 1
    return start, end


def core_of(run: str) -> str:
    """A run without the punctuation around its letters and digits; "" where it has none.

    >>> core_of("(6 hiện,")
    '6 hiện'
    """
    return run[slice(*core_span(run))]


def case_of(core: str) -> Case:
    """The case that most letters speak for; a capital inside a word (`cAu`) is a misread vowel.

    >>> case_of("cAu"), case_of("Sở"), case_of("UBNd")
    ('lower', 'title', 'upper')
    """
    letters = [letter for letter in core if letter.isalpha()]
    behind = sum(letter.isupper() for letter in letters[1:])
    if not letters or not letters[0].isupper():
        return "upper" if len(letters) >= LIMITS.word and behind == len(letters) - 1 else "lower"
    return "upper" if len(letters) > 1 and behind * 2 >= len(letters) - 1 else "title"


def in_case(word: str, case: Case) -> str:
    """A lower-case word in the given case."""
    if case == "upper":
        return word.upper()
    return word[:1].upper() + word[1:] if case == "title" else word


@cache
def alike_in_both_cases() -> frozenset[str]:
    """The small letters, without marks, that look like their capitals, and digits read for such."""
    return frozenset(dictionaries.lines("case-shapes.txt"))


def is_acronym(core: str) -> bool:
    """Whether a word is capitals without a vowel, which no Vietnamese word could be: VBQPPL."""
    return _ACRONYM.fullmatch(core) is not None


def has_vietnamese_letter(text: str) -> bool:
    """Whether a text has a letter that Western European engines do not read: ơ ư đ ế …"""
    return any(letter > LATIN_1 and letter.isalpha() for letter in text)


@lru_cache(1 << 14)
def is_capital(text: str) -> bool:
    """Whether a text is printed in capitals, a few letters misread."""
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return len(letters) >= LIMITS.text and capitals >= LIMITS.share * len(letters)
