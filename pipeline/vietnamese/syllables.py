"""Which words Vietnamese could spell: a consonant, a vowel with its ending, a tone."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from pipeline.vietnamese import dictionaries

# The combining marks of the five tones that are written.
TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOP = re.compile(r"(?:c|ch|p|t)$")
_TONES_OF_STOPS = "\u0301\u0323"


@lru_cache(1 << 15)
def is_syllable(word: str) -> bool:
    """True for a word of lower-case letters that Vietnamese could spell: `nghiêm`, not `ubnd`."""
    letters = unicodedata.normalize("NFD", word)
    tones = [letter for letter in letters if letter in TONES]
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in TONES))
    if len(tones) > 1 or not _shape().fullmatch(bare):
        return False
    return not _STOP.search(bare) or (bool(tones) and tones[0] in _TONES_OF_STOPS)


@cache
def _shape() -> re.Pattern[str]:
    onsets = "|".join(sorted(dictionaries.lines("onsets.txt"), key=len, reverse=True))
    rhymes = "|".join(sorted(dictionaries.lines("rhymes.txt"), key=len, reverse=True))
    return re.compile(rf"(?:{onsets})?(?:{rhymes})")
