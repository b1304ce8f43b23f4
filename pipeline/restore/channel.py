"""The channel: how likely a reading is for a printed syllable, learned from re-read pages.

The model is that of Brill & Moore (2000): a syllable is cut into parts of one or two letters, each
part is read as nought to three letters, and the cheapest cut counts. Readings seen often for a
syllable as a whole count beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import log

import numpy as np
from numpy.typing import NDArray

from pipeline import dictionaries

Ids = NDArray[np.int32]
Costs = NDArray[np.float32]

MAX_PART, MAX_READING = 2, 3
# Costs of what was never seen, by the length of the reading (nats).
UNSEEN = (6.5, 7.0, 9.0, 12.0)
IMPOSSIBLE = 60.0
# What sightings of whole syllables can weigh at most against the letters, and how many it takes.
WHOLE_WEIGHT, PRIOR_SIGHTINGS = 0.6, 30.0


class Channel:
    """Costs (negative natural logarithms) of readings, given what was printed.

    `profile` names the engine whose confusions are loaded: confusions-<profile>.tsv holds the parts
    (part, reading, count), readings-<profile>.tsv whole words (printed, read, count).
    """

    def __init__(self, profile: str) -> None:
        rows = [(a, b, int(n)) for a, b, n in dictionaries.counts(f"confusions-{profile}.tsv")]
        self._parts = _numbered((a for a, _, _ in rows), ("", "??"))
        self._readings = _numbered((b for _, b, _ in rows), ("",))
        self._costs = _cost_table(rows, self._parts, self._readings)
        self._sightings: dict[str, int] = {}
        self._whole: dict[tuple[str, str], int] = {}
        self.readings: dict[str, list[str]] = {}
        for printed, read, count in dictionaries.counts(f"readings-{profile}.tsv"):
            self._sightings[printed] = self._sightings.get(printed, 0) + int(count)
            self._whole[printed, read] = int(count)
            self.readings.setdefault(read, []).append(printed)

    @classmethod
    @cache
    def load(cls, profile: str) -> Channel:
        return cls(profile)

    def costs(self, printed: Sequence[str], read: Sequence[str]) -> Costs:
        """The cost of each reading for the word printed beside it; both sequences of one length."""
        by_letters = self._letter_costs(printed, read)
        for place, pair in enumerate(zip(printed, read, strict=True)):
            sightings = self._sightings.get(pair[0])
            if sightings:
                weight = WHOLE_WEIGHT * sightings / (sightings + PRIOR_SIGHTINGS)
                share = weight * self._whole.get(pair, 0) / sightings
                share += (1 - weight) * float(np.exp(-by_letters[place]))
                by_letters[place] = -log(share)
        return by_letters

    def _letter_costs(self, printed: Sequence[str], read: Sequence[str]) -> Costs:
        """The cheapest cut of each pair into parts, by dynamic programming over all pairs at once."""
        rows, columns = max(map(len, printed)), max(map(len, read))
        parts = [_substrings(printed, k, rows, self._parts, UNKNOWN_PART[k]) for k in range(MAX_PART + 1)]
        readings = [_substrings(read, k, columns, self._readings, -1 - k) for k in range(MAX_READING + 1)]
        best = np.full((rows + 1, columns + 1, len(printed)), IMPOSSIBLE, dtype=np.float32)
        best[0, 0] = 0
        for i in range(1, rows + 1):
            for j in range(columns + 1):
                for part in range(1, min(MAX_PART, i) + 1):
                    here = parts[part][i - part]
                    for reading in range(min(MAX_READING, j) + 1):
                        step = self._costs[here, readings[reading][j - reading]]
                        np.minimum(best[i, j], best[i - part, j - reading] + step, out=best[i, j])
        last = [len(word) for word in printed], [len(word) for word in read], range(len(printed))
        return np.asarray(best[last], dtype=np.float32)


# Rows of the cost table for parts never seen: a single letter may be read as anything, at a flat
# cost; a pair of letters then has no cost of its own, its letters have. The last columns stand for
# readings never seen, by their length.
UNKNOWN_PART = (0, 0, 1)


def _numbered(words: Iterable[str], first: tuple[str, ...]) -> dict[str, int]:
    return {word: number for number, word in enumerate(dict.fromkeys((*first, *words)))}


def _cost_table(rows: list[tuple[str, str, int]], parts: dict[str, int], readings: dict[str, int]) -> Costs:
    """Costs by part and reading; what was never seen for a single letter has a flat cost."""
    unseen = np.array(UNSEEN, dtype=np.float32)
    lengths = np.array([min(len(reading), MAX_READING) for reading in readings])
    flat = np.r_[unseen[lengths], unseen[::-1]].astype(np.float32)
    table = np.full((len(parts), len(flat)), IMPOSSIBLE, dtype=np.float32)
    for part, number in parts.items():
        if len(part) <= 1:
            table[number] = flat
    totals: dict[str, int] = {}
    for part, _, count in rows:
        totals[part] = totals.get(part, 0) + count
    for part, reading, count in rows:
        table[parts[part], readings[reading]] = -log(count / totals[part])
    return table


def _substrings(
    words: Sequence[str], length: int, width: int, numbers: dict[str, int], unknown: int
) -> list[Ids]:
    """For each place the number of the substring of `length` there, one per word."""
    found = [
        [numbers.get(word[place : place + length], unknown) if place + length <= len(word) else unknown
         for word in words]
        for place in range(max(width - length, 0) + 1)
    ]  # fmt: skip
    return [np.array(row, dtype=np.int32) for row in found]
