"""A model of a few sentences is a distribution, and likes what it has seen."""

from __future__ import annotations

import numpy as np

from pipeline.learn.language import estimate
from pipeline.vietnamese.language import BOS, ORDER, SPECIAL, STEP

SIZE = len(SPECIAL) + 4
A, B, C, D = range(len(SPECIAL), SIZE)


def _model() -> dict[str, np.ndarray]:
    return estimate(np.array([BOS, A, B, C, D] * 40 + [BOS, C, A] * 5), SIZE)


def test_single_words_share_all_probability() -> None:
    probabilities = np.exp(_model()["cost1"] * -STEP)
    assert abs(probabilities.sum() - 1) < 0.1


def test_arrays_of_all_orders_belong_together() -> None:
    arrays = _model()
    for n in range(1, ORDER):
        assert len(arrays[f"word{n + 1}"]) == len(arrays[f"cost{n + 1}"]) == arrays[f"children{n}"].sum()
        assert len(arrays[f"backoff{n}"]) == len(arrays[f"children{n}"])


def test_what_was_seen_often_costs_less() -> None:
    arrays = _model()
    start = int(arrays["children1"][:BOS].sum())
    behind = slice(start, start + int(arrays["children1"][BOS]))
    costs = dict(zip(arrays["word2"][behind], arrays["cost2"][behind], strict=True))
    assert set(costs) == {A, C}
    assert costs[A] < costs[C]
