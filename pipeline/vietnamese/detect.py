"""Telling Vietnamese, even badly misread, from anything else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import confusable
from pipeline.vietnamese.shape import core_of


@dataclass(frozen=True, slots=True)
class Limits:
    """What a misread syllable may look like, in letters once marks and look-alikes are folded.

    Set by hand; not fitted. The longest syllable (nghiêng) has 7 letters.
    """

    # Letters, at most.
    letters: int = 8
    # From this length on a word with letters outside ASCII may differ from a syllable by `changes` letters.
    long: int = 4
    changes: int = 1


LIMITS = Limits()


def vietnamese_share(words: Iterable[str]) -> float:
    """The share of words that may be Vietnamese syllables once marks and look-alikes are folded.

    Vietnamese writes each syllable apart, so nearly all its words are short and among some 1,500
    skeletons; of English words a third are. A misread syllable of four letters or more may differ
    from a skeleton by one. Numbers and abbreviations say nothing and are left out.
    """
    total = likely = 0
    for word in words:
        core = core_of(word)
        letters = sum(letter.isalpha() for letter in core)
        if letters * 2 <= len(core) or core in _abbreviations():
            continue
        total += 1
        likely += _may_be_syllable(core)
    return likely / total if total else 1.0


@cache
def _may_be_syllable(core: str) -> bool:
    folded = confusable(core)
    if not 0 < len(folded) <= LIMITS.letters:
        return False
    if folded in _skeletons():
        return True
    if core.isascii() or len(folded) < LIMITS.long:
        return False
    near = process.extractOne(folded, _skeletons(), scorer=Levenshtein.distance, score_cutoff=LIMITS.changes)
    return near is not None


@cache
def _skeletons() -> frozenset[str]:
    return frozenset(confusable(syllable) for syllable in dictionaries.lines("syllables.txt"))


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(dictionaries.lines("abbreviations.txt"))
