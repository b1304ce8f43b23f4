"""Capitals: `đơn Vị` and `BỘ Tài chính`, where letters look alike as capitals and small.

Which is printed, the words around say: by what running text has, and by what the document has elsewhere.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.document import Line, Word
from pipeline.vietnamese.capitals import Capitals, Place, places
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.language import UNK
from pipeline.vietnamese.shape import Case, alike_in_both_cases, core_of, core_span, in_case, is_capital
from pipeline.vietnamese.syllables import is_syllable


@dataclass(frozen=True, slots=True)
class Weights:
    """What was read says for itself, in nats. Set by hand on text of OCR engines; not fitted."""

    # The form that was read, where the first letter looks alike in both.
    as_read: float = 1.5
    # A capital that was read for a small vowel with its mark (An for án).
    marked: float = 3.5
    # A capital that was read before a small letter (a ruling line: Inghiệp for nghiệp).
    before_small: float = 0.7
    # What it says that the document has the same pair of words so elsewhere, e times as often as otherwise,
    # and at most.
    habit: float = 1.5
    habits: float = 3.0
    # The most that running text says.
    language: float = 8.0


WEIGHTS = Weights()
_VOWELS = frozenset("aeiouy")
# The pairs of words of a document: how often the first of them is small, and how often it has a capital.
Habits = Counter[tuple[int, int, bool]]


def with_capitals(line: Line) -> Line:
    """A line, words in capitals that need not be so brought to those around them.

    Where columns may stand side by side nothing more can be said: a word may begin a cell.
    """
    return line.with_words(_without_capitals(line.words))


def in_context(texts: Sequence[Line]) -> list[Line]:
    """Texts, each whole and on one line, with capitals where they belong."""
    texts = [with_capitals(text) for text in texts]
    seen = [places([word.text for word in text.words], is_start=True) for text in texts]
    habits = _habits(texts, seen)
    return [
        text.with_words(_in_context(text.words, own, habits)) for text, own in zip(texts, seen, strict=True)
    ]


def _without_capitals(words: Sequence[Word]) -> Iterator[Word]:
    """The words, `BỘ` as `Bộ` among words that are not in capitals."""
    for number, word in enumerate(words):
        near = (*words[max(number - 2, 0) : number], *words[number + 1 : number + 3])
        beside = [
            core for other in near if len(core := core_of(other.text)) > 1 and is_syllable(core.lower())
        ]
        may_be_small = _is_undecided(word) and beside and not any(map(str.isupper, beside))
        yield _in_case(word, "title", word.confidence) if may_be_small else word


def _is_undecided(word: Word) -> bool:
    """Whether a word is in capitals of which only the first is surely one."""
    core, read = core_of(word.text), [letter for letter in word.raw if letter.isalnum()]
    return (
        len(core) > 1
        and core.isupper()
        and is_syllable(core.lower())
        and all(skeleton(letter) in alike_in_both_cases() or letter.islower() for letter in read[1:])
    )


def _in_context(words: Sequence[Word], own: Sequence[Place], habits: Habits) -> Iterator[Word]:
    changed = {} if is_capital(" ".join(word.text for word in words)) else dict(_changed(words, own, habits))
    return (changed.get(number, word) for number, word in enumerate(words))


def _changed(words: Sequence[Word], own: Sequence[Place], habits: Habits) -> Iterator[tuple[int, Word]]:
    for place in own:
        word = words[place.run]
        core = word.text[place.start : place.end]
        read = _as_read(word.raw, core)
        if place.word <= UNK or not read or core.isupper():
            continue
        said = _at_most(WEIGHTS.language, Capitals.load().odds(place))
        odds = said + read + _habit(place, habits)
        if (odds > 0) != core[0].isupper():
            yield place.run, _in_case(word, "title" if odds > 0 else "lower", 1 / (1 + math.exp(-abs(odds))))


def _as_read(raw: str, core: str) -> float:
    """The log-odds of a capital by what was read, 0 where it is sure which was printed."""
    read = core_of(raw)
    if len(core) < 2 or not read[:1].isalnum() or not core.isalpha():
        return 0.0
    first, bare = read[0], skeleton(core)[0]
    if skeleton(first) in alike_in_both_cases():
        return WEIGHTS.as_read * (1 if core[0].isupper() else -1)
    if not first.isupper():
        return 0.0
    if skeleton(first) != bare and skeleton(read[1:2]) == bare and read[1:2].islower():
        return WEIGHTS.before_small
    return WEIGHTS.marked if bare in _VOWELS and core[0].lower() != bare else 0.0


def _habits(texts: Iterable[Line], seen: Iterable[Sequence[Place]]) -> Habits:
    return Counter(
        (place.word, place.behind, text.words[place.run].text[place.start].isupper())
        for text, own in zip(texts, seen, strict=True)
        for place in own
        if place.word > UNK and place.behind > UNK
    )


def _habit(place: Place, habits: Habits) -> float:
    capital, small = (habits[place.word, place.behind, is_large] for is_large in (True, False))
    return _at_most(WEIGHTS.habits, WEIGHTS.habit * math.log((capital + 1) / (small + 1)))


def _at_most(most: float, odds: float) -> float:
    """Log-odds that say so much either way, at most."""
    return max(min(odds, most), -most)


def _in_case(word: Word, case: Case, sure: float) -> Word:
    start, end = core_span(word.text)
    core = in_case(word.text[start:end].lower(), case)
    text = word.text[:start] + core + word.text[end:]
    return replace(word, text=text, note="restored", confidence=min(word.confidence, sure))
