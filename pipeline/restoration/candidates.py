"""Candidates: the words that a reading may stand for, with their channel costs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.restoration.channel import Channel
from pipeline.restoration.lexicon import MIN_ABBREVIATION, Lexicon
from pipeline.restoration.search import FormSearch
from pipeline.vietnamese.language import NUM, UNK, LanguageModel
from pipeline.vietnamese.shape import case_of, in_case
from pipeline.vietnamese.syllables import is_syllable

# Signs inside a word, which no letter is read as.
_NOISE = re.compile(r"[^\w&¢€£@¥’‘'`]|_")
# The number of a form that is no word of the lexicon: the reading as it stands.
AS_READ = -1

Ids = NDArray[np.int64]
Costs = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Limits:
    """How many candidates a reading has. Set by hand on rendered pages; not fitted."""

    # Candidates, at most.
    candidates: int = 24
    # How much one may cost beyond the best, channel and word frequency together (nats, at most).
    margin: float = 10.0
    # Misread letters, at most: in an abbreviation, and one in so many in a word of the user's.
    changes_of_abbreviation: int = 1
    letters_a_change: int = 3
    # Abbreviations, and words of the user's, that a reading may be, at most.
    near: int = 3


@dataclass(frozen=True, slots=True)
class Prices:
    """What readings cost beside their letters (nats). Set by hand on rendered pages; not fitted."""

    # Any candidate, for each sign inside the reading.
    sign: float = 1.5
    # The reading as it stands, and each of its letters: it is a foreign word, or could not be restored.
    kept: float = 4.0
    kept_letter: float = 2.5
    # The reading as it stands where it is known: an abbreviation, a word of the user's.
    known: float = -5.0


LIMITS, PRICES = Limits(), Prices()


@dataclass(frozen=True, slots=True)
class Choice:
    """Where a reading's options stand in the finder's arrays, likeliest first, as it stands last.

    `cost` is the channel's cost of the cheapest word of the lexicon.
    """

    first: int
    count: int
    cost: float


class CandidateFinder:
    """Finds and keeps the options of readings: `words`, `costs`, and `forms` (numbers of the lexicon)."""

    def __init__(self, language: LanguageModel, lexicon: Lexicon, channel: Channel) -> None:
        self._language = language
        self._lexicon = lexicon
        self._channel = channel
        self._search = FormSearch(channel, lexicon, language)
        self._printed = channel.encode_printed(lexicon.forms)
        self._sightings = channel.sightings(lexicon.forms)
        self._weights = channel.whole_weights(lexicon.forms)
        self._choices: dict[str, Choice] = {}
        self._own: frozenset[str] = frozenset()
        self._fixed: dict[int, Choice] = {}
        self.words: Ids = np.zeros(0, dtype=np.int64)
        self.costs: Costs = np.zeros(0, dtype=np.float32)
        self.forms: Ids = np.zeros(0, dtype=np.int64)

    def __getitem__(self, reading: str) -> Choice:
        """The options of a reading that was prepared."""
        return self._choices[reading]

    def is_known(self, reading: str) -> bool:
        """Whether a reading is an abbreviation in use, the document's own too, or a word of the user's."""
        return reading in self._lexicon.known or reading in self._own

    def know(self, own: frozenset[str]) -> None:
        """Take the abbreviations of one document, and no longer those of the one before, for known."""
        for reading in own ^ self._own:
            self._choices.pop(reading, None)
        self._own = own

    def is_form(self, reading: str) -> bool:
        """Whether a reading, as it stands, is a word of the lexicon."""
        return reading in self._lexicon.number

    def fixed(self, word: int) -> Choice:
        """The one option of a number or code, which is never changed: as read."""
        if word not in self._fixed:
            self._fixed[word] = Choice(len(self.words), 1, 0.0)
            self._append(np.array([word]), np.zeros(1, dtype=np.float32), np.array([AS_READ]))
        return self._fixed[word]

    def prepare(self, readings: Iterable[str]) -> None:
        """Find the options of many readings (the cores of words, as read) at once."""
        new = [reading for reading in dict.fromkeys(readings) if reading not in self._choices]
        if not new:
            return
        letters = [_NOISE.sub("", reading) for reading in new]
        places, forms = self._pairs(letters)
        costs = self._costs_of(letters, places, forms)
        signs = np.array([len(reading) - len(kept) for reading, kept in zip(new, letters, strict=True)])
        costs += PRICES.sign * signs[places]
        places, forms, costs = self._best(places, forms, costs)
        counts = np.bincount(places, minlength=len(new))
        ends = np.cumsum(counts)
        kept = [self._as_read(reading) for reading in new]
        first = len(self.words)
        self._append(
            np.insert(self._lexicon.words[forms], ends, [word for word, _ in kept]),
            np.insert(costs, ends, [cost for _, cost in kept]),
            np.insert(forms, ends, AS_READ),
        )
        for number, (reading, end, count) in enumerate(zip(new, ends.tolist(), counts.tolist(), strict=True)):
            cost = float(costs[end - count : end].min(initial=np.inf))
            self._choices[reading] = Choice(first + end - count + number, count + 1, cost)

    def _append(self, words: Ids, costs: Costs, forms: Ids) -> None:
        self.words = np.concatenate([self.words, words])
        self.costs = np.concatenate([self.costs, costs])
        self.forms = np.concatenate([self.forms, forms])

    def _pairs(self, letters: Sequence[str]) -> tuple[Ids, Ids]:
        """Places of readings and forms worth costing, sorted by place."""
        places, forms = self._search.nearest(letters)
        more = [(place, form) for place, read in enumerate(letters) for form in self._beyond(read)]
        if more:
            extra = np.array(more)
            places, forms = np.r_[places, extra[:, 0]], np.r_[forms, extra[:, 1]]
        both = np.sort(places * len(self._lexicon.forms) + forms)
        both = both[np.flatnonzero(np.diff(both, prepend=-1))]
        return both // len(self._lexicon.forms), both % len(self._lexicon.forms)

    def _beyond(self, read: str) -> list[int]:
        """Forms that the search does not find: those seen for a reading, abbreviations, the user's words."""
        case, number = case_of(read), self._lexicon.number
        seen = (number.get(in_case(word.lower(), case)) for word in self._channel.seen(read))
        found = [form for form in seen if form is not None]
        if case == "upper" and len(read) >= MIN_ABBREVIATION:
            found += self._near(read, self._lexicon.abbreviations, LIMITS.changes_of_abbreviation)
        return found + self._near(read, self._lexicon.more, len(read) // LIMITS.letters_a_change)

    def _near(self, read: str, words: Sequence[str], changes: int) -> list[int]:
        """The numbers of the words that differ from a reading by so many letters at most."""
        if not words or not changes:
            return []
        near = process.extract(
            read,
            words,
            scorer=Levenshtein.distance,
            processor=str.lower,
            score_cutoff=changes,
            limit=LIMITS.near,
        )
        return [self._lexicon.number[match[0]] for match in near]

    def _costs_of(self, letters: Sequence[str], places: Ids, forms: Ids) -> Costs:
        """Channel costs: by letters, in batches of equal length so that little is padded; by whole words."""
        costs = np.empty(len(places), dtype=np.float32)
        lengths = np.array([len(reading) for reading in letters])[places]
        for length in np.unique(lengths):
            here = np.flatnonzero(lengths == length)
            readings, of = np.unique(places[here], return_inverse=True)
            read = self._channel.encode_read([letters[place] for place in readings])
            costs[here] = self._channel.costs(self._printed.take(forms[here]), read.take(of))
        share = (1 - self._weights[forms]) * np.exp(-costs.astype(np.float64))
        starts = np.searchsorted(places, np.arange(len(letters) + 1)).tolist()
        for place, reading in enumerate(letters):
            if seen := self._channel.seen(reading):
                part = slice(starts[place], starts[place + 1])
                here = forms[part]
                counts = np.array([seen.get(self._lexicon.forms[form], 0) for form in here.tolist()])
                share[part] += self._weights[here] * counts / np.maximum(self._sightings[here], 1)
        return np.asarray(-np.log(share), dtype=np.float32)

    def _best(self, places: Ids, forms: Ids, costs: Costs) -> tuple[Ids, Ids, Costs]:
        """For each reading its likeliest forms, likeliest first."""
        rank = costs + self._language.word_costs(self._lexicon.words[forms])
        order = np.lexsort((rank, places))
        places, forms, costs, rank = places[order], forms[order], costs[order], rank[order]
        first = np.searchsorted(places, places)
        kept = (np.arange(len(places)) - first < LIMITS.candidates) & (rank <= rank[first] + LIMITS.margin)
        return places[kept], forms[kept], costs[kept]

    def _as_read(self, text: str) -> tuple[int, float]:
        """The reading as it stands: an abbreviation, a foreign word, a name, or a word not restored."""
        number = self._language.id(text)
        is_word = text.isupper() and number not in (UNK, NUM) and not is_syllable(text.lower())
        if len(text) > 1 and (self.is_known(text) or is_word):
            return number, PRICES.known
        return UNK, PRICES.kept + PRICES.kept_letter * len(text)
