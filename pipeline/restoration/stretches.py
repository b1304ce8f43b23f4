"""Stretches of words that read like set phrases: all of a text compared with all phrases at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from rapidfuzz import fuzz, process

from pipeline.document import Line, Word
from pipeline.vietnamese.folding import confusable

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The words of some lines that go on without a break, signs left out; which of them are doubtful."""

    words: Sequence[Word]
    doubtful: Sequence[bool]
    # The letters of each, as read and as restored.
    read: Sequence[str]
    restored: Sequence[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a block, from word `start` on, that reads like a phrase, and how much (0 to 100)."""

    block: Block
    start: int
    phrase: Phrase
    likeness: float

    @property
    def words(self) -> Sequence[Word]:
        return self.block.words[self.start : self.start + len(self.phrase)]


def blocks_of(lines: Sequence[Line], is_doubtful: Callable[[Word], bool]) -> list[Block]:
    """The words of lines in blocks: a blank line and the end of a cell end one."""
    blocks = []
    for _, group in groupby(lines, key=lambda line: (line.cell, bool(line.words))):
        words = [word for line in group for word in line.words if any(map(str.isalnum, word.text))]
        read = [confusable(word.raw) for word in words]
        restored = [confusable(word.text) for word in words]
        blocks.append(Block(words, [is_doubtful(word) for word in words], read, restored))
    return blocks


def matches(blocks: Sequence[Block], phrases: Sequence[Phrase], least: float) -> Iterator[Match]:
    """For each stretch with a doubtful word the phrases, all of one length, that it is most like.

    `least` is the least likeness, 0 to 100.
    """
    size = len(phrases[0])
    places = [
        (block, start)
        for block in blocks
        for start in range(len(block.words) - size + 1)
        if any(block.doubtful[start : start + size])
    ]
    read = ["".join(block.read[start : start + size]) for block, start in places]
    restored = ["".join(block.restored[start : start + size]) for block, start in places]
    targets = ["".join(map(confusable, phrase)) for phrase in phrases]
    scores = np.zeros((len(places), len(targets)), dtype=np.uint8)
    for stretches in (read, restored):
        found = process.cdist(stretches, targets, scorer=fuzz.ratio, score_cutoff=least, dtype=np.uint8)
        scores = np.maximum(scores, found)
    best = scores == scores.max(axis=1, keepdims=True, initial=1)
    for place, number in zip(*np.nonzero(best), strict=True):
        block, start = places[place]
        yield Match(block, start, phrases[number], float(scores[place, number]))
