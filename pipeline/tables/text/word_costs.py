"""What a word costs in a column: by the language behind the cell's text, by the column's vocabulary.

All costs are negative natural logarithms of probabilities, so that they add up with those of rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Line, Word
from pipeline.tables.grid import Column
from pipeline.tables.roles import roles
from pipeline.tables.text import shapes
from pipeline.tables.text.cell_tagger import Told
from pipeline.tables.text.gaps import TableLook, change_costs, costs_by_rules
from pipeline.tables.text.value_shapes import ValueShape
from pipeline.tables.text.vocabulary import (
    Vocabulary,
    begins_unit,
    for_language,
    is_known,
    variants,
    word_number,
)
from pipeline.vietnamese.language import BOS, NONE, ORDER, LanguageModel
from pipeline.vietnamese.tokens import words

Costs = NDArray[np.float64]
Ids = NDArray[np.int64]
IMPOSSIBLE = 1e6
# So many words before one tell what it costs.
BEFORE = ORDER - 1


@dataclass(frozen=True, slots=True)
class WordCosts:
    """What words cost in columns, in nats; set by hand on text of plans, not fitted."""

    # A sign inside a cell, and where one begins.
    sign_inside: float = 0.5
    sign_first: float = 3.0
    # The most that the language alone makes a word cost.
    unlikeliest: float = 13.0
    # Each word left out before one: it may be of another cell.
    elsewhere: float = 1.0
    # Words were restored before their column was known: one with other marks may have been printed.
    other_marks: float = 0.7
    # The most that an abbreviation costs, inside a cell and where one begins: they are rare in the text
    # that the language was learned from, not in tables.
    abbreviation: float = 7.0
    abbreviation_first: float = 9.0
    # The most that an abbreviation of the document's own costs as a unit.
    own_unit: float = 4.0
    # A name that begins as units do; a unit or a deadline that begins with no word.
    unit_as_name: float = 3.0
    no_word_first: float = 4.0
    # A comma behind a unit that leads: a list is of those that help.
    list_leads: float = 3.0
    # No cost: the share of a column's vocabulary in its cells beside values.
    share_beside_values: float = 0.5


COSTS = WordCosts()
# The columns whose cells are units.
UNITS = ("lead", "coordination")


@dataclass(frozen=True)
class LineCosts:
    """The words of a line and their costs.

    `changes[i]` is the cost that another cell begins with word i, `stays[i]` that the same goes on;
    `in_run[i]`: it is a number, and so is the word before it. `inside[c, i]` is the cost of word i behind
    the word before it in column c, `first[c, i]` at the start of an empty cell, `drop[i]` that it is dirt,
    `unused` that the line's start is no number or marker. `ids[i]` is a word's first number (NONE for a
    sign), `last[i]` its last, `rest[i]` the cost of what else is glued to it. `share[c]` is that of column
    c's vocabulary. `told` is what the network says of them.
    """

    line: Line
    columns: tuple[Column, ...]
    words: tuple[Word, ...]
    changes: Costs
    stays: Costs
    in_run: NDArray[np.bool_]
    abbreviated: NDArray[np.bool_]
    ids: Ids
    last: Ids
    rest: Costs
    unused: float
    share: Mapping[int, float]
    inside: Costs
    first: Costs
    drop: Costs
    told: Told
    phrases: Mapping[int, Vocabulary]

    @cached_property
    def places(self) -> dict[int, int]:
        """The places of the words by their identity."""
        return {id(word): place for place, word in enumerate(self.words)}

    @cached_property
    def _variants(self) -> tuple[Ids, NDArray[np.intp], Costs]:
        """The words and those that differ by marks alone, where each word's begin, what each costs more."""
        lists = [variants(int(number)) for number in self.ids]
        starts = np.cumsum([0, *map(len, lists[:-1])])
        flat = np.array([number for one in lists for number in one], dtype=np.int64)
        extra = np.full(len(flat), COSTS.other_marks)
        extra[starts] = 0.0
        return flat, starts, extra

    def behind(self, tails: Ids) -> Costs:
        """The costs [state, column, word] of words behind the tails [state, column, 3] of cells."""
        before, row = np.unique(tails.reshape(-1, tails.shape[2]), axis=0, return_inverse=True)
        flat, starts, extra = self._variants
        language = LanguageModel.load()
        # Many cells end in words behind which nothing longer is known: their contexts are one.
        contexts, of_row = np.unique(_contexts(before), return_inverse=True)
        behind = language.step(np.repeat(contexts, len(flat)), np.tile(flat, len(contexts)))[0]
        least = np.minimum.reduceat(behind.reshape(len(contexts), -1) + extra, starts, axis=1)
        costs = least[of_row.ravel()[row.ravel()]].reshape(*tails.shape[:2], len(self.words))
        costs = np.where(self.ids == NONE, COSTS.sign_first, np.minimum(costs, COSTS.unlikeliest) + self.rest)
        costs = np.where(self.abbreviated, np.minimum(costs, COSTS.abbreviation), costs)
        ids = self.ids.tolist()
        for c, share in self.share.items():
            phrases = self.phrases[c]
            for tail in np.unique(tails[:, c, -1]):
                known = np.array([phrases.behind(int(tail), word) for word in ids])
                rows = tails[:, c, -1] == tail
                costs[rows, c] = _mixed(costs[rows, c], known, share)
        costs[:, :, :1] += self.unused
        return costs


