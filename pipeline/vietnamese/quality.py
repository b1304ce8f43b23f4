"""Judging pages: which are good Vietnamese, or almost, and which are damaged, and how."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.shape import core_of, has_vietnamese_letter
from pipeline.vietnamese.tokens import has_digit, normalise

Damage = Literal["light", "vie", "foreign"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a page counts as damaged: shares of its words, 0 to 1. Set by hand; not fitted."""

    # Words unknown to the language model, at most, on a page that is hardly damaged: even a clean page has
    # names and foreign words.
    unknown: float = 0.05
    # Words with Vietnamese marks, at least, on such a page: below, the marks were lost. Clean text has
    # about 0.75.
    marked: float = 0.35
    # Words with letters that no Western European language has (ơ ư đ ế), at least, where the engine was one
    # for Vietnamese. Clean text has 0.6.
    vietnamese: float = 0.2
    # Words, at least, to judge a page by.
    words: int = 4


DEFAULT = Thresholds()


def judge(words: Iterable[str], thresholds: Thresholds = DEFAULT) -> Damage:
    """How a page was damaged, from its words: "light" hardly or not at all, else by which kind of engine.

    "vie" is an engine for Vietnamese, "foreign" one for another language.
    """
    language = LanguageModel.load()
    abbreviations = frozenset(dictionaries.lines("abbreviations.txt"))
    total = unknown = marked = vietnamese = 0
    for word in words:
        core = core_of(word)
        if not core:
            continue
        if has_digit(core) or core in abbreviations:
            # Numbers, codes and abbreviations say nothing, but for a misread word.
            total += _looks_misread(core)
            unknown += _looks_misread(core)
            continue
        total += 1
        unknown += not language.knows(core)
        marked += not normalise(core).isascii()
        vietnamese += has_vietnamese_letter(core)
    is_readable = unknown <= thresholds.unknown * total and marked >= thresholds.marked * total
    if total < thresholds.words or is_readable:
        return "light"
    return "vie" if vietnamese >= thresholds.vietnamese * total else "foreign"


def _looks_misread(core: str) -> bool:
    """Whether a digit stands among small letters, as in `t6` or `1ong`: no number and no code."""
    return has_digit(core) and any(letter.islower() for letter in core) and "/" not in core
