"""The document helps itself: word pairs that it surely has make the same pairs likelier where it is garbled.

A cache language model, after Kuhn & De Mori (1990), A cache-based natural language model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Word
from pipeline.vietnamese.language import UNK, LanguageModel
from pipeline.vietnamese.tokens import words

# What the document's own pairs weigh, and how sure their words must be.
WEIGHT, SURE = 0.3, 0.8
# Of what follows a word in the document, so many words are thought to follow it elsewhere.
UNSEEN = 2.0

Ids = NDArray[np.int64]
Costs = NDArray[np.float32]


class DocumentLanguage:
    """A language model, mixed with the pairs of words of a document."""

    def __init__(self, language: LanguageModel, texts: Iterable[Sequence[Word]]) -> None:
        self._language = language
        pairs: Counter[tuple[int, int]] = Counter()
        for text in texts:
            ids = [
                language.id(part) if word.confidence >= SURE else UNK
                for word in text
                for part in words(word.text)
            ]
            pairs.update((v, w) for v, w in pairwise(ids) if UNK not in (v, w))
        seen = dict(sorted(pairs.items()))
        behind: Counter[int] = Counter()
        for (v, _), count in seen.items():
            behind[v] += count
        self._keys = np.array([v << 16 | w for v, w in seen], dtype=np.int64)
        self._shares = np.array([n / (behind[v] + UNSEEN) for (v, _), n in seen.items()], dtype=np.float32)

        self.after_word = language.after_word

    def step(self, contexts: Ids, following: Ids) -> tuple[Costs, Ids]:
        """As LanguageModel.step."""
        costs, after = self._language.step(contexts, following)
        if len(self._keys):
            wanted = self._language.last_word(contexts) << 16 | following
            place = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
            known = np.flatnonzero(self._keys[place] == wanted)
            share = (1 - WEIGHT) * np.exp(-costs[known]) + WEIGHT * self._shares[place[known]]
            costs[known] = -np.log(share)
        return costs, after
