"""Which forms of the lexicon a reading is nearest to, by the channel's costs of single letters.

A syllable is an onset and a rhyme, so the search is over ways to cut the reading in two: the beginning is
an onset as read, the end a rhyme as read. Beginnings and ends are few and shared by many readings, which
makes it cheap to try the whole lexicon.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.restoration.channel import Channel
from pipeline.restoration.confusions import IMPOSSIBLE, MAX_READING
from pipeline.restoration.lexicon import Lexicon
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.shape import CASES, Case, case_of

Ids = NDArray[np.int64]
Costs = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Limits:
    """How far the search goes: counts, at most. Set by hand; not fitted."""

    # Onsets and rhymes that are followed for a beginning and an end of a reading.
    onsets: int = 12
    rhymes: int = 80
    # Forms that are found for a reading.
    forms: int = 60
    # Letters of a reading, and of what an onset (ngh) was read as.
    reading: int = 12
    onset: int = 4
    # Readings costed at a time: more is faster, and takes more memory.
    batch: int = 512


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class _Tables:
    """The onsets and rhymes of a case, the form that each pair of them makes (-1 for none) and its prior.

    `prior` is the best one of each rhyme.
    """

    onsets: _Trie
    rhymes: _Trie
    forms: Ids
    priors: Costs
    prior: Costs


class FormSearch:
    """Finds the syllables, in a reading's case, that are likeliest by channel and word frequency."""

    def __init__(self, channel: Channel, lexicon: Lexicon, language: LanguageModel) -> None:
        self._channel = channel
        self._lexicon = lexicon
        self._prior = language.word_costs(lexicon.words)
        self._of_case = {case: self._tables(number) for number, case in enumerate(CASES)}

    def _tables(self, case: int) -> _Tables:
        here = slice(case * self._lexicon.size, (case + 1) * self._lexicon.size)
        onsets, onset_of = np.unique(self._lexicon.onset_of[here], return_inverse=True)
        rhymes, rhyme_of = np.unique(self._lexicon.rhyme_of[here], return_inverse=True)
        forms = np.full((len(onsets), len(rhymes)), -1)
        forms[onset_of, rhyme_of] = np.arange(here.start, here.stop)
        prior = np.full(len(rhymes), np.float32(IMPOSSIBLE))
        np.minimum.at(prior, rhyme_of, self._prior[here])
        of_onsets, of_rhymes = (
            _Trie([known[unit] for unit in units.tolist()], self._channel)
            for known, units in ((self._lexicon.onsets, onsets), (self._lexicon.rhymes, rhymes))
        )
        priors = np.where(forms < 0, np.float32(np.inf), self._prior[forms])
        return _Tables(of_onsets, of_rhymes, forms, priors, prior)

    def nearest(self, readings: Sequence[str]) -> tuple[Ids, Ids]:
        """Pairs (place in `readings`, number of a form), sorted by place; so many for each as LIMITS says."""
        groups: dict[tuple[Case, int], list[int]] = {}
        for place, reading in enumerate(readings):
            if len(reading) <= LIMITS.reading:
                groups.setdefault((case_of(reading), len(reading)), []).append(place)
        places, forms = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
        for (case, length), members in groups.items():
            found = self._nearest([readings[place] for place in members], case, length)
            rows, columns = np.nonzero(found >= 0)
            places.append(np.array(members)[rows])
            forms.append(found[rows, columns])
        all_places, all_forms = np.concatenate(places), np.concatenate(forms)
        order = np.argsort(all_places, kind="stable")
        return all_places[order], all_forms[order]

    def _nearest(self, readings: list[str], case: Case, length: int) -> Ids:
        """Forms for readings of one case and length, -1 where there are fewer than LIMITS.forms."""
        tables = self._of_case[case]
        rank = np.empty((len(readings), 0), dtype=np.float32)
        chosen = np.empty((len(readings), 0), dtype=np.int64)
        for cut in range(min(LIMITS.onset, length - 1) + 1):
            best_onset, onset = self._best(tables.onsets, [r[:cut] for r in readings], None, LIMITS.onsets)
            best_rhyme, rhyme = self._best(
                tables.rhymes, [r[cut:] for r in readings], tables.prior, LIMITS.rhymes
            )
            # Each onset with each rhyme; which form that is, is looked up of the cheapest alone.
            pair = (onset[:, :, None] * tables.forms.shape[1] + rhyme[:, None, :]).reshape(len(readings), -1)
            cost = best_onset[:, :, None] + best_rhyme[:, None, :]
            cost = cost.reshape(len(readings), -1) + tables.priors.ravel()[pair]
            rank, chosen = _cheapest(np.hstack([rank, cost]), np.hstack([chosen, pair]), 2 * LIMITS.forms)
        form = tables.forms.ravel()[chosen]
        rank, form = _without_doubles(rank, form)
        rank, form = _cheapest(rank, form, LIMITS.forms)
        return np.where(np.isfinite(rank), form, -1)

    def _best(self, trie: _Trie, readings: list[str], prior: Costs | None, most: int) -> tuple[Costs, Ids]:
        """For each reading the cheapest of the units of a trie (their places) and their costs."""
        distinct = {reading: place for place, reading in enumerate(dict.fromkeys(readings))}
        costs, places = [], []
        for start in range(0, len(distinct), LIMITS.batch):
            cost = trie.costs(list(distinct)[start : start + LIMITS.batch])
            ranked = cost if prior is None else cost + prior
            place = np.argpartition(ranked, min(most, cost.shape[1]) - 1, axis=1)[:, :most]
            places.append(place)
            costs.append(np.take_along_axis(cost, place, axis=1))
        of = np.array([distinct[reading] for reading in readings])
        return np.concatenate(costs)[of], np.concatenate(places)[of]


