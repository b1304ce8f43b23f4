"""How sure each restored word is: its share among the options of its edge, the words around as chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.restoration.adapt import DocumentLanguage
from pipeline.restoration.calibration import calibrated, features
from pipeline.restoration.edges import NO_WORD, Edges, Options, Step
from pipeline.vietnamese.language import ORDER, UNK, LanguageModel

Ids = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Limits:
    """Which alternatives are named. Set by hand; not fitted."""

    # Their probability, at least (0 to 1), and how many there are, at most.
    probability: float = 0.01
    alternatives: int = 4


LIMITS = Limits()


class Sureness(NamedTuple):
    """How likely a step's option is to be right, and what else it may be: (option, probability).

    `share` is the option's posterior among the edge's, `features` what its calibration rests on.
    """

    share: float
    confidence: float
    features: tuple[float, ...] = ()
    others: tuple[tuple[int, float], ...] = ()


# Of noise nothing more is known than that it was the cheapest.
OF_NOISE = Sureness(0.5, 0.5)


@dataclass(frozen=True, slots=True)
class _Rivals:
    """All options of the edges that were taken, as columns: the step, the option, its costs (nats)."""

    # The step's number; rows are sorted by it.
    row: Ids
    option: Ids
    # By channel and language, and the language's part of it: that of the word itself.
    cost: Reals
    by_language: Reals


def confidences(
    paths: Sequence[Sequence[Step]],
    edges: Edges,
    options: Options,
    language: LanguageModel | DocumentLanguage,
) -> list[list[Sureness]]:
    """How sure each step of each path is."""
    worded = [[step for step in path if step.option != NO_WORD] for path in paths]
    if not any(worded):
        return [[OF_NOISE] * len(path) for path in paths]
    edge, chosen, context = np.array([step for path in worded for step in path], dtype=np.int64).T
    # How many words of the same text follow each step, and whether one begins it.
    ahead = np.concatenate([np.arange(len(path))[::-1] for path in worded])
    begins = np.concatenate([np.arange(len(path)) == 0 for path in worded]).astype(np.float64)

    rivals = _rivals(edge, chosen, context, ahead, edges, options, language)
    share = _shares(rivals.row, rivals.cost)
    own = rivals.option == chosen[rivals.row]
    unknown = (options.words[chosen] == UNK).astype(np.float64)
    by_channel = options.costs[chosen].astype(np.float64)
    known = features(share[own], by_channel, rivals.by_language[own], unknown, begins)
    columns = (share[own].tolist(), calibrated(known).tolist(), map(tuple, known.tolist()))
    others = _others(rivals.row, rivals.option, share, chosen)
    found = map(Sureness, *columns, others)
    return [[OF_NOISE if step.option == NO_WORD else next(found) for step in path] for path in paths]


def _rivals(
    edge: Ids,
    chosen: Ids,
    context: Ids,
    ahead: Ids,
    edges: Edges,
    options: Options,
    language: LanguageModel | DocumentLanguage,
) -> _Rivals:
    """What each option of the edges costs with the words that were chosen behind it."""
    row = np.repeat(np.arange(len(edge)), edges.count[edge])
    option = np.arange(len(row)) - np.searchsorted(row, row) + edges.first[edge][row]
    by_language, node = language.step(context[row], options.words[option])
    by_language = np.minimum(by_language, options.begun[option] + edges.switch[edge][row])
    cost = options.costs[option].astype(np.float64) + by_language
    for distance in range(1, ORDER):
        on = np.flatnonzero(ahead[row] >= distance)
        following = row[on] + distance
        ahead_cost, node[on] = language.step(node[on], options.words[chosen[following]])
        begun = options.begun[chosen[following]] + edges.switch[edge[following]]
        cost[on] += np.minimum(ahead_cost, begun)
    return _Rivals(row, option, cost, by_language.astype(np.float64))


def _others(row: Ids, option: Ids, share: Reals, chosen: Ids) -> list[tuple[tuple[int, float], ...]]:
    """For each step the likeliest options that were not chosen."""
    here = np.flatnonzero((share >= LIMITS.probability) & (option != chosen[row]))
    here = here[np.lexsort((-share[here], row[here]))]
    others: list[list[tuple[int, float]]] = [[] for _ in chosen]
    for number, other, likely in zip(
        row[here].tolist(), option[here].tolist(), share[here].tolist(), strict=True
    ):
        if len(others[number]) < LIMITS.alternatives:
            others[number].append((other, likely))
    return [tuple(found) for found in others]


def _shares(row: Ids, cost: Reals) -> Reals:
    """exp(-cost) as shares of each row's sum; rows are sorted."""
    starts = np.flatnonzero(np.r_[True, row[1:] != row[:-1]])
    weights = np.exp(np.minimum.reduceat(cost, starts)[row] - cost)
    return np.asarray(weights / np.add.reduceat(weights, starts)[row], dtype=np.float64)
