"""In which column each word of a table in text stands: the chances, by a small network that has learned it.

Each word is a vector: of its text, of what stands around it, of how well it goes on with the words before it
in its line and with those in the lines above and below. The weights are learned by
`python -m pipeline.learn.cell_tagger`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Line
from pipeline.tables.text.tagger_features import Tokens, features, hashes, tokens_of
from pipeline.tables.text.tagger_network import Window, scores
from pipeline.vietnamese import dictionaries

Costs = NDArray[np.float64]
ROLES = ("no", "task", "deadline", "lead", "coordination", "product", "extra")
MAX_COLUMNS = 8
# A role that it does not know and the one whose cells look so.
ALIKE = {"start": "deadline"}
# So many words are looked at together, a window going on by so many.
WINDOW, STEP = 256, 128
# It has learned from tables of at least so many words.
LEAST_WORDS = 100


@dataclass(frozen=True, slots=True)
class TellingCosts:
    """What is made of the network's chances, in nats; chosen by hand on generated pages."""

    # How much they count beside the other costs, and the most that another column than the likeliest costs.
    share: float = 0.5
    most: float = 6.0
    # What it costs more to leave a word out, and that a row begins.
    dropped: float = 2.0
    new_row: float = 1.0


COSTS = TellingCosts()


class ToldWord(NamedTuple):
    """A word's cost in each column, with two more (a heading over rows, outside); the log-odds of a row."""

    columns: Costs
    row: float


@dataclass(frozen=True)
class Told:
    """What the network says of a line, in nats.

    `columns[c, i]`: word i stands in column c; `group`: all are a heading over rows; `dropped`: a word is
    left out; `begins`: a row begins with the line, `goes_on`: none does.
    """

    columns: Costs
    group: float
    dropped: float
    begins: float
    goes_on: float


def told_words(lines: Sequence[Line], roles: Sequence[str]) -> Mapping[int, ToldWord]:
    """What the network says of the printed words of a table, by their identity.

    It says nothing of very wide and very short ones.
    """
    tokens, kept = tokens_of(lines)
    if len(kept) < LEAST_WORDS or len(roles) > MAX_COLUMNS:
        return {}
    known = [role if role in ROLES else ALIKE.get(role, "extra") for role in roles]
    costs, rows = CellTagger.load().costs(tokens, known)
    return {id(word): ToldWord(*one) for word, *one in zip(kept, costs, rows.tolist(), strict=True)}


def told_line(line: Line, columns: int, words: Mapping[int, ToldWord], new_row: float) -> Told:
    """What the network says of a line; where it says nothing, a row that begins costs `new_row`."""
    own = [words.get(id(word)) for word in line.words if word.text]
    known = [word for word in own if word]
    if not known:
        return Told(np.zeros((columns, len(own))), 0.0, 0.0, new_row, 0.0)
    costs = np.array([word.columns for word in known])[:, :-1]
    costs = COSTS.share * np.minimum(costs - costs.min(axis=1, keepdims=True), COSTS.most)
    row = known[0].row
    return Told(
        columns=costs[:, :-1].T,
        group=float(costs[:, -1].sum()),
        dropped=COSTS.dropped,
        begins=COSTS.new_row + COSTS.share * float(np.logaddexp(0.0, -row)),
        goes_on=COSTS.share * float(np.logaddexp(0.0, row)),
    )


def is_mixed(words: Mapping[int, ToldWord], line: Line) -> bool:
    """Whether the words of a line stand likeliest in more than one column."""
    known = [words[id(word)].columns[:-1] for word in line.words if id(word) in words]
    return len({int(costs.argmin()) for costs in known}) > 1


class CellTagger:
    """The network with what it has learned."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as arrays:
            self._weights = {name: arrays[name].astype(np.float32) for name in arrays.files}

    @classmethod
    @cache
    def load(cls) -> CellTagger:
        """The one that ships with the dictionaries; loaded once per process."""
        return cls(dictionaries.path("cell-tagger.npz"))

    def costs(self, tokens: Tokens, roles: Sequence[str]) -> tuple[Costs, Costs]:
        """-log of the chance of each column [word, column], with two more: a heading over rows, outside; and
        of each word the log-odds that a row begins with its line."""
        # Only tables in text need it, and it takes half a second to import.
        from scipy.special import logsumexp

        slots = np.array([ROLES.index(role) for role in roles])
        words_ = Window(hashes(tokens.texts), features(tokens), tokens.line, tokens.x, np.array(True), slots)
        count = len(tokens.texts)
        found, rows = np.zeros((count, len(slots) + 2)), np.zeros(count)
        for start in range(0, max(count - WINDOW + STEP, 1), STEP):
            # What stands at the edge of a window is told by the one before.
            own = start + (WINDOW - STEP) // 2 if start else 0
            odds, begins = scores(np, self._weights, _part(words_, slice(start, start + WINDOW)))
            found[own : start + WINDOW], rows[own : start + WINDOW] = (
                odds[own - start :],
                begins[own - start :],
            )
        return np.asarray(logsumexp(found, axis=1, keepdims=True) - found), rows


def _part(window: Window, here: slice) -> Window:
    return Window(
        window.seen[here],
        window.features[here],
        window.line[here] - window.line[here][0],
        window.x[here],
        window.is_word,
        window.slots,
    )
