"""Learn the language model: `python -m pipeline.learn.language CORPUS [DICTIONARIES]`.

Writes syllables.txt (what Vietnamese words may be restored to) and language.npz (a 4-gram model with
modified Kneser-Ney smoothing; Chen & Goodman 1999).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.learn import corpus
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.language import BOS, NONE, ORDER, SPECIAL, STEP, UNK
from pipeline.vietnamese.syllables import is_syllable
from pipeline.vietnamese.tokens import words

MIN_WORD_COUNT = 3
# A longer n-gram stays where it makes what was seen likelier by so many nats.
MIN_GAIN = {3: 2.0, 4: 5.0}
PLAN_WEIGHT = 3
# For n-grams seen once, twice, more often: more than counts of counts give, since other offices word
# things in other ways than the corpus does (set on plans outside it).
DISCOUNTS = (0.9, 1.5, 1.9)
# Dictionaries whose entries are text, too: names of places, units, headings, criteria.
PHRASES = ("gazetteer.txt", "index-criteria.txt", "phrases.txt")
PHRASE_WEIGHT = 3

Ids = NDArray[np.int64]
Reals = NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("dictionaries", type=Path, nargs="?", default=dictionaries.folder())
    arguments = parser.parse_args()

    texts = [*corpus.paragraphs(arguments.corpus), *phrases()]
    counts = Counter(word for text in texts for word in words(text))
    vocabulary = [*SPECIAL, *sorted(w for w, n in counts.items() if n >= MIN_WORD_COUNT and w not in SPECIAL)]
    syllables = [word for word in vocabulary if is_syllable(word)]
    header = "# Vietnamese syllables, found in legal and administrative text.\n"
    (arguments.dictionaries / "syllables.txt").write_text(
        header + "\n".join(syllables) + "\n", encoding="utf-8"
    )

    ids = {word: number for number, word in enumerate(vocabulary)}
    stream = np.fromiter(_stream(texts, ids), dtype=np.int64)
    arrays: dict[str, Any] = estimate(stream, len(vocabulary))
    path = arguments.dictionaries / "language.npz"
    np.savez_compressed(path, vocabulary=np.array(vocabulary), **arrays)


def _stream(texts: Iterable[str], ids: dict[str, int]) -> Iterator[int]:
    """All paragraphs as word numbers, BOS before each; plan-like ones several times over."""
    is_like_a_plan = re.compile("|".join(dictionaries.lines("plan-words.txt")), re.IGNORECASE).search
    for text in texts:
        numbers = [ids.get(word, UNK) for word in words(text)]
        for _ in range(PLAN_WEIGHT if is_like_a_plan(text) else 1):
            yield BOS
            yield from numbers


def phrases() -> Iterator[str]:
    """The entries of the phrase dictionaries, each several times over."""
    for name in PHRASES:
        for entry in dictionaries.lines(name):
            yield from [entry.replace("\t", " ")] * PHRASE_WEIGHT


def estimate(stream: Ids, size: int) -> dict[str, NDArray[np.generic]]:
    """The arrays of a back-off model over word numbers below `size` (see LanguageModel)."""
    grams, counts = _counted(stream, size)
    probabilities = [_unigrams(grams[0], counts[0], size)]
    grams[0] = np.arange(size)
    for n in range(1, ORDER):
        lower = _lookup(grams[n - 1], probabilities[n - 1], grams[n] % size**n)
        probabilities.append(_interpolate(grams[n] // size, counts[n], lower))
    grams, probabilities = _pruned(grams, counts, probabilities, size)

    arrays: dict[str, NDArray[np.generic]] = {"cost1": _pack(probabilities[0])}
    for n in range(1, ORDER):
        contexts = np.searchsorted(grams[n - 1], grams[n] // size)
        lower = _lookup(grams[n - 1], probabilities[n - 1], grams[n] % size**n)
        arrays[f"backoff{n}"] = _pack(_backoff(contexts, probabilities[n], lower, len(grams[n - 1])))
        children = np.bincount(contexts, minlength=len(grams[n - 1]))
        arrays[f"children{n}"] = children.astype(np.uint16)
        arrays[f"word{n + 1}"] = (grams[n] % size).astype(np.uint16)
        arrays[f"cost{n + 1}"] = _pack(probabilities[n])
    return arrays


def _counted(stream: Ids, size: int) -> tuple[list[Ids], list[Ids]]:
    """For each order the n-grams, as numbers to the base `size`, sorted, and their counts.

    Kneser-Ney counts a shorter n-gram by the words it is seen behind, not by how often it is seen;
    before BOS there are no such words, so there the plain counts stand.
    """
    grams: list[Ids] = []
    counts: list[Ids] = []
    for n in range(ORDER, 0, -1):
        columns = [stream[i : len(stream) - n + i + 1] for i in range(n)]
        inside = np.logical_and.reduce([column != BOS for column in columns[1:] or columns])
        keys = np.zeros(int(inside.sum()), dtype=np.int64)
        for column in columns:
            keys = keys * size + column[inside]
        found, count = np.unique(keys, return_counts=True)
        if grams:
            behind, contexts = np.unique(grams[0] % size**n, return_counts=True)
            count[np.searchsorted(found, behind)] = contexts
        grams.insert(0, found)
        counts.insert(0, count)
    return grams, counts


def _unigrams(words_: Ids, counts: Ids, size: int) -> Reals:
    p = np.zeros(size)
    discount = _discounts(counts)
    p[words_] = (counts - discount) / counts.sum()
    p[UNK:] += discount.sum() / counts.sum() / (size - UNK)
    p[[NONE, BOS]] = 1e-12
    return p


def _pruned(
    grams: list[Ids], counts: list[Ids], probabilities: list[Reals], size: int
) -> tuple[list[Ids], list[Reals]]:
    """The n-grams without those that say little more than the shorter ones, and on which none stands.

    What an n-gram says is how much likelier it makes what was seen, as in Stolcke (1998), Entropy-based
    pruning of backoff language models. So pruned, other texts are told better, not only sooner.
    """
    grams, probabilities = list(grams), list(probabilities)
    needed = np.zeros(0, dtype=np.int64)
    for n in range(ORDER - 1, 1, -1):
        contexts = np.searchsorted(grams[n - 1], grams[n] // size)
        lower = _lookup(grams[n - 1], probabilities[n - 1], grams[n] % size**n)
        backoff = _backoff(contexts, probabilities[n], lower, len(grams[n - 1]))
        gain = counts[n] * np.log(probabilities[n] / (backoff[contexts] * lower))
        kept = (gain > MIN_GAIN[n + 1]) | np.isin(grams[n], needed)
        grams[n], probabilities[n] = grams[n][kept], probabilities[n][kept]
        needed = np.union1d(grams[n] // size, grams[n] % size**n)
    return grams, probabilities


def _discounts(counts: Ids) -> Reals:
    """Modified Kneser-Ney's three discounts, spread over the n-grams with these counts."""
    return np.asarray(np.array([0.0, *DISCOUNTS])[np.minimum(counts, 3)], dtype=np.float64)


