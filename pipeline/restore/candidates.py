"""Candidates: the syllables that a reading may stand for, with their channel costs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline import dictionaries
from pipeline.restore.channel import Channel
from pipeline.restore.language import LanguageModel
from pipeline.restore.shape import case_of, fold, in_case

MAX_SKELETONS = 32
MAX_CANDIDATES = 16
# In a short reading a single misread letter hides the word from plain fuzzy matching.
SHORT, MAX_CHANGES, VARIANT_RANK = 4, 2, 2
# Signs inside a word are dirt; so much does each make any candidate dearer.
DIRT_COST = 1.5
_DIRT = re.compile(r"[^\w&¢€£@¥’‘'`]|_")
# An abbreviation may be misread in one letter if it has this many.
MIN_ABBREVIATION = 3
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
        self._abbreviations = [
            a for a in dictionaries.lines("abbreviations.txt") if len(a) >= MIN_ABBREVIATION
        ]
        self._by_skeleton: dict[str, list[str]] = {}
        for syllable in dictionaries.lines("syllables.txt"):
            self._by_skeleton.setdefault(fold(syllable), []).append(syllable)
        self._skeletons = list(self._by_skeleton)
        self._lengths = np.array([len(skeleton) for skeleton in self._skeletons])
        self._found: dict[str, Candidates] = {}

    def find(self, readings: Iterable[str]) -> dict[str, Candidates]:
        """Candidates for each reading (the cores of words, as read)."""
        wanted = list(dict.fromkeys(readings))
        new = [reading for reading in wanted if reading not in self._found]
        if new:
            self._found.update(zip(new, self._search(new), strict=True))
        return {reading: self._found[reading] for reading in wanted}

    def _search(self, readings: Sequence[str]) -> list[Candidates]:
        letters = [_DIRT.sub("", reading) for reading in readings]
        lists = [self._near(read, row) for read, row in zip(letters, self._nearest(letters), strict=True)]
        printed = [form for forms in lists for form in forms]
        read = [read for read, forms in zip(letters, lists, strict=True) for _ in forms]
        costs = self._by_length(printed, read)
        found, start = [], 0
        for reading, clean, forms in zip(readings, letters, lists, strict=True):
            end = start + len(forms)
            dirt = np.float32(DIRT_COST * (len(reading) - len(clean)))
            found.append(self._best(forms, costs[start:end] + dirt))
            start = end
        return found

    def _nearest(self, readings: Sequence[str]) -> list[list[str]]:
        """For each reading the skeletons nearest to its folded form."""
        variants = [self._variants(reading) for reading in readings]
        ranks = self._ranks([variant for row in variants for variant, _ in row])
        nearest, start = [], 0
        for row in variants:
            penalties = np.array([[VARIANT_RANK * changes] for _, changes in row])
            rank = (ranks[start : start + len(row)] + penalties).min(axis=0)
            places = np.argpartition(rank, MAX_SKELETONS)[:MAX_SKELETONS]
            nearest.append([self._skeletons[place] for place in places])
            start += len(row)
        return nearest

    def _variants(self, reading: str) -> list[tuple[str, int]]:
        """The reading folded, and with letters taken for what they often misread; with the changes made."""
        changes = {reading: 0}
        for made in range(1, MAX_CHANGES + 1):
            for other in [other for known in list(changes) for other in self._changed(known)]:
                changes.setdefault(other, made)
        return [(fold(variant), made) for variant, made in changes.items()]

    def _changed(self, reading: str) -> Iterator[str]:
        for size in (1, 2, 3) if len(reading) <= SHORT else (2, 3):
            for i in range(len(reading) - size + 1):
                for letter in self._channel.misread.get(reading[i : i + size], ()):
                    yield reading[:i] + letter + reading[i + size :]

    def _ranks(self, folded: Sequence[str]) -> NDArray[np.int32]:
        # Of equal distances the skeleton that keeps the length is the likelier.
        distances = process.cdist(folded, self._skeletons, scorer=Levenshtein.distance, dtype=np.uint8)
        gaps = np.abs(self._lengths[None, :] - np.array([len(f) for f in folded])[:, None])
        return np.asarray(distances.astype(np.int32) * 8 + np.minimum(gaps, 6), dtype=np.int32)

    def _near(self, read: str, skeletons: Sequence[str]) -> list[str]:
        """Syllables in the reading's case, and abbreviations that differ from it by a letter."""
        case = case_of(read)
        seen = [word.lower() for word in self._channel.readings.get(read, ())]
        near = [word for skeleton in skeletons for word in self._by_skeleton[skeleton]]
        forms = [in_case(word, case) for word in dict.fromkeys([*seen, *near])]
        if case == "upper" and len(read) >= MIN_ABBREVIATION:
            forms += [
                match[0]
                for match in process.extract(
                    read, self._abbreviations, scorer=Levenshtein.distance, score_cutoff=1, limit=3
                )
            ]
        return forms

    def _by_length(self, printed: Sequence[str], read: Sequence[str]) -> NDArray[np.float32]:
        """Channel costs, worked out in batches of equal length so that little is padded."""
        costs = np.empty(len(read), dtype=np.float32)
        lengths = np.array([len(reading) for reading in read])
        for length in np.unique(lengths):
            places = np.flatnonzero(lengths == length).tolist()
            costs[places] = self._channel.costs([printed[i] for i in places], [read[i] for i in places])
        return costs

    def _best(self, forms: Sequence[str], costs: NDArray[np.float32]) -> Candidates:
        numbers = np.array([self._language.id(form) for form in forms], dtype=np.int64)
        rank = costs + self._language.word_costs(numbers)
        order = np.argsort(rank)[:MAX_CANDIDATES]
        order = order[rank[order] <= rank[order[0]] + MARGIN]
        return Candidates(numbers[order], costs[order], tuple(forms[int(place)] for place in order))
