"""Names of places that a document speaks of: what was read badly in one line, others show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz import fuzz

from pipeline.document import Line, Word
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import confusable
from pipeline.vietnamese.shape import case_of, in_case
from pipeline.vietnamese.tokens import normalise

LEVELS = ("xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh")
# A name must stand so often behind its level, and a reading be so like it (0 to 100).
MIN_MENTIONS, LIKENESS = 2, 82
CONFIDENCE = 0.9
_WORDS = re.compile(r"[^\W\d_]+")
_LEVEL = re.compile("|".join(LEVELS), re.IGNORECASE)
Name = tuple[str, ...]


def with_names(lines: Sequence[Line]) -> list[Line]:
    """The lines with names of places as the gazetteer and the document's other lines have them.

    Behind a level (`xã`, `huyện` …) stands a name of the gazetteer if only its marks are in doubt and
    only one name has those letters. Elsewhere only names that are read at least MIN_MENTIONS times behind
    their level count, and only words that begin with a capital and read like such a name are changed.
    """
    lines = [_with_levels(line) for line in lines]
    names = mentioned(lines)
    return [_with_names(line, names) for line in lines] if names else list(lines)


def mentioned(lines: Iterable[Line]) -> list[Name]:
    """The names that stand behind `xã`, `huyện` … often enough, as lower-case words."""
    counts: Counter[Name] = Counter()
    for line in lines:
        if not _LEVEL.search(line.text):
            continue
        words = [normalise(core) for word in line.words for core in _WORDS.findall(word.text)]
        for place in range(len(words)):
            for size in (1, 2):
                if " ".join(words[place : place + size]) not in LEVELS:
                    continue
                behind = [tuple(words[place + size : place + size + n]) for n in (3, 2)]
                # What is short is soon told: few documents need the whole gazetteer.
                counts.update([name for name in behind if len(name) > 1 and name in _gazetteer()][:1])
    return [name for name, count in counts.most_common() if count >= MIN_MENTIONS]


def _with_levels(line: Line) -> Line:
    """The line with the names that stand behind a level."""
    if not _LEVEL.search(line.text):
        return line
    words = list(line.words)
    cores = [normalise(_core(word)) for word in words]
    for place in range(len(words)):
        size = next((n for n in (2, 1) if " ".join(cores[place : place + n]) in LEVELS), 0)
        for length in (3, 2) if size else ():
            start = place + size
            here = words[start : start + length]
            if len(here) < length or any(_ends(word) for word in here[:-1]) or not _is_doubtful(here):
                continue
            if (
                not all(word.text[:1].isupper() for word in here)
                or tuple(cores[start : start + length]) in _gazetteer()
            ):
                continue
            alike = _by_letters().get(tuple(confusable(_core_raw(word)) for word in here), ())
            if len(alike) == 1:
                words[start : start + length] = [
                    _named(w, part) for w, part in zip(here, alike[0], strict=True)
                ]
                break
    return line.with_words(words)


def _with_names(line: Line, names: Sequence[Name]) -> Line:
    words = list(line.words)
    for name in names:
        wanted = confusable("".join(name))
        for place in range(len(words) - len(name) + 1):
            here = words[place : place + len(name)]
            if not all(word.text[:1].isupper() for word in here) or any(_ends(word) for word in here[:-1]):
                continue
            if tuple(normalise(_core(word)) for word in here) == name or not _is_doubtful(here):
                continue
            if fuzz.ratio(confusable("".join(_core_raw(word) for word in here)), wanted) >= LIKENESS:
                words[place : place + len(name)] = [
                    _named(w, part) for w, part in zip(here, name, strict=True)
                ]
    return line.with_words(words)


def _is_doubtful(words: Sequence[Word]) -> bool:
    return any(word.note == "restored" or word.text != word.raw for word in words)


def _core(word: Word) -> str:
    return "".join(_WORDS.findall(word.text))


def _core_raw(word: Word) -> str:
    return word.raw.strip(".,;:()|[]\"'")


def _ends(word: Word) -> bool:
    return word.text[-1:] in ",.;:)"


def _named(word: Word, part: str) -> Word:
    match = _WORDS.search(word.text)
    assert match is not None
    text = word.text[: match.start()] + in_case(part, case_of(_core(word))) + word.text[match.end() :]
    return (
        word
        if text == word.text
        else replace(
            word,
            text=text,
            note="restored",
            confidence=CONFIDENCE,
            alternatives=((_core(word), word.confidence),),
        )
    )


@cache
def _gazetteer() -> frozenset[Name]:
    """The names of all units without their level."""
    names = set()
    for unit in normalise("\n".join(dictionaries.lines("gazetteer.txt"))).replace("\t", "\n").split("\n"):
        words = unit.split()
        level = 2 if " ".join(words[:2]) in LEVELS else int(" ".join(words[:1]) in LEVELS)
        if len(words) - level >= 2 and all(part.isalpha() for part in words[level:]):
            names.add(tuple(words[level:]))
    return frozenset(names)


@cache
def _by_letters() -> dict[Name, list[Name]]:
    """The names of the gazetteer by their letters without marks."""
    found: dict[Name, list[Name]] = {}
    for name in sorted(_gazetteer()):
        found.setdefault(tuple(map(confusable, name)), []).append(name)
    return found
