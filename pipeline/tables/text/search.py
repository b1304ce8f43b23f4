"""Finding the rows and cells of a table in text whose columns stand interleaved on each line.

There is no geometry, so the table is explained: each row is a run of lines, each line is cut from left
to right into pieces of cells, and each piece begins a cell or goes on with its text. The cheapest
explanation of all lines, by the language of the cells, the vocabulary and width of the columns and the
numbering of the rows, is found by a beam search over the lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.tables.grid import Column
from pipeline.tables.roles import roles
from pipeline.tables.text.cut import EMPTY, Cutter, LineCuts, Tail
from pipeline.tables.text.geometry import Geometry, Piece
from pipeline.tables.text.row_numbers import (
    Number,
    due_after,
    next_number,
    read_code,
    read_number,
)
from pipeline.tables.text.shapes import opens_group
from pipeline.tables.text.states import Key, Option, State, Step
from pipeline.tables.text.word_costs import IMPOSSIBLE, LineCosts
from pipeline.vietnamese.language import BOS
from pipeline.vietnamese.shape import is_capital


@dataclass(frozen=True, slots=True)
class RowCosts:
    """What the rows of a table may do, in nats; set by hand on text of plans, not fitted."""

    # A row, or a heading over rows, begins.
    new_row: float = 4.0
    new_group: float = 4.5
    # What a marker, or capitals, save a heading over rows; what one of more than `group_letters` costs.
    marker_gain: float = 9.0
    capital_gain: float = 7.0
    long_group: float = 10.0
    group_letters: int = 60
    # A heading over rows goes on with a capital letter.
    more_lines: float = 4.0
    # A row of tasks without number; a row without text; without deadline and unit at once; without a value,
    # without a code.
    no_number: float = 4.0
    no_text: float = 15.0
    neither: float = 3.0
    no_value: float = 6.0
    no_code: float = 1.5
    # A code behind the first line of its row.
    late_code: float = 0.5
    # A unit goes on from the row above; a row begins with one.
    carry: float = 1.5
    lead_first: float = 3.0
    # On a page read cell by cell: two cells of one column, a cell left of the last, a row without its number.
    same_block: float = 4.0
    backwards: float = 12.0
    no_number_first: float = 4.0
    # Noise before a row's number.
    noise_before_number: float = 0.5
    # No costs: the states kept at a first look, which finds the widths of the columns, and after it; the
    # ways on that are worked out for each.
    first_beam: int = 8
    beam: int = 16
    options: int = 4


COSTS = RowCosts()


class Search:
    """The beam search over one table's lines."""

    def __init__(
        self, columns: Sequence[Column], geometry: Geometry, depths: Counter[int], beam: int
    ) -> None:
        self._columns, self._depths, self._beam = columns, depths, beam
        self._cutter = Cutter(columns, geometry)
        self._values = [i for i, column in enumerate(columns) if column.role in ("max", "value")]
        self._is_tasks = not self._values
        self._key = any(column.role in ("no", "code") for column in columns)
        self._text = next(i for i, column in enumerate(columns) if column.role in ("task", "name"))
        prices = [roles()[column.role].missing * self._is_tasks for column in columns]
        self._usual = [(i, price) for i, price in enumerate(prices) if price]
        self._lead = next((i for i, column in enumerate(columns) if column.role == "lead"), -1)
        self._nothing: tuple[Tail, ...] = (EMPTY,) * len(columns)

    def best(self, lines: Sequence[tuple[LineCosts, bool]]) -> State:
        """The end of the cheapest explanation."""
        states = [State(0.0, self._nothing)]
        for line, as_block in lines:
            states = self._extended(states, line, as_block)
        return min(states, key=self.total_cost)

    def total_cost(self, state: State) -> float:
        return state.cost + self._closing(state)

    def _closing(self, state: State) -> float:
        """What is missing in a row that ends."""
        if state.kind != "row":
            return 0.0
        cost = 0.0 if state.tails[self._text] != EMPTY else COSTS.no_text
        if self._key and not state.has_number:
            cost += COSTS.no_number if self._is_tasks else COSTS.no_code
        missing = [price for c, price in self._usual if state.tails[c] == EMPTY]
        cost += sum(missing) + COSTS.neither * (len(missing) > 1)
        return cost + COSTS.no_value * sum(state.tails[c] == EMPTY for c in self._values)

    def _extended(self, states: Sequence[State], line: LineCosts, as_block: bool) -> list[State]:
        rows = {self._nothing: 0}
        for state in states:
            rows.setdefault(state.tails, len(rows))
            rows.setdefault(self._carried(state), len(rows))
        cuts = self._cutter.cuts(line, list(rows), as_block=as_block)
        kept: dict[tuple[object, ...], State] = {}
        for option in self._cheapest(states, line, rows, cuts, as_block):
            child = self._child(option, cuts)
            kept.setdefault(child.key, child)
            if len(kept) >= self._beam:
                break
        for child in self._groups(states, line):
            if child.key not in kept or kept[child.key].cost > child.cost:
                kept[child.key] = child
        return sorted(kept.values(), key=lambda state: state.cost)[: self._beam]

    def _carried(self, state: State) -> tuple[Tail, ...]:
        """The cells that go on in a new row: in a table with merged cells the unit's alone."""
        if self._is_tasks or self._lead < 0 or state.kind != "row":
            return self._nothing
        return tuple(tail if c == self._lead else EMPTY for c, tail in enumerate(state.tails))

    def _cheapest(
        self,
        states: Sequence[State],
        line: LineCosts,
        rows: dict[tuple[Tail, ...], int],
        cuts: LineCuts,
        as_block: bool,
    ) -> Iterator[Option]:
        """The cheapest ways on, COSTS.options for each state that is kept, cheapest first."""
        ways = [way for state in states for way in self._ways(state, line, rows, as_block)]
        ends = np.stack([cuts.cut(way.key.taken if way.key else 0).cost[way.row] for way in ways])
        costs = (np.array([way.cost for way in ways])[:, None] + ends) + self._order_costs(ways, as_block)
        if self._lead >= 0 and not self._is_tasks:
            late = [bool(way.opens) and not way.carries and not way.key for way in ways]
            costs[late, self._lead] += COSTS.lead_first
        costs[ends >= IMPOSSIBLE] = np.inf
        flat = costs.ravel()
        best = np.argsort(flat, kind="stable")[: self._beam * COSTS.options]
        for place in best[np.isfinite(flat[best])].tolist():
            way, column = divmod(place, costs.shape[1])
            yield ways[way]._replace(cost=float(flat[place]), column=column)

    def _ways(
        self, state: State, line: LineCosts, rows: dict[tuple[Tail, ...], int], as_block: bool
    ) -> Iterator[Option]:
        """How the line may go on from a state, the column in which it then ends left open."""
        carried = rows[self._carried(state)]
        opening = state.cost + (self._closing(state) + line.told.begins)
        number = self._number(state, line, "row")
        first = COSTS.no_number_first * bool(as_block and self._is_tasks)
        for row, carries in ((0, False), (carried, True)) if carried else ((0, False),):
            base = (
                opening
                if not carries
                else state.cost + COSTS.carry + (self._closing(state) + line.told.begins)
            )
            yield Option(base + first, state, "row", None, row, -1, carries)
            if number:
                yield Option(base + number.cost, state, "row", number, row, -1, carries)
        if state.kind == "row":
            row, cost = rows[state.tails], state.cost + line.told.goes_on
            yield Option(cost, state, "", None, row, -1, False)
            if number := self._number(state, line, ""):
                yield Option(cost + number.cost, state, "", number, row, -1, False)

    def _order_costs(self, ways: Sequence[Option], as_block: bool) -> NDArray[np.float64]:
        """The cost [way, column]: on a page read cell by cell a row goes from left to right."""
        count = len(self._columns)
        costs = np.zeros((len(ways), count + 1))
        if not as_block:
            return costs
        for place, way in enumerate(ways):
            before = way.state.column
            if not way.opens and 0 <= before < count:
                costs[place, :before] = COSTS.backwards
                costs[place, before] = COSTS.same_block
        return costs

    def _number(self, state: State, line: LineCosts, opens: str) -> Key | None:
        """The row's number, if the line's start may be read as it."""
        if not self._key or (state.has_number and not opens):
            return None
        words = line.line.words
        place = next((i for i, word in enumerate(words) if word.text or i == 1), len(words))
        for at in sorted({0, place} & set(range(len(words)))):
            found = self._read(words[at].raw, state, opens)
            if found:
                taken = tuple(word for word in words[: at + 1] if word.text)
                return Key(
                    len(taken), found[1], taken or (words[at],), found[0] + COSTS.noise_before_number * at
                )
        return None

    def _read(self, raw: str, state: State, opens: str) -> tuple[float, Number] | None:
        if self._is_tasks:
            last = self._last(state) if opens else state.last
            return read_number(raw, due_after(last, in_new_group=state.in_new_group))
        found = read_code(raw, self._depths)
        return (found + (0.0 if opens else COSTS.late_code), ()) if found is not None else None

    def _last(self, state: State) -> Number | None:
        """The last row's number once that row has ended; where none was read, the one that was due."""
        is_lost = state.kind == "row" and not state.has_number and self._is_tasks
        return next_number(state.last) if is_lost and state.last else state.last

    def _child(self, option: Option, cuts: LineCuts) -> State:
        """The state behind an option."""
        _, state, opens, key, row, column, carries = option
        way = cuts.way(key.taken if key else 0, row, column)
        pieces, tails = way.pieces, way.tails
        if carries:
            pieces = tuple(replace(piece, carries=piece.column == self._lead) for piece in pieces)
            tails = (*tails[: self._lead], EMPTY, *tails[self._lead + 1 :])
        has_number = key is not None or (not opens and state.has_number)
        last = key.number if key and self._is_tasks else self._last(state) if opens else state.last
        in_new_group = state.in_new_group and not has_number
        step = Step(opens, key, pieces, way.dropped)
        return State(option.cost, tails, "row", has_number, last, in_new_group, column, state, step)

    def _groups(self, states: Sequence[State], line: LineCosts) -> Iterator[State]:
        """The states in which the line is a heading over the rows below it, or goes on with one."""
        if not self._is_tasks or not line.words:
            return
        text = " ".join(word.text for word in line.words)
        is_marked, capital = opens_group(line.line), is_capital(text)
        rest = float(line.inside[self._text, 1:].sum()) - line.unused + line.told.group
        rest += COSTS.long_group if len(text) > COSTS.group_letters and not capital else 0.0
        # A marker and capitals together say hardly more than either.
        gain = max(COSTS.marker_gain * is_marked, COSTS.capital_gain * capital)
        begun = COSTS.new_group - gain + line.first[self._text, 0] + rest
        piece = Piece(self._text, line.words)
        tails = ((BOS, BOS, int(line.last[-1]), 0), *self._nothing[1:])
        for state in states:
            cost = state.cost + self._closing(state) + begun
            step = Step("group", None, (piece,), ())
            last = self._last(state)
            yield State(float(cost), tails, "group", False, last, True, -1, state, step, capital)
            # A heading in capitals does not go on in small letters, nor the other way round.
            if state.kind == "group" and not is_marked and state.is_capital == capital:
                known = np.array([[state.tails[0][:3]] * len(self._columns)], dtype=np.int64)
                cost = state.cost + line.behind(known)[0, self._text, 0] + rest
                cost += 0.0 if text[:1].islower() else COSTS.more_lines
                step = Step("", None, (piece,), ())
                yield State(float(cost), tails, "group", False, state.last, True, -1, state, step, capital)
