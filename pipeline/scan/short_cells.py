"""Numbers of short cells by two readers: digits and signs are the second's, letters the first's.

Where both read alike a number is sure. Where they differ, how sure it is depends on how they differ
(dictionaries/digit-differences.tsv), and what the first one read is kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from unicodedata import normalize

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from pipeline.scan.clean import Picture
from pipeline.scan.digits import Glyph
from pipeline.scan.engine import Reading
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton

# What both read alike is at least so sure.
AGREED = 0.99
# What they read differently is in doubt, unless its kind of difference is right at least so often.
DIFFERENT, BELIEVED = 0.5, 0.99
# Letters alone that are read so surely are no number.
LETTERS = 0.8
# A line is at least so high in inches, with so much paper beside it: a sign alone would be blown up.
LINE, BESIDE = 0.147, 0.01
# Ink that is less high is no digit: dashes, and the marks for "the same as above".
DIGIT = 0.06
COMPARES = "<>≥≤"
_NUMERAL = re.compile(r"[IVX]{1,5}[.)]?")
_NUMBER = re.compile(r"[<>≥≤]|[<>≥≤]?[\d.,:/%()-]*\d[\d.,:/%()-]*")
# What Roman numerals are read as, without marks: of small letters only those that look like one.
_MAY_BE_NUMERAL = re.compile(r"[IVXLHTU1ivxl|!\]\[.)]+")
_PER_MILLE, _PER_CENT = re.compile(r"%[0oO]|‰"), re.compile(r"%o?")
_CAPITALS = re.compile(r"[A-Z]{2,}")
_SAME = str.maketrans("⁄–—−", "/---")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A letter of the first reading, and what the second has in its place; one of them may be ""."""

    first: str
    second: str
    confidence: float = 1.0

    @property
    def is_alike(self) -> bool:
        return _key(self.first) == _key(self.second)


def may_hold_number(words: Sequence[Reading]) -> bool:
    """Whether a short cell may hold a number: what is surely read as letters alone does not."""
    return not words or not all(_is_letters(word.text) and word.confidence >= LETTERS for word in words)


def _is_letters(text: str) -> bool:
    """Whether a text is letters, and none that numerals are misread as."""
    letters = text.strip(".")
    return letters.isalpha() and len(letters) > 1 and not _may_be_numeral(letters)


def _may_be_numeral(text: str) -> bool:
    return bool(_MAY_BE_NUMERAL.fullmatch("".join(normalize("NFD", letter)[0] for letter in text)))


