"""The end of a plan: recipients on the left, the signature on the right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document import Line, Word, join_words
from pipeline.match import similarity
from pipeline.plan import Signature
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.shape import is_capital

_BULLETS = "-–—+•*"
LEAST = 0.8
_NAME = re.compile(r"[^\W\d_a-zà-ỹ][^\W\d_]+(?:\s+[^\W\d_a-zà-ỹ][^\W\d_]+){1,4}")


def read_end(lines: Sequence[Line]) -> tuple[tuple[str, ...], Signature | None]:
    """Recipients and signature; the two stand side by side in print and may share lines."""
    left: list[list[Word]] = []
    right: list[str] = []
    for number, line in enumerate(line for line in lines if not line.is_blank):
        words, signed = _columns(line.words)
        if number == 0:
            words = _after_heading(words)
        if right and not signed and _is_name(words):
            words, signed = [], words
        if signed:
            right.append(join_words(signed))
        if words:
            left.append(words)
    return _recipients(left), _signature(right)


def _columns(words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """A line's words before and from where a post or a formula of signing begins, in capitals."""
    posts = dictionaries.lines("posts.txt")
    for start in range(len(words)):
        tail = words[start:]
        text = join_words(tail)
        if not is_capital(text):
            continue
        if any(similarity(tail[: len(post.split())], post) >= LEAST for post in posts):
            return list(words[:start]), list(tail)
    return list(words), []


def _after_heading(words: list[Word]) -> list[Word]:
    """The words behind `Nơi nhận:`."""
    for size in (1, 2, 3):
        if similarity(words[:size], "Nơi nhận") >= LEAST:
            return words[size:]
    return words


def _is_name(words: Sequence[Word]) -> bool:
    text = join_words(words)
    return text[:1] not in _BULLETS and bool(_NAME.fullmatch(text))


def _recipients(lines: Sequence[Sequence[Word]]) -> tuple[str, ...]:
    found: list[str] = []
    for words in lines:
        text = join_words(words)
        if text[:1] in _BULLETS or not found:
            found.append(text.lstrip(_BULLETS + " "))
        else:
            found[-1] += " " + text
    return tuple(clean for text in found if (clean := text.strip(" ;.,")))


def _signature(lines: Sequence[str]) -> Signature | None:
    if not lines:
        return None
    posts = [line for line in lines if is_capital(line)]
    names = [line for line in lines if not is_capital(line)]
    authority = [line for line in posts if re.match(r"(TM|T/M|KT|TL|TUQ|Q)\b", line)]
    position = [line for line in posts if line not in authority]
    return Signature(
        authority=" ".join(authority), position=" ".join(position), name=names[-1] if names else ""
    )
