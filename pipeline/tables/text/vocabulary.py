"""Words by number, and the phrases that the cells of a column mostly consist of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.tables.roles import roles
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.language import BOS, SPECIAL, UNK, LanguageModel
from pipeline.vietnamese.tokens import words

# How much of a phrase's words may come in any order, and how much more usual an entry is in its column.
BY_WORD, USUAL = 0.05, 2
MAX_VARIANTS = 4
# A word begins a unit's name if so many names begin with it.
BEGINS_UNIT = 0.02


# A phrase by its words' numbers, and how often it is met.
Phrase = tuple[tuple[int, ...], int]


class Vocabulary:
    """The phrases of a column as a bigram model over words without their marks."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = tuple(phrases)
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._words: Counter[str] = Counter()
        self._contexts: Counter[str] = Counter()
        for numbers, times in self._phrases:
            folded = [_folded(number) for number in numbers]
            for word in folded:
                self._words[word] += times
            for before, word in zip(["<s>", *folded], [*folded, ""], strict=True):
                self._pairs[before, word] += times
                self._contexts[before] += times
        self.behind = lru_cache(1 << 16)(self._behind)

    def with_phrases(self, phrases: Iterable[Phrase]) -> Vocabulary:
        """The vocabulary and further phrases."""
        return Vocabulary((*self._phrases, *phrases))

    def _behind(self, before: int, word: int) -> float:
        """The probability of a word behind another, BOS standing for the start of a phrase."""
        context, folded = _folded(before), _folded(word)
        share = self._words[folded] / self._words.total()
        if context not in self._contexts:
            return share
        pair = self._pairs[context, folded] / self._contexts[context]
        return (1 - BY_WORD) * pair + BY_WORD * share


@cache
def vocabulary(role: str) -> Vocabulary | None:
    """What columns of a role hold in any document, by its dictionary; None where it has none."""
    return Vocabulary(_listed(role)) if roles()[role].vocabulary else None


def _listed(role: str) -> Iterator[Phrase]:
    for entry, *count in dictionaries.table(roles()[role].vocabulary):
        # Who leads is mostly one unit, who helps are mostly several.
        is_usual = entry.startswith("Các") == (role == "coordination")
        times = int(count[0]) if count else USUAL if is_usual and role != "deadline" else 1
        yield tuple(word_number(part) for part in words(re.sub(r"\{[nd]\}", "1", entry))), times


def begins_unit(first: int, second: int) -> bool:
    """Whether two words begin the name of a unit."""
    units = vocabulary("lead")
    assert units is not None
    return units.behind(BOS, first) > BEGINS_UNIT and units.behind(first, second) > BEGINS_UNIT


@cache
def word_number(word: str) -> int:
    """The language model's number of a word, or one behind all of them for a word it does not know."""
    language = LanguageModel.load()
    number = language.id(word)
    if number != UNK:
        return number
    _others().append(word)
    return len(language.vocabulary) + len(_others()) - 1


def is_known(numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
    return numbers < len(LanguageModel.load().vocabulary)


def for_language(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Word numbers as the language model has them."""
    return np.where(is_known(numbers), numbers, UNK)


@cache
def variants(number: int) -> tuple[int, ...]:
    """A word's number, and those of the most usual words that differ from it by marks alone."""
    language = LanguageModel.load()
    if number >= len(language.vocabulary):
        return (UNK,)
    if number < len(SPECIAL):
        return (number,)
    alike = [one for one in _by_fold()[_folded(number)] if one != number]
    costs = language.word_costs(np.array(alike, dtype=np.int64))
    usual = sorted(zip(costs, alike, strict=True))[:MAX_VARIANTS]
    return (number, *(one for _, one in usual))


@cache
def _others() -> list[str]:
    """Words that the language model does not know, in the order they were met: CC, MN."""
    return []


@cache
def _folded(number: int) -> str:
    """A word without its marks: columns are told even where the marks were restored wrongly."""
    known = LanguageModel.load().vocabulary
    return skeleton(known[number] if number < len(known) else _others()[number - len(known)])


@cache
def _by_fold() -> dict[str, list[int]]:
    """The numbers of the model's words by their form without marks."""
    found: dict[str, list[int]] = {}
    for number, word in enumerate(LanguageModel.load().vocabulary):
        if number >= len(SPECIAL):
            found.setdefault(skeleton(word), []).append(number)
    return found
