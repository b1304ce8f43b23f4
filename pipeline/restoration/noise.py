"""Noise: what it costs to take a reading for none of the text, by its letters and the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.document import Word
from pipeline.vietnamese import pieces
from pipeline.vietnamese.shape import has_vietnamese_letter


@dataclass(frozen=True, slots=True)
class Prices:
    """What noise costs (nats). Set by hand on rendered pages; the sample was not used."""

    # A reading of one letter, and each letter more.
    letter: float = 8.0
    more_letters: float = 5.0
    # How much less that is for each neighbour that looks like noise.
    neighbour: float = 1.5
    # How much more for what reads well as a word: less by each noisy neighbour, nothing from `noisy` on.
    readable: float = 8.0
    noisy: int = 5
    # How much more for a capital by itself among clean words: it may be a name (Bên B).
    lone_capital: float = 5.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Which readings may be noise. Set by hand on rendered pages; the sample was not used."""

    # Letters of a reading that may be noise as a whole, at most.
    letters: int = 5
    # What its cheapest candidate costs, at most, where a reading reads well as a word (nats).
    readable: float = 2.0
    # Words on either side that show whether a reading stands in noise.
    near: int = 4


PRICES, LIMITS = Prices(), Limits()


def noise_cost(words: Sequence[Word], number: int, reading: str, by_channel: float) -> float | None:
    """What it costs to take a reading in a word for noise (nats); None where it is too long for that.

    `by_channel` is what the reading's cheapest candidate costs.
    """
    if len(reading) > LIMITS.letters:
        return None
    near = words[max(number - LIMITS.near, 0) : number + LIMITS.near + 1]
    noisy = sum(_is_noisy(word.raw) for word in near)
    cost = PRICES.letter + PRICES.more_letters * (len(reading) - 1) - PRICES.neighbour * noisy
    has_own_letter = has_vietnamese_letter(reading)
    if has_own_letter or (by_channel <= LIMITS.readable and len(reading) > 1):
        cost += PRICES.readable * max(0.0, 1 - noisy / PRICES.noisy)
    if noisy == 1 and len(reading) == 1 and reading.isupper():
        cost += PRICES.lone_capital
    return cost


@cache
def _is_noisy(run: str) -> bool:
    letters = run.strip("'’‘`\".,;:")
    return len(letters) <= 1 and not letters.isdigit() and not pieces.is_sign_alone(run)
