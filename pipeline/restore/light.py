"""Pages that are almost right: only what is surely misread changes, and only where there is enough of it.

An engine for Vietnamese misreads a word in a hundred, mostly its tone (tố for tổ). Clean text has words that
look no better, names and slips of its own, but far fewer: below MIN_SHARE of surely misread words a page is
taken to be clean, and stays as it is to the letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.document import Line, Word
from pipeline.restore.shape import core_span
from pipeline.restore.tokens import normalise

SURE = 0.9
MIN_SHARE, MIN_CHANGES = 0.003, 3


def with_sure_changes(lines: Sequence[Line], decoded: Sequence[Line]) -> list[Line]:
    """The lines of a page with those words of `decoded` that are sure, if the page is no clean one."""
    changes = {
        (new.line, new.start): new
        for line, restored in zip(lines, decoded, strict=True)
        for new in _sure(line.words, restored.words)
    }
    words = sum(len(line.words) for line in lines)
    if len(changes) < max(MIN_CHANGES, MIN_SHARE * words):
        return list(lines)
    return [line.with_words(changes.get((w.line, w.start), w) for w in line.words) for line in lines]


def _sure(before: Sequence[Word], after: Sequence[Word]) -> Iterator[Word]:
    """Restored words that surely stand for one word read otherwise, the signs around it as they were."""
    known = {word.start: word for word in before}
    for new in after:
        old = known[new.start]
        if new.raw != old.raw or new.confidence < SURE or new.text.count(" ") or not new.text:
            continue
        if any(letter.isdigit() for letter in old.text):
            continue
        (start, end), core = core_span(old.text), _core(new.text)
        if end - start < 2 or len(core) < 2 or normalise(core) == normalise(old.text[start:end]):
            continue
        if old.text[:start] + core + old.text[end:] == new.text:
            yield new


def _core(text: str) -> str:
    start, end = core_span(text)
    return text[start:end]
