"""Legacy encodings: TCVN3 (fonts .VnTime) and VNI read as if they were Latin-1."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.tokens import normalise

ENCODINGS = ("tcvn3", "vni")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When words are taken to be in a legacy encoding: shares, 0 to 1, at least. Set by hand; not fitted."""

    # Of the words that converting changes, those that are Vietnamese with marks afterwards ...
    known: float = 0.85
    # ... and how many more these are than before.
    gain: float = 0.4
    # Of all words those that change: nearly all Vietnamese text has marks.
    changed: float = 0.3
    # Words that change, at least.
    words: int = 3


DEFAULT = Thresholds()


def encoding_of(words: Iterable[str], thresholds: Thresholds = DEFAULT) -> str:
    """The legacy encoding that words are in, "" if none.

    >>> encoding_of("Céng hßa x· héi chñ nghÜa ViÖt Nam".split())
    'tcvn3'
    """
    # What looks like a sign may be a letter's code.
    cores = [core for word in words if (core := word.strip(string.punctuation)) and not core.isdigit()]
    for encoding in ENCODINGS:
        changed = [(core, now) for core in cores if (now := converted(core, encoding)) != core]
        if len(changed) < max(thresholds.words, thresholds.changed * len(cores)):
            continue
        before = sum(_is_known(core) for core, _ in changed) / len(changed)
        after = sum(_is_known(core) for _, core in changed) / len(changed)
        if after >= thresholds.known and after - before >= thresholds.gain:
            return encoding
    return ""


def converted(text: str, encoding: str) -> str:
    """The text with the letters that its codes stand for.

    >>> converted("ViÖt Nam", "tcvn3"), converted("Vieät Nam", "vni")
    ('Việt Nam', 'Việt Nam')
    """
    pattern, letters = _codes(encoding)
    return pattern.sub(lambda match: letters[match.group()], text)


def _is_known(core: str) -> bool:
    return LanguageModel.load().knows(core) and not normalise(core).isascii()


@cache
def _codes(encoding: str) -> tuple[re.Pattern[str], dict[str, str]]:
    letters = dict(dictionaries.pairs(f"encoding-{encoding}.txt"))
    longest_first = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), letters