def as_line(picture: Picture, dpi: int) -> Picture:
    """The picture of one line with paper around it, at least as high as a line is."""
    lack, beside = max(round(LINE * dpi) - picture.shape[0], 0), round(BESIDE * dpi)
    around = (lack // 2, lack - lack // 2, beside, beside)
    return np.asarray(cv2.copyMakeBorder(picture, *around, cv2.BORDER_CONSTANT, value=255.0), dtype=np.uint8)


def both(first: Sequence[Reading], second: Sequence[Glyph]) -> list[Reading]:
    """Two readings of one line as one; the words are the first's, and may be one without text."""
    kept = [glyph for glyph in second if not glyph.letter.isspace()]
    words = (_merged(word, pairs) for word, pairs in zip(first, _shared(first, kept), strict=True))
    return [word for word in words if word.text]


def difference(first: str, second: str) -> str:
    """How two readings of a number differ: the kinds of dictionaries/digit-differences.tsv."""
    if not first:
        return "nothing"
    if _NUMERAL.fullmatch(second):
        return "numeral"
    one, other = (text.lstrip(COMPARES) for text in (first, second))
    if one == other:
        return "sign"
    if re.sub(r"\W", "", one) == re.sub(r"\W", "", other):
        return "mark"
    if second[:1] in COMPARES and first[:1] not in COMPARES:
        return "letter for sign"
    if len(one) != len(other):
        return "shorter" if len(one) > len(other) else "longer"
    return "digit"


def _shared(words: Sequence[Reading], glyphs: Sequence[Glyph]) -> list[list[_Pair]]:
    """What the second reader has, shared among the words of the first, letter by letter."""
    places = [number for number, word in enumerate(words) for _ in word.text]
    read = "".join(word.text for word in words)
    letters = [glyph.letter[:1] or "?" for glyph in glyphs]
    shared: list[list[_Pair]] = [[] for _ in words]
    for block in Levenshtein.opcodes([_key(one) for one in read], [_key(one) for one in letters]):
        for step in range(max(block.src_end - block.src_start, block.dest_end - block.dest_start)):
            here, there = block.src_start + step, block.dest_start + step
            one = read[here] if here < block.src_end else ""
            number = places[here] if one else _taker(words, places, block.src_start)
            if there < block.dest_end:
                shared[number].append(_Pair(one, letters[there], glyphs[there].confidence))
            else:
                shared[number].append(_Pair(one, ""))
    return shared


def _taker(words: Sequence[Reading], places: Sequence[int], at: int) -> int:
    """The word that what only the second reader has belongs to: a number on either side, if there is one."""
    sides = [places[n] for n in (at - 1, at) if 0 <= n < len(places)]
    return next((n for n in sides if any(map(str.isdigit, words[n].text))), sides[-1] if sides else 0)


def _merged(word: Reading, pairs: Sequence[_Pair]) -> Reading:
    """A word by both readers; one that is no number stays as the first has it."""
    first, second = _plain(word.text), _plain("".join(pair.second for pair in pairs))
    sure = min((pair.confidence for pair in pairs if pair.second), default=0.0)
    if _CAPITALS.fullmatch(second) and not _NUMERAL.fullmatch(second):
        return _capitals(word, second, sure)
    text = first if sure < min(DIFFERENT, word.confidence) else _text(first, second, pairs)
    if not _is_number(text):
        return word
    return _judged(replace(word, text=text), first, second, sure)


def _judged(word: Reading, first: str, second: str, sure: float) -> Reading:
    """A number as decided, how sure it is, and the reading that was not taken."""
    if word.text == first:
        if _digits(first) == _digits(second):
            return replace(word, confidence=max(word.confidence, AGREED))
        others = ((second, sure),) if second else ()
        return replace(word, confidence=min(word.confidence, DIFFERENT), alternatives=others)
    share = _share(difference(first, word.text), sure)
    return replace(
        word,
        confidence=share if share >= BELIEVED else min(share or DIFFERENT, sure, DIFFERENT),
        alternatives=((first, 1 - sure),) if first else (),
    )


def _plain(text: str) -> str:
    return _PER_MILLE.sub("%o", text.translate(_SAME))


def _is_number(text: str) -> bool:
    has_digit = any(letter.isdigit() for letter in text)
    return has_digit or text[:1] in COMPARES or bool(_NUMERAL.fullmatch(text) or _PER_CENT.fullmatch(text))


def _capitals(word: Reading, second: str, sure: float) -> Reading:
    """Letters without marks are the second reader's where the first is in doubt, or has other signs."""
    is_doubted = word.confidence < LETTERS or not word.text.isalpha()
    is_other = skeleton(word.text) != skeleton(second)
    return replace(word, text=second) if sure >= LETTERS and is_doubted and is_other else word


def _digits(text: str) -> str:
    """What of a text is no letter, and numerals."""
    return "".join(letter for letter in text if not letter.isalpha() or letter in "IVX")


def _text(first: str, second: str, pairs: Sequence[_Pair]) -> str:
    """What is printed: numbers alone are the second's; beside letters its digits and numerals are."""
    if not first or not second:
        return first or second
    if _NUMERAL.fullmatch(second):
        return second if _may_be_numeral(first) or not first.isalpha() else first
    if _NUMERAL.fullmatch(first) and re.fullmatch(r"1[.)]?", second):
        # To the second reader the numeral I is a one.
        return first
    is_number = _NUMBER.fullmatch(second) or _PER_CENT.fullmatch(second)
    return second if is_number else "".join(map(_letter, pairs))


def _letter(pair: _Pair) -> str:
    """One letter of a number among letters: letters are the first's, all else the second's."""
    one, other = pair.first.translate(_SAME), pair.second.translate(_SAME)
    if other and other in "IVX":
        return other
    if pair.is_alike or other.isalpha():
        return one
    return other or (one if one.isalpha() and one not in "lI" else "")


@cache
def _key(letter: str) -> str:
    return skeleton(letter.translate(_SAME))[:1]


def _share(kind: str, sure: float) -> float:
    """How often the second reader is right where it is so sure and the two differ so; 0 if unknown."""
    known = [share for (one, least), share in _shares().items() if one == kind and least <= sure]
    return known[-1] if known else 0.0


@cache
def _shares() -> dict[tuple[str, float], float]:
    """By the kind of difference and how sure the second reader is at least, in rising order."""
    rows = dictionaries.table("digit-differences.tsv")
    # One more that was wrong may have been overlooked.
    return {(kind, float(least)): int(right) / (int(seen) + 1) for kind, least, seen, right in rows}
