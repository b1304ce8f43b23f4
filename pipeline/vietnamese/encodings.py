"""Legacy encodings: TCVN3 (fonts .VnTime) and VNI read as if they were Latin-1."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from functools import cache

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.tokens import normalise

ENCODINGS = ("tcvn3", "vni")
# Of the words that change so many must be Vietnamese afterwards, and so many more than before; and so
# many of all words must change: nearly all Vietnamese text has marks.
MIN_KNOWN, MIN_GAIN, MIN_CHANGED = 0.85, 0.4, 0.3
MIN_WORDS = 3


def encoding_of(words: Iterable[str]) -> str:
    """The legacy encoding that words are in, "" if none."""
    # What looks like a sign may be a letter's code.
    cores = [core for word in words if (core := word.strip(string.punctuation)) and not core.isdigit()]
    for encoding in ENCODINGS:
        changed = [(core, now) for core in cores if (now := converted(core, encoding)) != core]
        if len(changed) < max(MIN_WORDS, MIN_CHANGED * len(cores)):
            continue
        before = sum(_is_known(core) for core, _ in changed) / len(changed)
        after = sum(_is_known(core) for _, core in changed) / len(changed)
        if after >= MIN_KNOWN and after - before >= MIN_GAIN:
            return encoding
    return ""


def converted(text: str, encoding: str) -> str:
    """The text with the letters that its codes stand for."""
    pattern, letters = _codes(encoding)
    return pattern.sub(lambda match: letters[match.group()], text)


def _is_known(core: str) -> bool:
    return LanguageModel.load().knows(core) and not normalise(core).isascii()


@cache
def _codes(encoding: str) -> tuple[re.Pattern[str], dict[str, str]]:
    letters = dict(dictionaries.pairs(f"encoding-{encoding}.txt"))
    longest_first = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), letters
