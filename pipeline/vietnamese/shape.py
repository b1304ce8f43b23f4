"""The shape of what was read: its core between punctuation, its case."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Case = Literal["lower", "title", "upper"]
CASES: tuple[Case, ...] = ("lower", "title", "upper")

LATIN_1 = "ÿ"
# Apostrophes count as letters: they are what English models read for the horn of ơ and ư.
_CORE = re.compile(r"[\w&¢€£@¥’‘'`].*[\w&¢€£@¥’‘'`]|[\w&¢€£@¥]")


def core_span(run: str) -> tuple[int, int]:
    """Where the letters and digits of a run stand, punctuation around them left out; (0, 0) if none."""
    match = _CORE.search(run)
    if not match or not any(letter.isalnum() or letter in "&¢€£@¥" for letter in match.group()):
        return 0, 0
    start, end = match.span()
    while run[start] in "’‘'`":
        start += 1
    return start, end


def case_of(core: str) -> Case:
    """The case that most letters speak for; a capital inside a word (`cAu`) is a misread vowel."""
    letters = [letter for letter in core if letter.isalpha()]
    if not letters or not letters[0].isupper():
        capitals = sum(letter.isupper() for letter in letters)
        return "upper" if len(letters) >= 4 and capitals >= len(letters) - 1 else "lower"
    rest = letters[1:]
    capitals = sum(letter.isupper() for letter in rest)
    return "upper" if capitals * 2 > len(rest) or capitals * 2 == len(rest) > 0 else "title"


def in_case(word: str, case: Case) -> str:
    """A lower-case word in the given case."""
    if case == "upper":
        return word.upper()
    return word[:1].upper() + word[1:] if case == "title" else word


def has_vietnamese_letter(text: str) -> bool:
    """Whether a text has a letter that Western European engines do not read: ơ ư đ ế …"""
    return any(letter > LATIN_1 and letter.isalpha() for letter in text)


@lru_cache(1 << 14)
def is_capital(text: str) -> bool:
    """Whether a text is printed in capitals, a few letters misread."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 4 and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)
