"""Codes of indicators that are read as they are printed: any mixture of A, I, 1, 1.1, a), -, + and none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.tables.grid import Code
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.numerals import roman, roman_value
from pipeline.vietnamese.shape import is_capital

# So many codes may not fit their sequence.
MENDED = 0.2
_TOTAL = re.compile(r"\b(?:tong cong|tong so|cong|tong diem)\b")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3})+")
# A dash is at times read as a point.
_SIGNS = "-–—+*•.·_~:"


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed code: its kind (letter, numeral, number, dotted, small, dash, plus, none) and its place."""

    text: str
    kind: str
    count: int


def printed_codes(raws: Sequence[str], names: Sequence[str]) -> list[Code] | None:
    """Each row's code, parent and depth; None where what was read makes no sequence."""
    read = [_marker(raw) for raw in raws]
    markers = _told_by_neighbours(read, names)
    mended = sum(one is not other for one, other in zip(read, markers, strict=True))
    # Kind and code of the rows that the next one may stand under, outermost first.
    open_rows: list[tuple[str, str, int]] = []
    coded: list[Code] = []
    for marker, name in zip(markers, names, strict=True):
        if marker.kind == "none" and (not open_rows or _TOTAL.match(skeleton(name))):
            coded.append(Code("", "", 0))
            continue
        kinds = [kind for kind, _, _ in open_rows]
        if marker.kind == "dotted":
            below = _below_prefix(marker, open_rows)
            if below is None:
                return None
            coded.append(below)
            continue
        if marker.kind in kinds:
            place = len(kinds) - 1 - kinds[::-1].index(marker.kind)
            before = open_rows[place][2]
            if not _follows(before, marker):
                # One numeral of a sequence was misread: II behind II is III.
                marker = _next(marker.kind, before)
                mended += 1
            del open_rows[place:]
        elif not marker.count and marker.kind not in ("dash", "plus", "none"):
            return None
        code = "-" if marker.kind in ("dash", "plus") else marker.text
        parent = next((code for _, code, _ in reversed(open_rows) if code not in ("", "-")), "")
        coded.append(Code(code, parent, len(open_rows) + 1))
        open_rows.append((marker.kind, code, marker.count))
    if not any(raws):
        return [Code("", "", 1)] * len(coded)
    return coded if any(one.code for one in coded) and mended <= MENDED * len(coded) else None


def _told_by_neighbours(read: Sequence[Marker | None], names: Sequence[str]) -> list[Marker]:
    """The markers; what is none, or a sign where a number is missing, told by those around it."""
    told = list(read)
    numerals = [name for marker, name in zip(read, names, strict=True) if marker and marker.kind == "numeral"]
    are_capital = bool(numerals) and all(map(is_capital, numerals))
    for place, marker in enumerate(read):
        if marker is None:
            is_numeral = are_capital and is_capital(names[place])
            before = _last(told[:place], "numeral" if is_numeral else "number")
            told[place] = _next("numeral" if is_numeral else "number", before)
    numbered = [place for place, marker in enumerate(told) if marker and marker.kind == "number"]
    for first, second in pairwise(numbered):
        if _count(told[second]) == _count(told[first]) + 2:
            between = [
                p for p in range(first + 1, second) if _may_be_number(told, p, alone=second == first + 2)
            ]
            if len(between) == 1:
                told[between[0]] = _next("number", _count(told[first]))
    return [marker for marker in told if marker]


def _may_be_number(told: Sequence[Marker | None], place: int, *, alone: bool) -> bool:
    """Whether a sign is a number misread: no dash stands alone, or right below a numeral."""
    marker, above = told[place], told[place - 1]
    return bool(
        marker and marker.kind == "dash" and (alone or (above and above.kind in ("numeral", "letter")))
    )


def _last(told: Sequence[Marker | None], kind: str) -> int:
    return next((marker.count for marker in reversed(told) if marker and marker.kind == kind), 0)


def _count(marker: Marker | None) -> int:
    return marker.count if marker else 0


def _below_prefix(marker: Marker, open_rows: list[tuple[str, str, int]]) -> Code | None:
    """A code with points stands under the row whose code it begins with; None under another number's."""
    parent = marker.text.rpartition(".")[0]
    while (
        open_rows and open_rows[-1][1] != parent and open_rows[-1][0] not in ("letter", "numeral", "number")
    ):
        open_rows.pop()
    kind, above, _ = open_rows[-1] if open_rows else ("", "", 0)
    if kind == "number" and above != parent:
        return None
    open_rows.append((marker.kind, marker.text, marker.count))
    return Code(marker.text, above, len(open_rows))


def _marker(raw: str) -> Marker | None:
    """What a cell says; None where it is no code."""
    text = raw.strip(" |,;\"'“”()")
    if not text:
        return Marker("", "none", 0)
    if all(letter in _SIGNS for letter in text):
        return Marker("-", "plus" if text[0] == "+" else "dash", 0)
    text = text.strip(".:")
    if text.isdigit() and len(text) <= 3:
        return Marker(text, "number", int(text))
    if _DOTTED.fullmatch(text):
        return Marker(text, "dotted", int(text.rpartition(".")[2]))
    if value := roman_value(text):
        return Marker(text, "numeral", value)
    if len(text) == 1 and text.isalpha():
        return Marker(text, "letter" if text.isupper() else "small", _place(text.lower()))
    return None


def _place(letter: str) -> int:
    """A letter's place in the order a, b, c, d, đ, e, g of Vietnamese lists."""
    return _LETTERS.find(letter) + 1


def _follows(before: int, marker: Marker) -> bool:
    """Whether a marker goes on with one of its kind: the next, or the first again under another row."""
    return not marker.count or not before or marker.count in (before + 1, before + 2, 1)


def _next(kind: str, before: int) -> Marker:
    count = before + 1
    letter = _LETTERS[before : before + 1]
    text = {"numeral": roman(count), "letter": letter.upper(), "small": letter}.get(kind, str(count))
    return Marker(text, kind, count)
