"""How sure each restored word is: its share among the options of its edge, the words around as chosen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.restore.adapt import DocumentLanguage
from pipeline.restore.beam import NO_WORD, Edges, Options, Step
from pipeline.restore.language import ORDER, LanguageModel

# Of dirt nothing more is known than that it was the cheapest.
OF_DIRT = 0.5

Ids = NDArray[np.int64]
Reals = NDArray[np.float64]


def confidences(
    paths: Sequence[Sequence[Step]],
    edges: Edges,
    options: Options,
    language: LanguageModel | DocumentLanguage,
) -> list[list[float]]:
    """For each step of each path the posterior probability of its option."""
    worded = [[step for step in path if step.option != NO_WORD] for path in paths]
    steps = [step for path in worded for step in path]
    if not steps:
        return [[OF_DIRT] * len(path) for path in paths]
    edge = np.array([step.edge for step in steps])
    chosen = np.array([step.option for step in steps])
    context = np.array([step.context for step in steps])
    # How many words of the same text follow each step.
    ahead = np.concatenate([np.arange(len(path))[::-1] for path in worded])

    row = np.repeat(np.arange(len(steps)), edges.count[edge])
    option = np.arange(len(row)) - np.searchsorted(row, row) + edges.first[edge][row]
    cost = options.costs[option].astype(np.float64)
    by_language, node = language.step(context[row], options.words[option])
    cost += np.minimum(by_language, options.begun[option] + edges.switch[edge][row])
    for distance in range(1, ORDER):
        on = np.flatnonzero(ahead[row] >= distance)
        following = row[on] + distance
        by_language, node[on] = language.step(node[on], options.words[chosen[following]])
        begun = options.begun[chosen[following]] + edges.switch[edge[following]]
        cost[on] += np.minimum(by_language, begun)
    share = _shares(row, cost)[option == chosen[row]]
    found = iter(share.tolist())
    return [[OF_DIRT if step.option == NO_WORD else next(found) for step in path] for path in paths]


def _shares(row: Ids, cost: Reals) -> Reals:
    """exp(-cost) as shares of each row's sum; rows are sorted."""
    starts = np.flatnonzero(np.r_[True, row[1:] != row[:-1]])
    weights = np.exp(np.minimum.reduceat(cost, starts)[row] - cost)
    return np.asarray(weights / np.add.reduceat(weights, starts)[row], dtype=np.float64)
