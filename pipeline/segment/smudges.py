"""Smudges of the end of a scan: what seal, signature and hand left beside recipients, read as letters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from pipeline.document import Line, Word, join_words
from pipeline.segment.sides import groups
from pipeline.segment.signing import BULLETS, is_person, signing_start

# A word is of print, and no smudge, where reading was at least so sure (0 to 1); set by hand, not fitted.
SURE = 0.7


def without_smudges(line: Line) -> Line:
    """A line without what seal, signature and hand left between recipients and post, or below them."""
    start = signing_start(line.words)
    signed = len(line.words) if start is None else start
    parts = groups(line.words[:signed])
    printed = [part for place, part in enumerate(parts) if not _is_smudge(part, 3 if place else 2)]
    return line.with_words(chain(*printed, line.words[signed:]))


def _is_smudge(words: Sequence[Word], letters: int) -> bool:
    """Whether of some words of a picture none has so many letters or digits and was read with certainty."""
    text = join_words(words)
    is_print = text[:1] in BULLETS or is_person(text)
    return not is_print and not any(
        word.box is None
        or (word.confidence >= SURE and sum(letter.isalnum() for letter in word.text) >= letters)
        for word in words
    )
