"""From the best way through a lattice back to words, each with its confidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.document import Word
from pipeline.restoration.texts import Text
from pipeline.vietnamese import pieces
from pipeline.vietnamese.pieces import Piece


class Taken(NamedTuple):
    """What was chosen for `spans` tokens from number `token` on: a form, "" for noise."""

    token: int
    spans: int
    form: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


# What was never in doubt: a sign.
SURE = Taken(-1, 1, "", 1.0)


def rebuild(text: Text, path: Sequence[Taken]) -> list[Word]:
    """The words of a text restored, in order; readings that are one word become one Word."""
    forms: dict[int, dict[int, str]] = {}
    least: dict[int, Taken] = {}
    joined: set[int] = set()
    for taken in path:
        token = text.tokens[taken.token]
        here = forms.setdefault(token.word, {})
        here[token.piece] = f"{here[token.piece]} {taken.form}" if token.piece in here else taken.form
        if token.word not in least or taken.confidence < least[token.word].confidence:
            least[token.word] = taken
        if taken.spans == 2:
            right = text.tokens[taken.token + 1].word
            joined.add(right)
            forms.setdefault(right, {})[0] = ""
    rebuilt: list[Word] = []
    for number, word in enumerate(text.words):
        here = forms.get(number, {})
        if number in joined:
            left = rebuilt.pop()
            gap = " " * (word.start - left.end)
            whole = left.text + _text(text.split[number], here)
            rebuilt.append(
                replace(left, raw=left.raw + gap + word.raw, text=whole, end=word.end, note="restored")
            )
        else:
            rebuilt.append(with_pieces(word, text.split[number], here, least.get(number, SURE)))
    return rebuilt


def with_pieces(word: Word, parts: Sequence[Piece], forms: Mapping[int, str], least: Taken) -> Word:
    """The word with the forms of its pieces; what is no text becomes empty, with the reason.

    `least` is the least sure of what was chosen for it.
    """
    if len(parts) == 1 and parts[0].kind == "sign":
        if pieces.is_rule(word.text):
            return replace(word, text="", note="rule")
        if pieces.is_sign_alone(word.text):
            return word
        return replace(word, text="", note="noise")
    text = _text(parts, forms)
    is_noise = forms and all(not form for form in forms.values())
    if is_noise and not any(letter.isalnum() for letter in text):
        return replace(word, text="", note="noise", confidence=least.confidence)
    note = word.note if text == word.raw else "restored"
    # As `replace` would, but several times as fast: every word comes this way twice.
    place = word.page, word.line, word.start, word.end
    confidence = word.confidence * least.confidence
    others = least.alternatives or word.alternatives
    return Word(word.raw, text, *place, confidence, word.box, note, others, word.repair)


def _text(parts: Sequence[Piece], forms: Mapping[int, str]) -> str:
    text = ""
    for number, piece in enumerate(parts):
        if piece.kind == "sign":
            text += pieces.clean_sign(piece.text, before=number == 0)
        else:
            text += forms.get(number, piece.text)
    return text
