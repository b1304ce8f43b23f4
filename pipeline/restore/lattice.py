"""Lattices: what the readings of a text may stand for, as edges between places of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Word
from pipeline.restore import pieces
from pipeline.restore.beam import NO_WORD, Edges, Options
from pipeline.restore.candidates import CandidateFinder
from pipeline.restore.language import NUM, LanguageModel
from pipeline.restore.pieces import Piece

# Costs in nats, set by hand on rendered pages; the sample was not used.
GLUE_COST, JOIN_COST = 4.0, 5.0
DOUBTFUL = 4.0
LITTER_COST, LITTER_COST_PER_LETTER, LITTER_NEIGHBOUR = 8.0, 5.0, 1.5
# Longer readings are never dirt as a whole.
MAX_LITTER = 5
# A capital letter by itself among clean words may be a name: Bên B.
LONE_CAPITAL = 5.0
# What reads well as a word of two or more letters is hardly dirt.
SURE, READABLE_COST = 2.0, 8.0
# A new cell may begin anywhere in a table's line, most likely behind a ruling line or a wide gap.
SWITCH_COST, SWITCH_AT_LINE, SWITCH_AT_GAP = 8.0, 4.0, 1.5
# What it costs to go on with one of the texts in the lines above.
GO_ON_COST = 4.0
MAX_PART_CHOICES = 6
LONG, MAX_PART = 7, 7
MAX_JOINED = 7

# Word numbers in a row: the last words of the texts that may go on.
Contexts = Sequence[tuple[int, ...]]
NO_CONTEXTS: Mapping[int, Contexts] = MappingProxyType({})
Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Token:
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
    _texts: int = 0
    ways: list[tuple[int, int]] = field(default_factory=list)
    _rows: list[tuple[int, int, int, int, int, float, float]] = field(default_factory=list)
    _extra: list[tuple[int, Contexts]] = field(default_factory=list)

    def add(self, text: Text, above: Mapping[int, Contexts] = NO_CONTEXTS) -> None:
        """One more text, whose cores and compounds were prepared."""
        words = text.words
        self._texts += 1
        for number, token in enumerate(text.tokens):
            switch = _switch_cost(words, token.word)
            contexts = above.get(words[token.word].line, ())
            piece = text.split[token.word][token.piece]
            if piece.kind == "fixed":
                is_number = any(letter.isdigit() for letter in token.text)
                choice = self.finder.fixed(NUM if is_number else self.language.id(token.text))
                self._add(token.start, token.end, choice.first, 1, 0.0, switch, (number, 1), contexts)
                continue
            choice = self.finder[token.text]
            self._add(token.start, token.end, choice.first, choice.count, 0.0, switch, (number, 1), contexts)
            if len(token.text) <= MAX_LITTER:
                cost = _litter_cost(token.text, words[max(token.word - 2, 0) : token.word + 3])
                cost += READABLE_COST if len(token.text) > 1 and choice.cost <= SURE else 0.0
                self._add(token.start, token.end, NO_WORD, 1, cost, switch, (number, 1), ())
            if choice.cost > DOUBTFUL:
                self._add_parts(token, number, switch, contexts)
            if number and may_join(text, text.tokens[number - 1], token, self.finder):
                before = text.tokens[number - 1]
                joined = self.finder[before.text + token.text]
                way = (number - 1, 2)
                self._add(
                    before.start, token.end, joined.first, joined.count - 1, JOIN_COST, switch, way, contexts
                )

    def _add_parts(self, token: Token, number: int, switch: float, contexts: Contexts) -> None:
        for first, last in parts_of(token.text):
            part = self.finder[token.text[first:last]]
            count = min(part.count - 1, MAX_PART_CHOICES)
            start, end, cost = token.start + first, token.start + last, GLUE_COST if first else 0.0
            self._add(start, end, part.first, count, cost, switch, (number, 1), contexts)

    def _add(
        self,
        start: int,
        end: int,
        first: int,
        count: int,
        cost: float,
        switch: float,
        way: tuple[int, int],
        contexts: Contexts,
    ) -> None:
        if count < 1:
            return
        if contexts and first != NO_WORD:
            self._extra.append((len(self._rows), contexts))
        self._rows.append((self._texts - 1, start, end, first, count, cost, switch))
        self.ways.append(way)

    def finished(self) -> tuple[Edges, Options]:
        """The edges as columns, and what they may stand for."""
        columns = np.array([row[:5] for row in self._rows], dtype=np.int64).reshape(-1, 5).T.copy()
        cost, switch = np.array([row[5:] for row in self._rows], dtype=np.float32).reshape(-1, 2).T
        edges = Edges(*columns, cost=cost, switch=switch)
        finder, size = self.finder, len(self.finder.words)
        begun = self.language.word_costs(finder.words)
        rows = [np.arange(size)]
        if self._extra:
            # Where texts of the lines above may go on, an edge has options of its own.
            here = [np.arange(edges.first[e], edges.first[e] + edges.count[e]) for e, _ in self._extra]
            going_on = self._going_on([finder.words[row] for row in here])
            switch = np.repeat(edges.switch[[e for e, _ in self._extra]], [len(row) for row in here])
            rows += here
            row = np.concatenate(here)
            on = going_on + np.minimum(switch, np.float32(GO_ON_COST)) - switch
            begun = np.concatenate([begun, np.minimum(begun[row], on)])
            starts = size + np.cumsum([0, *(len(row) for row in here[:-1])])
            edges.first[[e for e, _ in self._extra]] = starts
        row = np.concatenate(rows)
        return edges, Options(finder.words[row], finder.costs[row], begun, finder.forms[row])

    def _going_on(self, words: Sequence[Ids]) -> NDArray[np.float32]:
        """What the words of each edge with contexts cost behind the likeliest of these; all in one array."""
        contexts = [np.array(pairs, dtype=np.int64) for _, pairs in self._extra]
        pairs = np.concatenate([np.repeat(p, len(w), axis=0) for p, w in zip(contexts, words, strict=True)])
        following = np.concatenate([np.tile(w, len(p)) for p, w in zip(contexts, words, strict=True)])
        costs, _ = self.language.step(self.language.contexts(pairs), following)
        least, start = [], 0
        for p, w in zip(contexts, words, strict=True):
            end = start + len(p) * len(w)
            least.append(costs[start:end].reshape(len(p), len(w)).min(axis=0))
            start = end
        return np.concatenate(least)


def cores(words: Sequence[Word]) -> list[str]:
    """The readings of words that may have been misread."""
    return [piece.text for word in words for piece in pieces.split(word.raw) if piece.kind == "core"]


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
    split = [pieces.split(word.raw) for word in words]
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
    """Two readings on one line, nothing between them, at least one of them no word by itself."""
    if right.word != left.word + 1 or len(left.text) + len(right.text) > MAX_JOINED:
        return False
    parts = text.split[left.word]
    if parts[left.piece].kind != "core" or left.piece != len(parts) - 1 or right.piece:
        return False
    if text.words[left.word].line != text.words[right.word].line:
        return False
    if finder.is_known(left.text) or finder.is_known(right.text):
        return False
    return finder[left.text].cost > DOUBTFUL or finder[right.text].cost > DOUBTFUL


def _switch_cost(words: Sequence[Word], number: int) -> float:
    """What it costs to begin a new text at a word."""
    if not number or words[number - 1].line != words[number].line:
        return SWITCH_AT_LINE
    before, word = words[number - 1], words[number]
    is_ruled = before.raw[-1] in pieces.RULES or word.raw[0] in pieces.RULES
    return SWITCH_AT_GAP if is_ruled or word.start - before.end > 1 else SWITCH_COST


def _litter_cost(text: str, neighbours: Sequence[Word]) -> float:
    """The cost of taking a reading for dirt: a single letter among signs is likely to be."""
    dirty = sum(
        len(word.raw) == 1 and not word.raw.isdigit() and not pieces.is_sign_alone(word.raw)
        for word in neighbours
    )
    cost = LITTER_COST + LITTER_COST_PER_LETTER * (len(text) - 1) - LITTER_NEIGHBOUR * dirty
    return cost + (LONE_CAPITAL if dirty == 1 and len(text) == 1 and text.isupper() else 0.0)


@cache
def parts_of(core: str) -> tuple[tuple[int, int], ...]:
    """The spans of a glued reading that may be words: its two halves, or any part of a long one."""
    length = len(core)
    inner = range(1, length)
    if length < LONG:
        return (*((0, cut) for cut in inner), *((cut, length) for cut in inner))
    spans = [(i, j) for i in range(length) for j in range(i + 1, min(i + MAX_PART, length) + 1)]
    return tuple((i, j) for i, j in spans if j - i < length)
