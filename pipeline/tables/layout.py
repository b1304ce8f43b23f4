"""Finding the rows and cells of a table in text whose columns stand interleaved on each line.

There is no geometry, so the table is explained: each row is a run of lines, each line is cut from left
to right into pieces of cells, and each piece goes on with the text of its cell (or begins it). The
cheapest explanation of all lines, by the language of the cells, the vocabulary of the columns and the
numbering of the rows, is found by a beam search over lines and dynamic programming within a line.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Line, Word
from pipeline.restore.language import BOS
from pipeline.segment.match import is_capital, roman_value
from pipeline.tables.cells import IMPOSSIBLE, LineCosts, line_costs, opens_group
from pipeline.tables.grid import Column
from pipeline.tables.numbering import GARBLED, Number, due_after, read_number
from pipeline.tables.values import value_shapes

BEAM = 40
# Costs in nats of what a table's layout may do.
SWITCH, SWITCH_AT_RULE, RULE_INSIDE = 1.5, 0.3, 2.0
NEW_ROW, NEW_GROUP = 4.0, 6.0
MARKER_GAIN, CAPITAL_GAIN = 6.0, 4.0
MORE_LINES, LONG_GROUP, MAX_GROUP = 4.0, 6.0, 70
NO_NUMBER, NO_TEXT, NO_UNITS = 6.0, 15.0, 5.0
NO_VALUE, NO_CODE, LATE_CODE, CARRY = 6.0, 1.5, 0.5, 1.5
SKIP_VALUE = 1.0
SAME_BLOCK, BACKWARDS, NO_NUMBER_FIRST = 4.0, 12.0, 12.0
CAPITAL_AHEAD = 1.5
LEAD_FIRST = 3.0
# A column is as wide as this percentile of its pieces. A longer piece costs by the letter; so does
# going on below a line that had room for the next word.
WIDE, SHARED, MIN_LINES, OVERFULL, TOO_LONG = 85, 3, 4, 1.0, 1.2
FULL, SLACK, SLACK_BESIDE_VALUES, MAX_SLACK = 0.85, 0.15, 0.6, 8.0
# A page whose lines mostly stand apart was read cell by cell.
BLOCK_SHARE, SHORT_BLOCK_SHARE, SHORT_LINE = 0.55, 0.35, 0.65
GROUP = -1
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,3}){0,3}\.?|\d{3}")
EMPTY = (-1, -1, 0)


# The last two word numbers of a cell, and the length of its last line.
Tail = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line in one column; GROUP for a heading over rows. `carries` a cell of the row above."""

    column: int
    words: tuple[Word, ...]
    carries: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A row as found: its number (read or inferred), the words it was read in, its pieces in order."""

    is_group: bool
    number: Number | None
    number_words: tuple[Word, ...]
    pieces: tuple[Piece, ...]
    dropped: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class _State:
    cost: float
    tails: tuple[Tail, ...]
    has_number: bool
    last: Number | None
    kind: str
    in_new_group: bool
    column: int
    before: _State | None
    step: _Step | None

    @property
    def key(self) -> tuple[object, ...]:
        return tuple(tail[:2] for tail in self.tails), self.has_number, self.last, self.kind, self.column


@dataclass(frozen=True, slots=True)
class _Step:
    """What a line adds: a new row ("row", "group") or "" to go on; a number; its pieces; dirt."""

    opens: str
    number: Number | None
    number_words: tuple[Word, ...]
    pieces: tuple[Piece, ...]
    dropped: tuple[Word, ...]


def find_rows(lines: Sequence[Line], columns: Sequence[Column]) -> list[Band]:
    """The rows of a table. Every printed word of `lines` is in one piece, a number, or dropped."""
    unknown = np.full(len(columns), np.inf)
    first = _explained(lines, columns, unknown)
    return _explained(lines, columns, _widths(first, len(columns)))


def _widths(rows: Sequence[Band], count: int) -> NDArray[np.float64]:
    """How many letters fit into each column: what its longer pieces have in lines of several columns."""
    shared: dict[int, list[tuple[int, int]]] = {}
    for row in rows:
        for piece in row.pieces:
            if piece.column >= 0 and len({word.line for word in piece.words}) == 1:
                length = sum(len(word.text) + 1 for word in piece.words) - 1
                shared.setdefault(piece.words[0].line, []).append((piece.column, length))
    lengths: list[list[int]] = [[] for _ in range(count)]
    for found in shared.values():
        if len(found) >= SHARED:
            for column, length in found:
                lengths[column].append(length)
    return np.array([np.percentile(one, WIDE) if len(one) >= MIN_LINES else np.inf for one in lengths])


def _explained(lines: Sequence[Line], columns: Sequence[Column], widths: NDArray[np.float64]) -> list[Band]:
    states = [_State(0.0, (EMPTY,) * len(columns), False, None, "start", False, -1, None, None)]
    layout = _Layout(columns, widths, _code_depths(lines))
    shapes = value_shapes(lines, columns)
    for line, as_block in _units(lines):
        states = layout.extended(states, line_costs(line, columns, shapes), as_block=as_block)
    best = min(states, key=lambda state: state.cost + layout.closing_cost(state))
    return list(_bands(best))


def _units(lines: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    """The lines of the table; of a page that was read cell by cell, the blocks of lines, each as one."""
    longest = max((len(line.raw) for line in lines), default=0)
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    for page in pages.values():
        blocks: list[list[Line]] = [[]]
        for line in page:
            if line.raw.strip():
                blocks[-1].append(line)
            elif blocks[-1]:
                blocks.append([])
        blocks = [block for block in blocks if block]
        printed = sum(map(len, blocks))
        length = max((len(line.raw) for line in page), default=0)
        share = SHORT_BLOCK_SHARE if length <= SHORT_LINE * longest else BLOCK_SHARE
        if len(blocks) > 3 and len(blocks) >= share * printed:
            for block in blocks:
                merged = tuple(word for line in block for word in line.words)
                if any(word.text for word in merged) or merged:
                    yield Line(block[0].index, block[0].page, block[0].raw, merged), True
        else:
            for block in blocks:
                yield from ((line, False) for line in block)


class _Layout:
    """The costs of going on from a line to the next, for one table's columns."""

    def __init__(self, columns: Sequence[Column], widths: NDArray[np.float64], depths: Counter[int]) -> None:
        self.depths = depths
        self.widths = widths
        self.columns = columns
        self.count = len(columns)
        self.key = next((i for i, c in enumerate(columns) if c.role in ("no", "code")), -1)
        self.text = next(i for i, c in enumerate(columns) if c.role in ("task", "name"))
        self.units = [i for i, c in enumerate(columns) if c.role in ("deadline", "lead")]
        self.values = [i for i, c in enumerate(columns) if c.role in ("max", "value")]
        self.is_tasks = not self.values
        # passed[c]: what the value columns left of column c cost where they are passed over.
        are_values = np.array([c.role in ("max", "value") for c in columns])
        self.passed = SKIP_VALUE * np.concatenate([[0], are_values.cumsum()[:-1]])
        self.lead = next((i for i, c in enumerate(columns) if c.role == "lead"), -1)

    def closing_cost(self, state: _State) -> float:
        """What is missing in a row that ends."""
        if state.kind != "row":
            return 0.0
        cost = 0.0 if state.tails[self.text] != EMPTY else NO_TEXT
        if self.key >= 0 and not state.has_number:
            cost += NO_NUMBER if self.is_tasks else NO_CODE
        if self.is_tasks and self.units and all(state.tails[c] == EMPTY for c in self.units):
            cost += NO_UNITS
        return cost + NO_VALUE * sum(state.tails[c] == EMPTY for c in self.values)

    def extended(self, states: Sequence[_State], costs: LineCosts, *, as_block: bool) -> list[_State]:
        grown: list[tuple[float, _State, str, int, tuple[int, Number, tuple[Word, ...], float] | None, int, bool]] = []
        fresh = _State(0.0, (EMPTY,) * self.count, False, None, "row", False, -1, None, None)
        tails, owners = self._tails(states, fresh)
        tables = {start: self._cut(costs, tails, start, as_block) for start in (0, 1, 2)}
        for number, state in enumerate(states):
            closing = self.closing_cost(state)
            for opens in ("", "row"):
                if opens == "" and state.kind != "row":
                    continue
                base = state.cost + (closing + NEW_ROW if opens else 0.0)
                rows = owners[number] if opens == "" else owners["fresh"]
                variants = [(rows, False)]
                if opens and number in owners["carry"]:
                    variants.append((owners["carry"][number], True))
                has_number = state.has_number if opens == "" else False
                for key in [None, *self._numbers(state, costs, opens, has_number)]:
                    start = key[0] if key else 0
                    extra = key[3] if key else 0.0
                    if as_block and opens and not key and self.is_tasks:
                        extra += NO_NUMBER_FIRST
                    if start > 2:
                        continue
                    for row, carries in variants:
                        ends = tables[start][0][row]
                        for column in range(self.count + 1):
                            if ends[column] < IMPOSSIBLE:
                                cost = base + extra + ends[column] + (CARRY if carries else 0.0)
                                if as_block:
                                    cost += self._block_cost(state if opens == "" else None, column)
                                if opens and column == self.lead and not (carries or key or self.is_tasks):
                                    cost += LEAD_FIRST
                                grown.append((cost, state, opens, row, key, column, carries))
        grown.sort(key=lambda item: item[0])
        kept: dict[tuple[object, ...], _State] = {}
        for cost, state, opens, row, key, column, carries in grown[: BEAM * 6]:
            start = key[0] if key else 0
            pieces, dropped, new_tails = self._traced(costs, tables[start], row, column, start, tails[row], carries)
            step = _Step(opens, key[1] if key else None, key[2] if key else (), pieces, dropped)
            last = key[1] if key and self.is_tasks else state.last
            if carries:
                new_tails = tuple(t if c != self.lead else EMPTY for c, t in enumerate(new_tails))
            has_number = bool(key) or (opens == "" and state.has_number)
            if opens and not key:
                last = self._last(state)
            child = _State(cost, new_tails, has_number, last, "row", False if has_number else state.in_new_group, column, state, step)
            kept.setdefault(child.key, child)
            if len(kept) >= BEAM:
                break
        for child in self._groups(states, costs):
            if child.key not in kept or kept[child.key].cost > child.cost:
                kept[child.key] = child
        return sorted(kept.values(), key=lambda state: state.cost)[:BEAM]

    def _last(self, state: _State) -> Number | None:
        """The last row's number once that row has ended; where none was read, the one that was due."""
        is_lost = state.kind == "row" and not state.has_number and self.is_tasks and state.last
        return _next(state.last) if is_lost and state.last else state.last

    def _block_cost(self, state: _State | None, column: int) -> float:
        """In a page read cell by cell a row's cells follow each other from left to right."""
        if state is None or column >= self.count or state.column < 0 or state.column >= self.count:
            return 0.0
        if column < state.column:
            return BACKWARDS
        return SAME_BLOCK if column == state.column else 0.0

    def _numbers(
        self, state: _State, costs: LineCosts, opens: str, has_number: bool
    ) -> Iterator[tuple[int, Number, tuple[Word, ...], float]]:
        """Readings at the line's start that may be the row's number: (words taken, number, words, cost)."""
        if self.key < 0 or has_number:
            return
        last = self._last(state) if opens else state.last
        due = due_after(last, in_new_group=state.in_new_group)
        for place, word in enumerate(costs.line.words[:2]):
            if place and costs.line.words[0].text:
                return
            found = read_number(word.raw, due) if self.is_tasks else _code(word.raw, self.depths)
            if found and not self.is_tasks and not opens:
                found = found[0] + LATE_CODE, found[1]
            if found and found[0] < IMPOSSIBLE:
                taken = costs.line.words[: place + 1]
                before = sum(0.5 if not w.text else 3.0 for w in taken[:-1])
                count = sum(1 for w in taken if w.text)
                yield count, found[1], tuple(w for w in taken if w.text) or (word,), found[0] + before
                return

    def _tails(self, states: Sequence[_State], fresh: _State):  # type: ignore[no-untyped-def]
        """Distinct rows of tails, and which row serves which state."""
        rows: list[tuple[Tail, ...]] = [fresh.tails]
        index = {fresh.tails: 0}
        owners: dict[object, object] = {"fresh": 0}
        carry: dict[int, int] = {}
        for number, state in enumerate(states):
            if state.tails not in index:
                index[state.tails] = len(rows)
                rows.append(state.tails)
            owners[number] = index[state.tails]
            if not self.is_tasks and self.lead >= 0 and state.kind == "row" and state.tails[self.lead] != EMPTY:
                carried = tuple(t if c == self.lead else EMPTY for c, t in enumerate(state.tails))
                if carried not in index:
                    index[carried] = len(rows)
                    rows.append(carried)
                carry[number] = index[carried]
        owners["carry"] = carry
        return np.array(rows, dtype=np.int64), owners

    def _cut(self, costs: LineCosts, tails: NDArray[np.int64], start: int, as_block: bool):  # type: ignore[no-untyped-def]
        """For each row of tails the cheapest way through the line that ends in each column.

        Returns the costs [row, column] (the last column: no words placed) and the choices made.
        """
        rows, count, none = len(tails), len(costs.words), self.count
        best = np.full((count + 1, rows, self.count + 1), IMPOSSIBLE)
        came = np.full((count + 1, rows, self.count), -1, dtype=np.int64)
        if count <= start:
            best[count, :, none] = 0.0 if count == start else IMPOSSIBLE
            return best[count], came, None
        best[start, :, none] = 0.0
        entry = self._entries(costs, tails)
        pieces, lost = self._pieces(costs, as_block)
        # The cheapest way to a place that ends left of a column, and in which column.
        left = np.full((count + 1, rows, self.count), IMPOSSIBLE)
        source = np.zeros((count + 1, rows, self.count), dtype=np.int64)
        for i in range(start, count):
            stacked = np.concatenate([best[i][:, none:], best[i][:, : none - 1] - self.passed[1:]], axis=1)
            # Values stand side by side: passing over a column of them is unlikely, but not at a line's start.
            from_start = best[i][:, none:]
            inner = np.concatenate([np.full((rows, 1), 2 * IMPOSSIBLE), stacked[:, 1:]], axis=1)
            skipping = np.minimum.accumulate(inner, axis=1) + self.passed
            is_start = from_start <= skipping
            left[i] = np.where(is_start, from_start, skipping)
            source[i] = np.where(is_start, 0, _running_argmin(inner))
            if as_block:
                left[i], source[i] = np.broadcast_to(best[i][:, none:], left[i].shape), 0
            elif i > start:
                left[i] += np.where(source[i] == 0, 0.0, SWITCH_AT_RULE if costs.ruled[i] or costs.in_run[i] else SWITCH)
            end = i + 1
            begun = left[start:end] + entry[start:end] + pieces[start:end, end][:, None, :]
            came[end] = begun.argmin(axis=0) + start
            best[end][:, :none] = np.minimum(begun.min(axis=0), IMPOSSIBLE)
            dropped = best[i] + costs.drop[i]
            is_better = dropped[:, :none] < best[end][:, :none]
            came[end] = np.where(is_better, -1, came[end])
            best[end] = np.minimum(best[end], dropped)
        return best[count], came, (source, lost)

    def _entries(self, costs: LineCosts, tails: NDArray[np.int64]) -> NDArray[np.float64]:
        """The cost [word, row, column] that a cell's piece begins with a word."""
        known = np.where(tails[:, :, 1:2] >= 0, tails[:, :, :2], BOS)
        ahead = np.array([CAPITAL_AHEAD if w.text[:1].isupper() and not w.text.isupper() else 0.0 for w in costs.words])
        is_empty = (tails[:, :, 1] < 0)[:, :, None]
        lengths = np.array([len(word.text) for word in costs.words])
        slack = self.widths[None, :, None] * FULL - tails[:, :, 2][:, :, None] - 1 - lengths
        unfilled = np.clip((SLACK if self.is_tasks else SLACK_BESIDE_VALUES) * np.nan_to_num(slack, posinf=0.0), 0, MAX_SLACK)
        entry = np.where(is_empty, costs.first[None], costs.behind(known) + ahead + unfilled)
        for c in self.values:
            entry[:, c] = np.where(is_empty[:, c], costs.first[c][None], IMPOSSIBLE)
        if self.key >= 0:
            entry[:, self.key] = IMPOSSIBLE
        return np.asarray(entry.transpose(2, 0, 1))

    def _pieces(self, costs: LineCosts, as_block: bool) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """The cost [first word, end, column] of a piece behind its first word, and which words it loses."""
        count = len(costs.words)
        inside = costs.inside + np.where(costs.ruled, RULE_INSIDE, 0.0)
        lost = costs.drop[None] < inside
        sums = np.concatenate([np.zeros((self.count, 1)), np.minimum(inside, costs.drop[None]).cumsum(axis=1)], axis=1)
        ends = np.array([0, *np.cumsum([len(word.text) + 1 for word in costs.words])])
        first, end = np.arange(count)[:, None], np.arange(count + 1)[None, :]
        cost = sums[:, end] - sums[:, np.minimum(first + 1, count)]
        if not as_block:
            length = (ends[end] - ends[first] - 1)[None]
            over = np.nan_to_num(length - self.widths[:, None, None] * OVERFULL - 1, neginf=0.0)
            cost = cost + TOO_LONG * np.clip(over, 0, None)
        return np.where(end > first, cost, IMPOSSIBLE).transpose(1, 2, 0), lost

    def _traced(self, costs, table, row, column, start, tails, carries):  # type: ignore[no-untyped-def]
        """The pieces of the chosen way, the words dropped, the tails behind it."""
        _, came, rest = table
        dropped: list[Word] = []
        pieces: list[Piece] = []
        new_tails = [tuple(int(x) for x in tail) for tail in tails]
        here, end = column, len(costs.words)
        runs: list[tuple[int, int, int]] = []
        while end > start:
            first = came[end, row, here] if here < self.count else -1
            if first < 0:
                end -= 1
                dropped.append(costs.words[end])
                continue
            runs.append((here, int(first), end))
            chosen = rest[0][first, row, here]
            here, end = (self.count if chosen == 0 else int(chosen) - 1), int(first)
        for c, first, end in reversed(runs):
            kept = [i for i in range(first, end) if i == first or not rest[1][c, i]]
            dropped += [costs.words[i] for i in range(first, end) if i not in kept]
            words = tuple(costs.words[i] for i in kept)
            pieces.append(Piece(c, words, carries and c == self.lead))
            u, v = (new_tails[c][0], new_tails[c][1]) if new_tails[c] != EMPTY else (BOS, BOS)
            for i in kept:
                if costs.ids[i]:
                    u, v = v, int(costs.last[i])
            new_tails[c] = (u, v, sum(len(word.text) + 1 for word in words) - 1)
        return tuple(pieces), tuple(sorted(dropped, key=lambda word: (word.line, word.start))), tuple(new_tails)

    def _groups(self, states: Sequence[_State], costs: LineCosts) -> Iterator[_State]:
        """The states in which the line is a heading over the rows below it, or goes on with one."""
        if not self.is_tasks or not costs.words:
            return
        marker = bool(costs.line.words) and opens_group(costs.line)
        text = " ".join(word.text for word in costs.words)
        gain = MARKER_GAIN * marker + CAPITAL_GAIN * is_capital(text)
        long = LONG_GROUP if len(text) > MAX_GROUP and not is_capital(text) else 0.0
        begun = long + float(costs.first[self.text, 0] + costs.inside[self.text, 1:].sum()) - costs.unused
        for state in states:
            # A capital heading does not go on with small letters, nor the other way round.
            column = 1 if is_capital(text) else 0
            opens = state.cost + self.closing_cost(state) + NEW_GROUP - gain + begun
            words = Piece(GROUP, tuple(costs.words))
            step = _Step("group", None, (), (words,), ())
            tails = ((BOS, int(costs.last[-1]), 0),) + (EMPTY,) * (self.count - 1)
            last = self._last(state)
            yield _State(opens, tails, False, last, "group", True, column, state, step)
            if state.kind == "group" and not marker and state.column == column:
                behind = costs.behind(np.array([[state.tails[0][:2]] * self.count], dtype=np.int64))
                going_on = state.cost + (0.0 if text[:1].islower() else MORE_LINES) + long - costs.unused + float(behind[0, self.text, 0] + costs.inside[self.text, 1:].sum())
                step = _Step("", None, (), (words,), ())
                yield _State(going_on, tails, False, state.last, "group", True, column, state, step)


