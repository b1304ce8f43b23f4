"""Set phrases of plans: a stretch of doubtful words that reads like one takes its form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz

from pipeline.document import Line, Word
from pipeline.restoration.stretches import Match, Phrase, blocks_of, matches
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import confusable
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.numerals import may_be_numeral
from pipeline.vietnamese.shape import case_of, core_span, in_case
from pipeline.vietnamese.syllables import is_syllable
from pipeline.vietnamese.tokens import normalise

_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
_GLUED_MARKER = re.compile(r"(?:\d{1,2}|[IVX]{1,5})[.)](?=\w)")
FILES = ("index-criteria.txt", "phrases.txt")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a stretch takes a phrase's form. Likeness is of letters, 0 to 100. Set by hand; not fitted."""

    # How like the phrase it must be, at least: as a whole line or from `long` words on, else inside a text.
    whole: float = 85.0
    inside: float = 88.0
    # Words from which on the words around one are better evidence than its own letters.
    long: int = 6
    # Words and letters of a phrase inside a text, and letters of a whole line, at least.
    words: int = 3
    letters: int = 10
    letters_of_line: int = 6
    # How like the phrase's a word that changes must be, at least; up to `short` letters it says nothing.
    word: float = 45.0
    short: int = 3
    # A word is doubtful below this confidence (0 to 1), and has that one in its new form.
    doubtful: float = 0.9
    confidence: float = 0.9


DEFAULT = Thresholds()


def with_phrases(lines: Sequence[Line], more: tuple[str, ...] = ()) -> list[Line]:
    """The lines with set phrases, and `more`, where something like them was read, and read doubtfully."""
    blocks = blocks_of(lines, _is_doubtful)
    changed: dict[tuple[int, int], Word] = {}
    for phrases in _phrases(more).values():
        forms = {tuple(map(normalise, phrase)) for phrase in phrases}
        for match in matches(blocks, phrases, DEFAULT.whole):
            is_phrase = tuple(normalise(_core(word)) for word in match.words) in forms
            if not is_phrase and _is_likely(match):
                changed |= _changes(match)
    return [line.with_words(changed.get((w.line, w.start), w) for w in line.words) for line in lines]


def _is_likely(match: Match) -> bool:
    """Whether a stretch is its phrase: by length and likeness, or as a line of its own, and word by word."""
    size, letters = len(match.phrase), len("".join(map(confusable, match.phrase)))
    least = DEFAULT.whole if size >= DEFAULT.long else DEFAULT.inside
    is_long = size >= DEFAULT.words and letters >= DEFAULT.letters and match.likeness >= least
    is_line = letters >= DEFAULT.letters_of_line and _is_line(match)
    is_sure = size >= DEFAULT.long or (is_long and is_line)
    pairs = zip(match.words, match.phrase, strict=True)
    return (is_long or is_line) and all(_may_be(word, part, is_sure=is_sure) for word, part in pairs)


def _may_be(word: Word, part: str, *, is_sure: bool) -> bool:
    """Whether a word may be the phrase's: it is doubtful, or restored at all where the phrase `is_sure`."""
    core = _core(word)
    if normalise(core) == normalise(part):
        return True
    if part.isupper() or not (_is_doubtful(word) or (is_sure and word.note == "restored")):
        return False
    is_short = max(len(core), len(part)) <= DEFAULT.short
    return is_short or fuzz.ratio(confusable(word.raw), confusable(part)) >= DEFAULT.word


def _is_doubtful(word: Word) -> bool:
    core = _core(word)
    is_abbreviation = core in _abbreviations()
    is_odd = core.isupper() and not is_syllable(core.lower()) and not is_abbreviation
    return word.confidence < DEFAULT.doubtful or is_odd or not LanguageModel.load().knows(core)


def _core(word: Word) -> str:
    return word.text[_core_of(word)]


def _core_of(word: Word) -> slice:
    """Where the core of a word stands, without a number that is glued to it: TỔ in IV.TỔ."""
    start, end = core_span(word.text)
    marker = _GLUED_MARKER.match(word.text, start, end)
    return slice(marker.end() if marker else start, end)


def _is_line(match: Match) -> bool:
    """Whether a stretch is a line of its own, but for a number before it."""
    words, start, end = match.block.words, match.start, match.start + len(match.phrase)
    first = start - 1 if start and _is_marker(words[start - 1].raw) else start
    opens = first == 0 or words[first - 1].line != words[first].line
    closes = end == len(words) or words[end].line != words[end - 1].line
    return opens and closes and words[start].line == words[end - 1].line


def _is_marker(raw: str) -> bool:
    marker = raw[:-1] if raw.endswith((".", ")")) else raw
    return _NUMBER.fullmatch(marker) is not None or may_be_numeral(marker)


def _changes(match: Match) -> dict[tuple[int, int], Word]:
    """The words of a stretch in the form of its phrase, by line and place."""
    others = [core for core in map(_core, match.words) if len(core) > 1]
    among_capitals = bool(others) and all(map(str.isupper, others))
    return {
        (word.line, word.start): _in_form(word, part, among_capitals=among_capitals)
        for word, part in zip(match.words, match.phrase, strict=True)
    }


def _in_form(word: Word, part: str, *, among_capitals: bool) -> Word:
    """A word in the phrase's form, its case and the signs around it kept.

    One letter alone says nothing of its word's case: it has that of the others.
    """
    core = _core_of(word)
    read = word.text[core]
    if read.lower() == part.lower():
        return word
    case = "upper" if among_capitals and len(read) == 1 else case_of(read)
    form = part if case == "lower" and part.isupper() else in_case(part.lower(), case)
    text = word.text[: core.start] + form + word.text[core.stop :]
    was = ((read, word.confidence),)
    return replace(word, text=text, note="restored", confidence=DEFAULT.confidence, alternatives=was)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(dictionaries.lines("abbreviations.txt"))


@cache
def _phrases(more: tuple[str, ...]) -> dict[int, list[Phrase]]:
    """The phrases by their number of words, dashes and signs left out."""
    by_size: dict[int, list[Phrase]] = {}
    for entry in (*more, *(entry for name in FILES for entry in dictionaries.lines(name))):
        parts = (part.strip(".,:;()–-") for part in entry.replace("/", " ").split())
        phrase = tuple(part for part in parts if part)
        if len(phrase) >= 2:
            by_size.setdefault(len(phrase), []).append(phrase)
    return by_size
