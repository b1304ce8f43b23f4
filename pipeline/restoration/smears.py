"""Smears of a scan: what seal, stamp and pen left between the words, read as signs and stray letters."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from pipeline.document import Line, Word

# What was read with less certainty (0 to 1), outside tables, may be a smear; set by hand on scans with seals.
UNSURE = 0.15
_EDGES = " .,;:()[]\"'“”"
# Two letters side by side may be a word, digits a number, a letter or numeral with a sign an item.
_PRINT = re.compile(r"[^\W\d_]{2}|^[\d.,/%:()\[\]-]+$|^[^\W\d_][.)]$|[\d\w][/⁄-][\d\w]")


def without_smears(lines: Sequence[Line], by_ocr: Container[int]) -> list[Line]:
    """The lines of pages read from pictures; what is none of the print is dropped as noise."""
    return [_without(line) if line.page in by_ocr and line.cell < 0 else line for line in lines]


def _without(line: Line) -> Line:
    if not any(map(_is_smear, line.words)):
        return line
    return line.with_words(
        replace(word, text="", note="noise") if _is_smear(word) else word for word in line.words
    )


def _is_smear(word: Word) -> bool:
    """Whether a word was hardly read and has neither letters of a word nor the form of a number."""
    text = word.text.strip()
    has_more = len(text.strip(_EDGES)) > 1
    return bool(text) and word.confidence < UNSURE and has_more and not _PRINT.search(text)
