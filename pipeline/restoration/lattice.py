"""Lattices: what the readings of a text may stand for, as edges between places of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Word
from pipeline.restoration.beam import NO_WORD, Edges, Options
from pipeline.restoration.candidates import CandidateFinder
from pipeline.vietnamese import pieces
from pipeline.vietnamese.language import NUM, LanguageModel
from pipeline.vietnamese.pieces import Piece
from pipeline.vietnamese.shape import has_vietnamese_letter
from pipeline.vietnamese.tokens import has_digit

# Costs in nats, set by hand on rendered pages; the sample was not used.
GLUE_COST, JOIN_COST = 4.0, 5.0
DOUBTFUL = 4.0
LITTER_COST, LITTER_COST_PER_LETTER, LITTER_NEIGHBOUR = 8.0, 5.0, 1.5
# So many words on either side show whether a reading stands in dirt.
NEAR = 4
# Longer readings are never dirt as a whole.
MAX_LITTER = 5
# A capital letter by itself among clean words may be a name: Bên B.
LONE_CAPITAL = 5.0
# What reads well as a word of two or more letters is hardly dirt, but where there is much of it.
SURE, READABLE_COST, MUCH_DIRT = 2.0, 8.0, 5
# A new cell may begin anywhere in a table's line, most likely behind a ruling line or a wide gap.
SWITCH_COST, SWITCH_AT_LINE, SWITCH_AT_GAP = 8.0, 4.0, 1.5
# What it costs to go on with one of the texts in the lines above.
GO_ON_COST = 4.0
MAX_PART_CHOICES = 6
LONG, MAX_PART = 7, 7
MAX_JOINED = 7

# So many edges with places above are worked out at a time.
BATCH = 400

Ids = NDArray[np.int64]


class Token(NamedTuple):
    """A piece of a word in the lattice, from place `start` to place `end` of its text."""

    word: int
    piece: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of words that is decoded as one, each in its pieces, and its tokens."""

    words: Sequence[Word]
    split: Sequence[Sequence[Piece]]
    tokens: Sequence[Token]

    @property
    def length(self) -> int:
        return self.tokens[-1].end if self.tokens else 0


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
            if len(token.text) <= MAX_LITTER:
                near = words[max(token.word - NEAR, 0) : token.word + NEAR + 1]
                is_readable = choice.cost <= SURE or has_vietnamese_letter(token.text)
                cost = _litter_cost(token.text, near, is_readable=is_readable)
                self._add(here, NO_WORD, 1, cost, switch, way)
            if choice.cost > DOUBTFUL:
                self._add_parts(token, switch, way)
            if number and may_join(text, text.tokens[number - 1], token, self.finder):
                before = text.tokens[number - 1]
                joined = self.finder[before.text + token.text]
                both = before.start, token.end
                self._add(both, joined.first, joined.count - 1, JOIN_COST, switch, (number - 1, 2))

    def _add_parts(self, token: Token, switch: float, way: tuple[int, int]) -> None:
        for first, last in parts_of(token.text):
            part = self.finder[token.text[first:last]]
            here, cost = (token.start + first, token.start + last), GLUE_COST if first else 0.0
            self._add(here, part.first, min(part.count - 1, MAX_PART_CHOICES), cost, switch, way)

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

    def finished(self, above: Mapping[int, Ids]) -> tuple[Edges, Options]:
        """The edges as columns, and what they may stand for.

        `above` gives for a line the places in the lines above it where its texts may go on.
        """
        columns = np.array([row[:5] for row in self._rows], dtype=np.int64).reshape(-1, 5).T.copy()
        costs = np.array([row[5:] for row in self._rows], dtype=np.float32).reshape(-1, 2).T
        edges = Edges(*columns, *costs)
        finder = self.finder
        begun = self.language.word_costs(finder.words)
        # Where texts of the lines above may go on, an edge has options of its own.
        going_on = [
            (edge, at) for edge in range(len(self.ways)) if (at := self._above(edge, above)) is not None
        ]
        rows, more = [np.arange(len(begun))], [begun]
        size = len(begun)
        for start in range(0, len(going_on), BATCH):
            batch = going_on[start : start + BATCH]
            here = [np.arange(edges.first[e], edges.first[e] + edges.count[e]) for e, _ in batch]
            counts = [len(row) for row in here]
            row, of = np.concatenate(here), [e for e, _ in batch]
            on = self._going_on([at for _, at in batch], [finder.words[row] for row in here])
            spared = np.repeat(
                edges.switch[of] - np.minimum(edges.switch[of], np.float32(GO_ON_COST)), counts
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
        before = np.concatenate([np.repeat(p, len(w), axis=0) for p, w in zip(places, words, strict=True)])
        following = np.concatenate([np.tile(w, len(p)) for p, w in zip(places, words, strict=True)])
        costs = self.language.costs(before, following)
        ends = np.cumsum([len(p) * len(w) for p, w in zip(places, words, strict=True)])[:-1]
        by_edge = zip(np.split(costs, ends), words, strict=True)
        return np.concatenate([cost.reshape(-1, len(w)).min(axis=0) for cost, w in by_edge])


def cores(words: Sequence[Word]) -> list[str]:
    """The readings of words that may have been misread."""
    return [piece.text for word in words for piece in pieces.split(word.text) if piece.kind == "core"]


def compounds(text: Text, finder: CandidateFinder) -> list[str]:
    """Parts of doubtful readings, and pairs of readings that may be one word."""
    found = []
    for number, token in enumerate(text.tokens):
        if text.split[token.word][token.piece].kind == "fixed":
            continue
        if finder[token.text].cost > DOUBTFUL:
            found += [token.text[first:last] for first, last in parts_of(token.text)]
        if number and may_join(text, text.tokens[number - 1], token, finder):
            found.append(text.tokens[number - 1].text + token.text)
    return found


def tokenised(words: Sequence[Word], finder: CandidateFinder) -> Text:
    """A stretch of words, whose cores were prepared, with its tokens and their places."""
    split = [pieces.split(word.text) for word in words]
    tokens: list[Token] = []
    place = 0
    for number, parts in enumerate(split):
        for index, piece in enumerate(parts):
            if piece.kind != "sign":
                is_whole = piece.kind == "fixed" or finder[piece.text].cost <= DOUBTFUL
                end = place + (1 if is_whole else len(piece.text))
                tokens.append(Token(number, index, piece.text, place, end))
                place = end
    return Text(words, split, tokens)


def may_join(text: Text, left: Token, right: Token, finder: CandidateFinder) -> bool:
    """Two readings on one line, nothing between them, that are no words, or are one put together."""
    if right.word != left.word + 1 or len(left.text) + len(right.text) > MAX_JOINED:
        return False
    parts = text.split[left.word]
    if parts[left.piece].kind != "core" or left.piece != len(parts) - 1 or right.piece:
        return False
    if text.words[left.word].line != text.words[right.word].line:
        return False
    if finder.is_known(left.text) or finder.is_known(right.text):
        return False
    if finder[left.text].cost > DOUBTFUL or finder[right.text].cost > DOUBTFUL:
        return True
    # What has marks was read by an engine that knows them: the halves of a word fit together as they are.
    return not (left.text + right.text).isascii() and finder.is_form(left.text + right.text)


def _switch_cost(words: Sequence[Word], number: int) -> float:
    """What it costs to begin a new text at a word."""
    if not number or words[number - 1].line != words[number].line:
        return SWITCH_AT_LINE
    before, word = words[number - 1], words[number]
    is_ruled = before.raw[-1] in pieces.RULES or word.raw[0] in pieces.RULES
    return SWITCH_AT_GAP if is_ruled or word.start - before.end > 1 else SWITCH_COST


def _litter_cost(text: str, neighbours: Sequence[Word], *, is_readable: bool) -> float:
    """The cost of taking a reading for dirt: a single letter among signs is likely to be."""
    dirty = sum(_is_dirty(word.raw) for word in neighbours)
    cost = LITTER_COST + LITTER_COST_PER_LETTER * (len(text) - 1) - LITTER_NEIGHBOUR * dirty
    if is_readable and (len(text) > 1 or has_vietnamese_letter(text)):
        cost += READABLE_COST * max(0.0, 1 - dirty / MUCH_DIRT)
    return cost + (LONE_CAPITAL if dirty == 1 and len(text) == 1 and text.isupper() else 0.0)


@cache
def _is_dirty(run: str) -> bool:
    letters = run.strip("'’‘`\".,;:")
    return len(letters) <= 1 and not letters.isdigit() and not pieces.is_sign_alone(run)


@cache
def parts_of(core: str) -> tuple[tuple[int, int], ...]:
    """The spans of a glued reading that may be words: its two halves, or any part of a long one."""
    length = len(core)
    inner = range(1, length)
    if length < LONG:
        return (*((0, cut) for cut in inner), *((cut, length) for cut in inner))
    spans = [(i, j) for i in range(length) for j in range(i + 1, min(i + MAX_PART, length) + 1)]
    return tuple((i, j) for i, j in spans if j - i < length)
