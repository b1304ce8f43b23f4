"""The channel: how likely a reading is for a printed word, learned from re-read pages.

The model is that of Brill & Moore (2000): a word is cut into parts of one or two letters, each part is
read as nought to three letters, and the cheapest cut counts. Readings seen often for a word as a whole
count beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.restoration.confusions import (
    IMPOSSIBLE,
    MAX_PART,
    MAX_READING,
    UNKNOWN_PART,
    WEIGHTS,
    Row,
    cost_table,
    numbered,
)
from pipeline.vietnamese import dictionaries

Ids = NDArray[np.int32]
Costs = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Words as numbers: `pieces[k][i, n]` is the piece of k letters of word n that begins at place i."""

    lengths: Ids
    pieces: tuple[Ids, ...]

    def take(self, numbers: NDArray[np.int64]) -> Encoded:
        return Encoded(self.lengths[numbers], tuple(piece[:, numbers] for piece in self.pieces))


class Channel:
    """Costs (negative natural logarithms) of readings, given what was printed.

    `letters` are sightings of parts (part, reading, count), `whole` of words (printed, read, count).
    """

    def __init__(self, letters: Sequence[Row], whole: Iterable[Row]) -> None:
        self._parts = numbered((a for a, _, _ in letters), ("", "??"))
        self._readings = numbered((b for _, b, _ in letters), ("",))
        self.table = cost_table(letters, self._parts, self._readings)
        self._sightings: dict[str, int] = {}
        self._printed_for: dict[str, dict[str, int]] = {}
        for printed, read, count in whole:
            self._sightings[printed] = self._sightings.get(printed, 0) + count
            self._printed_for.setdefault(read, {})[printed] = count

    @classmethod
    @cache
    def load(cls, profile: str) -> Channel:
        """The channel of the engine `profile`: confusions-<profile>.tsv and readings-<profile>.tsv."""
        letters, whole = (
            [(a, b, int(n)) for a, b, n in dictionaries.counts(f"{what}-{profile}.tsv")]
            for what in ("confusions", "readings")
        )
        return cls(letters, whole)

    def encode_printed(self, words: Sequence[str]) -> Encoded:
        """What `costs` needs of printed words: their parts of one and two letters."""
        return _encoded(words, MAX_PART, self._parts, UNKNOWN_PART)

    def encode_read(self, words: Sequence[str]) -> Encoded:
        """What `costs` needs of readings: their pieces of nought to three letters."""
        return _encoded(words, MAX_READING, self._readings, (0, -2, -3, -4))

    def sightings(self, printed: Sequence[str]) -> NDArray[np.float64]:
        """How often each word was seen printed."""
        return np.array([self._sightings.get(word, 0) for word in printed], dtype=np.float64)

    def whole_weights(self, printed: Sequence[str]) -> NDArray[np.float64]:
        """What the sightings of each word as a whole weigh beside its letters, 0 to 1."""
        sightings = self.sightings(printed)
        return np.asarray(WEIGHTS.whole * sightings / (sightings + WEIGHTS.half), dtype=np.float64)

    def seen(self, read: str) -> Mapping[str, int]:
        """The words that were printed where this was read, and how often."""
        return self._printed_for.get(read, {})

    def costs(self, printed: Encoded, read: Encoded) -> Costs:
        """The cheapest cut of each pair into parts, by dynamic programming over all pairs at once."""
        rows, columns = int(printed.lengths.max(initial=0)), int(read.lengths.max(initial=0))
        table, width = self.table.ravel(), self.table.shape[1]
        last_columns = columns - read.lengths.min(initial=columns)
        best: dict[tuple[int, int], Costs] = {(0, 0): np.zeros(len(printed.lengths), dtype=np.float32)}
        result = np.full(len(printed.lengths), IMPOSSIBLE, dtype=np.float32)
        scaled = [piece * np.int32(width) for piece in printed.pieces]
        shifted = [piece % np.int32(width) for piece in read.pieces]
        for i in range(1, rows + 1):
            for j in range(min(columns, MAX_READING * i) + 1):
                steps = (
                    before + table[scaled[part][i - part] + shifted[size][j - size]]
                    for part in range(1, min(MAX_PART, i) + 1)
                    for size in range(min(MAX_READING, j) + 1)
                    if (before := best.get((i - part, j - size))) is not None
                )
                least = next(steps, None)
                if least is not None:
                    for step in steps:
                        np.minimum(least, step, out=least)
                    best[i, j] = least
            for j in range(columns - last_columns, columns + 1):
                if (i, j) in best:
                    ends = (printed.lengths == i) & (read.lengths == j)
                    result[ends] = best[i, j][ends]
        return result


def _encoded(words: Sequence[str], most: int, numbers: dict[str, int], unknown: Sequence[int]) -> Encoded:
    width = max(map(len, words), default=0)
    pieces = [np.zeros((width + 1, len(words)), dtype=np.int32)]
    for size in range(1, most + 1):
        other = unknown[size]
        rows = [
            [numbers.get(word[i : i + size], other) if i + size <= len(word) else other for i in range(width)]
            for word in words
        ]
        pieces.append(np.array(rows, dtype=np.int32).reshape(len(words), width).T.copy())
    return Encoded(np.array([len(word) for word in words], dtype=np.int32), tuple(pieces))
