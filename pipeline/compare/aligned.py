"""Two sequences of passages laid side by side: in order as far as they are alike, and what moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import product

import numpy as np
from rapidfuzz import fuzz, process

from pipeline.compare.passages import Passage

# Passages less alike (0 to 1) than this are others; one that moved has to be more alike.
ALIKE, MOVED = 0.5, 0.85
SINGLE = ("header", "signature")
# The places of a passage in both plans; None where one has it not. The third: whether it moved.
Pair = tuple[int | None, int | None, bool]


def aligned(old: Sequence[Passage], new: Sequence[Passage]) -> list[Pair]:
    """Every passage of both, in the order of the new plan, what is gone behind what stood before it."""
    pairs = list(_in_order(old, new))
    gone = [a for a, b, _ in pairs if a is not None and b is None]
    come = [b for a, b, _ in pairs if b is not None and a is None]
    moved = _moved(old, new, gone, come)
    taken = set(moved.values())
    return [
        (moved.get(b), b, b in moved) if a is None and b is not None else (a, b, False)
        for a, b, _ in pairs
        if not (b is None and a in taken)
    ]


def _in_order(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Pair]:
    texts = [[f"{one.kind} {one.text}" for one in side] for side in (old, new)]
    matcher = SequenceMatcher(a=texts[0], b=texts[1], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from ((one, other, False) for one, other in zip(range(a, b), range(c, d), strict=True))
        else:
            yield from _block(old, new, range(a, b), range(c, d))


def _block(old: Sequence[Passage], new: Sequence[Passage], ours: range, theirs: range) -> Iterator[Pair]:
    """A stretch that differs: the passages that are together most alike, none out of order."""
    scores = _scores([old[n] for n in ours], [new[n] for n in theirs], ALIKE)
    best = np.zeros((len(ours) + 1, len(theirs) + 1))
    for r, c in product(range(len(ours) - 1, -1, -1), range(len(theirs) - 1, -1, -1)):
        pair = scores[r, c] + best[r + 1, c + 1] if scores[r, c] else 0.0
        best[r, c] = max(pair, best[r + 1, c], best[r, c + 1])
    r = c = 0
    while r < len(ours) or c < len(theirs):
        is_inside = r < len(ours) and c < len(theirs)
        if is_inside and scores[r, c] and best[r, c] == scores[r, c] + best[r + 1, c + 1]:
            yield ours[r], theirs[c], False
            r, c = r + 1, c + 1
        elif r < len(ours) and (c == len(theirs) or best[r, c] == best[r + 1, c]):
            yield ours[r], None, False
            r += 1
        else:
            yield None, theirs[c], False
            c += 1


def _moved(
    old: Sequence[Passage], new: Sequence[Passage], gone: Sequence[int], come: Sequence[int]
) -> dict[int, int]:
    """For passages that came, the one that is gone and says the same, the most alike first."""
    scores = _scores([old[n] for n in gone], [new[n] for n in come], MOVED)
    found: dict[int, int] = {}
    places = product(range(len(gone)), range(len(come)))
    for r, c in sorted(places, key=lambda place: -scores[place]):
        if scores[r, c] and come[c] not in found and gone[r] not in found.values():
            found[come[c]] = gone[r]
    return found


def _scores(old: Sequence[Passage], new: Sequence[Passage], least: float) -> np.ndarray:
    """How alike passages are, 0 where less than that or of other kinds."""
    if not old or not new:
        return np.zeros((len(old), len(new)))
    texts = [[one.text.lower() for one in side] for side in (old, new)]
    scores = process.cdist(*texts, scorer=fuzz.ratio, workers=-1) / 100
    kinds = [np.array([one.kind for one in side]) for side in (old, new)]
    # There is one of these in a plan: however it differs, it is the same.
    single = np.array([one.kind in SINGLE for one in old])[:, None]
    scores = np.maximum(scores, np.where(single, least, 0.0))
    return np.where((scores >= least) & (kinds[0][:, None] == kinds[1][None, :]), scores, 0.0)
