"""Recognising set phrases in lines that may still be garbled."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.document import Line, Word, join_raw, join_words
from pipeline.vietnamese.folding import confusable


def similarity(words: Sequence[Word], phrase: str) -> float:
    """How like a phrase some words are, 0 to 1: as read or as restored, whichever is nearer."""
    wanted = confusable(phrase)
    return max(fuzz.ratio(confusable(text), wanted) for text in (join_words(words), join_raw(words))) / 100


def line_is(line: Line, phrase: str, least: float) -> bool:
    return similarity(line.words, phrase) >= least


def find_phrase(words: Sequence[Word], phrase: str, least: float) -> tuple[int, int] | None:
    """The span of words most like a phrase, None where none is at least so like it."""
    size = len(phrase.split())
    best, span = least, None
    for start in range(len(words)):
        for end in range(start + max(1, size - 2), min(start + size + 2, len(words)) + 1):
            score = similarity(words[start:end], phrase)
            if score > best:
                best, span = score, (start, end)
    return span
