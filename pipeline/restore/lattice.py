"""The lattice of a stretch of text, and the best way through it.

Between two places of the text lead edges: a reading as one of its candidate syllables, a part of a
glued reading, two readings as one syllable, dirt that stands for nothing. The cheapest path by
channel and language together is found by a beam search over the last two words (Viterbi where the
beam holds all states).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.restore.language import BOS, LanguageModel

BEAM = 48


@dataclass(frozen=True, slots=True)
class Edge:
    """Ways from one place to a later one: `words[k]` at the cost `costs[k]`; None stands for no word.

    `fresh[k]` is the cost of a word whatever stands before it on the line, as where another cell's
    text begins; it counts where it is less than the cost behind the words before. `tag` is the
    caller's: it comes back with the path.
    """

    start: int
    end: int
    words: NDArray[np.int64] | None
    costs: NDArray[np.float32]
    fresh: NDArray[np.float32]
    tag: int


@dataclass(frozen=True, slots=True)
class Step:
    """An edge taken, which of its words, and how much dearer the best path without that word is."""

    tag: int
    choice: int
    margin: float


@dataclass(frozen=True, slots=True)
class _States:
    """The paths that end at one place: the last two words, the cost, and where each came from."""

    u: NDArray[np.int64]
    v: NDArray[np.int64]
    cost: NDArray[np.float32]
    edge: NDArray[np.int64]
    choice: NDArray[np.int64]
    place: NDArray[np.int64]
    state: NDArray[np.int64]


def best_path(edges: Sequence[Edge], length: int, language: LanguageModel) -> list[Step]:
    """The cheapest path from place 0 to place `length`.

    Raises ValueError where no path exists: every place must be reachable.
    """
    arriving: list[list[int]] = [[] for _ in range(length + 1)]
    for number, edge in enumerate(edges):
        arriving[edge.end].append(number)
    start = np.array([BOS])
    nothing = np.array([-1])
    states: list[_States | None] = [None] * (length + 1)
    states[0] = _States(start, start, np.zeros(1, np.float32), nothing, nothing, nothing, nothing)
    for place in range(1, length + 1):
        grown = [_extend(edges[n], n, states, language) for n in arriving[place]]
        states[place] = _prune([found for found in grown if found is not None])
    return _trace(edges, states)


def _extend(
    edge: Edge, number: int, states: Sequence[_States | None], language: LanguageModel
) -> _States | None:
    before = states[edge.start]
    if before is None:
        return None
    paths, ways = len(before.cost), len(edge.costs)
    if edge.words is None:
        words, u, v = before.v, before.u, before.v
        cost = before.cost + edge.costs[0]
        source = np.arange(paths)
        choice = np.zeros(paths, dtype=np.int64)
        return _States(u, words, cost, np.full(paths, number), choice, np.full(paths, edge.start), source)
    source = np.repeat(np.arange(paths), ways)
    words = np.tile(edge.words, paths)
    u, v = before.u[source], before.v[source]
    by_language = np.minimum(language.costs(u, v, words), np.tile(edge.fresh, paths))
    cost = before.cost[source] + np.tile(edge.costs, paths) + by_language
    total = len(source)
    choice = np.tile(np.arange(ways), paths)
    return _States(v, words, cost, np.full(total, number), choice, np.full(total, edge.start), source)


def _prune(grown: list[_States]) -> _States | None:
    """Of paths with the same last two words the cheapest, and of all the BEAM cheapest."""
    if not grown:
        return None
    u, v, cost, edge, choice, place, state = (
        np.concatenate([getattr(found, name) for found in grown]) for name in _States.__slots__
    )
    order = np.argsort(cost, kind="stable")
    _, first = np.unique((u << 20 | v)[order], return_index=True)
    kept = order[np.sort(first)[:BEAM]]
    return _States(u[kept], v[kept], cost[kept], edge[kept], choice[kept], place[kept], state[kept])


def _trace(edges: Sequence[Edge], states: Sequence[_States | None]) -> list[Step]:
    last = states[-1]
    if last is None:
        raise ValueError("the lattice has no path from its start to its end")
    steps = []
    here, index = last, int(np.argmin(last.cost))
    while here.edge[index] >= 0:
        tag = edges[here.edge[index]].tag
        steps.append(Step(tag, int(here.choice[index]), _margin(here, index)))
        before = states[here.place[index]]
        assert before is not None
        here, index = before, int(here.state[index])
    return steps[::-1]


def _margin(states: _States, index: int) -> float:
    """How much dearer the cheapest path to this place is that took another word or edge last."""
    other = (states.v != states.v[index]) | (states.edge != states.edge[index])
    return float(states.cost[other].min() - states.cost[index]) if other.any() else 99.0
