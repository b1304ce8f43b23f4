"""What the shape of words and lines says of columns: numbers, small letters, bullets, dirt, rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.document import Line, Word
from pipeline.tables.roles import roles
from pipeline.tables.text.value_shapes import VALUE
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.numerals import numeral_read_as, roman_value
from pipeline.vietnamese.shape import is_acronym, is_capital


@dataclass(frozen=True, slots=True)
class ShapeCosts:
    """What the shapes of words cost, in nats; set by hand on text of plans, not fitted."""

    # A task that begins with a bullet.
    bullet_first: float = 4.0
    # A number or a marker at a line's start that is not taken for one, a line in capitals in a cell.
    unused_number: float = 6.0
    unused_marker: float = 8.0
    capital_line: float = 9.0
    # Taking for noise a sign, a single letter, an odd word, a word; a number among numbers.
    drop_sign: float = 3.0
    drop_single: float = 4.0
    drop_odd: float = 5.0
    drop_word: float = 15.0
    drop_in_run: float = 3.0
    # A word in a column of units of measure; one that is part of none; a number there.
    measure: float = 1.0
    no_measure: float = 8.0
    number_as_measure: float = 15.0
    # No cost: what has at least so many letters is a word.
    long_word: int = 6


COSTS = ShapeCosts()
WORDS_OF_ONE_LETTER = ("y", "à", "ý", "ô", "ơ", "ở")
BULLETS = ("-", "–", "+", "•")
_DAY = re.compile(r"[(\[|]?\d{1,2}(/\d{1,2})?/\d{4}[.,;)\]|]?")
_YEAR = re.compile(r"\W*(?:19|20)\d{2}\W*")
_NUMBER, _NUMBER_WITH_END = re.compile(r"\d{1,3}[.,]?"), re.compile(r"\d{1,2}[.,]")


def is_value(word: Word) -> bool:
    return bool(VALUE.fullmatch(word.text))


def number_cost(word: Word, role: str) -> float:
    """What a number or a day costs in a column of text; a year is as good as a word."""
    is_number = is_value(word) or _DAY.fullmatch(word.text)
    return roles()[role].number if is_number and not _YEAR.fullmatch(word.text) else 0.0


def opening_cost(word: Word, role: str) -> float:
    """What a word's shape costs where it begins a cell."""
    if role == "task" and word.text in BULLETS:
        # A bullet stands below the sentence that it belongs to.
        return COSTS.bullet_first
    return roles()[role].small_letter if word.text[:1].islower() else 0.0


def unused_cost(line: Line, words: Sequence[Word], *, beside_values: bool) -> float:
    """What it costs not to take a line's start for a number or a marker."""
    numbers = _NUMBER_WITH_END if beside_values else _NUMBER
    unused = COSTS.unused_number if numbers.fullmatch(words[0].raw.strip("|[]")) else 0.0
    return unused + (COSTS.unused_marker if opens_group(line) else 0.0)


def capital_cost(words: Sequence[Word]) -> float:
    """What a line in capitals costs as a part of a cell."""
    return COSTS.capital_line if len(words) > 2 and is_capital(" ".join(word.text for word in words)) else 0.0


def drop_cost(word: Word) -> float:
    """What it costs to take a word for dirt."""
    letters = sum(letter.isalnum() for letter in word.text)
    if not letters:
        return COSTS.drop_sign
    core = word.text.strip(".,;:").lower()
    is_word = LanguageModel.load().knows(word.text) or is_abbreviation(word.text) or core in _measures()
    if letters >= COSTS.long_word or (letters > 1 and is_word) or core in WORDS_OF_ONE_LETTER:
        return COSTS.drop_word * len(word.text.split())
    return COSTS.drop_single if letters == 1 else COSTS.drop_odd + (letters > 2) * 2


def measure_cost(word: Word) -> float:
    """What a word costs in a column of units of measure."""
    if is_value(word):
        return COSTS.number_as_measure
    parts = word.text.strip(".,;:()").split()
    return sum(COSTS.measure if _is_measure(part) else COSTS.no_measure for part in parts) or COSTS.no_measure


def _is_measure(part: str) -> bool:
    """Whether a word is part of a unit; one that was read with marks or in capitals as it stands."""
    known = _parts_of_measures()
    return part in known or (part.isascii() and part.islower() and part in map(skeleton, known))


@cache
def _measures() -> frozenset[str]:
    units = dictionaries.lines("measure-units.txt")
    return frozenset(units) | frozenset(unit.lower() for unit in units)


@cache
def _parts_of_measures() -> frozenset[str]:
    return frozenset(part for unit in _measures() for part in unit.split())


def is_abbreviation(text: str) -> bool:
    return text.strip(".,;:()") in _abbreviations() or is_own_abbreviation(text)


def is_own_abbreviation(text: str) -> bool:
    """Whether a word is an abbreviation that only its document has."""
    core = text.strip(".,;:()")
    return is_acronym(core) and core not in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(dictionaries.lines("abbreviations.txt"))


def opens_group(line: Line) -> bool:
    """Whether a line begins with what numbers a heading over rows: A, B; I, II, also as VIIl or |."""
    first = line.words[0].raw
    core = first.strip("|.,:;()[] ")
    if roman_value(core):
        return True
    if len(core) == 1 and core.isupper():
        return len(line.words) > 1 and line.words[1].text[:1].isupper()
    return 1 < len(core) <= 5 and not core.isdigit() and set(numeral_read_as(core)) <= set("IVX")