def line_costs(
    line: Line,
    columns: Sequence[Column],
    values: Mapping[int, ValueShape],
    look: TableLook,
    told: Told,
    phrases: Mapping[int, Vocabulary],
) -> LineCosts:
    """The costs of a line's words in each column of a table; `values` are its columns of numbers, `phrases`
    those with a vocabulary, `told` is what the network says of the line."""
    changes, stays = costs_by_rules(line) if values else change_costs(line, look)
    kept = tuple(word for word in line.words if word.text)
    read = _as_read(tuple(word.text for word in kept))
    inside, first = np.tile(read.inside, (len(columns), 1)), np.tile(read.first, (len(columns), 1))
    share = _add_vocabulary(inside, first, read, columns, phrases, bool(values))
    for c, column in enumerate(columns):
        if c in values:
            inside[c] = IMPOSSIBLE
            first[c] = [values[c].cost(w.text) if shapes.is_value(w) else IMPOSSIBLE for w in kept]
        elif column.role == "unit":
            inside[c] = first[c] = [shapes.measure_cost(word) for word in kept]
        else:
            _add_shapes(inside[c], first[c], kept, column, columns, read.ids)
    in_run = _in_run(kept)
    drop = np.array([shapes.drop_cost(word) + told.dropped for word in kept])
    unused = _add_start(inside, first, drop, line, kept, columns, bool(values))
    for i in np.flatnonzero(in_run[2:]) + 2 if values else ():
        drop[i - 1 : i + 1] += shapes.COSTS.drop_in_run
    return LineCosts(
        line=line,
        columns=tuple(columns),
        words=kept,
        changes=changes,
        stays=stays,
        in_run=in_run,
        abbreviated=read.abbreviated,
        ids=read.ids,
        last=read.last,
        rest=read.rest,
        unused=unused,
        share=share,
        inside=inside,
        first=first,
        drop=drop,
        told=told,
        phrases=phrases,
    )


def _in_run(kept: Sequence[Word]) -> NDArray[np.bool_]:
    """Which words are numbers behind numbers."""
    are_values = np.array([shapes.is_value(word) for word in kept], dtype=bool)
    in_run = are_values.copy()
    in_run[:1] = False
    in_run[1:] &= are_values[:-1]
    return in_run


def _add_shapes(
    inside: Costs, first: Costs, kept: Sequence[Word], column: Column, columns: Sequence[Column], ids: Ids
) -> None:
    """Add, in place, what the shapes of words cost in one column of text."""
    is_lead = column.role == "lead" and any(one.role == "coordination" for one in columns)
    for i, word in enumerate(kept):
        if column.role in UNITS and shapes.is_own_abbreviation(word.text):
            inside[i], first[i] = min(inside[i], COSTS.own_unit), min(first[i], COSTS.own_unit)
        number = shapes.number_cost(word, column.role)
        inside[i] += number
        first[i] += number or shapes.opening_cost(word, column.role)
        if is_lead and word.text[-1:] in ",;":
            inside[i] += COSTS.list_leads
            first[i] += COSTS.list_leads
        if column.role == "name" and i + 1 < len(kept) and begins_unit(ids[i], ids[i + 1]):
            first[i] += COSTS.unit_as_name


@dataclass(frozen=True)
class _Read:
    """The words of a line by number, and their costs by the language alone, in any column."""

    ids: Ids
    last: Ids
    abbreviated: NDArray[np.bool_]
    inside: Costs
    first: Costs
    rest: Costs


@lru_cache(1 << 12)
def _as_read(texts: tuple[str, ...]) -> _Read:
    """A table is laid out several times: what a line's words cost by themselves is worked out once."""
    numbers = [[word_number(part) for part in words(text)] for text in texts]
    ids = np.array([one[0] if one else NONE for one in numbers], dtype=np.int64)
    last = np.array([one[-1] if one else NONE for one in numbers], dtype=np.int64)
    abbreviated = np.array([shapes.is_abbreviation(text) for text in texts], dtype=bool)
    inside, first, rest = _by_language(numbers, ids, abbreviated)
    return _Read(ids, last, abbreviated, inside, first, rest)


