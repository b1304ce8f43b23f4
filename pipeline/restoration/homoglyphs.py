"""Letters of other alphabets that look like ours (СỘNG with a Cyrillic С): ours in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.document import Line, Word
from pipeline.vietnamese import dictionaries


def with_own_letters(lines: Sequence[Line]) -> list[Line]:
    """The lines with the letters of dictionaries/homoglyphs.txt replaced."""
    return [line.with_words(map(_with_own_letters, line.words)) for line in lines]


def _with_own_letters(word: Word) -> Word:
    text = word.text.translate(_homoglyphs())
    return word if text == word.text else replace(word, text=text, note="restored")


@cache
def _homoglyphs() -> dict[int, str]:
    return {ord(read): letter for read, letter in dictionaries.pairs("homoglyphs.txt")}
