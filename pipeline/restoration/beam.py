"""The best ways through many lattices at once.

Between two places of a text lead edges: a reading as one of its options, a part of a glued reading, two
readings as one word, noise that stands for nothing. The cheapest way by channel and language together is
found by beam search over the language model's contexts (Viterbi where the beam holds all of them). All
texts go forward together, place by place, so that each step is a few operations on long arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.restoration.adapt import DocumentLanguage
from pipeline.restoration.edges import NO_WORD, Edges, Options, Step
from pipeline.vietnamese.language import BOS, LanguageModel

Ids = NDArray[np.int64]
Costs = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Limits:
    """How many of the ways are followed: more find better ones, and take longer. Set by hand; not fitted."""

    # Ways that end at one place of a text, at most.
    ways: int = 12
    # How much a way may cost beyond the cheapest of its text at that place (nats, at most).
    lag: float = 10.0


LIMITS = Limits()


def best_paths(
    edges: Edges, options: Options, lengths: Sequence[int], language: LanguageModel | DocumentLanguage
) -> list[list[Step]]:
    """For each text the cheapest path from place 0 to its length.

    Raises ValueError where no path exists: every place must be reachable.
    """
    states = _States(lengths, int(language.after_word(np.array([BOS]))[0]))
    order = np.lexsort((edges.text, edges.end))
    order = order[edges.count[order] > 0]
    ends = edges.end[order]
    for place in range(1, max(lengths, default=0) + 1):
        here = order[np.searchsorted(ends, place) : np.searchsorted(ends, place, side="right")]
        grown = _extended(states, here, edges, options, language)
        states.add(place, *_pruned(*grown))
    return [states.trace(text, length) for text, length in enumerate(lengths)]


class _States:
    """The ways that end at each place of each text: cost, context, and how they came there."""

    def __init__(self, lengths: Sequence[int], context: int) -> None:
        texts = len(lengths)
        self.base = np.concatenate([[0], np.cumsum(np.array(lengths, dtype=np.int64) + 1)])
        self.first = np.zeros(self.base[-1], dtype=np.int64)
        self.count = np.zeros(self.base[-1], dtype=np.int64)
        self.first[self.base[:-1]] = np.arange(texts)
        self.count[self.base[:-1]] = 1
        self.size = texts
        self.cost = np.zeros(texts, dtype=np.float32)
        self.context = np.full(texts, context)
        self._before = [np.full(texts, -1)]
        self._edge = [np.full(texts, -1)]
        self._option = [np.full(texts, NO_WORD)]

    def add(
        self, place: int, text: Ids, cost: Costs, context: Ids, before: Ids, edge: Ids, option: Ids
    ) -> None:
        """States, sorted by text, that end at `place`."""
        if self.size + len(text) > len(self.cost):
            room = np.zeros(self.size + 2 * len(text), dtype=np.int64)
            self.cost = np.concatenate([self.cost[: self.size], room.astype(np.float32)])
            self.context = np.concatenate([self.context[: self.size], room])
        self.cost[self.size : self.size + len(text)] = cost
        self.context[self.size : self.size + len(text)] = context
        texts, first, count = np.unique(text, return_index=True, return_counts=True)
        self.first[self.base[texts] + place] = self.size + first
        self.count[self.base[texts] + place] = count
        self.size += len(text)
        self._before.append(before)
        self._edge.append(edge)
        self._option.append(option)

    def trace(self, text: int, length: int) -> list[Step]:
        if len(self._before) > 1:
            self._before, self._edge = [np.concatenate(self._before)], [np.concatenate(self._edge)]
            self._option = [np.concatenate(self._option)]
        node = self.base[text] + length
        if not self.count[node]:
            raise ValueError("the lattice has no path from its start to its end")
        state = int(
            self.first[node] + np.argmin(self.cost[self.first[node] : self.first[node] + self.count[node]])
        )
        steps = []
        while (edge := int(self._edge[0][state])) >= 0:
            option, state = int(self._option[0][state]), int(self._before[0][state])
            steps.append(Step(edge, option, int(self.context[state])))
        return steps[::-1]


def _extended(
    states: _States, here: Ids, edges: Edges, options: Options, language: LanguageModel | DocumentLanguage
) -> tuple[Ids, Costs, Ids, Ids, Ids, Ids]:
    """The states behind edges: text, cost, context, the state before, the edge, the option."""
    node = states.base[edges.text[here]] + edges.start[here]
    ways = edges.count[here]
    sizes = states.count[node] * ways
    row = np.repeat(np.arange(len(here)), sizes)
    inside = np.arange(len(row)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    before = states.first[node][row] + inside // ways[row]
    edge = here[row]
    option = edges.first[edge] + np.where(edges.first[edge] == NO_WORD, 0, inside % ways[row])
    cost = states.cost[before] + edges.cost[edge]
    context = states.context[before]
    is_word = option != NO_WORD
    cost[is_word] += options.costs[option[is_word]]

    # Ways that lag behind before the language has spoken will hardly catch up: the language gives back less.
    text = edges.text[edge]
    kept = cost <= _least(text, cost)[text] + LIMITS.lag
    cost, context, before, edge, option, text = (a[kept] for a in (cost, context, before, edge, option, text))
    worded = np.flatnonzero(option != NO_WORD)
    words = options.words[option[worded]]
    by_language, after = language.step(context[worded], words)
    begun = options.begun[option[worded]] + edges.switch[edge[worded]]
    fresh = begun < by_language
    cost[worded] += np.where(fresh, begun, by_language)
    context[worded] = np.where(fresh, language.after_word(words), after)
    return text, cost, context, before, edge, option


def _pruned(text: Ids, cost: Costs, *columns: Ids) -> tuple[Ids, Costs, Ids, Ids, Ids, Ids]:
    """Of the ways of a text with the same context the cheapest, and of all the cheapest."""
    near = np.flatnonzero(cost <= _least(text, cost)[text] + LIMITS.lag)
    order = near[np.lexsort((cost[near], text[near]))]
    _, first = np.unique(text[order] << 32 | columns[0][order], return_index=True)
    order = order[np.sort(first)]
    sorted_text = text[order]
    rank = np.arange(len(order)) - np.searchsorted(sorted_text, sorted_text)
    order = order[rank < LIMITS.ways]
    context, before, edge, option = (column[order] for column in columns)
    return text[order], cost[order], context, before, edge, option


def _least(text: Ids, cost: Costs) -> Costs:
    """The least cost of each text, by its number."""
    least = np.full(int(text.max(initial=-1)) + 1, np.inf, dtype=np.float32)
    np.minimum.at(least, text, cost)
    return least
