"""A hash table over numbers, looked up many at a time: several times faster than binary search."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_FIBONACCI = np.uint64(0x9E3779B97F4A7C15)

Ids = NDArray[np.int64]


class HashTable:
    """Where each of many distinct keys (numbers not negative) stands in the array given."""

    def __init__(self, keys: Ids) -> None:
        self._keys = keys
        bits = max(int(np.ceil(np.log2(len(keys) * 2 + 1))), 1)
        self._mask = (1 << bits) - 1
        self._shift = np.uint64(64 - bits)
        self._slots = np.zeros(1 << bits, dtype=np.int32)
        # Most keys that are looked up are missing. A byte of each key tells so without leaving the cache.
        self._tags = np.zeros(1 << bits, dtype=np.uint8)
        waiting = np.arange(len(keys), dtype=np.int32)
        slots, tags = self._hashes(keys)
        while len(waiting):
            # Of keys that want one free slot the last one written gets it; the others try the next.
            free = self._tags[slots] == 0
            self._slots[slots[free]] = waiting[free]
            won = free & (self._slots[slots] == waiting)
            self._tags[slots[won]] = tags[won]
            waiting, tags, slots = waiting[~won], tags[~won], (slots[~won] + 1) & self._mask

    def find(self, wanted: Ids) -> Ids:
        """The place of each key wanted, -1 where it is missing."""
        found = np.full(len(wanted), -1, dtype=np.int64)
        slots, tags = self._hashes(wanted)
        active = np.arange(len(wanted))
        while len(active):
            seen = self._tags[slots]
            alike = np.flatnonzero(seen == tags)
            place = self._slots[slots[alike]]
            is_hit = self._keys[place] == wanted[active[alike]]
            found[active[alike[is_hit]]] = place[is_hit]
            goes_on = seen != 0
            goes_on[alike[is_hit]] = False
            on = np.flatnonzero(goes_on)
            active, tags, slots = active[on], tags[on], (slots[on] + 1) & self._mask
        return found

    def _hashes(self, keys: Ids) -> tuple[Ids, NDArray[np.uint8]]:
        mixed = keys.astype(np.uint64) * _FIBONACCI
        tags = (mixed >> np.uint64(8)).astype(np.uint8) | np.uint8(1)
        return (mixed >> self._shift).astype(np.int64), tags
