"""How sure each restored word is: its share among the options of its edge, the words around as chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.restoration.adapt import DocumentLanguage
from pipeline.restoration.beam import NO_WORD, Edges, Options, Step
from pipeline.restoration.calibration import calibrated, features
from pipeline.vietnamese.language import ORDER, UNK, LanguageModel

# What is less likely is not worth naming, and there are never so many.
MIN_OTHER, MAX_OTHERS = 0.01, 4

Ids = NDArray[np.int64]
Reals = NDArray[np.float64]


class Sureness(NamedTuple):
    """How likely a step's option is to be right, and what else it may be: (option, probability).

    `share` is the option's posterior among the edge's, `features` what its calibration rests on.
    """

    share: float
    confidence: float
    features: tuple[float, ...] = ()
    others: tuple[tuple[int, float], ...] = ()


# Of dirt nothing more is known than that it was the cheapest.
OF_DIRT = Sureness(0.5, 0.5)


def confidences(
    paths: Sequence[Sequence[Step]],
    edges: Edges,
    options: Options,
    language: LanguageModel | DocumentLanguage,
) -> list[list[Sureness]]:
    """How sure each step of each path is."""
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
    by_language = np.minimum(by_language, options.begun[option] + edges.switch[edge][row])
    cost += by_language
    for distance in range(1, ORDER):
        on = np.flatnonzero(ahead[row] >= distance)
        following = row[on] + distance
        ahead_cost, node[on] = language.step(node[on], options.words[chosen[following]])
        begun = options.begun[chosen[following]] + edges.switch[edge[following]]
        cost[on] += np.minimum(ahead_cost, begun)
    share = _shares(row, cost)
    own = option == chosen[row]
    unknown = (options.words[chosen] == UNK).astype(np.float64)
    begins = np.concatenate([np.arange(len(path)) == 0 for path in worded]).astype(np.float64)
    costs = options.costs[chosen].astype(np.float64)
    known = features(share[own], costs, by_language[own].astype(np.float64), unknown, begins)
    columns = (share[own].tolist(), calibrated(known).tolist(), map(tuple, known.tolist()))
    found = zip(*columns, _others(row, option, share, chosen), strict=True)
    return [
        [OF_DIRT if step.option == NO_WORD else Sureness(*next(found)) for step in path] for path in paths
    ]


def _others(row: Ids, option: Ids, share: Reals, chosen: Ids) -> list[tuple[tuple[int, float], ...]]:
    """For each step the likeliest options that were not chosen."""
    here = np.flatnonzero((share >= MIN_OTHER) & (option != chosen[row]))
    here = here[np.lexsort((-share[here], row[here]))]
    others: list[list[tuple[int, float]]] = [[] for _ in chosen]
    for number, other, likely in zip(
        row[here].tolist(), option[here].tolist(), share[here].tolist(), strict=True
    ):
        if len(others[number]) < MAX_OTHERS:
            others[number].append((other, likely))
    return [tuple(found) for found in others]


def _shares(row: Ids, cost: Reals) -> Reals:
    """exp(-cost) as shares of each row's sum; rows are sorted."""
    starts = np.flatnonzero(np.r_[True, row[1:] != row[:-1]])
    weights = np.exp(np.minimum.reduceat(cost, starts)[row] - cost)
    return np.asarray(weights / np.add.reduceat(weights, starts)[row], dtype=np.float64)
