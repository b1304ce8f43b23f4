"""Headings by how they are printed, where the source says so: bold, alone or before text that is not."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.document import Line, Word, join_words

# Where more of the words than this are bold, being bold says nothing. Set by hand; not fitted.
MOST_BOLD = 0.5


def tells_headings(lines: Iterable[Line]) -> bool:
    """Whether some words of a text are bold, and most are not."""
    words = [word for line in lines for word in line.words]
    bold = sum(word.is_bold for word in words)
    return 0 < bold <= MOST_BOLD * len(words)


def run_in(words: tuple[Word, ...]) -> tuple[str, tuple[Word, ...]] | None:
    """The heading that a paragraph begins with, and the words behind it: **1. Mục đích:** Nâng cao …

    None where no bold words end in a colon or full stop and go on in plain.
    """
    count = next((place for place, word in enumerate(words) if not word.is_bold), len(words))
    rest = words[count:]
    # The colon may be plain.
    signs = next((place for place, word in enumerate(rest) if any(map(str.isalnum, word.text))), len(rest))
    heading = join_words([*words[:count], *rest[:signs]])
    if not count or signs == len(rest) or not heading.rstrip().endswith((":", ".")):
        return None
    return heading, rest[signs:]
