"""What a text means for comparing: without marks of punctuation, numbering, and the year that rolls on."""

from __future__ import annotations

import re

from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.tokens import normalise
from pipeline.vietnamese.units import opened_name

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NUMBERING = re.compile(
    r"^\s*(?:(?:[ivx]{1,5}|[a-hđ]|\d{1,2}(?:\.\d{1,2})*)[.)]\s+|[-–—+•*]\s*)", re.IGNORECASE
)
_WORD = re.compile(r"\d+(?:[.,]\d+)*%?|\w+|[<>≥≤%]")
_NUMBER = re.compile(r"(?<![\w/])\d+(?:[.,]\d+)*\s*%?(?![\w/])")


def words(text: str, year: int | None) -> tuple[str, ...]:
    """A text's words as they count: lower case, tone marks in their old place, years relative to `year`.

    What differs only in case, dashes, spacing, punctuation or numbering has the same words; the year of
    the plan is {0}, the one before {-1}.
    """
    flat = _NUMBERING.sub("", text.replace("–", "-").replace("—", "-"))
    rolled = _YEAR.sub(lambda match: _relative(int(match.group()), year), flat)
    found = (normalise(word) for word in re.findall(r"\{-?\d+\}|" + _WORD.pattern, rolled))
    return tuple(word.replace(",", ".") if word[:1].isdigit() else word for word in found)


def key(text: str, year: int | None) -> str:
    """A text as it is searched for: its words with abbreviations in full and without marks."""
    return skeleton(" ".join(words(opened_name(text), year)))


def numbers(text: str) -> list[str]:
    """The numbers of a text that are no years, as printed."""
    return [found for match in _NUMBER.finditer(text) if not _YEAR.fullmatch(found := match.group().strip())]


def _relative(named: int, year: int | None) -> str:
    return f"{{{named - year}}}" if year else str(named)
