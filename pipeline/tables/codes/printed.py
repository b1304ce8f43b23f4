"""Codes that are read as they are printed: any mixture of A, I, 1, 1.1, a), -, + and none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.tables.codes.totals import is_total
from pipeline.tables.grid import Code
from pipeline.vietnamese.numerals import roman, roman_value
from pipeline.vietnamese.shape import is_capital

# Maximum share of codes that may not fit their sequence; set by hand on office scans.
MENDED = 0.2
# The letters of Vietnamese lists, in their order.
LETTERS = "abcdđeghiklmnopqrstuvxy"
_NUMBER = re.compile(r"[0-9]{1,3}")
# A row that was put in behind the one of its number.
_BESIDE = re.compile(r"([0-9]{1,3})(?:[a-zđ]| ?bis)")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})+")
# A dash is at times read as a point.
_SIGNS = "-–—+*•.·_~:"
_WITHOUT_PLACE = ("dash", "plus", "none")


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed code: its kind (letter, numeral, number, dotted, small, dash, plus, none), its place."""

    text: str
    kind: str
    count: int


@dataclass(slots=True)
class _Outline:
    """The rows that the next one may stand under, outermost first, and how many codes did not fit."""

    open: list[Marker] = field(default_factory=list)
    mended: int = 0

    def enter(self, marker: Marker) -> Code | None:
        """The code of the next row; None where it cannot stand there."""
        if marker.kind == "dotted":
            return self._below_prefix(marker)
        same = [place for place, one in enumerate(self.open) if one.kind == marker.kind]
        if same:
            before = self.open[same[-1]].count
            if not _follows(before, marker):
                # One numeral of a sequence was misread: II behind II is III.
                marker = _next(marker.kind, before)
                self.mended += 1
            del self.open[same[-1] :]
        elif not marker.count and marker.kind not in _WITHOUT_PLACE:
            return None
        if marker.kind in ("dash", "plus"):
            marker = Marker("-", marker.kind, marker.count)
        parent = next((one.text for one in reversed(self.open) if one.text not in ("", "-")), "")
        self.open.append(marker)
        return Code(marker.text, parent, len(self.open))

    def _below_prefix(self, marker: Marker) -> Code | None:
        """A code with points stands under the row whose code it begins with; None under another number's."""
        prefix = marker.text.rpartition(".")[0]
        while (
            self.open
            and self.open[-1].text != prefix
            and self.open[-1].kind not in ("letter", "numeral", "number")
        ):
            self.open.pop()
        above = self.open[-1] if self.open else Marker("", "", 0)
        if above.kind == "number" and above.text != prefix:
            return None
        self.open.append(marker)
        return Code(marker.text, above.text, len(self.open))


def printed_codes(raws: Sequence[str], names: Sequence[str]) -> list[Code] | None:
    """Each row's code, parent and depth; None where what was read makes no sequence."""
    if not any(raws):
        return [Code("", "", 1)] * len(raws)
    read = [read_marker(raw) for raw in raws]
    markers = _with_inferred(read, names)
    outline = _Outline(mended=sum(one is not other for one, other in zip(read, markers, strict=True)))
    codes: list[Code] = []
    for marker, name in zip(markers, names, strict=True):
        is_sum = marker.kind == "none" and (not outline.open or is_total(name))
        code = Code("", "", 0) if is_sum else outline.enter(marker)
        if code is None:
            return None
        codes.append(code)
    is_sequence = any(one.code for one in codes) and outline.mended <= MENDED * len(codes)
    return codes if is_sequence else None


def _with_inferred(read: Sequence[Marker | None], names: Sequence[str]) -> list[Marker]:
    """The markers; what is none, or a sign where a number is missing, inferred from those around it."""
    found: list[Marker] = []
    are_capital = _are_capital(read, names)
    for marker, name in zip(read, names, strict=True):
        kind = "numeral" if are_capital and is_capital(name) else "number"
        found.append(marker or _next(kind, _last(found, kind)))
    numbered = [place for place, marker in enumerate(found) if marker.kind == "number"]
    for first, second in pairwise(numbered):
        if found[second].count == found[first].count + 2:
            is_alone = second == first + 2
            between = [p for p in range(first + 1, second) if _may_be_number(found, p, is_alone)]
            if len(between) == 1:
                found[between[0]] = _next("number", found[first].count)
    return found


def _are_capital(read: Sequence[Marker | None], names: Sequence[str]) -> bool:
    """Whether all rows with numerals are in capitals."""
    numerals = [name for marker, name in zip(read, names, strict=True) if marker and marker.kind == "numeral"]
    return bool(numerals) and all(map(is_capital, numerals))


def _may_be_number(found: Sequence[Marker], place: int, is_alone: bool) -> bool:
    """Whether a sign is a number misread: no dash stands alone, or right below a numeral."""
    is_below_numeral = found[place - 1].kind in ("numeral", "letter")
    return found[place].kind == "dash" and (is_alone or is_below_numeral)


def _last(found: Sequence[Marker], kind: str) -> int:
    return next((marker.count for marker in reversed(found) if marker.kind == kind), 0)


def read_marker(raw: str) -> Marker | None:
    """What a cell says; None where it is no code.

    >>> read_marker("1.2."), read_marker("50a").count, read_marker("3¹")
    (Marker(text='1.2', kind='dotted', count=2), 50, None)
    """
    text = raw.strip(" |,;\"'“”()")
    if not text:
        return Marker("", "none", 0)
    if all(letter in _SIGNS for letter in text):
        return Marker("-", "plus" if text[0] == "+" else "dash", 0)
    text = text.strip(".:")
    if _NUMBER.fullmatch(text):
        return Marker(text, "number", int(text))
    if _DOTTED.fullmatch(text):
        return Marker(text, "dotted", int(text.rpartition(".")[2]))
    if beside := _BESIDE.fullmatch(text):
        return Marker(text, "number", int(beside.group(1)))
    if value := roman_value(text):
        return Marker(text, "numeral", value)
    if len(text) == 1 and text.isalpha():
        return Marker(text, "letter" if text.isupper() else "small", LETTERS.find(text.lower()) + 1)
    return None


def _follows(before: int, marker: Marker) -> bool:
    """Whether a marker goes on with one of its kind: the next, one put in behind it (50a behind 50), or the
    first again under another row.
    """
    if marker.count == before and _BESIDE.fullmatch(marker.text):
        return True
    return not marker.count or not before or marker.count in (before + 1, before + 2, 1)


def _next(kind: str, before: int) -> Marker:
    count = before + 1
    letter = LETTERS[before : before + 1]
    text = {"numeral": roman(count), "letter": letter.upper(), "small": letter}.get(kind, str(count))
    return Marker(text, kind, count)
