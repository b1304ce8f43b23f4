"""Pairs of what was printed and what was read, aligned word by word."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein
from unidecode import unidecode

Pair = tuple[str, str]


def align(printed: str, read: str) -> Iterator[Pair]:
    """Words printed beside the words read for them.

    Both texts are aligned letter by letter on their folded forms; then the smallest groups of words
    are taken whose borders agree on both sides, so a pair may hold a space where words were glued or
    cut. Pairs with one side empty are left out: they are lines lost or dirt, not confusions.
    """
    left, right = printed.split(), read.split()
    partner = _letter_map(_folded(left) + " ", _folded(right) + " ")
    left_ends, right_ends = _ends(left), _ends(right)
    cut_left = cut_right = 0
    for i, end in enumerate(left_ends):
        # A word ends where the space behind it is: letters that only the reading has stay with it.
        place = partner[end + 1] - 1
        j = bisect_right(right_ends, place)
        if j and right_ends[j - 1] == place:
            if i + 1 > cut_left and j > cut_right:
                yield " ".join(left[cut_left : i + 1]), " ".join(right[cut_right:j])
            cut_left, cut_right = i + 1, j


def _folded(words: list[str]) -> str:
    # One letter for one letter, so that places in the folded and in the real text agree.
    return " ".join("".join((unidecode(letter) or "?")[0].lower() for letter in word) for word in words)


def _ends(words: list[str]) -> list[int]:
    """Where each word ends in the joined text."""
    return [end - 1 for end in itertools.accumulate(len(word) + 1 for word in words)]


def _letter_map(left: str, right: str) -> list[int]:
    """For each place between letters of `left` the place in `right` aligned with it."""
    places = [0] * (len(left) + 1)
    for operation in Levenshtein.opcodes(left, right):
        length = operation.src_end - operation.src_start
        for k in range(1, length + 1):
            shift = k if operation.tag in ("equal", "replace") else 0
            places[operation.src_start + k] = min(operation.dest_start + shift, operation.dest_end)
        if operation.src_end == len(left):
            places[-1] = len(right)
    return places
