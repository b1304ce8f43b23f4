"""Restoring: a document as read -> the same document in Vietnamese, every change noted on its word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from pipeline.document import Document, Line, Word
from pipeline.restore.channel import Channel
from pipeline.restore.characters import with_letters
from pipeline.restore.decode import Decoder
from pipeline.restore.legacy import with_encoding
from pipeline.restore.light import with_sure_changes
from pipeline.restore.names import with_names
from pipeline.restore.phrases import with_phrases
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.quality import judge

__all__ = ["restore"]

# What a page's damage is restored with: the channel learned from such pages.
PROFILES = {"light": "vie", "vie": "vie", "foreign": "foreign"}


def restore(document: Document, lexicon: Sequence[str] = ()) -> Document:
    """The document with its misread words restored; clean pages, and what was read exactly, stay as they are.

    `lexicon` are words and phrases of the user's: they are kept, and restored to, like our own.
    """
    if document.is_exact:
        return document
    more = tuple(word for word in lexicon if " " not in word)
    pages = list(_by_page(with_letters(line) for line in document.lines))
    by_ocr = {note.page for note in document.notes if note.engine}
    # What an OCR read is Unicode, whatever the fonts were.
    converted = [page if page[0].page in by_ocr else with_encoding(page) for page in pages]
    damages = [
        "encoding" if now != page else judge(word.text for line in page for word in line.words)
        for now, page in zip(converted, pages, strict=True)
    ]
    lines = {line.index: line for page in converted for line in page}
    for damage in sorted(set(damages) & set(PROFILES)):
        here = [
            line for page, judged in zip(pages, damages, strict=True) if judged == damage for line in page
        ]
        decoded = _decoded(here, _decoder(PROFILES[damage], more))
        if damage == "light":
            of_page = zip(_by_page(here), _by_page(decoded), strict=True)
            decoded = [
                line
                for read, restored in of_page
                for line in with_sure_changes(read, restored, by_ocr=read[0].page in by_ocr)
            ]
        lines |= {line.index: line for line in decoded}
    restored = [lines[line.index] for line in document.lines]
    if {"vie", "foreign"} & set(damages):
        restored = with_names(with_phrases(restored, tuple(lexicon)))
    return replace(document, lines=tuple(restored))


def _by_page(lines: Iterable[Line]) -> Iterator[list[Line]]:
    return (list(page) for _, page in groupby(lines, key=lambda line: line.page))


def _decoded(lines: Sequence[Line], decoder: Decoder) -> list[Line]:
    # A blank line, and the end of a cell, ends a block of text: what follows does not continue it.
    blocks = [
        [word for line in block for word in line.words]
        for _, block in groupby(lines, key=lambda line: (line.page, line.cell, bool(line.words)))
    ]
    of_line: dict[int, list[Word]] = {line.index: [] for line in lines}
    for word in decoder.decode(blocks):
        of_line[word.line].append(word)
    return [line.with_words(of_line[line.index]) for line in lines]


@cache
def _decoder(profile: str, more: tuple[str, ...]) -> Decoder:
    return Decoder(LanguageModel.load(), Channel.load(profile), more)
