"""Which places of one long sequence of tokens stand for which of another, by the runs that both have.

A plan of a thousand pages has half a million words: all of it is kept in arrays, a few bytes a token.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]


class Pairing:
    """`matched` says of each place of `read`, and `taken` of each of `wanted`, whether it has its partner."""

    def __init__(self, read: Sequence[str], wanted: Sequence[str]) -> None:
        numbers: dict[str, int] = {}
        tokens = (numbers.setdefault(token, len(numbers)) for token in chain(read, wanted))
        self._tokens = np.fromiter(tokens, dtype=np.int32, count=len(read) + len(wanted))
        # As plain numbers, which are read one at a time.
        self._read, self._wanted = self._tokens[: len(read)].data, self._tokens[len(read) :].data
        self.matched, self.taken = bytearray(len(read)), bytearray(len(wanted))

    def add_runs(self, sizes: Sequence[int]) -> None:
        """Pair what both have in runs of at least so many tokens, the longest size first, and of each the
        first runs first. Each size is at most twice the next.
        """
        names = {1: self._tokens}
        shorter = 1
        for size in sorted(sizes):
            if size not in names:
                names[size] = _names(names[shorter], size - shorter)
            shorter = size
        for size in sorted(sizes, reverse=True):
            self._add(size, names.pop(size))

    def _add(self, size: int, names: Numbers) -> None:
        """`names` are the numbers of all runs of this size, of both sequences in a row."""
        count = len(self._read)
        here, there = names[: max(count - size + 1, 0)], names[count:]
        # The places of each run, the first first, and which of them is the next.
        places = np.argsort(there, kind="stable").data
        ends = np.cumsum(np.bincount(there, minlength=int(names.max(initial=0)) + 1))
        nexts = np.concatenate([[0], ends[:-1]])
        at = 0
        while at < len(here):
            if (last := self.matched.rfind(1, at, at + size)) >= 0:
                at = last + 1
                continue
            run = here[at]
            found, end = int(nexts[run]), int(ends[run])
            while found < end and self.taken.find(1, places[found], places[found] + size) >= 0:
                found += 1
            nexts[run] = found + 1
            at = self._pair(at, places[found]) if found < end else at + 1

    def _pair(self, at: int, place: int) -> int:
        """Pair a run as far as it goes; the place behind it."""
        while at < len(self._read) and place < len(self._wanted) and self._fits(at, place):
            self.matched[at] = self.taken[place] = 1
            at, place = at + 1, place + 1
        return at

    def _fits(self, at: int, place: int) -> bool:
        is_free = not self.matched[at] and not self.taken[place]
        return is_free and self._read[at] == self._wanted[place]


def _names(shorter: Numbers, more: int) -> Numbers:
    """Runs by number, each begun at its place: two shorter ones that begin so many tokens apart are one."""
    first, second = shorter[:-more].astype(np.int64), shorter[more:]
    pairs = first * (int(second.max(initial=0)) + 1) + second
    return np.asarray(np.unique(pairs, return_inverse=True)[1], dtype=np.int32)
