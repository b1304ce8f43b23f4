"""What stands in running text: the section that it is of, the words that it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.document import Word
from pipeline.segment.types import Point


def section_of(headings: Iterable[Point]) -> str:
    """The markers of the headings above, one from the other by a point: III.2; 2.1 says the 2 itself."""
    markers: list[str] = []
    for heading in headings:
        if heading.kind in ("", "-"):
            continue
        if markers and heading.marker.startswith(markers[-1] + "."):
            markers.pop()
        markers.append(heading.marker)
    return ".".join(markers)


def words_of(text: str, words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a text among its paragraph's; all of them where they cannot be told apart.

    The first and last word of a text may be printed with a sign that is no part of it.
    """
    wanted = [word for word in map(_bare, text.split()) if word]
    said = [(word, bare) for word in words for part in word.text.split() if (bare := _bare(part))]
    texts = [bare for _, bare in said]
    for start in range(len(texts) - len(wanted) + 1):
        if wanted and texts[start : start + len(wanted)] == wanted:
            found = (word for word, _ in said[start : start + len(wanted)])
            return tuple(dict.fromkeys(found))
    return tuple(words)


def _bare(text: str) -> str:
    return text.strip(" .,;:()–-+•*")