def _interpolate(contexts: Ids, counts: Ids, lower: Reals) -> Reals:
    """Probabilities of n-grams sorted by context: discounted counts, and the rest by the shorter ones."""
    discount = np.minimum(_discounts(counts), counts * 0.95)
    starts = np.flatnonzero(np.r_[True, contexts[1:] != contexts[:-1]])
    sizes = np.diff(np.r_[starts, len(contexts)])
    total = np.repeat(np.add.reduceat(counts.astype(np.float64), starts), sizes)
    free = np.repeat(np.add.reduceat(discount, starts), sizes)
    return np.asarray((counts - discount) / total + free / total * lower, dtype=np.float64)


def _lookup(keys: Ids, values: Reals, wanted: Ids) -> Reals:
    return values[np.searchsorted(keys, wanted)]


def _backoff(contexts: Ids, p: Reals, lower: Reals, size: int) -> Reals:
    """What each context leaves for words not listed behind it."""
    seen = np.bincount(contexts, weights=p, minlength=size)
    seen_lower = np.bincount(contexts, weights=lower, minlength=size)
    return np.asarray(np.clip(1 - seen, 1e-4, 1) / np.clip(1 - seen_lower, 1e-4, None), dtype=np.float64)


def _pack(p: Reals) -> NDArray[np.uint8]:
    """Negative natural logarithms in steps of STEP; a weight above 1 counts as 1."""
    return np.clip(np.round(-np.log(np.maximum(p, 1e-30)) / STEP), 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main()
