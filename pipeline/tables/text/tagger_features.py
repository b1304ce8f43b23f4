"""What the network that tells words their columns sees of each word."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Line, Word
from pipeline.tables.text.gaps import BARS, between
from pipeline.tables.text.vocabulary import for_language, word_number
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.language import BOS, UNK, LanguageModel
from pipeline.vietnamese.tokens import words

Reals = NDArray[np.float32]
Ids = NDArray[np.int64]
# Words share this many embeddings, by a sum over their letters.
BUCKETS = 8192
BAR = frozenset(BARS)
BULLETS = frozenset("-+•–—*")


@dataclass(frozen=True)
class Tokens:
    """The words of a table in reading order: text, line, where each begins, the letters of its line.

    And what stands before it: a ruling line, a wide gap, a blank line above.
    """

    texts: Sequence[str]
    line: Ids
    x: Ids
    length: Ids
    bar: NDArray[np.bool_]
    wide: NDArray[np.bool_]
    below_blank: NDArray[np.bool_]


def tokens_of(lines: Sequence[Line]) -> tuple[Tokens, list[Word]]:
    """The printed words of some lines, as the network sees them."""
    kept: list[Word] = []
    rows: list[tuple[int, int, int, bool, bool, bool]] = []
    number, is_below = 0, False
    for line in lines:
        own = [word for word in line.words if word.text]
        if not own:
            is_below = True
            continue
        x = 0
        for i, word in enumerate(own):
            gap = between(line, own[i - 1], word) if i else line.raw[: word.start]
            x = word.start if word.line == line.index else x
            is_wide = bool(i) and "  " in gap
            rows.append((number, x, len(line.raw), not BAR.isdisjoint(gap), is_wide, is_below))
            x += len(word.text) + 1
        kept += own
        number, is_below = number + 1, False
    table = np.array(rows, dtype=np.int64).reshape(-1, 6)
    flags = table[:, 3:].astype(bool).T
    return Tokens([word.text for word in kept], *table[:, :3].T, *flags), kept


def hashes(texts: Sequence[str]) -> Ids:
    """Two buckets for each word: with its marks, and without."""
    found = [(_bucket(text), _bucket("~" + skeleton(text))) for text in map(_plain, texts)]
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _plain(text: str) -> str:
    text = text.lower().strip(".,;:()\"'“”|[]{}")
    return "".join("9" if letter.isdigit() else letter for letter in text)


def _bucket(text: str) -> int:
    return zlib.crc32(text.encode()) % BUCKETS


def features(tokens: Tokens) -> Reals:
    """[word, feature]: what is seen of each word and of its place."""
    shapes = np.array([_shape(text) for text in tokens.texts], dtype=np.float32).reshape(
        len(tokens.texts), -1
    )
    first = np.diff(tokens.line, prepend=-1) != 0
    last = np.append(first[1:], True)
    place = np.stack(
        [
            first,
            last,
            tokens.bar,
            tokens.wide,
            tokens.below_blank,
            tokens.x / 60,
            (tokens.length - tokens.x) / 60,
            tokens.length / 60,
        ],
        axis=1,
    )
    return np.concatenate([shapes, place, _ties(tokens, first)], axis=1).astype(np.float32)


def _shape(text: str) -> list[float]:
    letters = text.strip(".,;:()\"'“”")
    return [
        text[:1].isupper() and not text.isupper(),
        letters.isupper() and letters.isalpha(),
        letters.isdigit(),
        any(map(str.isdigit, text)),
        text[-1:] in ".:",
        text[-1:] == ";",
        text[-1:] == ",",
        text in BULLETS,
        not any(map(str.isalnum, text)),
        len(text) / 6,
        LanguageModel.load().knows(text.lower()),
    ]


def _ties(tokens: Tokens, is_first: NDArray[np.bool_]) -> Reals:
    """How much likelier each word is behind others than alone: in its line, in the two lines above, and
    whether a word of the next two lines goes on with it; with the letters that lie between."""
    language = LanguageModel.load()
    parts = [[word_number(part) for part in words(text.lower())] or [UNK] for text in tokens.texts]
    firsts = for_language(np.array([one[0] for one in parts], dtype=np.int64))
    lasts = for_language(np.array([one[-1] for one in parts], dtype=np.int64))
    count = len(parts)
    alone = language.word_costs(firsts)
    before = np.stack(
        [np.concatenate([np.full(k, BOS), lasts[: count - k] if k <= count else []])[:count] for k in (2, 1)],
        axis=1,
    ).astype(np.int64)
    found = np.zeros((count, 10), dtype=np.float32)
    behind = language.costs(before, firsts)
    found[:, 0] = np.where(is_first, 0, np.clip(alone - behind, -6, 6) / 3)
    found[:, 1] = np.where(is_first, 1, np.minimum(behind, 12) / 12)
    pairs = np.stack([np.concatenate([[BOS], lasts[:-1]]), lasts], axis=1)
    nodes = language.contexts(pairs)
    starts = np.flatnonzero(is_first)
    ends = np.append(starts[1:], count)
    for away, place in ((1, 2), (2, 6)):
        upper, lower = _pairs(starts, ends, away)
        if not len(upper):
            continue
        tie = np.clip(alone[lower] - language.step(nodes[upper], firsts[lower])[0], -6, 6) / 3
        gap = (tokens.x[lower] - tokens.x[upper]) / 30
        for words_, column in ((lower, place), (upper, place + 2)):
            best = np.full(count, -2.0)
            np.maximum.at(best, words_, tie)
            is_best = tie >= best[words_]
            found[:, column] = best
            found[words_[is_best], column + 1] = gap[is_best]
    return found


def _pairs(starts: Ids, ends: Ids, away: int) -> tuple[Ids, Ids]:
    """All pairs of a word and a word so many lines below it."""
    upper, lower = [], []
    for (a, b), (c, d) in zip(
        zip(starts, ends, strict=True), zip(starts[away:], ends[away:], strict=True), strict=False
    ):
        upper.append(np.repeat(np.arange(a, b), d - c))
        lower.append(np.tile(np.arange(c, d), b - a))
    empty = np.zeros(0, dtype=np.int64)
    return (np.concatenate(upper), np.concatenate(lower)) if upper else (empty, empty)
