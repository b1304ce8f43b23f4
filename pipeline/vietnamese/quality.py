"""Judging pages: which are good Vietnamese, or almost, and which are damaged, and how."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.shape import core_span, has_vietnamese_letter
from pipeline.vietnamese.tokens import has_digit, normalise

Damage = Literal["light", "vie", "foreign"]

# Even a clean page has names and foreign words that the language model does not know.
MAX_UNKNOWN_SHARE = 0.05
# Below this share of words with Vietnamese marks the marks were lost: clean text has about 0.75.
MIN_MARKED_SHARE = 0.35
# Only an engine for Vietnamese reads letters that no other language has (Latin-1 has à é ô and their
# like); clean text has them in six words of ten.
VIETNAMESE_SHARE = 0.2
MIN_WORDS = 4


def judge(words: Iterable[str]) -> Damage:
    """How a page was damaged: hardly or not at all, or misread by an engine for Vietnamese, or another."""
    language = LanguageModel.load()
    known_abbreviations = frozenset(dictionaries.lines("abbreviations.txt"))
    total = unknown = marked = vietnamese = 0
    for word in words:
        core = word[slice(*core_span(word))]
        if not core or has_digit(core) or core in known_abbreviations:
            total += bool(core) and _looks_misread(core)
            unknown += bool(core) and _looks_misread(core)
            continue
        total += 1
        unknown += not language.knows(core)
        letters = normalise(core)
        marked += not letters.isascii()
        vietnamese += has_vietnamese_letter(core)
    if total < MIN_WORDS:
        return "light"
    is_light = unknown <= MAX_UNKNOWN_SHARE * total and marked >= MIN_MARKED_SHARE * total
    if is_light:
        return "light"
    return "vie" if vietnamese >= VIETNAMESE_SHARE * total else "foreign"


def _looks_misread(core: str) -> bool:
    """A digit among small letters, as in `t6` or `1ong`: no number and no code."""
    return has_digit(core) and any(letter.islower() for letter in core) and "/" not in core
