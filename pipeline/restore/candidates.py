"""Candidates: the syllables that a reading may stand for, with their channel costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline import dictionaries
from pipeline.restore.channel import Channel
from pipeline.restore.language import LanguageModel
from pipeline.restore.shape import case_of, fold, in_case

MAX_SKELETONS = 24
MAX_CANDIDATES = 16
# A candidate this much dearer than the best (channel and word frequency together) never wins.
MARGIN = 12.0


@dataclass(frozen=True, slots=True)
class Candidates:
    """What one reading may stand for: word numbers of the language model, channel costs, forms in case."""

    words: NDArray[np.int64]
    costs: NDArray[np.float32]
    forms: tuple[str, ...]


class CandidateFinder:
    """Finds candidates by fuzzy matching over the folded lexicon, then costs them by the channel."""

    def __init__(self, language: LanguageModel, channel: Channel) -> None:
        self._language = language
        self._channel = channel
        self._by_skeleton: dict[str, list[str]] = {}
        for syllable in dictionaries.lines("syllables.txt"):
            self._by_skeleton.setdefault(fold(syllable), []).append(syllable)
        self._skeletons = list(self._by_skeleton)
        self._found: dict[str, Candidates] = {}

    def find(self, readings: Iterable[str]) -> dict[str, Candidates]:
        """Candidates for each reading (the cores of words, as read)."""
        wanted = list(dict.fromkeys(readings))
        new = [reading for reading in wanted if reading not in self._found]
        if new:
            self._found.update(zip(new, self._search(new), strict=True))
        return {reading: self._found[reading] for reading in wanted}

    def _search(self, readings: Sequence[str]) -> list[Candidates]:
        lists = [self._near(reading, row) for reading, row in zip(readings, self._nearest(readings), strict=True)]
        printed = [in_case(word, case_of(r)) for r, words in zip(readings, lists, strict=True) for word in words]
        read = [r for r, words in zip(readings, lists, strict=True) for _ in words]
        costs = self._by_length(printed, read)
        found, start = [], 0
        for words in lists:
            end = start + len(words)
            found.append(self._best(printed[start:end], costs[start:end]))
            start = end
        return found

    def _nearest(self, readings: Sequence[str]) -> list[list[str]]:
        """For each reading the skeletons nearest to its folded form."""
        folded = [fold(reading) for reading in readings]
        distances = process.cdist(folded, self._skeletons, scorer=Levenshtein.distance, dtype=np.uint8)
        # Of equal distances the skeleton that keeps the length is the likelier.
        lengths = np.array([len(skeleton) for skeleton in self._skeletons])
        gaps = np.abs(lengths[None, :] - np.array([len(f) for f in folded])[:, None])
        rank = distances.astype(np.int32) * 8 + np.minimum(gaps, 7)
        nearest = np.argpartition(rank, MAX_SKELETONS, axis=1)[:, :MAX_SKELETONS]
        return [[self._skeletons[place] for place in row] for row in nearest]

    def _near(self, reading: str, skeletons: Sequence[str]) -> list[str]:
        seen = [word.lower() for word in self._channel.readings.get(reading, ())]
        near = [word for skeleton in skeletons for word in self._by_skeleton[skeleton]]
        return list(dict.fromkeys([*seen, *near]))

    def _by_length(self, printed: Sequence[str], read: Sequence[str]) -> NDArray[np.float32]:
        """Channel costs, worked out in batches of equal length so that little is padded."""
        costs = np.empty(len(read), dtype=np.float32)
        lengths = np.array([len(reading) for reading in read])
        for length in np.unique(lengths):
            places = np.flatnonzero(lengths == length)
            costs[places] = self._channel.costs([printed[i] for i in places], [read[i] for i in places])
        return costs

    def _best(self, forms: Sequence[str], costs: NDArray[np.float32]) -> Candidates:
        numbers = np.array([self._language.id(form) for form in forms], dtype=np.int64)
        rank = costs + self._language.word_costs(numbers)
        order = np.argsort(rank)[:MAX_CANDIDATES]
        order = order[rank[order] <= rank[order[0]] + MARGIN]
        return Candidates(numbers[order], costs[order], tuple(forms[place] for place in order))
