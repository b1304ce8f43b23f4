"""What letters are read as: learned sightings become costs, borrowing where little was seen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import confusable
from pipeline.vietnamese.syllables import TONES

Costs = NDArray[np.float32]

# The form of the learned confusions: printed parts have up to 2 letters, their readings up to 3.
MAX_PART, MAX_READING = 2, 3
# The cost of what cannot be, in nats: more than any reading has.
IMPOSSIBLE = 60.0
Row = tuple[str, str, int]
# Rows of the cost table for parts never seen: a single letter may be read as anything, at a flat
# cost; a pair of letters then has no cost of its own, its letters have. The last columns stand for
# readings never seen, by their length.
UNKNOWN_PART = (0, 0, 1)


@dataclass(frozen=True, slots=True)
class Weights:
    """How sightings become costs. Set by hand; not fitted.

    However often a letter was seen, the next scanner reads it in new ways: what is borrowed from other
    letters does not fade with the sightings.
    """

    # What a letter's own sightings, those of its family (the same letter with other tones) and the flat costs
    # weigh: shares that add up to 1.
    own: float = 0.88
    family: float = 0.09
    flat: float = 0.03
    # Flat costs of a letter's reading by the reading's length, 0 to 3 letters (nats).
    unseen: tuple[float, ...] = (3.0, 4.0, 6.0, 8.0)
    # How much less that is where the reading has the letter with any marks, or one of its shape (nats).
    same_letter: float = 2.0
    same_shape: float = 1.2
    # What sightings of a whole word weigh beside its letters, at most (0 to 1); half of that takes this many.
    whole: float = 0.6
    half: float = 30.0


WEIGHTS = Weights()


def numbered(words: Iterable[str], first: tuple[str, ...]) -> dict[str, int]:
    """The distinct words by number, behind those that come `first`."""
    return {word: number for number, word in enumerate(dict.fromkeys((*first, *words)))}


def cost_table(rows: Sequence[Row], parts: dict[str, int], readings: dict[str, int]) -> Costs:
    """Costs by part and reading.

    A single letter that was not seen read so borrows from its family, the letters that differ from it
    by the tone only, and they from flat costs by the shape of the reading. Pairs of letters have the
    readings they were seen with, no others: their letters have the rest.
    """
    counts = np.zeros((len(parts), len(readings) + MAX_READING + 1))
    for part, reading, count in rows:
        counts[parts[part], readings[reading]] = count
    shares = np.zeros_like(counts)
    families: dict[str, list[int]] = {}
    for part, number in parts.items():
        if len(part) <= 1:
            families.setdefault(_without_tone(part), []).append(number)
        elif counts[number].any():
            shares[number] = counts[number] / counts[number].sum()
    look = [confusable(reading) for reading in readings]
    # Letters that differ by their marks look alike.
    flats = {
        letter: np.exp(-_flat_costs(letter, look, readings)) for letter in set(map(confusable, families))
    }
    for letter, members in families.items():
        flat = flats[confusable(letter)]
        family = _share(counts[members].sum(axis=0))
        for number in members:
            own = _share(counts[number])
            shares[number] = WEIGHTS.own * own + WEIGHTS.family * family + WEIGHTS.flat * flat
    return np.minimum(-np.log(np.maximum(shares, 1e-300)), IMPOSSIBLE).astype(np.float32)


def _flat_costs(letter: str, look: Iterable[str], readings: Iterable[str]) -> NDArray[np.float64]:
    """What each reading, which looks so, costs for an unmarked letter if nothing was ever seen."""
    alike = {other for group in dictionaries.lines("letter-shapes.txt") if letter in group for other in group}
    costs = []
    for letters, reading in zip(look, readings, strict=True):
        is_same, is_alike = bool(letter) and letter in letters, not alike.isdisjoint(letters)
        gain = WEIGHTS.same_letter if is_same else WEIGHTS.same_shape if is_alike else 0.0
        costs.append(WEIGHTS.unseen[min(len(reading), MAX_READING)] - gain)
    return np.array([*costs, *WEIGHTS.unseen[::-1]])


def _share(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(counts / max(counts.sum(), 1.0), dtype=np.float64)


def _without_tone(letter: str) -> str:
    kept = (mark for mark in unicodedata.normalize("NFD", letter) if mark not in TONES)
    return unicodedata.normalize("NFC", "".join(kept))
