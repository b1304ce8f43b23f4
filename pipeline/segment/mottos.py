"""The motto of a letterhead, which is of no unit: on one line, or broken over several in a narrow column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document import Word, join_words
from pipeline.match import find_phrase, is_like, similarity
from pipeline.segment.kinds import letterhead_words
from pipeline.vietnamese.folding import skeleton

# At least so like (0 to 1) garbled words are a motto; set by hand, not fitted.
LIKE_MOTTO = 0.7
# … and so like a line of one, or a piece of it; set by hand as well.
SURE_MOTTO = 0.85
# So many words, at least, of a motto that a line breaks off in: two may be of a unit's name.
_FIRST_WORDS = 3


@dataclass(slots=True)
class Mottos:
    """Takes mottos from lines, from the top; `rest` is what of one is still to come further down."""

    rest: tuple[str, ...] = ()

    def without(self, words: Sequence[Word], *, is_left: bool) -> list[Word]:
        """The words of a line, or of one side of it, that are of no motto; on the left none breaks."""
        left = list(words) if is_left or not self.rest else self._without_rest(list(words))
        if len(left) < len(words):
            return left
        for motto in letterhead_words().mottos:
            left = self._without_one(left, motto, is_left=is_left)
        return left

    def _without_one(self, words: list[Word], motto: str, *, is_left: bool) -> list[Word]:
        """Words without a motto, or without its beginning at their end where they are rather like that."""
        span = find_phrase(words, motto, LIKE_MOTTO)
        parts = tuple(motto.replace(" - ", " ").split())
        sizes = [size for size in range(_FIRST_WORDS, len(parts)) if _ends_like(words, parts[:size])]
        size = max(sizes, key=lambda size: _likeness(words, parts[:size]), default=0)
        if size and not is_left and not self.rest:
            whole = similarity(words[span[0] : span[1]], motto) if span else 0.0
            if _likeness(words, parts[:size]) > whole:
                self.rest = parts[size:]
                return words[: len(words) - size]
        return words[: span[0]] + words[span[1] :] if span else words

    def _without_rest(self, words: list[Word]) -> list[Word]:
        """Words without what goes on with a motto at their end: all that is to come, or all that they are."""
        for size in range(len(self.rest), 0, -1):
            if size < len(self.rest) and size != len(words):
                continue
            if _ends_like(words, self.rest[:size]):
                self.rest = self.rest[size:]
                return words[: len(words) - size]
        return words


def _likeness(words: Sequence[Word], phrase: Sequence[str]) -> float:
    return similarity(words[-len(phrase) :], " ".join(phrase))


def _ends_like(words: Sequence[Word], phrase: Sequence[str]) -> bool:
    return len(words) >= len(phrase) and is_like(words[-len(phrase) :], " ".join(phrase), SURE_MOTTO)


def is_motto_line(words: Sequence[Word]) -> bool:
    """Whether words are all of a line that a narrow column makes of a motto, or what stands in its place."""
    known = letterhead_words()
    # Its hyphens may stand without spaces: Độc lập-Tự do-Hạnh phúc
    letters = _letters(join_words(words))
    is_whole = any(letters == _letters(one) for one in known.mottos)
    return is_whole or any(is_like(words, one, SURE_MOTTO) for one in known.motto_lines)


def _letters(text: str) -> str:
    return "".join(letter for letter in skeleton(text) if letter.isalnum())
