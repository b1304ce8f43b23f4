"""Pairing the rows of two plans one to one by what they say, whatever their order and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix, diags

Scores = NDArray[np.float32]
Places = NDArray[np.intp]
# How much the letters and the rare words of a row's text count, its heading, its unit, its place.
LETTERS, WORDS, GROUP, UNIT, PLACE = 0.44, 0.44, 0.05, 0.05, 0.02
# What a row of a table loses to one of running text: plans say in both what is to be done. Only rows that
# are more alike than this went from one to the other.
CROSSING, CROSSED = 0.06, 0.75
# Rows less alike than this are different rows; near calls are within so much of it.
THRESHOLD, NEAR = 0.55, 0.2


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as it is paired: what it says, the heading it stands under, its unit, all folded; whether it
    stands in a table or in running text."""

    text: str
    group: str = ""
    unit: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Places of two rows that are one, how alike they are (0 to 1), how sure the pairing is (0 to 1)."""

    old: int
    new: int
    likeness: float
    confidence: float


def pair(old: Sequence[Entry], new: Sequence[Entry], threshold: float = THRESHOLD) -> list[Pair]:
    """The pairs that are together most alike (Kuhn 1955, The Hungarian method), by the old rows' order.

    Whichever side is called old, the pairs are the same.
    """
    if not old or not new:
        return []
    # Ties are broken by the order of the matrix: it always has the same side as rows.
    if [entry.text for entry in old] > [entry.text for entry in new]:
        turned = pair(new, old, threshold)
        return sorted((Pair(p.new, p.old, p.likeness, p.confidence) for p in turned), key=lambda p: p.old)
    scores = likeness(old, new, threshold)
    rows, columns = linear_sum_assignment(scores, maximize=True)
    taken = scores[rows, columns]
    sure = _confidences(scores, rows, columns, threshold)
    return [
        Pair(r, c, round(likeness, 4), round(confidence, 3))
        for r, c, likeness, confidence in zip(
            *(found.tolist() for found in (rows, columns, taken, sure)), strict=True
        )
        if likeness >= threshold
    ]


def likeness(old: Sequence[Entry], new: Sequence[Entry], least: float = 0.0) -> Scores:
    """How alike each row of one side is to each of the other, 0 to 1; 0 for less than `least`."""
    texts = [entry.text for entry in old], [entry.text for entry in new]
    scores = WORDS * _shared_words(*texts)
    scores += GROUP * _same([entry.group for entry in old], [entry.group for entry in new])
    scores += UNIT * _same([entry.unit for entry in old], [entry.unit for entry in new])
    places = np.linspace(0, 1, len(old))[:, None] - np.linspace(0, 1, len(new))[None, :]
    scores += PLACE * (1 - np.abs(places))
    origins = [np.array([entry.origin for entry in side]) for side in (old, new)]
    crosses = origins[0][:, None] != origins[1][None, :]
    scores -= CROSSING * crosses
    # Comparing letters takes the time: they are compared where they can bring two rows above the threshold.
    near = np.nonzero(scores + LETTERS * _most_letters(*texts) >= least)
    scores[near] += LETTERS * _letters(*texts, *near)
    return np.where((scores < least) | (crosses & (scores < CROSSED)), np.float32(0), scores)


def _letters(old: Sequence[str], new: Sequence[str], rows: Places, columns: Places) -> Scores:
    """How alike the letters of texts are, pair by pair, 0 to 1."""
    pairs = [old[n] for n in rows.tolist()], [new[n] for n in columns.tolist()]
    found: Scores = process.cpdist(*pairs, scorer=fuzz.ratio, dtype=np.float32)
    return found / np.float32(100)


def _most_letters(old: Sequence[str], new: Sequence[str]) -> Scores:
    """How alike the letters of texts can be, by their lengths."""
    one, other = (np.array([[len(text)] for text in side], dtype=np.float32) for side in (old, new))
    most: Scores = 2 * np.minimum(one, other.T) / np.maximum(one + other.T, 1)
    # Two empty texts are the same.
    most[(one + other.T) == 0] = 1
    return most


def _shared_words(old: Sequence[str], new: Sequence[str]) -> Scores:
    """The cosine of words weighed by their rarity (Spärck Jones 1972): phrases of every plan say little."""
    lists = [text.split() for text in (*old, *new)]
    counts = Counter(word for words in lists for word in set(words))
    number = {word: place for place, word in enumerate(counts)}
    rarity = np.log(1 + len(lists) / np.array([counts[word] for word in number] or [1]))
    rows = [place for place, words in enumerate(lists) for _ in words]
    columns = [number[word] for words in lists for word in words]
    weights = csr_matrix((rarity[columns], (rows, columns)), shape=(len(lists), max(len(number), 1)))
    lengths = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    weights = csr_matrix(diags(1 / np.maximum(lengths, 1e-9)) @ weights, dtype=np.float32)
    return np.asarray((weights[: len(old)] @ weights[len(old) :].T).toarray(), dtype=np.float32)


def _same(old: Sequence[str], new: Sequence[str]) -> Scores:
    """1 where both say the same, half where one says nothing."""
    # Numbers are compared faster than texts; nothing is 0.
    number = {text: place for place, text in enumerate(dict.fromkeys(("", *old, *new)))}
    one, other = (np.array([number[text] for text in side]) for side in (old, new))
    same: Scores = (one[:, None] == other[None, :]).astype(np.float32)
    same[one == 0, :] = 0.5
    same[:, other == 0] = 0.5
    return same


def _confidences(scores: Scores, rows: Places, columns: Places, threshold: float) -> Scores:
    """How far pairs are from the threshold and from the next best pair of either of their rows."""
    taken = scores[rows, columns]
    others = scores.copy()
    others[rows, columns] = 0
    rivals = np.maximum(others.max(axis=1)[rows], others.max(axis=0)[columns])
    margins = np.minimum((taken - threshold) / NEAR, 0.5 + (taken - rivals) / NEAR)
    return np.asarray(np.clip(0.5 + margins / 2, 0, 1), dtype=np.float32)
