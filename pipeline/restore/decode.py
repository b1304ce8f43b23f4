"""Decoding: a stretch of words as a lattice, and the best way through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from pipeline import dictionaries
from pipeline.document import Word
from pipeline.restore import pieces
from pipeline.restore.candidates import CandidateFinder, Candidates
from pipeline.restore.language import NUM, UNK, LanguageModel
from pipeline.restore.lattice import Edge, best_path
from pipeline.restore.pieces import Piece
from pipeline.restore.rebuild import Token, Way, posteriors, rebuild, with_pieces
from pipeline.restore.syllables import is_syllable

# Costs in nats, set by hand on rendered pages; the sample was not used.
GLUE_COST, JOIN_COST = 4.0, 5.0
DOUBTFUL = 4.0
KEEP_COST, KEEP_COST_PER_LETTER = 4.0, 2.5
KNOWN_COST = -5.0
LITTER_COST, LITTER_COST_PER_LETTER, LITTER_NEIGHBOUR = 8.0, 5.0, 1.5
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


# Pairs of word numbers: the last two words of the texts that may go on.
Contexts = Sequence[tuple[int, int]]
NO_CONTEXTS: Mapping[int, Contexts] = MappingProxyType({})


class Decoder:
    """Restores stretches of words with one engine's channel."""

    def __init__(self, language: LanguageModel, finder: CandidateFinder) -> None:
        self._language = language
        self._finder = finder
        self._known = frozenset(dictionaries.lines("abbreviations.txt"))

    def prepare(self, words: Iterable[Word]) -> None:
        """Find the candidates of many words at once, which is far quicker than one by one."""
        cores = [p.text for word in words for p in pieces.split(word.raw) if p.kind == "core"]
        found = self._finder.find(cores)
        doubtful = [core for core in found if self._is_doubtful(found[core])]
        self._finder.find(core[i:j] for core in doubtful for i, j in parts_of(core))

    def decode(self, words: Sequence[Word], above: Mapping[int, Contexts] = NO_CONTEXTS) -> list[Word]:
        """The same words restored, in order; readings that are one word become one Word.

        `above` gives for a line the places in the lines above it where its texts may go on, as cells
        do that stand side by side.
        """
        split = [list(pieces.split(word.raw)) for word in words]
        tokens, edges, ways = self._lattice(words, split, above)
        if not tokens:
            return [with_pieces(word, parts, {}) for word, parts in zip(words, split, strict=True)]
        steps = best_path(edges, tokens[-1].end, self._language)
        confidences = posteriors(steps, edges, self._language)
        return rebuild(
            words, split, tokens, [(ways[s.tag], s, c) for s, c in zip(steps, confidences, strict=True)]
        )

    def _is_likely(self, candidates: Candidates, cost: float) -> bool:
        return bool(len(candidates.costs)) and float(candidates.costs.min()) <= cost

    def _is_doubtful(self, candidates: Candidates) -> bool:
        return not self._is_likely(candidates, DOUBTFUL)

    def _lattice(
        self, words: Sequence[Word], split: Sequence[Sequence[Piece]], above: Mapping[int, Contexts]
    ) -> tuple[list[Token], list[Edge], list[Way]]:
        tokens: list[Token] = []
        place = 0
        for number, parts in enumerate(split):
            for piece in parts:
                if piece.kind != "sign":
                    inner = len(piece.text) - 1 if piece.kind == "core" else 0
                    tokens.append(Token(number, piece, place, place + inner + 1))
                    place += inner + 1
        edges: list[Edge] = []
        ways: list[Way] = []

        def add(
            start: int, end: int, ids: NDArray[np.int64] | None, costs: NDArray[np.float32], way: Way
        ) -> None:
            number = tokens[way.token].word
            fresh = (
                costs
                if ids is None
                else self._fresh(ids, _switch_cost(words, number), above.get(words[number].line))
            )
            edges.append(Edge(start, end, ids, costs, fresh, len(ways)))
            ways.append(way)

        for number, token in enumerate(tokens):
            text = token.piece.text
            if token.piece.kind == "fixed":
                kept = NUM if any(letter.isdigit() for letter in text) else self._language.id(text)
                add(
                    token.start,
                    token.end,
                    np.array([kept]),
                    np.zeros(1, np.float32),
                    Way(number, (pieces.fixed_form(text),)),
                )
                continue
            found = self._finder.find([text])[text]
            add(token.start, token.end, found.words, found.costs, Way(number, found.forms))
            add(token.start, token.end, *self._keep(text), Way(number, (text,)))
            litter = _litter_cost(text, words[max(token.word - 2, 0) : token.word + 3])
            if len(text) > 1 and self._is_likely(found, SURE):
                litter += READABLE_COST
            add(
                token.start,
                token.end,
                None,
                np.array([litter], np.float32),
                Way(number, ("",), is_litter=True),
            )
            if self._is_doubtful(found):
                self._add_parts(token, number, add)
            if number and self._may_join(tokens[number - 1], token, words, split):
                joined = tokens[number - 1].piece.text + text
                found = self._finder.find([joined])[joined]
                way = Way(number - 1, found.forms, spans=2)
                add(
                    tokens[number - 1].start, token.end, found.words, found.costs + np.float32(JOIN_COST), way
                )
        return tokens, edges, ways

    def _fresh(self, ids: NDArray[np.int64], switch: float, contexts: Contexts | None) -> NDArray[np.float32]:
        """The cost of words that begin a text, or go on with one of the texts above."""
        begun = self._language.word_costs(ids) + np.float32(switch)
        if not contexts:
            return begun
        pairs = np.array(contexts, dtype=np.int64)
        ways = len(ids)
        u, v = np.repeat(pairs[:, 0], ways), np.repeat(pairs[:, 1], ways)
        behind = self._language.costs(u, v, np.tile(ids, len(pairs))).reshape(len(pairs), ways).min(axis=0)
        return np.asarray(np.minimum(begun, behind + np.float32(min(switch, GO_ON_COST))), dtype=np.float32)

    def _add_parts(self, token: Token, number: int, add: Callable[..., None]) -> None:
        for first, last in parts_of(token.piece.text):
            found = self._finder.find([token.piece.text[first:last]])[token.piece.text[first:last]]
            cost = np.float32(GLUE_COST if first else 0.0)
            way = Way(number, found.forms[:MAX_PART_CHOICES])
            start, end = token.start + first, token.start + last
            add(start, end, found.words[:MAX_PART_CHOICES], found.costs[:MAX_PART_CHOICES] + cost, way)

    def _may_join(
        self, left: Token, right: Token, words: Sequence[Word], split: Sequence[Sequence[Piece]]
    ) -> bool:
        """Two readings on one line, nothing between them, at least one of them no word by itself."""
        if left.piece.kind != "core" or right.word != left.word + 1:
            return False
        if words[left.word].line != words[right.word].line:
            return False
        if {left.piece.text, right.piece.text} & self._known:
            return False
        if split[left.word][-1] is not left.piece or split[right.word][0] is not right.piece:
            return False
        if len(left.piece.text + right.piece.text) > MAX_JOINED:
            return False
        return any(self._is_doubtful(self._finder.find([t.piece.text])[t.piece.text]) for t in (left, right))

    def _keep(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The reading as it stands: an abbreviation, a foreign word, a name, or a word not restored."""
        number = self._language.id(text)
        if len(text) > 1 and (
            text in self._known
            or (text.isupper() and number not in (UNK, NUM) and not is_syllable(text.lower()))
        ):
            return np.array([number]), np.array([KNOWN_COST], np.float32)
        return np.array([UNK]), np.array([KEEP_COST + KEEP_COST_PER_LETTER * len(text)], np.float32)


def _switch_cost(words: Sequence[Word], number: int) -> float:
    """What it costs to begin a new text at a word."""
    if not number or words[number - 1].line != words[number].line:
        return SWITCH_AT_LINE
    before, word = words[number - 1], words[number]
    is_ruled = any(sign in pieces.RULES for sign in before.raw[-1] + word.raw[0])
    return SWITCH_AT_GAP if is_ruled or word.start - before.end > 1 else SWITCH_COST


def _litter_cost(text: str, neighbours: Sequence[Word]) -> float:
    """The cost of taking a reading for dirt: a single letter among signs is likely to be."""
    dirty = sum(
        len(word.raw) == 1 and not word.raw.isdigit() and not pieces.is_sign_alone(word.raw)
        for word in neighbours
    )
    cost = LITTER_COST + LITTER_COST_PER_LETTER * (len(text) - 1) - LITTER_NEIGHBOUR * dirty
    return cost + (LONE_CAPITAL if dirty == 1 and len(text) == 1 and text.isupper() else 0.0)


def parts_of(core: str) -> list[tuple[int, int]]:
    """The spans of a glued reading that may be words: its two halves, or any part of a long one."""
    length = len(core)
    inner = range(1, length)
    if length < LONG:
        return [(0, cut) for cut in inner] + [(cut, length) for cut in inner]
    spans = [(i, j) for i in range(length) for j in range(i + 1, min(i + MAX_PART, length) + 1)]
    return [(i, j) for i, j in spans if j - i < length]
