"""Cutting a line of a table, from left to right, into pieces of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Word
from pipeline.tables.grid import Column
from pipeline.tables.text.geometry import Geometry, Piece
from pipeline.tables.text.word_costs import IMPOSSIBLE, Costs, LineCosts
from pipeline.vietnamese.language import BOS

# Costs in nats: beginning a piece, the same at a ruling line or between two numbers, a ruling line
# inside a piece, passing over a column of numbers, a capital letter where a text goes on.
SWITCH, SWITCH_AT_RULE, RULE_INSIDE = 1.5, 0.3, 2.0
SKIP_VALUE, CAPITAL_AHEAD = 1.0, 1.5
# A piece longer than its column is wide costs by the letter; so does going on below a line that had
# room for the next word.
TOO_LONG = 1.2
FULL = 0.85
SLACK, MAX_SLACK = 0.2, 5.0
SLACK_BESIDE_VALUES, MAX_SLACK_BESIDE_VALUES = 0.6, 8.0

# Where columns start at fixed places, a piece that starts elsewhere costs by the letter.
AWAY, MAX_AWAY = 0.4, 6.0

Ids = NDArray[np.int64]
# The last three word numbers of a cell, and the length of its last line.
Tail = tuple[int, int, int, int]
EMPTY: Tail = (-1, -1, -1, 0)


@dataclass(frozen=True, slots=True)
class Cut:
    """The ways through a line from its word `start`, for several rows of cells that may go on.

    `cost[row, c]` is that of the cheapest way that ends in column c (the last: no word placed). The
    other arrays say how it went: `first[end, row, c]` the first word of the piece that ends there (-1:
    the word before `end` was dropped), `source[first, row, c]` the column left of it plus one (0: none),
    `lost[c, i]` whether word i is dropped inside a piece of column c.
    """

    start: int
    cost: Costs
    first: Ids
    source: Ids
    lost: NDArray[np.bool_]


class Cutter:
    """Cuts the lines of one table."""

    def __init__(self, columns: Sequence[Column], geometry: Geometry) -> None:
        self._widths, self._starts = geometry.widths, geometry.starts
        self._count = len(columns)
        self._values = [i for i, column in enumerate(columns) if column.role in ("max", "value")]
        self._key = [i for i, column in enumerate(columns) if column.role in ("no", "code")]
        self._slack, self._max_slack = SLACK, MAX_SLACK
        if self._values:
            self._slack, self._max_slack = SLACK_BESIDE_VALUES, MAX_SLACK_BESIDE_VALUES
        are_values = np.array([i in self._values for i in range(self._count)])
        self._passed = SKIP_VALUE * np.concatenate([[0], are_values.cumsum()[:-1]])

    def cut(self, line: LineCosts, tails: Ids, start: int, *, as_block: bool) -> Cut:
        """The cheapest ways, by dynamic programming; `tails[row, column]` are the cells that may go on."""
        rows, count, none = len(tails), len(line.words), self._count
        best = np.full((count + 1, rows, none + 1), IMPOSSIBLE)
        first = np.full((count + 1, rows, none), -1, dtype=np.int64)
        left = np.full((count + 1, rows, none), IMPOSSIBLE)
        source = np.zeros((count + 1, rows, none), dtype=np.int64)
        inside, lost = self._inside(line, as_block)
        if start <= count:
            best[start, :, none] = 0.0
        begins = self._begins(line, tails) if count else left
        for i in range(start, count):
            left[i], source[i] = self._left(best[i], line, i, start, as_block)
            options = left[start : i + 1] + begins[start : i + 1] + inside[start : i + 1, i + 1][:, None, :]
            dropped = best[i] + line.drop[i]
            placed = np.minimum(options.min(axis=0), IMPOSSIBLE)
            first[i + 1] = np.where(dropped[:, :none] < placed, -1, options.argmin(axis=0) + start)
            best[i + 1] = np.concatenate([np.minimum(placed, dropped[:, :none]), dropped[:, none:]], axis=1)
        return Cut(start, best[count], first, source, lost)

    def _left(self, best: Costs, line: LineCosts, i: int, start: int, as_block: bool) -> tuple[Costs, Ids]:
        """The cheapest way to word i that ends left of each column, and in which column plus one."""
        none = self._count
        from_start = np.broadcast_to(best[:, none:], (len(best), none))
        if as_block:
            return from_start, np.zeros(from_start.shape, dtype=np.int64)
        blocked = np.full((len(best), 1), 2 * IMPOSSIBLE)
        inner = np.concatenate([blocked, best[:, : none - 1] - self._passed[1:]], axis=1)
        passing = np.minimum.accumulate(inner, axis=1) + self._passed
        source = np.where(from_start <= passing, 0, _running_argmin(inner))
        switch = SWITCH_AT_RULE if line.ruled[i] or line.in_run[i] else SWITCH
        left = np.minimum(from_start, passing)
        return (left + np.where(source == 0, 0.0, switch) if i > start else left), source

    def _begins(self, line: LineCosts, tails: Ids) -> Costs:
        """The cost [word, row, column] that a piece begins with a word."""
        known = np.where(tails[:, :, 2:3] >= 0, tails[:, :, :3], BOS)
        is_title = [word.text[:1].isupper() and not word.text.isupper() for word in line.words]
        is_empty = (tails[:, :, 2] < 0)[:, :, None]
        room = self._widths[None, :, None] * FULL - tails[:, :, 3][:, :, None] - 1
        unused = np.nan_to_num(room - np.array([len(word.text) for word in line.words]), posinf=0.0)
        going_on = line.behind(known) + np.where(is_title, CAPITAL_AHEAD, 0.0)
        going_on += np.clip(self._slack * unused, 0, self._max_slack)
        going_on[:, self._values] = IMPOSSIBLE
        begins = np.where(is_empty, line.first[None], going_on)
        begins[:, self._key] = IMPOSSIBLE
        away = np.abs(np.array([word.start for word in line.words]) - self._starts[:, None])
        begins += np.clip(AWAY * np.nan_to_num(away, nan=0.0), 0, MAX_AWAY)[None]
        return np.asarray(begins.transpose(2, 0, 1))

    def _inside(self, line: LineCosts, as_block: bool) -> tuple[Costs, NDArray[np.bool_]]:
        """The cost [first word, end, column] of a piece behind its first word, and which words it loses."""
        count = len(line.words)
        words = line.inside + np.where(line.ruled, RULE_INSIDE, 0.0)
        lost = line.drop[None] < words
        sums = np.zeros((self._count, count + 1))
        sums[:, 1:] = np.minimum(words, line.drop[None]).cumsum(axis=1)
        first, end = np.arange(count)[:, None], np.arange(count + 1)[None, :]
        cost = sums[:, end] - sums[:, np.minimum(first + 1, count)]
        if not as_block:
            ends = np.cumsum([0, *(len(word.text) + 1 for word in line.words)])
            over = (ends[end] - ends[first] - 2)[None] - self._widths[:, None, None]
            cost = cost + TOO_LONG * np.clip(np.nan_to_num(over, neginf=0.0), 0, None)
        return np.where(end > first, cost, IMPOSSIBLE).transpose(1, 2, 0), lost

    def pieces(
        self, cut: Cut, line: LineCosts, row: int, column: int
    ) -> tuple[tuple[Piece, ...], tuple[Word, ...]]:
        """The pieces of the way that ends in `column`, from left to right, and the words it drops."""
        found: list[Piece] = []
        dropped: list[Word] = []
        here, end = column, len(line.words)
        while end > cut.start:
            first = int(cut.first[end, row, here]) if here < self._count else -1
            if first < 0:
                end -= 1
                dropped.append(line.words[end])
                continue
            kept = [i for i in range(first, end) if i == first or not cut.lost[here, i]]
            dropped += [line.words[i] for i in range(first, end) if i not in kept]
            found.append(Piece(here, tuple(line.words[i] for i in kept)))
            here, end = int(cut.source[first, row, here]) - 1, first
            here = self._count if here < 0 else here
        return tuple(reversed(found)), tuple(sorted(dropped, key=lambda word: (word.line, word.start)))


def tail_after(tail: Tail, piece: Piece, line: LineCosts) -> Tail:
    """The tail of a cell once a piece of a line was added to it."""
    t, u, v = tail[:3] if tail != EMPTY else (BOS, BOS, BOS)
    for i in (line.places[id(word)] for word in piece.words[-4:]):
        if line.ids[i]:
            t, u, v = u, v, int(line.last[i])
    return t, u, v, sum(len(word.text) + 1 for word in piece.words) - 1


def _running_argmin(costs: Costs) -> Ids:
    """For each column the place of the least cost up to it."""
    places = np.zeros(costs.shape, dtype=np.int64)
    best = costs[:, 0].copy()
    for c in range(1, costs.shape[1]):
        better = costs[:, c] < best
        places[:, c] = np.where(better, c, places[:, c - 1])
        best = np.where(better, costs[:, c], best)
    return places