def _by_language(
    numbers: Sequence[Sequence[int]], ids: Ids, abbreviated: NDArray[np.bool_]
) -> tuple[Costs, Costs, Costs]:
    """The costs inside a piece, at the start of a cell, and of what is glued to each word."""
    inside, rest = _running(numbers)
    start = np.full((len(ids), 1), BOS)
    first = np.minimum(LanguageModel.load().costs(start, for_language(ids)), COSTS.unlikeliest) + rest
    first = np.where(ids == NONE, COSTS.sign_first, first)
    inside = np.where(abbreviated, np.minimum(inside, COSTS.abbreviation), inside)
    first = np.where(abbreviated, np.minimum(first, COSTS.abbreviation_first), first)
    return inside, first, rest


_KNOWN_CONTEXTS: dict[tuple[int, ...], int] = {}


def _contexts(before: Ids) -> Ids:
    """The language model's contexts of tails; the same tails are asked for line after line."""
    tails = list(map(tuple, before.tolist()))
    new = [i for i, tail in enumerate(tails) if tail not in _KNOWN_CONTEXTS]
    if new:
        found = LanguageModel.load().contexts(for_language(before[new]))
        _KNOWN_CONTEXTS.update(zip((tails[i] for i in new), found.tolist(), strict=True))
    return np.array([_KNOWN_CONTEXTS[tail] for tail in tails], dtype=np.int64)


def _running(numbers: Sequence[Sequence[int]]) -> tuple[Costs, Costs]:
    """The cost of each word behind the words before it in the line, and of what is glued to it."""
    flat = for_language(np.array([NONE] * BEFORE + [n for one in numbers for n in one], dtype=np.int64))
    following = flat[BEFORE:]
    before = np.stack([flat[i : len(flat) - BEFORE + i] for i in range(BEFORE)], axis=1)
    language = LanguageModel.load()
    costs = np.minimum(language.costs(before, following), COSTS.unlikeliest)
    for fewer in range(1, BEFORE):
        # The words before the last may be of another cell.
        costs = np.minimum(costs, language.costs(before[:, fewer:], following) + COSTS.elsewhere)
    inside, rest = np.full(len(numbers), COSTS.sign_inside), np.zeros(len(numbers))
    place = 0
    for i, one in enumerate(numbers):
        if one:
            inside[i] = costs[place : place + len(one)].sum()
            rest[i] = costs[place + 1 : place + len(one)].sum()
        place += len(one)
    return inside, rest


def _add_vocabulary(
    inside: Costs,
    first: Costs,
    read: _Read,
    columns: Sequence[Column],
    vocabularies: Mapping[int, Vocabulary],
    beside_values: bool,
) -> dict[int, float]:
    """Mix the columns' vocabularies in, in place; the share of each that counts inside its cells."""
    shares: dict[int, float] = {}
    ids, before = read.ids.tolist(), _words_before(read.last)
    for c, phrases in vocabularies.items():
        role = roles()[columns[c].role]
        share = COSTS.share_beside_values if beside_values else role.share
        begin = np.array([phrases.behind(BOS, word) for word in ids])
        first[c] = _mixed(first[c], begin, role.first_share or share)
        if share:
            shares[c] = share
            # A unit or a deadline does not begin with what is no word.
            first[c] += np.where(is_known(read.ids) | read.abbreviated, 0.0, COSTS.no_word_first)
            going_on = np.array([phrases.behind(*pair) for pair in zip(before, ids, strict=True)])
            inside[c] = _mixed(inside[c], going_on, share)
    return shares


def _add_start(
    inside: Costs,
    first: Costs,
    drop: Costs,
    line: Line,
    kept: Sequence[Word],
    columns: Sequence[Column],
    beside_values: bool,
) -> float:
    """Add, in place, what a line's start and its capitals cost as a part of cells; what the start costs."""
    if not kept:
        return 0.0
    unused = shapes.unused_cost(line, kept, beside_values=beside_values)
    capital = shapes.capital_cost(kept)
    if beside_values:
        first[[column.role != "name" for column in columns], 0] += capital
    else:
        unused += capital
    first[:, 0] += unused
    inside[:, 0] += unused
    drop[0] += unused + (shapes.COSTS.bullet_first if kept[0].text in shapes.BULLETS else 0.0)
    return unused


def _words_before(numbers: Ids) -> list[int]:
    """For each word the last word before it, signs left out."""
    before, last = [], NONE
    for number in numbers:
        before.append(last)
        last = int(number) if number != NONE else last
    return before


def _mixed(by_language: Costs, known: Costs, share: float) -> Costs:
    """-log of the mixture of language and vocabulary probabilities."""
    mixed = (1 - share) * np.exp(-by_language) + share * known
    return np.asarray(-np.log(mixed), dtype=np.float64)
