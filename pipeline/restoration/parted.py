"""Syllables that a program parted at their marked letters (đi ề u, Ph ạ m) put together: only spaces go.

Some programs that take the text out of a PDF leave a space on both sides of each letter that a font draws
apart. Every token is kept; tokens are joined where together they are a syllable of the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.document import Line, Word
from pipeline.restoration.spaced import is_syllable, joined
from pipeline.vietnamese.shape import has_vietnamese_letter


@dataclass(frozen=True, slots=True)
class Limits:
    """When a text is parted, and how it is joined. Set by hand; not fitted."""

    # Marked letters that stand alone and are no word, at least: a count, and a share of all words (0 to 1).
    alone: int = 3
    share: float = 0.02
    # Tokens of one syllable, at most: t h ượ ng has four.
    tokens: int = 5
    # What a token costs that is no syllable, against one for each piece.
    unknown: int = 10


LIMITS = Limits()
# What stands before and behind words.
_SIGNS = '.,;:!?()[]"“”'


def with_syllables_joined(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a parted text with its syllables whole; those of any other as they are."""
    words = [word for line in lines for word in line.words]
    alone = sum(_is_alone(word) for word in words)
    if alone < max(LIMITS.alone, LIMITS.share * len(words)):
        return lines
    return [line.with_words(_whole(line.words)) for line in lines]


def _is_alone(word: Word) -> bool:
    return len(word.text) == 1 and has_vietnamese_letter(word.text) and not is_syllable(word.text)


def _whole(words: Sequence[Word]) -> Iterator[Word]:
    """The words of a line in as few pieces as may be, of which as few as may be are no syllables."""
    best: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(words) + 1):
        starts = range(max(end - LIMITS.tokens, 0), end)
        best.append(
            min(
                (best[start][0] + cost, start)
                for start in starts
                if (cost := _cost(words[start:end])) is not None
            )
        )
    pieces = []
    end = len(words)
    while end:
        start = best[end][1]
        pieces.append(words[start:end])
        end = start
    return (
        joined(piece, "".join(word.text for word in piece)) if len(piece) > 1 else piece[0]
        for piece in reversed(pieces)
    )


def _cost(piece: Sequence[Word]) -> int | None:
    """What some words cost as one, None where they cannot be one."""
    if len(piece) == 1:
        word = piece[0].text.strip(_SIGNS)
        return 1 if not word.isalpha() or is_syllable(word) else LIMITS.unknown
    is_beside = all(after.start - before.end == 1 for before, after in pairwise(piece))
    text = "".join(word.text for word in piece).strip(_SIGNS)
    is_cased = text in (text.lower(), text.upper(), text.capitalize())
    is_word = text.isalpha() and is_cased and is_syllable(text)
    return 1 if is_beside and is_word and _is_parted(piece) else None


def _is_parted(piece: Sequence[Word]) -> bool:
    """Whether some words cannot be words of their own, or one begins with the letter it was parted at."""
    is_no_word = any(len(word.text) == 1 or not is_syllable(word.text) for word in piece)
    return is_no_word or any(has_vietnamese_letter(word.text[0]) for word in piece[1:])
