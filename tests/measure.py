"""How far a result is from the truth: word errors of a text, rows and cells of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.vietnamese.tokens import normalise


def folded(text: str) -> str:
    """Lower case, old tone placement, no punctuation but that inside numbers."""
    text = re.sub(r"(?<!\d)[.,]|[.,](?!\d)|[^\w\s%/.,]", " ", text.lower())
    return " ".join(normalise(word) for word in text.split())


def word_errors(truth: str, read: str) -> float:
    """The share of wrong words, line by line; tokens with digits are left aside."""
    wrong = total = 0
    for true_line, read_line in zip(truth.split("\n"), read.split("\n"), strict=True):
        true_words, read_words = (_plain_words(line) for line in (true_line, read_line))
        wrong += Levenshtein.distance(true_words, read_words)
        total += len(true_words)
    return wrong / total


def _plain_words(line: str) -> list[str]:
    return [word for word in folded(line).split() if not any(letter.isdigit() for letter in word)]


def similarity(truths: Sequence[str], reads: Sequence[str]) -> float:
    """The mean likeness, 0 to 1, of cells that are not empty in the truth."""
    pairs = [(folded(t), folded(r)) for t, r in zip(truths, reads, strict=True) if folded(t)]
    return sum(fuzz.ratio(t, r) for t, r in pairs) / len(pairs) / 100
