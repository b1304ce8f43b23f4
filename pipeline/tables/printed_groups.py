"""Headings over rows that were read exactly: as they are printed, in any number of levels."""

from __future__ import annotations

import re

from pipeline.vietnamese.numerals import roman_value
from pipeline.vietnamese.shape import is_capital

_PART = r"(?:[A-HĐ]|[IVX]{1,5}|\d{1,2})"
_MARKER = re.compile(rf"\(?({_PART}(?:\.{_PART})*|[a-hđ](?=[.)]))[.,:)]*\s+(?=\S)")
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

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(heading for _, heading in self._held)

    def enter(self, printed: str, *, is_below_another: bool) -> None:
        """A heading begins to hold; `is_below_another` says that the row above is one, too."""
        match = _MARKER.match(printed)
        marker, text = (match.group(1), printed[match.end() :]) if match else ("", printed)
        way = _way(marker) or (CAPITALS if is_capital(text) else PLAIN)
        level = self._levels.setdefault(way, self._new_level(way, is_below_another))
        self._held = [one for one in self._held if one[0] < level]
        self._held.append((level, f"{marker} {text}".strip()))

    def _new_level(self, way: str, is_below_another: bool) -> int:
        """The level of headings that are marked in a way that was not seen before."""
        if way == LETTER:
            return min(self._levels.values(), default=1) - 1
        if way in (CAPITALS, PLAIN) and self._held and not is_below_another:
            return self._held[-1][0]
        return max(self._levels.values(), default=0) + 1


def _way(marker: str) -> str:
    """In what way a heading is marked: by a letter, a numeral, digits, or several of these."""
    return ".".join(map(_kind, marker.split("."))) if marker else ""


def _kind(part: str) -> str:
    if part.isdigit():
        return "digits"
    return "numeral" if roman_value(part) else LETTER if part.isupper() else "small letter"
