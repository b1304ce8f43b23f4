"""Restoring: a document as read -> the same document in Vietnamese, every change noted on its word."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import groupby

from pipeline.document import Document, Line, Word
from pipeline.restore.candidates import CandidateFinder
from pipeline.restore.channel import Channel
from pipeline.restore.damage import judge
from pipeline.restore.decode import NO_CONTEXTS, Contexts, Decoder
from pipeline.restore.language import NONE, LanguageModel
from pipeline.restore.names import with_names
from pipeline.restore.phrases import with_phrases
from pipeline.restore.tokens import words

__all__ = ["restore"]

LINES_ABOVE = 2
# Running text costs some 3 to 4 nats a word; what costs more was not written in this order.
INTERLEAVED_COST = 4.2


def restore(document: Document) -> Document:
    """The document with the words of its damaged pages restored; clean pages stay as they are."""
    language = LanguageModel.load()
    lines: list[Line] = []
    is_damaged = False
    for _, page in groupby(document.lines, key=lambda line: line.page):
        page_lines = list(page)
        damage = judge((word for line in page_lines for word in line.words), language)
        is_damaged = is_damaged or damage != "none"
        lines += page_lines if damage == "none" else _restored(page_lines, damage)
    return Document(tuple(with_names(with_phrases(lines)) if is_damaged else lines), document.pages)


def _restored(lines: list[Line], profile: str) -> list[Line]:
    decoder = _decoder(profile)
    decoder.prepare(word for line in lines for word in line.words)
    # Where the columns of a table stand side by side, a line goes on with texts of the lines above.
    # These are known only after a first pass.
    first = _decoded(lines, decoder, NO_CONTEXTS)
    contexts = _contexts(first)
    return _decoded(lines, decoder, contexts, first) if contexts else first


def _decoded(
    lines: list[Line], decoder: Decoder, above: Mapping[int, Contexts], known: list[Line] | None = None
) -> list[Line]:
    """The lines decoded block by block; a block that `above` says nothing of stays as `known`."""
    decoded: list[Line] = []
    # A blank line ends a block of text: what stands behind it does not continue what stands before.
    for _, group in groupby(lines, key=lambda line: bool(line.words)):
        block = list(group)
        if known and not any(line.index in above for line in block):
            decoded += known[len(decoded) : len(decoded) + len(block)]
            continue
        restored: dict[int, list[Word]] = {line.index: [] for line in block}
        for word in decoder.decode([word for line in block for word in line.words], above):
            restored[word.line].append(word)
        decoded += [line.with_words(restored[line.index]) for line in block]
    return decoded


def _contexts(lines: list[Line]) -> dict[int, Contexts]:
    """For each line of interleaved columns the neighbouring words of the lines above it."""
    language = LanguageModel.load()
    contexts: dict[int, Contexts] = {}
    above: list[list[tuple[int, int]]] = []
    for line in lines:
        ids = [language.id(word) for word in words(line.text)]
        if ids:
            if language.text_cost(ids) > INTERLEAVED_COST * len(ids):
                contexts[line.index] = [pair for pairs in above[-LINES_ABOVE:] for pair in pairs]
            above.append(list(zip([NONE, *ids], ids, strict=False)))
    return contexts


@cache
def _decoder(profile: str) -> Decoder:
    language = LanguageModel.load()
    return Decoder(language, CandidateFinder(language, Channel.load(profile)))
