"""The lexicon: every form that a reading can be restored to, syllables in each case and abbreviations."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.shape import CASES, in_case

_VOWELS = "aeiouy"
# An abbreviation may be misread in one letter if it has this many.
MIN_ABBREVIATION = 3

Ids = NDArray[np.int64]


class Lexicon:
    """Forms by number: all syllables in lower case, in title case, in capitals, abbreviations, `more` words.

    Each syllable is parted into its leading consonants (its onset) and the rest (its rhyme): `onset_of`
    and `rhyme_of` give for each form of a syllable where these stand in `onsets` and `rhymes`.
    """

    def __init__(self, language: LanguageModel, more: Sequence[str] = ()) -> None:
        syllables = dictionaries.lines("syllables.txt")
        self.size = len(syllables)
        self.abbreviations = [
            a for a in dictionaries.lines("abbreviations.txt") if len(a) >= MIN_ABBREVIATION
        ]
        self.forms: list[str] = [in_case(word, case) for case in CASES for word in syllables]
        self.forms += self.abbreviations
        self.more = [word for word in more if word not in self.forms]
        self.forms += self.more
        self.known = frozenset({*dictionaries.lines("abbreviations.txt"), *self.more})
        self.words: Ids = np.array([language.id(form) for form in self.forms], dtype=np.int64)
        self.number = {form: place for place, form in enumerate(self.forms)}
        parted = [_parted(form) for form in self.forms[: 3 * self.size]]
        self.onsets, self.onset_of = _numbered([onset for onset, _ in parted])
        self.rhymes, self.rhyme_of = _numbered([rhyme for _, rhyme in parted])


def _parted(form: str) -> tuple[str, str]:
    """The leading consonants of a syllable, and the rest."""
    bare = unicodedata.normalize("NFD", form.lower())
    consonants = 0
    for letter in (letter for letter in bare if not unicodedata.combining(letter)):
        if letter in _VOWELS:
            break
        consonants += 1
    return form[:consonants], form[consonants:]


def _numbered(parts: Sequence[str]) -> tuple[list[str], Ids]:
    distinct = {part: number for number, part in enumerate(sorted(set(parts)))}
    return list(distinct), np.array([distinct[part] for part in parts], dtype=np.int64)
