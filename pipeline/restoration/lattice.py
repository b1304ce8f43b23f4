"""Lattices: what the readings of a text may stand for, as edges between places of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Word
from pipeline.restoration.candidates import CandidateFinder
from pipeline.restoration.edges import NO_WORD, Edges, Options
from pipeline.restoration.noise import noise_cost
from pipeline.restoration.texts import Text, Token, is_whole, may_join, parts_of
from pipeline.vietnamese import pieces
from pipeline.vietnamese.language import NUM, LanguageModel
from pipeline.vietnamese.tokens import has_digit

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Prices:
    """What it costs to read a text otherwise than word for word (nats).

    Set by hand on rendered pages; the sample was not used.
    """

    # Two words whose space was lost, and one that was cut in two.
    glue: float = 4.0
    join: float = 5.0
    # Another text begins, as a table's next cell in a line: at any word, behind a ruling line or a wide gap,
    # at the beginning of a line.
    switch: float = 8.0
    switch_at_gap: float = 1.5
    switch_at_line: float = 4.0
    # A text of the lines above goes on.
    go_on: float = 4.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is weighed. Set by hand; not fitted."""

    # Options of a part of a reading, at most.
    part_options: int = 6
    # Edges with places above that are worked out at a time: more is faster, and takes more memory.
    batch: int = 400


PRICES, LIMITS = Prices(), Limits()


@dataclass(slots=True)
class Lattice:
    """The edges of many texts; `ways` has for each edge the first token it spans, and how many."""

    finder: CandidateFinder
    language: LanguageModel
    texts: list[Text] = field(default_factory=list)
    ways: list[tuple[int, int]] = field(default_factory=list)
    _rows: list[tuple[int, int, int, int, int, float, float]] = field(default_factory=list)

    def add(self, text: Text) -> None:
        """One more text, whose cores and compounds were prepared."""
        words = text.words
        self.texts.append(text)
        for number, token in enumerate(text.tokens):
            switch = _switch_cost(words, token.word)
            here, way = (token.start, token.end), (number, 1)
            if text.split[token.word][token.piece].kind == "fixed":
                is_number = has_digit(token.text)
                choice = self.finder.fixed(NUM if is_number else self.language.id(token.text))
                self._add(here, choice.first, 1, 0.0, switch, way)
                continue
            choice = self.finder[token.text]
            self._add(here, choice.first, choice.count, 0.0, switch, way)
            cost = noise_cost(words, token.word, token.text, choice.cost)
            if cost is not None:
                self._add(here, NO_WORD, 1, cost, switch, way)
            if not is_whole(choice):
                self._add_parts(token, switch, way)
            if number and may_join(text, text.tokens[number - 1], token, self.finder):
                before = text.tokens[number - 1]
                joined = self.finder[before.text + token.text]
                both = before.start, token.end
                self._add(both, joined.first, joined.count - 1, PRICES.join, switch, (number - 1, 2))

    def _add_parts(self, token: Token, switch: float, way: tuple[int, int]) -> None:
        for first, last in parts_of(token.text):
            part = self.finder[token.text[first:last]]
            here, cost = (token.start + first, token.start + last), PRICES.glue if first else 0.0
            self._add(here, part.first, min(part.count - 1, LIMITS.part_options), cost, switch, way)

    def _add(
        self,
        places: tuple[int, int],
        first: int,
        count: int,
        cost: float,
        switch: float,
        way: tuple[int, int],
    ) -> None:
        if count > 0:
            self._rows.append((len(self.texts) - 1, *places, first, count, cost, switch))
            self.ways.append(way)

    def finished(self) -> tuple[Edges, Options]:
        """The edges as columns, and what they may stand for."""
        columns = np.array([row[:5] for row in self._rows], dtype=np.int64).reshape(-1, 5).T.copy()
        costs = np.array([row[5:] for row in self._rows], dtype=np.float32).reshape(-1, 2).T
        finder = self.finder
        begun = self.language.word_costs(finder.words)
        return Edges(*columns, *costs), Options(finder.words, finder.costs, begun, finder.forms)

    def going_on(
        self, edges: Edges, is_open: NDArray[np.bool_], above: Mapping[int, Ids]
    ) -> tuple[Edges, Options]:
        """The edges, and what they may stand for where texts of the lines above may go on.

        `above` gives for a line the places in the lines above it where its texts may go on. Open edges
        have options of their own there.
        """
        finder = self.finder
        begun = self.language.word_costs(finder.words)
        going_on = [
            (edge, at)
            for edge in np.flatnonzero(is_open).tolist()
            if (at := self._above(edge, above)) is not None
        ]
        edges = replace(edges, first=edges.first.copy())
        rows, more = [np.arange(len(begun))], [begun]
        size = len(begun)
        for start in range(0, len(going_on), LIMITS.batch):
            batch = going_on[start : start + LIMITS.batch]
            here = [np.arange(edges.first[e], edges.first[e] + edges.count[e]) for e, _ in batch]
            counts = [len(row) for row in here]
            row, of = np.concatenate(here), [e for e, _ in batch]
            on = self._going_on([at for _, at in batch], [finder.words[row] for row in here])
            spared = np.repeat(
                edges.switch[of] - np.minimum(edges.switch[of], np.float32(PRICES.go_on)), counts
            )
            more.append(np.minimum(begun[row], on - spared))
            rows.append(row)
            edges.first[of] = size + np.cumsum([0, *counts[:-1]])
            size += len(row)
        row = np.concatenate(rows)
        return edges, Options(finder.words[row], finder.costs[row], np.concatenate(more), finder.forms[row])

    def _above(self, edge: int, above: Mapping[int, Ids]) -> Ids | None:
        if self._rows[edge][3] == NO_WORD:
            return None
        text = self.texts[self._rows[edge][0]]
        return above.get(text.words[text.tokens[self.ways[edge][0]].word].line)

    def _going_on(self, places: Sequence[Ids], words: Sequence[Ids]) -> NDArray[np.float32]:
        """What each edge's words cost behind the likeliest of its places; all in one array."""
        # Edges of one line have the same places: what context these make is worked out once.
        distinct = {id(place): place for place in places}
        found = self.language.contexts(np.concatenate(list(distinct.values())))
        ends = np.cumsum([len(place) for place in distinct.values()])[:-1]
        made = dict(zip(distinct, np.split(found, ends), strict=True))
        before = np.concatenate([np.repeat(made[id(p)], len(w)) for p, w in zip(places, words, strict=True)])
        following = np.concatenate([np.tile(w, len(p)) for p, w in zip(places, words, strict=True)])
        costs = self.language.step(before, following)[0]
        ends = np.cumsum([len(p) * len(w) for p, w in zip(places, words, strict=True)])[:-1]
        by_edge = zip(np.split(costs, ends), words, strict=True)
        return np.concatenate([cost.reshape(-1, len(w)).min(axis=0) for cost, w in by_edge])


def _switch_cost(words: Sequence[Word], number: int) -> float:
    """What it costs to begin a new text at a word."""
    if not number or words[number - 1].line != words[number].line:
        return PRICES.switch_at_line
    before, word = words[number - 1], words[number]
    is_ruled = before.raw[-1:] in pieces.RULES or word.raw[:1] in pieces.RULES
    return PRICES.switch_at_gap if is_ruled or word.start - before.end > 1 else PRICES.switch
