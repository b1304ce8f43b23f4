"""The channel: how likely a reading is for a printed syllable, learned from re-read pages.

The model is that of Brill & Moore (2000): a syllable is cut into parts of one or two letters, each
part is read as nought to three letters, and the cheapest cut counts. Readings seen often for a
syllable as a whole count beside it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline import dictionaries
from pipeline.restore.shape import fold

Ids = NDArray[np.int32]
Costs = NDArray[np.float32]

MAX_PART, MAX_READING = 2, 3
# Costs of what was never seen, by the length of the reading (nats).
UNSEEN = (2.5, 3.0, 5.0, 7.5)
IMPOSSIBLE = 60.0
# What sightings of whole syllables can weigh at most against the letters, and how many it takes.
WHOLE_WEIGHT, PRIOR_SIGHTINGS = 0.6, 30.0
# What a letter's own sightings, its family's, and the flat costs weigh. However often a letter was
# seen, the next scanner reads it in new ways: the weights do not grow with the sightings.
OWN_WEIGHT, FAMILY_WEIGHT, FLAT_WEIGHT = 0.88, 0.09, 0.03
MIN_MISREAD_COUNT, MIN_MISREAD_SHARE = 20, 0.01
TONES = "\u0300\u0301\u0303\u0309\u0323"


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

        self.misread = _misread(rows)

    @classmethod
    @cache
    def load(cls, profile: str) -> Channel:
        return cls(profile)

    def costs(self, printed: Sequence[str], read: Sequence[str]) -> Costs:
        """The cost of each reading for the word printed beside it; both sequences of one length."""
        by_letters = self._letter_costs(printed, read)
        sightings = np.array([self._sightings.get(word, 0) for word in printed], dtype=np.float64)
        whole = np.array([self._whole.get(pair, 0) for pair in zip(printed, read, strict=True)])
        weight = WHOLE_WEIGHT * sightings / (sightings + PRIOR_SIGHTINGS)
        share = weight * whole / np.maximum(sightings, 1) + (1 - weight) * np.exp(
            -by_letters.astype(np.float64)
        )
        return np.asarray(-np.log(share), dtype=np.float32)

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
    """Costs by part and reading.

    A single letter that was not seen read so borrows from its family, the letters that differ from it
    by the tone only, and they from a flat cost by the length of the reading. Pairs of letters have the
    readings they were seen with, no others: their letters have the rest.
    """
    lengths = np.array([min(len(reading), MAX_READING) for reading in readings])
    flat = np.exp(-np.array(UNSEEN)[np.r_[lengths, np.arange(MAX_READING, -1, -1)]])
    counts = np.zeros((len(parts), len(flat)))
    for part, reading, count in rows:
        counts[parts[part], readings[reading]] = count
    shares = np.zeros_like(counts)
    families: dict[str, list[int]] = {}
    for part, number in parts.items():
        if len(part) <= 1:
            families.setdefault(_without_tone(part), []).append(number)
        elif counts[number].any():
            shares[number] = counts[number] / counts[number].sum()
    for members in families.values():
        family = _share(counts[members].sum(axis=0))
        for number in members:
            own = _share(counts[number])
            shares[number] = OWN_WEIGHT * own + FAMILY_WEIGHT * family + FLAT_WEIGHT * flat
    return np.minimum(-np.log(np.maximum(shares, 1e-300)), IMPOSSIBLE).astype(np.float32)


def _misread(rows: list[tuple[str, str, int]]) -> dict[str, list[str]]:
    """For what was read (a letter, or several for one) the unmarked letters it mostly or at times is."""
    sightings: dict[str, dict[str, int]] = {}
    for part, reading, count in rows:
        if len(part) == 1 and reading:
            seen = sightings.setdefault(reading, {})
            seen[fold(part)] = seen.get(fold(part), 0) + count
    return {
        reading: [
            letter
            for letter, count in seen.items()
            if count >= max(MIN_MISREAD_COUNT, MIN_MISREAD_SHARE * sum(seen.values()))
            and letter != fold(reading)
        ]
        for reading, seen in sightings.items()
    }


def _share(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(counts / max(counts.sum(), 1.0), dtype=np.float64)


def _without_tone(letter: str) -> str:
    kept = (mark for mark in unicodedata.normalize("NFD", letter) if mark not in TONES)
    return unicodedata.normalize("NFC", "".join(kept))


def _substrings(
    words: Sequence[str], length: int, width: int, numbers: dict[str, int], unknown: int
) -> list[Ids]:
    """For each place the number of the substring of `length` there, one per word."""
    index = {word: place for place, word in enumerate(dict.fromkeys(words))}
    of_word = np.array([index[word] for word in words], dtype=np.intp)
    found = [
        [numbers.get(word[place : place + length], unknown) if place + length <= len(word) else unknown
         for word in index]
        for place in range(max(width - length, 0) + 1)
    ]  # fmt: skip
    return [np.array(row, dtype=np.int32)[of_word] for row in found]
