"""Restoring: a document as read -> the same document in Vietnamese, every change noted on its word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby

from pipeline.document import Document, Line, Word
from pipeline.restore.candidates import CandidateFinder
from pipeline.restore.channel import Channel
from pipeline.restore.damage import judge
from pipeline.restore.decode import Decoder
from pipeline.restore.language import LanguageModel

__all__ = ["restore"]

PROFILE = "eng"


def restore(document: Document) -> Document:
    """The document with the words of its damaged pages restored; clean pages stay as they are."""
    language = LanguageModel.load()
    lines: list[Line] = []
    for _, page in groupby(document.lines, key=lambda line: line.page):
        page_lines = list(page)
        words = [word for line in page_lines for word in line.words]
        lines += page_lines if judge(words, language) == "none" else _restored(page_lines)
    return Document(tuple(lines), document.pages)


def _restored(lines: list[Line]) -> Iterator[Line]:
    decoder = _decoder(PROFILE)
    decoder.prepare(word for line in lines for word in line.words)
    # A blank line ends a block of text: what stands behind it does not continue what stands before.
    for _, group in groupby(lines, key=lambda line: bool(line.words)):
        block = list(group)
        words: dict[int, list[Word]] = {line.index: [] for line in block}
        for word in decoder.decode([word for line in block for word in line.words]):
            words[word.line].append(word)
        yield from (line.with_words(words[line.index]) for line in block)


@cache
def _decoder(profile: str) -> Decoder:
    language = LanguageModel.load()
    return Decoder(language, CandidateFinder(language, Channel.load(profile)))
