"""The language model: how likely a word is behind the two words before it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline import dictionaries
from pipeline.restore.tokens import NUMBER, normalise, words

SPECIAL = ("<none>", "<s>", "<unk>", NUMBER)
NONE, BOS, UNK, NUM = range(4)
STEP = 0.08

Ids = NDArray[np.int64]
Costs = NDArray[np.float32]


class LanguageModel:
    """A back-off trigram model over lower-case words, in sorted arrays.

    `NONE` as a context word means that nothing is known of it, `BOS` that a paragraph begins.
    Costs are negative natural logarithms of probabilities.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path) as arrays:
            self.vocabulary: list[str] = arrays["vocabulary"].tolist()
            self._uni, self._uni_bow = _costs(arrays["uni_p"]), _costs(arrays["uni_bow"])
            self._bi, self._bi_bow = _costs(arrays["bi_p"]), _costs(arrays["bi_bow"])
            self._tri = _costs(arrays["tri_p"])
            self._bi_keys = _keys(arrays["bi_first"], arrays["bi_word"])
            self._tri_keys = _keys(arrays["tri_first"], arrays["tri_word"])
        self._ids = {word: number for number, word in enumerate(self.vocabulary)}
        self.score = lru_cache(1 << 18)(self._score)
        self.id = lru_cache(1 << 18)(self._id)

    @classmethod
    @cache
    def load(cls) -> LanguageModel:
        """The model that ships with the dictionaries; loaded once per process."""
        return cls(dictionaries.folder() / "language.npz")

    def _id(self, word: str) -> int:
        """The number of one word; UNK where it is not in the vocabulary, NUM where it has a digit."""
        if any(letter.isdigit() for letter in word):
            return NUM
        return self._ids.get(normalise(word), UNK)

    def knows(self, word: str) -> bool:
        """Whether each part of a word, between its signs, is in the vocabulary."""
        return all(self.id(part) != UNK for part in words(word))

    def costs(self, u: Ids, v: Ids, w: Ids) -> Costs:
        """The costs of the words `w` behind `u`, `v`: arrays of word numbers, all of one length."""
        context = _find(self._bi_keys, u << 16 | v)
        pair = _find(self._bi_keys, v << 16 | w)
        triple = np.where(context < 0, -1, _find(self._tri_keys, context << 16 | w))
        by_pair = np.where(pair < 0, self._uni_bow[v] + self._uni[w], self._bi[pair])
        by_pair += np.where(context < 0, 0, self._bi_bow[context])
        return np.asarray(np.where(triple < 0, by_pair, self._tri[triple]), dtype=np.float32)

    def text_cost(self, text: Sequence[int]) -> float:
        """The cost of a run of word numbers of which nothing before is known."""
        padded = np.array([NONE, NONE, *text], dtype=np.int64)
        return float(self.costs(padded[:-2], padded[1:-1], padded[2:]).sum())

    def word_costs(self, w: Ids) -> Costs:
        """The costs of words by themselves, whatever stands before them."""
        return np.asarray(self._uni[w], dtype=np.float32)

    def _score(self, u: int, v: int, w: int) -> float:
        """The natural logarithm of P(w | u v), for one word."""
        return -float(self.costs(np.array([u]), np.array([v]), np.array([w]))[0])


def _costs(packed: NDArray[np.uint8]) -> Costs:
    return packed.astype(np.float32) * np.float32(STEP)


def _keys(lengths: NDArray[np.generic], words: NDArray[np.generic]) -> Ids:
    """Sorted keys `context << 16 | word` from the number of words listed behind each context."""
    contexts = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths.astype(np.int64))
    return contexts << 16 | words.astype(np.int64)


def _find(keys: Ids, wanted: Ids) -> Ids:
    """Where each wanted key stands, -1 where it is missing."""
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[places] == wanted, places, -1)
