"""The document helps itself: word pairs that it surely has make the same pairs likelier where it is garbled.

A cache language model, after Kuhn & De Mori (1990), A cache-based natural language model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Word
from pipeline.vietnamese.language import UNK, LanguageModel
from pipeline.vietnamese.tokens import words

Ids = NDArray[np.int64]
Costs = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """What the document's own word pairs weigh beside the language model. Set by hand; not fitted."""

    # The weight of the document's pairs, 0 to 1; the rest is the language model's.
    document: float = 0.3
    # How sure both words of a pair must be (confidence, 0 to 1, at least).
    sure: float = 0.8
    # Of what follows a word, this many are added to those counted, for what the document does not show.
    unseen: float = 2.0


WEIGHTS = Weights()


class DocumentLanguage:
    """A language model, mixed with the pairs of words of a document (lines of restored words)."""

    def __init__(
        self, language: LanguageModel, lines: Iterable[Sequence[Word]], weights: Weights = WEIGHTS
    ) -> None:
        self._language = language
        self._weight = weights.document
        pairs: Counter[tuple[int, int]] = Counter()
        for line in lines:
            ids = [
                language.id(part) if word.confidence >= weights.sure else UNK
                for word in line
                for part in words(word.text)
            ]
            pairs.update((v, w) for v, w in pairwise(ids) if UNK not in (v, w))
        seen = dict(sorted(pairs.items()))
        behind: Counter[int] = Counter()
        for (v, _), count in seen.items():
            behind[v] += count
        shares = [count / (behind[v] + weights.unseen) for (v, _), count in seen.items()]
        self._keys = np.array([v << 16 | w for v, w in seen], dtype=np.int64)
        self._shares = np.array(shares, dtype=np.float32)
        self.after_word = language.after_word

    def step(self, contexts: Ids, following: Ids) -> tuple[Costs, Ids]:
        """As LanguageModel.step."""
        costs, after = self._language.step(contexts, following)
        if len(self._keys):
            wanted = self._language.last_word(contexts) << 16 | following
            place = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
            known = np.flatnonzero(self._keys[place] == wanted)
            weight = self._weight
            share = (1 - weight) * np.exp(-costs[known]) + weight * self._shares[place[known]]
            costs[known] = -np.log(share)
        return costs, after
