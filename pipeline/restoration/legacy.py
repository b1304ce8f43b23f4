"""Pages in legacy encodings: their words in Unicode."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from pipeline.document import Line, Word
from pipeline.restoration.pages import by_page
from pipeline.vietnamese.encodings import converted, encoding_of


def with_unicode(lines: Sequence[Line], by_ocr: Set[int]) -> list[Line]:
    """The lines, those of pages in a legacy encoding converted.

    What an OCR engine read, the pages `by_ocr`, is Unicode, whatever the fonts were.
    """
    return [
        line
        for page in by_page(lines)
        for line in (page if page[0].page in by_ocr else _converted_page(page))
    ]


def _converted_page(page: Sequence[Line]) -> Sequence[Line]:
    encoding = encoding_of(word.text for line in page for word in line.words)
    if not encoding:
        return page
    return [line.with_words(_converted(word, encoding) for word in line.words) for line in page]


def _converted(word: Word, encoding: str) -> Word:
    text = converted(word.text, encoding)
    return word if text == word.text else replace(word, text=text, note="restored")
