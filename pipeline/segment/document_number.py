"""The number of a document (78/KH-UBND), found in a text by the forms of document-types.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.segment.kinds import DocumentType, document_types
from pipeline.vietnamese.folding import skeleton

_CAPITALS = "A-ZĂÂĐÊÔƠƯ"
# The abbreviation of a unit or kind: UBND, TTg, QH15, CCHC&VTLT; no word of two letters such as Hà.
_WORD = rf"(?:[{_CAPITALS}](?:[a-zđ]{{0,2}}[{_CAPITALS}0-9&])+[a-zđ]{{0,2}}|[{_CAPITALS}])(?![^\W_])"
_HYPHEN = r"\s?[-–—]\s?"
# Between abbreviations of units a point may stand for the hyphen: TT.HĐND-UBND; none of a sentence does.
_UNITS = rf"{_WORD}(?:(?:{_HYPHEN}|\.){_WORD})*"
_PARTS = {
    "n": r"(?:(?<![^\W_])|(?<=số)|(?<=Số))(?P<n>\d[0-9A-Za-z]{0,5})",
    "year": r"(?P<year>\d{4})",
    "unit": _UNITS,
    "dept": _UNITS,
}
_SPACE = re.compile(rf"(?<=\d)\s+(?=[{_CAPITALS}])")
_SIGNS = {"/": r"\s*/\s*", "-": _HYPHEN}


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number as printed, without spaces; `sign` is the kind's abbreviation where it is one we know.

    `start` and `end` are its span in the text. Where the number itself is blank, `is_blank` says so.
    """

    text: str
    sign: str
    start: int
    end: int
    is_blank: bool = False


def find_number(text: str, *, or_blank: bool = False) -> DocumentNumber | None:
    """The first number in a text, the longest of those that begin there; None where there is none.

    With `or_blank` a number whose digits are still to be filled in counts too.

    >>> find_number("Số: 12/CTr-UBND Hà Giang").text
    '12/CTr-UBND'
    >>> find_number("Số 07 -KH/BCĐ").text
    '07-KH/BCĐ'
    >>> find_number("Số:     /KH-UBND") is None, find_number("Số:     /KH-UBND", or_blank=True).is_blank
    (True, True)
    """
    return min(_found(pattern.search(text) for pattern in _patterns(or_blank)), key=_rank, default=None)


def number_at(text: str, place: int) -> DocumentNumber | None:
    """The number that begins at a place of a text."""
    return min(_found(pattern.match(text, place) for pattern in _patterns(False)), key=_rank, default=None)


def mended_number(number: DocumentNumber, kind: DocumentType) -> str:
    """A number with the abbreviation of its kind where it has one that is hardly different, "" elsewhere.

    >>> from pipeline.segment.kinds import type_named
    >>> mended_number(find_number("12/QD-UBND"), type_named("Quyết định"))
    '12/QĐ-UBND'
    """
    if number.sign:
        return ""
    at = re.search(_WORD, number.text)
    if not at:
        return ""
    likely = [one for one in kind.abbreviations if _is_nearly(at.group(), one)]
    return number.text[: at.start()] + likely[0] + number.text[at.end() :] if len(likely) == 1 else ""


def _is_nearly(read: str, sign: str) -> bool:
    """Whether only marks are missing, or one letter was read twice."""
    twice = {sign[: place + 1] + sign[place:] for place in range(len(sign))}
    return skeleton(read) == skeleton(sign) or read in twice


def _found(matches: Iterable[re.Match[str] | None]) -> Iterator[DocumentNumber]:
    for match in matches:
        if match:
            groups = match.groupdict()
            sign = "".join((groups.get("abbr") or "").split())
            is_blank = "n" in groups and groups["n"] is None
            yield DocumentNumber(_printed(match.group()), sign, *match.span(), is_blank)


def _printed(text: str) -> str:
    """A number without its spaces; one that stands for the sign behind the digits stays: 84 QĐ/TWĐTN"""
    return "".join(_SPACE.sub("\0", text).split()).replace("\0", " ")


def _rank(number: DocumentNumber) -> tuple[int, int, bool]:
    return number.start, -number.end, not number.sign


@cache
def _patterns(or_blank: bool) -> tuple[re.Pattern[str], ...]:
    """All forms: each with the abbreviations of its kinds, then with what may be an abbreviation.

    Where a space stands before it an abbreviation must be known: 84 QĐ/TWĐTN, but 20 HS/GV.
    """
    signs: dict[str, set[str]] = {}
    for one in document_types():
        for form in one.forms:
            signs.setdefault(form, set()).update(one.abbreviations)
    found = [
        _pattern(form, f"(?P<abbr>{_any_of(known)})", or_blank) for form, known in signs.items() if known
    ]
    return (*found, *(_pattern(form, _WORD, or_blank) for form in signs if " " not in form))


def _any_of(signs: Iterable[str]) -> str:
    """Any of some abbreviations, also with spaces that a PDF put between its letters."""
    longest = sorted(signs, key=lambda sign: (-len(sign), sign))
    return "|".join(r"\s?".join(map(re.escape, sign)) for sign in longest)


def _pattern(form: str, sign: str, or_blank: bool) -> re.Pattern[str]:
    """A form such as {n}/{abbr}-{unit} as a pattern."""
    parts = dict(_PARTS, abbr=sign)
    if or_blank:
        parts["n"] = rf"(?:{_PARTS['n']})?"
    pieces = re.split(r"\{(\w+)\}", form)
    literal = ["".join(_SIGNS.get(letter, re.escape(letter)) for letter in text) for text in pieces[::2]]
    named = [*(parts[name] for name in pieces[1::2]), ""]
    whole = "".join(text + part for text, part in zip(literal, named, strict=True))
    return re.compile(rf"{whole}(?![^\W_])")
