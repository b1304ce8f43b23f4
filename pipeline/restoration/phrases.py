"""Set phrases of plans: a stretch of doubtful words that reads like one takes its form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

import numpy as np
from rapidfuzz import fuzz, process

from pipeline.document import Line, Word
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import confusable
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.numerals import may_be_numeral
from pipeline.vietnamese.shape import case_of, core_span, in_case
from pipeline.vietnamese.syllables import is_syllable
from pipeline.vietnamese.tokens import normalise

# How like a phrase a stretch must be (0 to 100), inside a text and as a whole line behind its marker.
INSIDE, WHOLE = 88.0, 85.0
MIN_WORDS, MIN_LETTERS = 3, 10
MIN_WHOLE_LETTERS = 6
DOUBTFUL, CONFIDENCE = 0.9, 0.9
# A word that changes must be this like the phrase's, or be so short that likeness says nothing.
WORD_LIKENESS, SHORT = 45.0, 3
# In a phrase of so many words the words around one are better evidence than its own letters.
LONG = 6
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
_GLUED_MARKER = re.compile(r"(?:\d{1,2}|[IVX]{1,5})[.)](?=\w)")
FILES = ("index-criteria.txt", "phrases.txt")


def with_phrases(lines: Sequence[Line], more: tuple[str, ...] = ()) -> list[Line]:
    """The lines with set phrases, and `more`, where something like them was read, and read doubtfully."""
    blocks = [
        [word for line in group for word in line.words if any(letter.isalnum() for letter in word.text)]
        for _, group in groupby(lines, key=lambda line: (line.cell, bool(line.words)))
    ]
    doubtful = [[_is_doubtful(word) for word in block] for block in blocks]
    folded = [[confusable(word.raw) for word in block] for block in blocks]
    restored = [[confusable(word.text) for word in block] for block in blocks]
    changed: dict[tuple[int, int], Word] = {}
    for size, phrases in _phrases(more).items():
        places = [
            (number, start)
            for number, block in enumerate(doubtful)
            for start in range(len(block) - size + 1)
            if any(block[start : start + size])
        ]
        targets = ["".join(map(confusable, phrase)) for phrase in phrases]
        scores = np.zeros((len(places), len(targets)), dtype=np.uint8)
        for forms in (folded, restored):
            stretches = ["".join(forms[number][start : start + size]) for number, start in places]
            found = process.cdist(stretches, targets, scorer=fuzz.ratio, score_cutoff=WHOLE, dtype=np.uint8)
            scores = np.maximum(scores, found)
        for place, best in zip(
            *np.nonzero(scores == scores.max(axis=1, keepdims=True, initial=1)), strict=True
        ):
            number, start = places[place]
            words, phrase = blocks[number][start : start + size], phrases[best]
            is_long = (
                size >= MIN_WORDS
                and len(targets[best]) >= MIN_LETTERS
                and scores[place, best] >= (WHOLE if size >= LONG else INSIDE)
            )
            is_whole = len(targets[best]) >= MIN_WHOLE_LETTERS and _is_whole(blocks[number], start, size)
            is_sure = size >= LONG or (is_long and is_whole)
            if (is_long or is_whole) and _agrees(words, phrase, is_sure) and not _is_one_of(words, phrases):
                changed |= {(w.line, w.start): _as(w, part) for w, part in zip(words, phrase, strict=True)}
    return [line.with_words(changed.get((w.line, w.start), w) for w in line.words) for line in lines]


def _agrees(words: Sequence[Word], phrase: Sequence[str], is_sure: bool) -> bool:
    """Whether the phrase changes doubtful words only, or one that is sure itself any restored word."""
    return all(_may_be(word, part, is_sure) for word, part in zip(words, phrase, strict=True))


def _is_one_of(words: Sequence[Word], phrases: Sequence[tuple[str, ...]]) -> bool:
    return tuple(normalise(_core(word)) for word in words) in {
        tuple(map(normalise, phrase)) for phrase in phrases
    }


def _may_be(word: Word, part: str, is_sure: bool) -> bool:
    core = _core(word)
    if normalise(core) == normalise(part):
        return True
    is_near = (
        max(len(core), len(part)) <= SHORT
        or fuzz.ratio(confusable(word.raw), confusable(part)) >= WORD_LIKENESS
    )
    may_change = _is_doubtful(word) or (is_sure and word.note == "restored")
    return may_change and not part.isupper() and is_near


def _is_doubtful(word: Word) -> bool:
    core = _core(word)
    is_odd = (
        core.isupper()
        and not is_syllable(core.lower())
        and core not in dictionaries.lines("abbreviations.txt")
    )
    return word.confidence < DOUBTFUL or is_odd or not LanguageModel.load().knows(core)


def _core(word: Word) -> str:
    start, end = _span(word)
    return word.text[start:end]


def _span(word: Word) -> tuple[int, int]:
    """Where the core of a word stands, without a number that is glued to it: TỔ in IV.TỔ."""
    start, end = core_span(word.text)
    marker = _GLUED_MARKER.match(word.text, start, end)
    return marker.end() if marker else start, end


def _is_whole(words: Sequence[Word], start: int, size: int) -> bool:
    """Whether a stretch is a line of its own, but for a number before it."""
    first = start - 1 if start and _is_marker(words[start - 1].raw) else start
    end = start + size
    opens = first == 0 or words[first - 1].line != words[first].line
    return opens and words[start].line == words[end - 1].line != (words[end].line if end < len(words) else -1)


def _is_marker(raw: str) -> bool:
    marker = raw[:-1] if raw.endswith((".", ")")) else raw
    return _NUMBER.fullmatch(marker) is not None or may_be_numeral(marker)


def _as(word: Word, part: str) -> Word:
    """A word in the phrase's form, its case and the signs around it kept."""
    start, end = _span(word)
    core = word.text[start:end]
    if core.lower() == part.lower():
        return word
    case = case_of(core)
    form = part if case == "lower" and part[:1].isupper() and part.isupper() else in_case(part.lower(), case)
    text = word.text[:start] + form + word.text[end:]
    was = ((core, word.confidence),)
    return replace(word, text=text, note="restored", confidence=CONFIDENCE, alternatives=was)


@cache
def _phrases(more: tuple[str, ...]) -> dict[int, list[tuple[str, ...]]]:
    """The phrases by their number of words, dashes and signs left out."""
    by_size: dict[int, list[tuple[str, ...]]] = {}
    for entry in (*more, *(entry for name in FILES for entry in dictionaries.lines(name))):
        parts = (part.strip(".,:;()–-") for part in entry.replace("/", " ").split())
        phrase = tuple(part for part in parts if part)
        if len(phrase) >= 2:
            by_size.setdefault(len(phrase), []).append(phrase)
    return by_size
