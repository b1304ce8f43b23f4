"""Names of places that a document speaks of: what was read badly in one line, others show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz

from pipeline.document import Line, Word
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import confusable
from pipeline.vietnamese.shape import case_of, in_case
from pipeline.vietnamese.tokens import normalise

# Names of two and three words are looked for, the longer ones first; one word alone may be any.
LENGTHS = (3, 2)
_WORDS = re.compile(r"[^\W\d_]+")
Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When words take the form of a name. Set by hand; not fitted."""

    # How often a name must stand behind its level in the document, at least.
    mentions: int = 2
    # How like it the letters that were read must be (0 to 100, at least).
    likeness: float = 82.0
    # How sure a word is in its new form (0 to 1).
    confidence: float = 0.9


DEFAULT = Thresholds()


def with_names(lines: Sequence[Line]) -> list[Line]:
    """The lines with names of places as the gazetteer and the document's other lines have them.

    Behind a level (`xã`, `huyện` …) stands a name of the gazetteer if only its marks are in doubt and
    only one name has those letters. Elsewhere only names count that are read behind their level often enough,
    and only words that begin with a capital and read like such a name are changed.
    """
    lines = [_with_levels(line) for line in lines]
    names = mentioned(lines)
    return [_with_names(line, names) for line in lines] if names else list(lines)


def mentioned(lines: Iterable[Line]) -> list[Name]:
    """The names that stand behind `xã`, `huyện` … often enough, as lower-case words."""
    counts: Counter[Name] = Counter()
    for line in lines:
        if not _has_level(line):
            continue
        words = [normalise(core) for word in line.words for core in _WORDS.findall(word.text)]
        for start in _behind_levels(words):
            behind = (tuple(words[start : start + length]) for length in LENGTHS)
            # What is short is soon compared: few documents need the whole gazetteer.
            counts.update([name for name in behind if len(name) > 1 and name in _gazetteer()][:1])
    return [name for name, count in counts.most_common() if count >= DEFAULT.mentions]


def _has_level(line: Line) -> bool:
    text = line.text.lower()
    return any(level in text for level in _levels())


def _behind_levels(words: Sequence[str]) -> Iterator[int]:
    """Where something stands behind a level; "xã" in "thị xã" is no level by itself."""
    place = 0
    while place < len(words):
        size = _level_at(words, place)
        place += size or 1
        if size:
            yield place


def _level_at(words: Sequence[str], place: int) -> int:
    """How many words the level has that stands at a place, 0 where none does."""
    levels = _levels()
    if " ".join(words[place : place + 2]) in levels:
        return 2
    return int(place < len(words) and words[place] in levels)


def _with_levels(line: Line) -> Line:
    """The line with the names that stand behind a level."""
    if not _has_level(line):
        return line
    words = list(line.words)
    for start in _behind_levels(_lower(words)):
        for length in LENGTHS:
            here = words[start : start + length]
            if len(here) == length and (name := _only_name(here)):
                words[start : start + length] = map(_named, here, name)
                break
    return line.with_words(words)


def _only_name(words: Sequence[Word]) -> Name | None:
    """The only name of the gazetteer that has the letters of some words, if it is in doubt."""
    if not _may_be_name(words) or _lower(words) in _gazetteer():
        return None
    alike = _by_letters().get(tuple(confusable(_core_raw(word)) for word in words), ())
    return alike[0] if len(alike) == 1 else None


def _with_names(line: Line, names: Sequence[Name]) -> Line:
    """The line with those of the names that something in it reads like."""
    words = list(line.words)
    for name in names:
        letters = confusable("".join(name))
        for place in range(len(words) - len(name) + 1):
            here = words[place : place + len(name)]
            if not _may_be_name(here) or _lower(here) == name:
                continue
            if fuzz.ratio(_letters(here), letters) >= DEFAULT.likeness:
                words[place : place + len(name)] = map(_named, here, name)
    return line.with_words(words)


def _may_be_name(words: Sequence[Word]) -> bool:
    """Whether words are written as one name, and were not read as they stand."""
    are_capital = all(word.text[:1].isupper() for word in words)
    return are_capital and not any(map(_ends, words[:-1])) and any(map(_is_doubtful, words))


def _is_doubtful(word: Word) -> bool:
    return word.note == "restored" or word.text != word.raw


def _letters(words: Sequence[Word]) -> str:
    return confusable("".join(map(_core_raw, words)))


def _lower(words: Sequence[Word]) -> Name:
    return tuple(normalise(_core(word)) for word in words)


def _core(word: Word) -> str:
    return "".join(_WORDS.findall(word.text))


def _core_raw(word: Word) -> str:
    return word.raw.strip(".,;:()|[]\"'")


def _ends(word: Word) -> bool:
    return word.text[-1:] in ",.;:)"


def _named(word: Word, part: str) -> Word:
    """The word with its letters replaced by those of a name's part, its case and signs kept."""
    core = _core(word)
    text = _WORDS.sub(in_case(part, case_of(core)), word.text, count=1)
    if text == word.text:
        return word
    was = ((core, word.confidence),)
    return replace(word, text=text, note="restored", confidence=DEFAULT.confidence, alternatives=was)


@cache
def _levels() -> frozenset[str]:
    return frozenset(dictionaries.lines("place-levels.txt"))


@cache
def _gazetteer() -> frozenset[Name]:
    """The names of all units without their level."""
    units = normalise("\n".join(dictionaries.lines("gazetteer.txt"))).replace("\t", "\n").split("\n")
    names = (tuple(words[_level_at(words, 0) :]) for words in map(str.split, units))
    return frozenset(name for name in names if len(name) > 1 and all(map(str.isalpha, name)))


@cache
def _by_letters() -> dict[Name, list[Name]]:
    """The names of the gazetteer by their letters without marks."""
    found: dict[Name, list[Name]] = {}
    for name in sorted(_gazetteer()):
        found.setdefault(tuple(map(confusable, name)), []).append(name)
    return found
