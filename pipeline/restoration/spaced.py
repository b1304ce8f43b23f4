"""Spaced-out words (T H Ô N G) drawn together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.document import Line, Word
from pipeline.vietnamese import dictionaries


@dataclass(frozen=True, slots=True)
class Limits:
    """What a spaced-out word is, in letters. Set by hand; not fitted."""

    # Letters in a row, at least: two apart may be an initial and an item.
    letters: int = 3
    # Letters of a syllable, at most: nghiêng has seven.
    syllable: int = 7


LIMITS = Limits()


def with_letters_joined(lines: Sequence[Line]) -> list[Line]:
    """The lines with spaced-out words as words."""
    return [line.with_words(_drawn_together(line.words)) for line in lines]


def _drawn_together(words: Sequence[Word]) -> Iterator[Word]:
    start = 0
    while start < len(words):
        end = start + 1
        while end < len(words) and _is_letter(words[start]) and _is_letter(words[end]):
            if words[end].start - words[end - 1].end > 1:
                break
            end += 1
        run = words[start:end]
        syllables = _syllables("".join(word.text for word in run)) if len(run) >= LIMITS.letters else None
        yield from [joined(run, " ".join(syllables))] if syllables else run
        start = end


def _is_letter(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isupper()


def _syllables(text: str) -> list[str] | None:
    """The text as syllables of two letters or more, as few as may be; None if it is none."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(text) + 1):
        ways = [
            [*before, text[start:end]]
            for start in range(max(end - LIMITS.syllable, 0), end - 1)
            if (before := best[start]) is not None and is_syllable(text[start:end])
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1]


def is_syllable(text: str) -> bool:
    """Whether a text is a Vietnamese syllable (syllables.txt), in capitals or not."""
    return text.lower() in _lexicon()


@cache
def _lexicon() -> frozenset[str]:
    return frozenset(dictionaries.lines("syllables.txt"))


def joined(words: Sequence[Word], text: str) -> Word:
    """Words that stand one behind the other as the one that they are."""
    raw = " ".join(word.raw for word in words)
    return replace(words[0], raw=raw, text=text, end=words[-1].end, note="restored")
