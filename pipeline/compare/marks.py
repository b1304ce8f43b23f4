"""Which words of two texts differ."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

Mark = Literal["same", "old", "new"]


def marked(old: str, new: str, *, exactly: bool = False) -> Iterator[tuple[Mark, str]]:
    """The words of both texts in order: those of both, those only of the old one, those only of the new.

    Capitals count only where they are compared `exactly`.
    """
    before, after = old.split(), new.split()
    sides = [words if exactly else [word.lower() for word in words] for words in (before, after)]
    matcher = SequenceMatcher(a=sides[0], b=sides[1], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield "same", " ".join(after[c:d])
            continue
        if before[a:b]:
            yield "old", " ".join(before[a:b])
        if after[c:d]:
            yield "new", " ".join(after[c:d])
