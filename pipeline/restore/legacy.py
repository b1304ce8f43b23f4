"""Pages in legacy encodings: their words in Unicode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.document import Line
from pipeline.vietnamese.encodings import converted, encoding_of


def with_encoding(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page; if they are in a legacy encoding, converted."""
    found = encoding_of(word.text for line in lines for word in line.words)
    if not found:
        return list(lines)
    return [
        line.with_words(
            replace(word, text=text, note="restored")
            if (text := converted(word.text, found)) != word.text
            else word
            for word in line.words
        )
        for line in lines
    ]
