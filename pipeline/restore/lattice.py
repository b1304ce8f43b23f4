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
        grown = []
        for begin in dict.fromkeys(edges[n].start for n in arriving[place]):
            together = [n for n in arriving[place] if edges[n].start == begin]
            before = states[begin]
            if before is not None:
                worded = [n for n in together if edges[n].words is not None]
                grown += _extended(before, worded, edges, language)
                grown += [_skipped(before, n, edges[n]) for n in together if edges[n].words is None]
        states[place] = _prune(grown)
    return _trace(edges, states)


def _skipped(before: _States, number: int, edge: Edge) -> _States:
    """The states behind an edge that stands for no word."""
    paths = len(before.cost)
    return _States(
        u=before.u,
        v=before.v,
        cost=before.cost + edge.costs[0],
        edge=np.full(paths, number),
        choice=np.zeros(paths, dtype=np.int64),
        place=np.full(paths, edge.start),
        state=np.arange(paths),
    )


def _extended(
    before: _States, numbers: Sequence[int], edges: Sequence[Edge], language: LanguageModel
) -> list[_States]:
    """The states behind edges that leave one place and arrive at one, worked out together."""
    if not numbers:
        return []
    words = np.concatenate([edges[n].words for n in numbers if edges[n].words is not None])
    costs = np.concatenate([edges[n].costs for n in numbers])
    fresh = np.concatenate([edges[n].fresh for n in numbers])
    sizes = [len(edges[n].costs) for n in numbers]
    paths, ways = len(before.cost), len(words)
    source = np.repeat(np.arange(paths), ways)
    following = np.tile(words, paths)
    by_language = language.costs(before.u[source], before.v[source], following).reshape(paths, ways)
    cost = before.cost[:, None] + costs + np.minimum(by_language, fresh)
    return [
        _States(
            u=before.v[source],
            v=following,
            cost=cost.ravel(),
            edge=np.tile(np.repeat(numbers, sizes), paths),
            choice=np.tile(np.concatenate([np.arange(size) for size in sizes]), paths),
            place=np.full(paths * ways, edges[numbers[0]].start),
            state=source,
        )
    ]


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
