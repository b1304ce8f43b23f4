"""Headings over rows that were read exactly: as they are printed, in any number of levels."""

from __future__ import annotations

import re

from pipeline.vietnamese.numerals import roman_value
from pipeline.vietnamese.shape import is_capital

_PART = r"(?:[A-HĐ]|[IVX]{1,5}|\d{1,2})"
_MARKER = re.compile(rf"\(?((?:[A-HĐ]\d{{1,2}}|{_PART})(?:\.{_PART})*|[a-hđ](?=[.)]))[.,:)]*\s+(?=\S)")
LETTER, CAPITALS, PLAIN = "letter", "capitals", "plain"


class PrintedPath:
    """The headings that hold at a row, outermost first.

    Headings marked in one way (A; I; I.1; 1; capitals without a marker) are of one level; a way that was not
    seen before is below those that hold, but letters above all. One without a marker is beside the last one
    unless it stands right below it.
    """

    def __init__(self) -> None:
        self._levels: dict[str, int] = {}
        self._held: list[tuple[int, str]] = []
        self._number = ""

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(heading for _, heading in self._held)

    def enter(self, printed: str, *, is_below_another: bool, number: str = "") -> None:
        """A heading begins to hold; `is_below_another` says that the row above is one, too.

        One with a `number` holds over the rows that are numbered under it.
        """
        match = _MARKER.match(printed)
        marker, text = (match.group(1), printed[match.end() :]) if match else ("", printed)
        way = _way(marker) or (CAPITALS if is_capital(text) else PLAIN)
        level = self._levels.setdefault(way, self._new_level(way, is_below_another))
        self._held = [one for one in self._held if one[0] < level]
        self._held.append((level, f"{marker} {text}".strip()))
        self._number = number

    def pass_row(self, number: str) -> None:
        """A row with this number stands below; a heading that others are numbered under ends above it."""
        if is_beyond(number, self._number):
            self._held.pop()
            self._number = ""

    def _new_level(self, way: str, is_below_another: bool) -> int:
        """The level of headings that are marked in a way that was not seen before."""
        if way == LETTER:
            return min(self._levels.values(), default=1) - 1
        if way in (CAPITALS, PLAIN) and self._held and not is_below_another:
            return self._held[-1][0]
        return max(self._levels.values(), default=0) + 1


def is_beyond(number: str, heading: str) -> bool:
    """Whether a row's number is not under that of a heading which has one: 5 below 4, not 4.2."""
    return bool(number and heading) and not number.startswith(f"{heading}.")


def way_of(heading: str) -> str:
    """In what way a heading is marked, "" for one without a marker."""
    match = _MARKER.match(heading.strip())
    return _way(match.group(1)) if match else ""


def _way(marker: str) -> str:
    """In what way a heading is marked: by a letter, a numeral, digits, or several of these."""
    return ".".join(map(_kind, marker.split("."))) if marker else ""


def _kind(part: str) -> str:
    if part.isdigit():
        return "digits"
    if part[1:].isdigit():
        return f"{LETTER}.digits"
    return "numeral" if roman_value(part) else LETTER if part.isupper() else "small letter"
