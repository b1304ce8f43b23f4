"""Recognising set phrases in lines: exactly read ones by their letters, garbled ones by what OCR confuses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.document import Word, join_raw, join_words
from pipeline.vietnamese.folding import confusable, skeleton

# At least so like (0 to 1) a phrase is one that was read exactly: room for a slip of the typist's.
EXACT = 0.9


def similarity(words: Sequence[Word], phrase: str) -> float:
    """How like a phrase some words are, 0 to 1; tokens without letters count for nothing in exact text.

    Garbled words count as they were read or as they were restored, whichever is nearer.
    """
    if read_exactly(words):
        return fuzz.ratio(_letters(join_words(words)), _letters(phrase)) / 100
    wanted = confusable(phrase)
    return max(fuzz.ratio(confusable(text), wanted) for text in (join_words(words), join_raw(words))) / 100


def read_exactly(words: Sequence[Word]) -> bool:
    """Whether words are as the source has them: no picture was read, and nothing had to be restored."""
    return all(word.confidence == 1.0 and not word.is_changed and word.text == word.raw for word in words)


def is_like(words: Sequence[Word], phrase: str, least: float) -> bool:
    """Whether some words are a phrase; in exact text hardly a letter may differ, whatever `least` is."""
    return similarity(words, phrase) >= (max(least, EXACT) if read_exactly(words) else least)


def size_at_start(words: Sequence[Word], phrase: str, least: float) -> int:
    """How many words a phrase takes that some words begin with, 0 where they begin otherwise.

    A word of it may have been read as two, or two as one.
    """
    size = len(phrase.split())
    sizes = (n for n in (size, size - 1, size + 1) if 0 < n <= len(words))
    return next((n for n in sizes if is_like(words[:n], phrase, least)), 0)


def find_phrase(words: Sequence[Word], phrase: str, least: float) -> tuple[int, int] | None:
    """The span of words most like a phrase, None where none is like it (see `is_like`)."""
    size = len(phrase.split())
    best, span = 0.0, None
    for start in range(len(words)):
        for end in range(start + max(1, size - 2), min(start + size + 2, len(words)) + 1):
            score = similarity(words[start:end], phrase)
            if score > best and is_like(words[start:end], phrase, least):
                best, span = score, (start, end)
    return span


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", skeleton(text))
