"""A training corpus: one paragraph a line, split once and for all into training and held-out text."""

from __future__ import annotations

import gzip
import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path

# Neighbouring lines belong to the same document, so whole blocks are held out: what is measured on
# a held-out block was never seen in training, not even its document's other paragraphs (but one).
BLOCK = 2_000
HELD_OUT_EVERY = 20


def paragraphs(path: Path, *, held_out: bool = False) -> Iterator[str]:
    """The paragraphs of a corpus (plain text or .gz, UTF-8): those to train on, or those held out."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            is_held_out = (number // BLOCK) % HELD_OUT_EVERY == HELD_OUT_EVERY // 2
            if is_held_out == held_out and line.strip():
                yield unicodedata.normalize("NFC", line.strip())


def sample(path: Path, count: int, seed: int, *, held_out: bool = False) -> list[str]:
    """`count` paragraphs of running text, drawn at random with a fixed seed."""
    prose = [text for text in paragraphs(path, held_out=held_out) if 4 <= len(text.split()) <= 120]
    return random.Random(seed).sample(prose, min(count, len(prose)))