class _Trie:
    """Units (onsets or rhymes) as a trie of printed letters, so that shared beginnings are costed once."""

    def __init__(self, units: Sequence[str], channel: Channel) -> None:
        self._channel = channel
        prefixes = sorted(
            {unit[:n] for unit in units for n in range(len(unit) + 1)}, key=lambda p: (len(p), p)
        )
        number = {prefix: place for place, prefix in enumerate(prefixes)}
        depths = np.array([len(prefix) for prefix in prefixes])
        self._levels = np.searchsorted(depths, np.arange(depths.max() + 2)).tolist()
        self._parents = np.array([number[prefix[:-1]] for prefix in prefixes])
        letters = sorted({prefix[-1:] for prefix in prefixes})
        place = {letter: n for n, letter in enumerate(letters)}
        self._letters = np.array([place[prefix[-1:]] for prefix in prefixes])
        self._rows = channel.encode_printed(letters).pieces[1][0]
        self._ends = np.array([number[unit] for unit in units])

    def costs(self, readings: Sequence[str]) -> Costs:
        """The costs of readings of one length for each unit: an array (readings, units)."""
        length = len(readings[0])
        read = self._channel.encode_read(readings)
        width = self._channel.table.shape[1]
        # by[k][j]: the costs of the letters for the piece of k letters that begins at place j.
        rows = self._channel.table[self._rows]
        most = min(MAX_READING, length)
        columns = [read.pieces[k][j] % width for k in range(most + 1) for j in range(length - k + 1)]
        costs = iter(rows[:, np.concatenate(columns)].reshape(len(rows), len(columns), -1).swapaxes(0, 1))
        by = [[next(costs) for _ in range(length - k + 1)] for k in range(most + 1)]
        best = np.full((length + 1, len(self._parents), len(readings)), np.float32(IMPOSSIBLE))
        best[0, 0] = 0
        for first, last in pairwise(self._levels[1:]):
            letters = self._letters[first:last]
            before = best[:, self._parents[first:last]]
            for j in range(length + 1):
                least = before[j] + by[0][j][letters]
                for k in range(1, min(MAX_READING, j) + 1):
                    np.minimum(least, before[j - k] + by[k][j - k][letters], out=least)
                best[j, first:last] = least
        return np.asarray(best[length][self._ends].T, dtype=np.float32)


def _cheapest(rank: Costs, form: Ids, most: int) -> tuple[Costs, Ids]:
    if rank.shape[1] <= most:
        return rank, form
    place = np.argpartition(rank, most - 1, axis=1)[:, :most]
    return np.take_along_axis(rank, place, axis=1), np.take_along_axis(form, place, axis=1)


def _without_doubles(rank: Costs, form: Ids) -> tuple[Costs, Ids]:
    """Each row's forms sorted, all but the cheapest mention of each at an infinite cost."""
    order = np.lexsort((rank, form))
    rank, form = np.take_along_axis(rank, order, axis=1), np.take_along_axis(form, order, axis=1)
    rank[:, 1:][form[:, 1:] == form[:, :-1]] = np.inf
    return rank, form