def _running_argmin(costs: NDArray[np.float64]) -> NDArray[np.int64]:
    """For each column the place of the least cost up to it."""
    places = np.zeros(costs.shape, dtype=np.int64)
    best = costs[:, 0].copy()
    for c in range(1, costs.shape[1]):
        better = costs[:, c] < best
        places[:, c] = np.where(better, c, places[:, c - 1])
        best = np.where(better, costs[:, c], best)
    return places


def _next(number: Number) -> Number:
    return (*number[:-1], number[-1] + 1)


def _code(raw: str, depths: Counter[int]) -> tuple[float, Number] | None:
    """Whether a reading may be an indicator's code, and at what cost; which code, the sequence tells later."""
    core = raw.strip("|,:;()[]{}\"'“”* ")
    if len(core) == 3 and core.isdigit() and depths.total() == depths[0]:
        return None
    if _CODE.fullmatch(core):
        share = (depths[core.strip(".").count(".")] + 0.3) / (depths.total() + 1)
        return -math.log(share), ()
    if core in ("-", "–", "—", "+") or roman_value(core.strip(".")):
        return 0.5, ()
    if core and len(core) <= 2 and not core.isalnum():
        return GARBLED, ()
    return None


def _code_depths(lines: Sequence[Line]) -> Counter[int]:
    """How many points the codes at the starts of lines have."""
    firsts = [line.words[0].raw.strip("|.") for line in lines if len(line.words) > 2]
    return Counter(first.count(".") for first in firsts if _CODE.fullmatch(first))


def _bands(state: _State) -> Iterator[Band]:
    steps: list[tuple[_Step, _State]] = []
    here: _State | None = state
    while here is not None and here.step is not None:
        steps.append((here.step, here))
        here = here.before
    steps.reverse()
    rows: list[list[tuple[_Step, _State]]] = []
    for step, at in steps:
        if step.opens or not rows:
            rows.append([])
        rows[-1].append((step, at))
    for row in rows:
        number = next((step.number for step, _ in row if step.number is not None), None)
        yield Band(
            is_group=row[0][0].opens == "group",
            number=number,
            number_words=tuple(word for step, _ in row for word in step.number_words),
            pieces=tuple(piece for step, _ in row for piece in step.pieces),
            dropped=tuple(word for step, _ in row for word in step.dropped),
        )
