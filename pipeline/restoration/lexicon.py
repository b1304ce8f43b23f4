"""The lexicon: every form that a reading can be restored to, syllables in each case and abbreviations."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.shape import CASES, in_case

_VOWELS = "aeiouy"
# An abbreviation may be misread if it has this many letters, at least. Set by hand; not fitted.
MIN_ABBREVIATION = 3

Ids = NDArray[np.int64]


class Lexicon:
    """Forms by number: all syllables in lower case, in title case, in capitals, abbreviations, `more` words.

    Each syllable is split into its leading consonants (its onset) and the rest (its rhyme): `onset_of`
    and `rhyme_of` give for each form of a syllable where these stand in `onsets` and `rhymes`.
    """

    def __init__(self, language: LanguageModel, more: Sequence[str] = ()) -> None:
        syllables, abbreviations = map(dictionaries.lines, ("syllables.txt", "abbreviations.txt"))
        of_syllables = [in_case(word, case) for case in CASES for word in syllables]
        self.size = len(syllables)
        self.abbreviations = [word for word in abbreviations if len(word) >= MIN_ABBREVIATION]
        ours = [*of_syllables, *self.abbreviations]
        self.more = [word for word in more if word not in ours]
        self.forms = [*ours, *self.more]
        self.known = frozenset({*abbreviations, *self.more})
        self.words: Ids = np.array([language.id(form) for form in self.forms], dtype=np.int64)
        self.number = {form: place for place, form in enumerate(self.forms)}
        onsets, rhymes = zip(*map(split_syllable, of_syllables), strict=True)
        self.onsets, self.onset_of = _numbered(onsets)
        self.rhymes, self.rhyme_of = _numbered(rhymes)


def split_syllable(form: str) -> tuple[str, str]:
    """The leading consonants of a syllable, and the rest.

    >>> split_syllable("Nghiêm"), split_syllable("ủy")
    (('Ngh', 'iêm'), ('', 'ủy'))
    """
    letters = (letter for letter in unicodedata.normalize("NFD", form.lower()) if not _is_mark(letter))
    consonants = sum(1 for _ in takewhile(lambda letter: letter not in _VOWELS, letters))
    return form[:consonants], form[consonants:]


def _is_mark(letter: str) -> bool:
    return unicodedata.combining(letter) > 0


def _numbered(parts: Sequence[str]) -> tuple[list[str], Ids]:
    distinct = {part: number for number, part in enumerate(sorted(set(parts)))}
    return list(distinct), np.array([distinct[part] for part in parts], dtype=np.int64)
