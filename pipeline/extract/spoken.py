"""The words that a part of a paragraph was made of."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Word


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
