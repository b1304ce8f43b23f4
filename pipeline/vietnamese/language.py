"""The language model: how likely a word is behind the three words before it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.hashing import HashTable
from pipeline.vietnamese.tokens import NUMBER, has_digit, normalise, words

SPECIAL = ("<none>", "<s>", "<unk>", NUMBER)
NONE, BOS, UNK, NUM = range(4)
# The form of language.npz, as pipeline.learn.language writes it: the step of its costs in nats (a byte then
# holds up to 20 nats), and the words of its longest n-grams. Set by hand.
STEP = 0.08
ORDER = 4

# Contexts are nodes: 0 is the empty one, then come the words, the pairs and the triples.
NOTHING = 0
# Of so many words it is remembered what they are: most texts have fewer.
KEPT = 1 << 15

Ids = NDArray[np.int64]
Costs = NDArray[np.float32]


class LanguageModel:
    """A back-off model of order 4 over lower-case words.

    A context is a node, that of the longest n-gram behind which words are listed, as in Heafield
    (2011), KenLM: faster and smaller language model queries. Costs are negative natural logarithms of
    probabilities. `BOS` as a word means that a paragraph begins.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path) as arrays:
            self.vocabulary: list[str] = arrays["vocabulary"].tolist()
            words_ = [arrays[f"word{n}"].astype(np.int64) for n in range(2, ORDER + 1)]
            children = [arrays[f"children{n}"].astype(np.int64) for n in range(1, ORDER)]
            self._word_costs = _in_nats(arrays["cost1"])
            # A byte each, in steps: they are many.
            self._costs = np.concatenate([arrays[f"cost{n}"] for n in range(2, ORDER + 1)])
            none = np.zeros(1, dtype=np.uint8)
            self._backoff = np.concatenate([none, *(arrays[f"backoff{n}"] for n in range(1, ORDER))])
        self._ids = {word: number for number, word in enumerate(self.vocabulary)}
        keys, nodes = _keys(words_, children)
        suffix = _suffixes(keys, words_, nodes)
        self._next = _next(suffix, np.concatenate([[1], *children]), nodes)
        # Of the longest n-grams it is part of what follows them.
        self._suffix = suffix[: nodes[-1]].astype(np.int32)
        self._table = HashTable(np.concatenate(keys))
        # The last word of each context; that of the empty one is not known.
        self._last = np.concatenate([[NONE], np.arange(len(self.vocabulary)), *words_[:-1]]).astype(np.uint16)
        self.id = lru_cache(KEPT)(self._id)
        self.knows = lru_cache(KEPT)(self._knows)

    @classmethod
    @cache
    def load(cls) -> LanguageModel:
        """The model that ships with the dictionaries; loaded once per process."""
        return cls(dictionaries.path("language.npz"))

    def _id(self, word: str) -> int:
        """The number of one word; UNK where it is not in the vocabulary, NUM where it has a digit."""
        if has_digit(word):
            return NUM
        return self._ids.get(normalise(word), UNK)

    def _knows(self, word: str) -> bool:
        """Whether each part of a word, between its signs, is in the vocabulary."""
        return all(self.id(part) != UNK for part in words(word))

    def step(self, contexts: Ids, following: Ids) -> tuple[Costs, Ids]:
        """The costs of words behind contexts (arrays of one length), and the contexts that they make."""
        costs = self._word_costs[following]
        after = self.after_word(following)
        active = np.flatnonzero(contexts != NOTHING)
        nodes, wanted = contexts[active], following[active]
        spent = np.zeros(len(active), dtype=np.float32)
        while len(active):
            entry = self._table.find(nodes << 16 | wanted)
            found = entry >= 0
            here, entry = active[found], entry[found]
            costs[here] = spent[found] + _in_nats(self._costs[entry])
            after[here] = self._next[len(self._word_costs) + entry]
            missing = ~found
            active, wanted = active[missing], wanted[missing]
            nodes = nodes[missing]
            spent = spent[missing] + _in_nats(self._backoff[nodes])
            nodes = self._suffix[nodes].astype(np.int64)
            if not nodes.all():
                ended = active[nodes == NOTHING]
                costs[ended] += spent[nodes == NOTHING]
                on = nodes != NOTHING
                active, wanted, nodes, spent = active[on], wanted[on], nodes[on], spent[on]
        return costs, after

    def last_word(self, contexts: Ids) -> Ids:
        """The last word of each context, NONE for the empty one."""
        return np.asarray(self._last[contexts], dtype=np.int64)

    def contexts(self, before: Ids) -> Ids:
        """The contexts that words make: `before[n]` are words in a row, NONE for one that is not known."""
        nodes = self.after_word(before[:, 0])
        for column in before.T[1:]:
            _, nodes = self.step(nodes, column)
        return nodes

    def costs(self, before: Ids, following: Ids) -> Costs:
        """The costs of words, each behind a row of words."""
        return self.step(self.contexts(before), following)[0]

    def text_costs(self, texts: Sequence[Sequence[int]]) -> list[float]:
        """The cost of each of many runs of word numbers, nothing known before them."""
        lengths = np.array([len(text) for text in texts], dtype=np.int64)
        total = np.zeros(len(texts))
        node = np.full(len(texts), NOTHING)
        for place in range(int(lengths.max(initial=0))):
            here = np.flatnonzero(lengths > place)
            cost, node[here] = self.step(node[here], np.array([texts[n][place] for n in here.tolist()]))
            total[here] += cost
        return total.tolist()

    def word_costs(self, following: Ids) -> Costs:
        """The costs of words by themselves, whatever stands before them."""
        return np.asarray(self._word_costs[following], dtype=np.float32)

    def after_word(self, following: Ids) -> Ids:
        """The contexts that words make by themselves."""
        return np.asarray(self._next[following], dtype=np.int64)


def _in_nats(packed: NDArray[np.uint8]) -> Costs:
    return packed.astype(np.float32) * np.float32(STEP)


def _keys(words_: list[Ids], children: list[Ids]) -> tuple[list[Ids], list[int]]:
    """For each order the sorted keys `context << 16 | word`, and where the nodes of each order begin."""
    firsts = np.cumsum([1, *map(len, children)]).tolist()
    contexts = [np.repeat(np.arange(len(n)) + first, n) for n, first in zip(children, firsts, strict=False)]
    return [context << 16 | word for context, word in zip(contexts, words_, strict=True)], firsts


def _suffixes(keys: list[Ids], words_: list[Ids], firsts: list[int]) -> Ids:
    """For each node, and each n-gram of the highest order, the node of its words but the first."""
    suffix = np.zeros(firsts[-1] + len(words_[-1]), dtype=np.int64)
    suffix[firsts[1] : firsts[2]] = 1 + words_[0]
    starts = [*firsts[2:], len(suffix)]
    for n in range(1, len(words_)):
        shorter = suffix[keys[n] >> 16] << 16 | words_[n]
        suffix[firsts[n + 1] : starts[n]] = firsts[n] + np.searchsorted(keys[n - 1], shorter)
    return suffix


def _next(suffix: Ids, children: Ids, firsts: list[int]) -> NDArray[np.int32]:
    """For each word and n-gram the longest context in it behind which words are listed."""
    reached = np.arange(len(suffix))
    reached[firsts[-1] :] = suffix[firsts[-1] :]
    for first, last in pairwise(firsts):
        nodes = np.arange(first, last)
        childless = nodes[children[first:last] == 0]
        reached[childless] = reached[suffix[childless]]
    reached[firsts[-1] :] = reached[reached[firsts[-1] :]]
    return reached[1:].astype(np.int32)
