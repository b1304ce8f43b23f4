"""What the heading of a column says that its cells are: known headings, else the words in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from pipeline.tables.drawn.limits import LIMITS
from pipeline.tables.roles import YEAR, Measure, known_headings, roles
from pipeline.vietnamese.folding import confusable, skeleton
from pipeline.vietnamese.language import LanguageModel

# The texts over a column, from the top.
Heading = Sequence[str]
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_WORD = re.compile(r"[^\W_]+")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


def joined(parts: Heading) -> str:
    return " ".join(part for part in parts if part)


def meaning(parts: Heading) -> tuple[str, Measure | None]:
    """The role of the known heading that one is most like, and its measure.

    Of a heading in two rows the lower one tells if it is known, or else both together; what stands in
    brackets only where nothing else does.
    """
    texts = [part for part in parts if part]
    whole = " ".join(texts)
    has_year = bool(_YEAR.search(whole))
    known = [entry for entry in _headings() if entry[3] == has_year or entry[1] != "value"]
    lower = texts[-1] if len(texts) > 1 else ""
    for text, likeness in (
        (lower, 100.0),
        (whole, LIMITS.likeness),
        (_IN_BRACKETS.sub(" ", whole), LIMITS.likeness),
        (lower, LIMITS.likeness),
    ):
        folded = _folded(text)
        if not folded:
            continue
        best = max(known, key=lambda entry: fuzz.ratio(folded, entry[0]))
        least = 100.0 if len(best[0]) <= 3 else likeness
        if fuzz.ratio(folded, best[0]) >= least:
            return best[1], best[2]
    return _role_by_words(lower) or _role_by_words(whole) or "extra", None


def is_known(heading: str) -> bool:
    """Whether a heading is one of the known ones, maybe misread."""
    folded = _folded(heading)
    return any(fuzz.ratio(folded, entry[0]) >= LIMITS.likeness for entry in _headings())


def is_something_else(heading: str) -> bool:
    """Whether a heading says that its cells are none of what the output names: notes, for whom, on what."""
    folded = _folded(heading)
    known = {entry[1] for entry in _headings() if fuzz.ratio(folded, entry[0]) >= LIMITS.likeness}
    return known == {"extra"} or (not known and _role_by_words(heading) == "extra")


def is_readable(heading: str) -> bool:
    """Whether a heading consists of words, so that it means what it says though we do not name it."""
    words = [word for word in heading.split() if any(letter.isalpha() for letter in word)]
    return bool(words) and all(LanguageModel.load().knows(word) for word in words)


def _role_by_words(heading: str) -> str:
    """The role that words of an unknown heading speak for, "" for none.

    Those that come first tell, of several at one place the longest: `Đơn vị chủ trì nội dung` is who
    leads, `Nội dung phối hợp` what is done.
    """
    words = _WORD.findall(skeleton(_IN_BRACKETS.sub(" ", heading)) or skeleton(heading))
    flat = f" {' '.join(words)} "
    if not words or len(words) > LIMITS.words:
        return ""
    found = [(flat.find(f" {said} "), -len(said), role) for said, role in _words() if f" {said} " in flat]
    return min(found)[2] if found else ""


@cache
def _words() -> tuple[tuple[str, str], ...]:
    """(words, role) of all words that say what a column is."""
    return tuple(
        (" ".join(_WORD.findall(skeleton(words))), role.name)
        for role in roles().values()
        for words in role.words
    )


@cache
def _headings() -> tuple[tuple[str, str, Measure | None, bool], ...]:
    """(folded text, role, measure, whether it has a year) of all known headings."""
    return tuple((_folded(one.text), one.role, one.measure, YEAR in one.text) for one in known_headings())


def _folded(heading: str) -> str:
    # Digits look like letters to `fold`: a year is no part of what a heading means.
    return "".join(confusable(word) for word in re.split(r"[\s/,\d]+", heading.replace(YEAR, "")))
