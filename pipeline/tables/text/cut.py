"""Cutting a line of a table, from left to right, into pieces of its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Word
from pipeline.tables.grid import Column
from pipeline.tables.text.geometry import Geometry, Piece
from pipeline.tables.text.word_costs import IMPOSSIBLE, Costs, LineCosts
from pipeline.vietnamese.language import BOS

Ids = NDArray[np.int64]
# The last three word numbers of a cell, and the length of its last line.
Tail = tuple[int, int, int, int]
EMPTY: Tail = (-1, -1, -1, 0)


@dataclass(frozen=True, slots=True)
class CutCosts:
    """What cutting a line costs, in nats; set by hand on text of rendered plans."""

    # The most that a change between two numbers costs.
    between_numbers: float = 0.3
    # A column of numbers is passed over.
    skip_value: float = 1.0
    # A capital letter where a text goes on.
    capital_ahead: float = 1.5
    # Each letter of a piece beyond its column's width.
    too_long: float = 1.2
    # Each letter of room that the line above left for a word that goes on below it, and at most so much.
    slack: float = 0.2
    max_slack: float = 5.0
    # The same in tables of numbers, whose names wrap only where they must.
    slack_beside_values: float = 0.6
    max_slack_beside_values: float = 8.0
    # Each letter that a piece starts away from its column's fixed place, and at most so much.
    away: float = 0.4
    max_away: float = 6.0
    # No cost: the share of a column's width up to which lines are filled.
    full: float = 0.85


COSTS = CutCosts()


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


@dataclass(frozen=True, slots=True)
class Way:
    """A way through a line: its pieces from left to right, the words it drops, the tails behind it."""

    pieces: tuple[Piece, ...]
    dropped: tuple[Word, ...]
    tails: tuple[Tail, ...]


class LineCuts:
    """The ways through one line, each worked out when it is first asked for.

    `tails[row]` are the cells of a row that may go on.
    """

    def __init__(self, line: LineCosts, tails: Sequence[tuple[Tail, ...]], cut: Callable[[int], Cut]) -> None:
        self._line, self._tails = line, tails
        self.cut = cache(cut)
        self.way = cache(self._way)

    def _way(self, start: int, row: int, column: int) -> Way:
        """The cheapest way from word `start` on that ends in a column."""
        cut, line = self.cut(start), self._line
        none = cut.cost.shape[1] - 1
        pieces: list[Piece] = []
        dropped: list[Word] = []
        here, end = column, len(line.words)
        while end > start:
            first = int(cut.first[end, row, here]) if here < none else -1
            if first < 0:
                end -= 1
                dropped.append(line.words[end])
                continue
            kept = [i for i in range(first, end) if i == first or not cut.lost[here, i]]
            dropped += [line.words[i] for i in range(first, end) if i not in kept]
            pieces.append(Piece(here, tuple(line.words[i] for i in kept)))
            here, end = int(cut.source[first, row, here]) - 1, first
            here = none if here < 0 else here
        tails = list(self._tails[row])
        for piece in reversed(pieces):
            tails[piece.column] = _tail_after(tails[piece.column], piece, line)
        by_place = sorted(dropped, key=lambda word: (word.line, word.start))
        return Way(tuple(reversed(pieces)), tuple(by_place), tuple(tails))


class Cutter:
    """Cuts the lines of one table."""

    def __init__(self, columns: Sequence[Column], geometry: Geometry, costs: CutCosts = COSTS) -> None:
        self._widths, self._starts = geometry.widths, geometry.starts
        self._costs = costs
        self._count = len(columns)
        self._values = [i for i, column in enumerate(columns) if column.role in ("max", "value")]
        self._key = [i for i, column in enumerate(columns) if column.role in ("no", "code")]
        self._slack, self._max_slack = costs.slack, costs.max_slack
        if self._values:
            self._slack, self._max_slack = costs.slack_beside_values, costs.max_slack_beside_values
        are_values = np.array([i in self._values for i in range(self._count)])
        self._passed = costs.skip_value * np.concatenate([[0], are_values.cumsum()[:-1]])

    def cuts(self, line: LineCosts, tails: Sequence[tuple[Tail, ...]], *, as_block: bool) -> LineCuts:
        """The ways through a line; `tails[row]` are the cells of a row that may go on."""
        inside, lost = self._inside(line, as_block)
        begins = self._begins(line, np.array(tails, dtype=np.int64)) if line.words else np.empty(0)

        def cut(start: int) -> Cut:
            first, source, cost = self._cheapest(line, len(tails), start, begins, inside, as_block)
            return Cut(start, cost, first, source, lost)

        return LineCuts(line, tails, cut)

    def _cheapest(
        self, line: LineCosts, rows: int, start: int, begins: Costs, inside: Costs, as_block: bool
    ) -> tuple[Ids, Ids, Costs]:
        """The cheapest ways from a word on, by dynamic programming: `first`, `source` and `cost` of a Cut."""
        count, none = len(line.words), self._count
        best = np.full((count + 1, rows, none + 1), IMPOSSIBLE)
        first = np.full((count + 1, rows, none), -1, dtype=np.int64)
        left = np.full((count + 1, rows, none), IMPOSSIBLE)
        source = np.zeros((count + 1, rows, none), dtype=np.int64)
        if start <= count:
            best[start, :, none] = 0.0
        for i in range(start, count):
            left[i], source[i] = self._left(best[i], line, i, start, as_block)
            options = left[start : i + 1] + begins[start : i + 1] + inside[start : i + 1, i + 1][:, None, :]
            dropped = best[i] + line.drop[i]
            placed = np.minimum(options.min(axis=0), IMPOSSIBLE)
            first[i + 1] = np.where(dropped[:, :none] < placed, -1, options.argmin(axis=0) + start)
            best[i + 1, :, :none] = np.minimum(placed, dropped[:, :none])
            best[i + 1, :, none] = dropped[:, none]
        return first, source, best[count]

    def _left(self, best: Costs, line: LineCosts, i: int, start: int, as_block: bool) -> tuple[Costs, Ids]:
        """The cheapest way to word i that ends left of each column, and in which column plus one."""
        none = self._count
        from_start = best[:, none:]
        if as_block:
            return np.repeat(from_start, none, axis=1), np.zeros((len(best), none), dtype=np.int64)
        inner = np.full((len(best), none), 2 * IMPOSSIBLE)
        inner[:, 1:] = best[:, : none - 1] - self._passed[1:]
        least = np.minimum.accumulate(inner, axis=1)
        passing = least + self._passed
        source = np.where(from_start <= passing, 0, _running_argmin(inner, least))
        costs = self._costs
        switch = min(line.changes[i], costs.between_numbers) if line.in_run[i] else line.changes[i]
        left = np.minimum(from_start, passing)
        return (left + np.where(source == 0, 0.0, switch) if i > start else left), source

    def _begins(self, line: LineCosts, tails: Ids) -> Costs:
        """The cost [word, row, column] that a piece begins with a word."""
        costs = self._costs
        known = np.where(tails[:, :, 2:3] >= 0, tails[:, :, :3], BOS)
        is_title = [word.text[:1].isupper() and not word.text.isupper() for word in line.words]
        is_empty = (tails[:, :, 2] < 0)[:, :, None]
        room = self._widths[None, :, None] * costs.full - tails[:, :, 3][:, :, None] - 1
        unused = np.nan_to_num(room - np.array([len(word.text) for word in line.words]), posinf=0.0)
        going_on = line.behind(known) + np.where(is_title, costs.capital_ahead, 0.0)
        going_on += np.clip(self._slack * unused, 0, self._max_slack)
        going_on[:, self._values] = IMPOSSIBLE
        begins = np.where(is_empty, line.first[None], going_on)
        begins += line.told.columns[None]
        begins[:, self._key] = IMPOSSIBLE
        away = np.abs(np.array([word.start for word in line.words]) - self._starts[:, None])
        begins += np.clip(costs.away * np.nan_to_num(away, nan=0.0), 0, costs.max_away)[None]
        return np.asarray(begins.transpose(2, 0, 1))

    def _inside(self, line: LineCosts, as_block: bool) -> tuple[Costs, NDArray[np.bool_]]:
        """The cost [first word, end, column] of a piece behind its first word, and which words it loses."""
        count = len(line.words)
        words = line.inside + line.stays + line.told.columns
        lost = line.drop[None] < words
        sums = np.zeros((self._count, count + 1))
        sums[:, 1:] = np.minimum(words, line.drop[None]).cumsum(axis=1)
        first, end = np.arange(count)[:, None], np.arange(count + 1)[None, :]
        cost = sums[:, end] - sums[:, np.minimum(first + 1, count)]
        if not as_block:
            ends = np.cumsum([0, *(len(word.text) + 1 for word in line.words)])
            over = (ends[end] - ends[first] - 2)[None] - self._widths[:, None, None]
            cost = cost + self._costs.too_long * np.clip(np.nan_to_num(over, neginf=0.0), 0, None)
        return np.where(end > first, cost, IMPOSSIBLE).transpose(1, 2, 0), lost


def _tail_after(tail: Tail, piece: Piece, line: LineCosts) -> Tail:
    """The tail of a cell once a piece of a line was added to it."""
    t, u, v = tail[:3] if tail != EMPTY else (BOS, BOS, BOS)
    for i in (line.places[id(word)] for word in piece.words[-4:]):
        if line.ids[i]:
            t, u, v = u, v, int(line.last[i])
    return t, u, v, sum(len(word.text) + 1 for word in piece.words) - 1


def _running_argmin(costs: Costs, least: Costs) -> Ids:
    """For each column the first place of the least cost up to it; `least` are those costs."""
    is_new = np.zeros(costs.shape, dtype=bool)
    is_new[:, 1:] = costs[:, 1:] < least[:, :-1]
    places = np.where(is_new, np.arange(costs.shape[1]), 0)
    return np.asarray(np.maximum.accumulate(places, axis=1), dtype=np.int64)
