"""Calibrated confidences: of the words that claim 95 %, 95 % should be right.

A posterior among a word's own options knows nothing of what its neighbours, the letters and the language
say of the place. A logistic regression over these does (Platt 1999, Probabilistic outputs for support
vector machines); `pipeline.learn.calibration` fits it on pages whose text is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.vietnamese import dictionaries

FEATURES = ("one", "doubt", "channel", "language", "channel-near", "language-near", "doubt-near", "unknown")
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranges:
    """What the features take in. Set by hand; the weights were fitted to features within these ranges."""

    # How many words on either side are near.
    near: int = 3
    # Costs above this say no more (nats, at most).
    cost: float = 12.0
    # Doubts below this say no more (a probability, at least).
    doubt: float = 1e-4


RANGES = Ranges()


def features(share: Reals, channel: Reals, language: Reals, unknown: Reals, starts: Reals) -> Reals:
    """The FEATURES of words in the order of their texts, as an array (words, features).

    `share` is each word's posterior among its options, `channel` and `language` are its costs (nats),
    `unknown` is 1 for words that the language model does not know; `starts` is 1 where a text begins.
    """
    doubt = -np.log10(1 - share + RANGES.doubt)
    channel, language = (np.clip(costs, 0, RANGES.cost) for costs in (channel, language))
    text = np.cumsum(starts)
    near = [_near(column, text) for column in (channel, language, doubt)]
    return np.stack([np.ones(len(share)), doubt, channel, language, *near, unknown], axis=1)


def calibrated(found: Reals) -> Reals:
    """The probability that each word is right, given its features."""
    return np.asarray(1 / (1 + np.exp(-found @ _weights())), dtype=np.float64)


def _near(values: Reals, text: Reals) -> Reals:
    """The mean of the values of the near words of the same text on either side."""
    total, count = np.zeros(len(values)), np.zeros(len(values))
    for distance in range(1, RANGES.near + 1):
        same = text[distance:] == text[:-distance]
        total[distance:] += values[:-distance] * same
        total[:-distance] += values[distance:] * same
        count[distance:] += same
        count[:-distance] += same
    return np.where(count > 0, total / np.maximum(count, 1), values)


@cache
def _weights() -> Reals:
    weights = dict(dictionaries.pairs("calibration.txt"))
    return np.array([float(weights[name]) for name in FEATURES])
