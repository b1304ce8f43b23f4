"""From the best way through a lattice back to words, each with its confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.document import Word
from pipeline.restore import pieces
from pipeline.restore.language import BOS, LanguageModel
from pipeline.restore.lattice import Edge, Step
from pipeline.restore.pieces import Piece


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a word in the lattice, from place `start` to place `end`."""

    word: int
    piece: Piece
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Way:
    """What an edge stands for: its forms take the place of the pieces of the tokens it spans."""

    token: int
    forms: tuple[str, ...]
    spans: int = 1
    is_litter: bool = False


def posteriors(steps: Sequence[Step], edges: Sequence[Edge], language: LanguageModel) -> list[float]:
    """How sure each step's word is among its edge's words, the words around it being as chosen."""
    chosen = [None if (ids := edges[s.tag].words) is None else int(ids[s.choice]) for s in steps]
    sequence = [BOS, BOS, *(word for word in chosen if word is not None), 0, 0]
    known = len(sequence) - 2
    sure, place = [], 2
    for step in steps:
        edge = edges[step.tag]
        if edge.words is None:
            sure.append(0.5)
            continue
        u, v = sequence[place - 2 : place]
        ways = len(edge.words)
        total = edge.costs + language.costs(np.full(ways, u), np.full(ways, v), edge.words)
        for ahead in (1, 2):
            if place + ahead < known:
                context = [*(np.full(ways, w) for w in sequence[place - 1 : place]), edge.words]
                context += [np.full(ways, w) for w in sequence[place + 1 : place + ahead + 1]]
                total = total + language.costs(*context[-3:])
        weights = np.exp(total.min() - total)
        sure.append(float(weights[step.choice] / weights.sum()))
        place += 1
    return sure


def rebuild(
    words: Sequence[Word],
    split: Sequence[Sequence[Piece]],
    tokens: Sequence[Token],
    path: Sequence[tuple[Way, Step, float]],
) -> list[Word]:
    forms: dict[int, dict[int, str]] = {}
    sure: dict[int, float] = {}
    joined: set[int] = set()
    for way, step, confidence in path:
        token = tokens[way.token]
        piece = next(i for i, p in enumerate(split[token.word]) if p is token.piece)
        here = forms.setdefault(token.word, {})
        here[piece] = f"{here[piece]} {way.forms[step.choice]}" if piece in here else way.forms[step.choice]
        sure[token.word] = min(sure.get(token.word, 1.0), confidence)
        if way.spans == 2:
            right = tokens[way.token + 1].word
            joined.add(right)
            forms.setdefault(right, {})[0] = ""
    rebuilt: list[Word] = []
    for number, word in enumerate(words):
        restored = with_pieces(word, split[number], forms.get(number, {}), sure.get(number, 1.0))
        if number in joined:
            left = rebuilt.pop()
            gap = " " * (word.start - left.end)
            restored = replace(
                left,
                raw=left.raw + gap + word.raw,
                text=left.text + restored.text,
                end=word.end,
                note="restored",
            )
        rebuilt.append(restored)
    return rebuilt


def with_pieces(word: Word, parts: Sequence[Piece], forms: dict[int, str], confidence: float = 1.0) -> Word:
    """The word with the forms of its pieces; what is no text becomes empty, with the reason."""
    if len(parts) == 1 and parts[0].kind == "sign":
        if pieces.is_rule(word.raw):
            return replace(word, text="", note="rule")
        if pieces.is_sign_alone(word.raw):
            return word
        return replace(word, text="", note="litter")
    text = ""
    for number, piece in enumerate(parts):
        if piece.kind == "sign":
            text += pieces.clean_sign(piece.text, before=number == 0)
        else:
            text += forms.get(number, piece.text)
    is_dirt = forms and all(not form for form in forms.values())
    if is_dirt and not any(letter.isalnum() for letter in text):
        return replace(word, text="", note="litter", confidence=confidence)
    note = word.note if text == word.raw else "restored"
    return replace(word, text=text, note=note, confidence=word.confidence * confidence)
