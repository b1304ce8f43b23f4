"""A document's own abbreviations: capitals without a vowel, which no Vietnamese word could be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from pipeline.document import Word
from pipeline.restoration.texts import cores
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.shape import is_acronym

# What Đ is read as.
_LIKE_D_WITH_STROKE = "DBP"


@dataclass(frozen=True, slots=True)
class Limits:
    """Which readings are abbreviations. Set by hand on rendered pages; not fitted."""

    # Letters of one that will do once; shorter ones stand in the text so many times, read alike.
    letters: int = 4
    times: int = 2
    # The share of words in capitals from which on a line is a title: there they are words badly read.
    capitals: float = 0.5


LIMITS = Limits()


def own_acronyms(blocks: Iterable[Sequence[Word]]) -> frozenset[str]:
    """The readings in blocks of words that are abbreviations as they stand, though we do not know them."""
    seen = Counter(
        core
        for block in blocks
        for place, word in enumerate(block)
        for core in cores([word])
        if is_acronym(core) and not _is_title(block[max(0, place - 3) : place + 4])
    )
    return frozenset(
        core
        for core, times in seen.items()
        if (len(core) >= LIMITS.letters or times >= LIMITS.times) and not _is_misread(core)
    )


def _is_title(near: Sequence[Word]) -> bool:
    """Whether the words around a reading, its like left aside, are mostly in capitals."""
    letters = ["".join(filter(str.isalpha, word.raw)) for word in near]
    words = [one for one in letters if one and not is_acronym(one)]
    return sum(word.isupper() for word in words) > LIMITS.capitals * len(words)


@cache
def _is_misread(core: str) -> bool:
    """Whether a reading is an abbreviation that is known, its Đ misread: HBND."""
    known = frozenset(dictionaries.lines("abbreviations.txt"))
    options = [(letter, "Đ") if letter in _LIKE_D_WITH_STROKE else (letter,) for letter in core]
    return any("".join(letters) in known for letters in product(*options))
