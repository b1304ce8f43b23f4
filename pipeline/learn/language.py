"""Learn the language model: `python -m pipeline.learn.language CORPUS [DICTIONARIES]`.

Writes syllables.txt (what Vietnamese words may be restored to) and language.npz (a trigram model with
modified Kneser-Ney smoothing; Chen & Goodman 1999, pruned as in Stolcke 1998 by count).
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

from pipeline import dictionaries
from pipeline.learn import corpus
from pipeline.restore.language import BOS, NONE, SPECIAL, STEP, UNK
from pipeline.restore.syllables import is_syllable
from pipeline.restore.tokens import words

MIN_WORD_COUNT = 3
MIN_TRIGRAM_COUNT = 1
PLAN_WEIGHT = 3
# For n-grams seen once, twice, more often: what the counts of counts of an unweighted corpus give.
# Those of the weighted one would not do, since hardly any of its n-grams is seen just once.
DISCOUNTS = (0.7, 1.1, 1.4)
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
    """All paragraphs as word numbers, two BOS before each; plan-like ones several times over."""
    is_like_a_plan = re.compile("|".join(dictionaries.lines("plan-words.txt")), re.IGNORECASE).search
    for text in texts:
        numbers = [ids.get(word, UNK) for word in words(text)]
        for _ in range(PLAN_WEIGHT if is_like_a_plan(text) else 1):
            yield BOS
            yield BOS
            yield from numbers


def phrases() -> Iterator[str]:
    """The entries of the phrase dictionaries, each several times over."""
    for name in PHRASES:
        for entry in dictionaries.lines(name):
            yield from [entry.replace("\t", " ")] * PHRASE_WEIGHT


def estimate(stream: Ids, size: int) -> dict[str, NDArray[np.generic]]:
    """The arrays of a back-off trigram model over word numbers below `size` (see LanguageModel)."""
    u, v, w = stream[:-2], stream[1:-1], stream[2:]
    real = w != BOS
    trigrams, tri_counts = np.unique((u[real] * size + v[real]) * size + w[real], return_counts=True)
    # Kneser-Ney counts a shorter n-gram by the contexts it is seen in, not by how often it is seen;
    # behind BOS there are no such contexts, so there the plain counts stand.
    bigrams, bi_counts = _continuation(trigrams, tri_counts, size)
    words_, uni_counts = np.unique(bigrams % size, return_counts=True)

    uniform = 1.0 / (size - len(SPECIAL) + 1)
    uni_p = np.full(size, 0.0)
    discount = _discounts(uni_counts)
    total = uni_counts.sum()
    uni_p[words_] = (uni_counts - discount) / total
    uni_p[UNK:] += discount.sum() / total * uniform
    uni_p[[NONE, BOS]] = 1e-12

    _, bi_interpolated = _interpolate(bigrams // size, bi_counts, uni_p[bigrams % size])
    lower = _lookup(bigrams, bi_interpolated, trigrams % size**2)
    _, tri_p = _interpolate(trigrams // size, tri_counts, lower)

    kept = tri_counts >= MIN_TRIGRAM_COUNT
    trigrams, tri_p, lower = trigrams[kept], tri_p[kept], lower[kept]
    context = np.searchsorted(bigrams, trigrams // size)
    known = (context < len(bigrams)) & (bigrams[np.minimum(context, len(bigrams) - 1)] == trigrams // size)
    trigrams, tri_p, lower, context = trigrams[known], tri_p[known], lower[known], context[known]
    uni_bow = _backoff(bigrams // size, bi_interpolated, uni_p[bigrams % size], size)
    bi_bow = _backoff(context, tri_p, lower, len(bigrams))
    return {
        "uni_p": _pack(uni_p),
        "uni_bow": _pack(uni_bow),
        "bi_first": np.bincount(bigrams // size, minlength=size).astype(np.uint32),
        "bi_word": (bigrams % size).astype(np.uint16),
        "bi_p": _pack(bi_interpolated),
        "bi_bow": _pack(bi_bow),
        "tri_first": np.bincount(context, minlength=len(bigrams)).astype(np.uint16),
        "tri_word": (trigrams % size).astype(np.uint16),
        "tri_p": _pack(tri_p),
    }


def _continuation(trigrams: Ids, counts: Ids, size: int) -> tuple[Ids, Ids]:
    """Bigrams (v, w) with the number of words seen before them."""
    after_bos = (trigrams // size) % size == BOS
    pairs, inverse = np.unique(trigrams % size**2, return_inverse=True)
    weight = np.where(after_bos, counts, 1)
    return pairs, np.bincount(inverse, weights=weight).astype(np.int64)


def _discounts(counts: Ids) -> Reals:
    """Modified Kneser-Ney's three discounts, spread over the n-grams with these counts."""
    return np.asarray(np.array([0.0, *DISCOUNTS])[np.minimum(counts, 3)], dtype=np.float64)


def _interpolate(contexts: Ids, counts: Ids, lower: Reals) -> tuple[Reals, Reals]:
    """(discounted, interpolated) probabilities of n-grams sorted by context."""
    discount = np.minimum(_discounts(counts), counts * 0.95)
    starts = np.flatnonzero(np.r_[True, contexts[1:] != contexts[:-1]])
    sizes = np.diff(np.r_[starts, len(contexts)])
    total = np.repeat(np.add.reduceat(counts.astype(np.float64), starts), sizes)
    free = np.repeat(np.add.reduceat(discount, starts), sizes)
    discounted = (counts - discount) / total
    return discounted, discounted + free / total * lower


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
