"""What a text means for comparing: without marks of punctuation, numbering, and the year that rolls on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Literal

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.tokens import normalise
from pipeline.vietnamese.units import opened_name

Words = tuple[str, ...]
# The same; the same but for years that rolled on together; another meaning.
Likeness = Literal["same", "rolled", "other"]

_YEAR = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?![\d]|[.,]\d)")
_NUMBERING = re.compile(
    r"^\s*(?:(?:[ivx]{1,5}|[a-hđ]|\d{1,2}(?:\.\d{1,2})*)[.)]\s+|[-–—+•*]\s*)", re.IGNORECASE
)
_WORD = re.compile(r"\d+(?:[.,]\d+)*%?|\w+|[<>≥≤%]")
_NUMBER = re.compile(r"(?<![\w/])\d+(?:[.,]\d+)*\s*%?(?![\w/])")
_CAPITALS = re.compile(r"\b(?=\w*[A-ZĐ])[A-ZĐ&-]{2,10}\b")


@lru_cache(maxsize=20_000)
def words(text: str) -> Words:
    """A text's words as they count: lower case, abbreviations in full, tone marks in their old place.

    What differs only in case, dashes, spacing, punctuation, numbering or spelling has the same words.

    >>> words("2. Báo cáo UBND – quí I/2024") == words("Báo cáo Ủy ban nhân dân: quý I năm 2024")
    False
    """
    flat = _NUMBERING.sub("", text.replace("–", "-").replace("—", "-"))
    found = (_spelled(word) for word in _WORD.findall(opened_name(flat)))
    return tuple(word.replace(",", ".") if word[:1].isdigit() else word for word in found)


def likeness(old: str, new: str, shift: int) -> Likeness:
    """Whether two texts say the same, where the years of the new plan's are `shift` later.

    A year may stay or roll on; one word of capitals is the same as the words whose initials it has.

    >>> likeness("Kế hoạch CCHC năm 2024", "Kế hoạch cải cách hành chính năm 2025", 1)
    'rolled'
    """
    if old == new:
        return "same"
    one, other = words(old), words(new)
    if one == other:
        return "same"
    if len(one) != len(other) or not _roll(one, other, shift):
        if not (_CAPITALS.search(old) or _CAPITALS.search(new)):
            return "other"
        one, other = _without_initials(one, other)
        if one == other:
            return "same"
    return "rolled" if _roll(one, other, shift) else "other"


def _roll(one: Words, other: Words, shift: int) -> bool:
    """Whether words are the same but for years that are so much later."""
    if len(one) != len(other):
        return False
    return all(
        a == b or (shift != 0 and is_year(one, n) and is_year(other, n) and int(b) - int(a) == shift)
        for n, (a, b) in enumerate(zip(one, other, strict=True))
    )


def rolled_by(old: str, new: str) -> int | None:
    """By how many years all that differs between two texts rolled on; 0 where years stayed, None where
    they name none or differ in more.

    >>> rolled_by("Quý I/2024", "Quý I năm 2025"), rolled_by("Quý I/2024", "Quý II/2025")
    (1, None)
    """
    one = [word for word in words(old) if word != "năm"]
    other = [word for word in words(new) if word != "năm"]
    if len(one) != len(other):
        return None
    steps = set()
    for a, b in zip(one, other, strict=True):
        if _YEAR.fullmatch(a) and _YEAR.fullmatch(b):
            steps.add(int(b) - int(a))
        elif a != b:
            return None
    return max(steps, key=abs, default=None)


def is_year(found: Words, place: int) -> bool:
    """Whether the word at a place is a year and no count: 2000 hộ are none.

    >>> is_year(("năm", "2024"), 1), is_year(("cho", "2000", "hộ"), 1)
    (True, False)
    """
    if not _YEAR.fullmatch(found[place]):
        return False
    before = found[place - 1] if place else ""
    behind = found[place + 1] if place + 1 < len(found) else ""
    return before == "năm" or behind not in _counted()


@lru_cache(maxsize=20_000)
def key(text: str, year: int | None) -> str:
    """A text as it is searched for: its words without marks, the year of the plan as {0}, the one before
    as {-1}."""
    return " ".join(_relative(word, year) for word in words(text))


def name_key(name: str) -> str:
    """The key of a name that has neither numbering nor abbreviations: what `key` gives, sooner."""
    return " ".join(_relative(_spelled(word), None) for word in _WORD.findall(name))


def numbers(text: str) -> list[str]:
    """The numbers of a text that are no years, as printed."""
    return [found for match in _NUMBER.finditer(text) if not _YEAR.fullmatch(found := match.group().strip())]


def names_year(text: str) -> bool:
    return _YEAR.search(text) is not None


@lru_cache(maxsize=20_000)
def _relative(word: str, year: int | None) -> str:
    return f"{{{int(word) - year}}}" if year and _YEAR.fullmatch(word) else skeleton(word)


@lru_cache(maxsize=20_000)
def _spelled(word: str) -> str:
    """A word in the one of its spellings that stands for all: quí is quý, hằng năm is hàng năm."""
    plain = normalise(word)
    if plain == "hằng":
        return "hàng"
    return _END_IN_Y.sub(lambda match: match.group(1) + _AS_I[match.group(2)], plain)


_AS_I = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
_END_IN_Y = re.compile(r"^([bcdđghklmnpqrstvx]{1,3}u?)(?<![^q]u)([yýỳỷỹỵ])$")


def _without_initials(one: Words, other: Words) -> tuple[Words, Words]:
    """Both texts with each abbreviation in full that the other writes out."""
    found: list[Words] = [(), ()]
    for tag, a, b, c, d in SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        parts = one[a:b], other[c:d]
        if tag == "replace" and any(_abbreviates(*pair) for pair in (parts, parts[::-1])):
            parts = (max(parts, key=len),) * 2
        found = [found[0] + parts[0], found[1] + parts[1]]
    return found[0], found[1]


def _abbreviates(short: Words, full: Words) -> bool:
    """Whether one word has the initials of several: cchc, cải cách hành chính."""
    return len(short) == 1 and len(full) > 1 and list(skeleton(short[0])) == list(_initials(full))


def _initials(full: Words) -> Iterator[str]:
    return (skeleton(word[0]) for word in full)


@cache
def _counted() -> frozenset[str]:
    """First words of units of measure: what stands behind a count."""
    return frozenset(_spelled(line.split()[0]) for line in dictionaries.lines("measure-units.txt"))
