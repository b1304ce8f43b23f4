"""Which words of two texts differ."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

Mark = Literal["same", "old", "new"]


def marked(old: str, new: str) -> Iterator[tuple[Mark, str]]:
    """The words of both texts in order: those of both, those only of the old one, those only of the new."""
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(a=[w.lower() for w in before], b=[w.lower() for w in after], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield "same", " ".join(after[c:d])
            continue
        if before[a:b]:
            yield "old", " ".join(before[a:b])
        if after[c:d]:
            yield "new", " ".join(after[c:d])
