"""Pages that are almost right: only what is surely misread changes, and only where there is enough of it.

An engine for Vietnamese misreads a word in a hundred, mostly its tone (tố for tổ). Clean text has words that
look no better, names and misprints of its own, but far fewer: below a minimum share of surely misread words a
page is taken to be clean, and stays as it is to the letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from pipeline.document import Line, Word
from pipeline.restoration.pages import by_page, decoded_lines
from pipeline.vietnamese.quality import Damage
from pipeline.vietnamese.shape import core_of, core_span
from pipeline.vietnamese.tokens import normalise


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a page is mended, and in which words. Set by hand; not fitted."""

    # How sure a change must be (probability, at least).
    sure: float = 0.9
    # Different words surely misread, at least, on a page that is not clean: a share of all words, a count.
    share: float = 0.003
    changes: int = 3


DEFAULT = Thresholds()


def with_sure_changes(
    lines: Sequence[Line], damage: Mapping[int, Damage], by_ocr: Set[int], more: Sequence[str] = ()
) -> list[Line]:
    """The lines, those of lightly damaged pages with what is surely misread in them restored.

    Pages `by_ocr` were read from pictures just now: these are never taken for clean. `more` are words of
    the user's.
    """
    light = [line for line in lines if damage.get(line.page) == "light"]
    pages = zip(by_page(light), by_page(decoded_lines(light, "light", more)), strict=True)
    restored = {
        line.index: line
        for read, decoded in pages
        for line in _with_sure_changes(read, decoded, by_ocr=read[0].page in by_ocr)
    }
    return [restored.get(line.index, line) for line in lines]


def _with_sure_changes(lines: Sequence[Line], decoded: Sequence[Line], *, by_ocr: bool) -> list[Line]:
    """The lines of a page with those words of `decoded` that are sure, if the page is no clean one."""
    changes = [_sure(line.words, restored.words) for line, restored in zip(lines, decoded, strict=True)]
    words = sum(len(line.words) for line in lines)
    if not by_ocr and _different(lines, changes) < max(DEFAULT.changes, DEFAULT.share * words):
        return list(lines)
    return [line.with_words(_changed(line.words, new)) for line, new in zip(lines, changes, strict=True)]


def _different(lines: Sequence[Line], changes: Sequence[Mapping[int, Word]]) -> int:
    """How many different words were misread: an odd name that a clean page has thrice is no misreading."""
    read = (
        (word.text.lower(), new[word.start].text.lower())
        for line, new in zip(lines, changes, strict=True)
        for word in line.words
        if word.start in new
    )
    return len(set(read))


def _changed(words: Sequence[Word], changes: Mapping[int, Word]) -> Iterator[Word]:
    end = -1
    for word in words:
        if word.start >= end:
            yield changes.get(word.start, word)
            end = changes[word.start].end if word.start in changes else end


def _sure(before: Sequence[Word], after: Sequence[Word]) -> dict[int, Word]:
    """Restored words, by where they begin, that surely stand for what was read otherwise, or in two."""
    known = {word.start: word for word in before}
    sure = (_by_language_alone(known[new.start], new) for new in after)
    return {
        new.start: new for new in sure if new.confidence >= DEFAULT.sure and _is_mended(known[new.start], new)
    }


def _by_language_alone(old: Word, new: Word) -> Word:
    """The word as sure as restoring is of it: that the engine had doubts of a misread word is no surprise."""
    return replace(new, confidence=min(new.confidence / old.confidence, 1.0)) if old.confidence else new


def _is_mended(old: Word, new: Word) -> bool:
    """Whether a word was read otherwise, the signs around it alike, or two words are one."""
    if any(letter.isdigit() for letter in old.text) or " " in new.text or not new.text:
        return False
    if new.raw != old.raw:
        return "".join(new.raw.split()).lower() == new.text.lower()
    (start, end), core = core_span(old.text), core_of(new.text)
    if end - start < 2 or len(core) < 2 or normalise(core) == normalise(old.text[start:end]):
        return False
    return old.text[:start] + core + old.text[end:] == new.text
