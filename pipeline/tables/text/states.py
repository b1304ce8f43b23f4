"""What the search for rows works on: ways of explaining the lines so far, and the rows they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.document import Word
from pipeline.tables.text.cut import Tail
from pipeline.tables.text.geometry import Piece
from pipeline.tables.text.row_numbers import Number


@dataclass(frozen=True, slots=True)
class Band:
    """A row as found: its number (None where none was read) and its words, its pieces in order.

    The pieces of a group, a heading over rows, are all in the column of the text.
    """

    is_group: bool
    number: Number | None
    number_words: tuple[Word, ...]
    pieces: tuple[Piece, ...]
    dropped: tuple[Word, ...]


class Key(NamedTuple):
    """A row's number at a line's start: the words it takes, which number, its words, its cost."""

    taken: int
    number: Number
    words: tuple[Word, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Step:
    """What a line adds: a new row or group ("" to go on), a number, its pieces, dirt."""

    opens: Literal["", "row", "group"]
    key: Key | None
    pieces: tuple[Piece, ...]
    dropped: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A way of explaining the lines so far.

    `last` is the last number, `column` where the line ended; `is_capital` says that a heading over rows
    is in capitals.
    """

    cost: float
    tails: tuple[Tail, ...]
    kind: Literal["start", "row", "group"] = "start"
    has_number: bool = False
    last: Number | None = None
    in_new_group: bool = False
    column: int = -1
    before: State | None = None
    step: Step | None = None
    is_capital: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        return (
            tuple(tail[1:3] for tail in self.tails),
            self.has_number,
            self.last,
            self.kind,
            self.column,
            self.is_capital,
        )


class Option(NamedTuple):
    """One way on from a state, before it is worked out."""

    cost: float
    state: State
    opens: Literal["", "row"]
    key: Key | None
    row: int
    column: int
    carries: bool


def bands(state: State) -> Iterator[Band]:
    """The rows of the way that ends in a state."""
    steps: list[Step] = []
    while state.step is not None and state.before is not None:
        steps.append(state.step)
        state = state.before
    rows: list[list[Step]] = []
    for step in reversed(steps):
        if step.opens or not rows:
            rows.append([])
        rows[-1].append(step)
    for row in rows:
        key = next((step.key for step in row if step.key), None)
        yield Band(
            is_group=row[0].opens == "group",
            number=key.number if key else None,
            number_words=key.words if key else (),
            pieces=tuple(piece for step in row for piece in step.pieces),
            dropped=tuple(word for step in row for word in step.dropped),
        )
