"""Texts to decode: words in their pieces, and which of these may be glued together or cut in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline.document import Word
from pipeline.restoration.candidates import CandidateFinder, Choice
from pipeline.vietnamese import pieces
from pipeline.vietnamese.pieces import Piece


@dataclass(frozen=True, slots=True)
class Limits:
    """Which readings may be several words, or parts of one. Set by hand on rendered pages."""

    # What its cheapest candidate costs, at most, where a reading is taken for one whole word (nats).
    whole: float = 4.0
    # Letters of a word that two readings may be, at most.
    joined: int = 7
    # Letters from which on a reading may be more than two words, and those of each word, at most.
    long: int = 7
    part: int = 7


LIMITS = Limits()


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


def cores(words: Sequence[Word]) -> list[str]:
    """The readings of words that may have been misread."""
    return [piece.text for word in words for piece in pieces.split(word.text) if piece.kind == "core"]


def compounds(text: Text, finder: CandidateFinder) -> list[str]:
    """Parts of doubtful readings, and pairs of readings that may be one word."""
    found = []
    for number, token in enumerate(text.tokens):
        if text.split[token.word][token.piece].kind == "fixed":
            continue
        if not is_whole(finder[token.text]):
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
                is_one = piece.kind == "fixed" or is_whole(finder[piece.text])
                end = place + (1 if is_one else len(piece.text))
                tokens.append(Token(number, index, piece.text, place, end))
                place = end
    return Text(words, split, tokens)


def is_whole(choice: Choice) -> bool:
    """Whether a reading with these options is taken for one whole word."""
    return choice.cost <= LIMITS.whole


def may_join(text: Text, left: Token, right: Token, finder: CandidateFinder) -> bool:
    """Two readings on one line, nothing between them, that are no words, or are one put together."""
    if right.word != left.word + 1 or len(left.text) + len(right.text) > LIMITS.joined:
        return False
    parts = text.split[left.word]
    if parts[left.piece].kind != "core" or left.piece != len(parts) - 1 or right.piece:
        return False
    if text.words[left.word].line != text.words[right.word].line:
        return False
    if finder.is_known(left.text) or finder.is_known(right.text):
        return False
    if not (is_whole(finder[left.text]) and is_whole(finder[right.text])):
        return True
    # What has marks was read by an engine that knows them: the halves of a word fit together as they are.
    return not (left.text + right.text).isascii() and finder.is_form(left.text + right.text)


@cache
def parts_of(core: str) -> tuple[tuple[int, int], ...]:
    """The spans of a glued reading that may be words: its two halves, or any part of a long one."""
    length = len(core)
    inner = range(1, length)
    if length < LIMITS.long:
        return (*((0, cut) for cut in inner), *((cut, length) for cut in inner))
    spans = [(i, j) for i in range(length) for j in range(i + 1, min(i + LIMITS.part, length) + 1)]
    return tuple((i, j) for i, j in spans if j - i < length)
