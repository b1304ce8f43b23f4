"""Deadlines as dates: what the words of a deadline cell say about start, end and recurrence."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from pipeline.plan import Due
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.numerals import roman_value

# Of several recurrences the first of these is meant: what is always done is done each year too.
OFTEN_FIRST = ("continuous", "daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly", "periodic")

_YEAR = r"(?:19|20)\d\d"
_OF_YEAR = rf"(?:(?:\s*[/.-]\s*|,?\s*nam\s+|\s+)({_YEAR})\b)?"
_QUARTER = r"(iv|i{1,3}|0?[1-4])\b"
# How a point in time is written; of several that begin at the same place the first is meant.
_WAYS = {
    "school year": re.compile(rf"nam hoc\s+({_YEAR})\s*-\s*({_YEAR})"),
    "half": re.compile(rf"\b0?6 thang (dau|cuoi) nam(?:\s+({_YEAR})\b)?"),
    "quarter": re.compile(rf"\bquy\s+{_QUARTER}{_OF_YEAR}"),
    "day": re.compile(rf"\bngay (\d{{1,2}}) thang (\d{{1,2}})(?:,? nam ({_YEAR}))?"),
    "date": re.compile(rf"\b(\d{{1,2}})\s*[/.-]\s*(\d{{1,2}})(?:\s*[/.-]\s*({_YEAR}))?\b(?![/.-]\d)"),
    "month": re.compile(rf"\b(?:thang\s*|t)(\d{{1,2}})\b(?!\s*[/.-]\s*\d{{1,2}}\s*[/.-]){_OF_YEAR}"),
    "bare month": re.compile(rf"\b(\d{{1,2}})\s*[/-]\s*({_YEAR})\b"),
    "year": re.compile(rf"\b({_YEAR})\b"),
    "this year": re.compile(r"\b(?:trong|ca|cuoi|dau) nam\b(?! hoc)"),
}
# Only the first of several months or quarters has its word: quý I, II; tháng 6 - 8.
_MORE_QUARTERS = re.compile(rf"(quy {_QUARTER}(?:,| va| den| -|-| &)\s*)(?=(?:iv|i{{1,3}})\b)")
_MORE_MONTHS = re.compile(
    rf"(thang \d{{1,2}}(?:[/-]{_YEAR})?(?:,| va| den| -|-| &)\s*)"
    r"(?=\d{1,2}\b(?!\s*[/-]\s*\d{1,2}\b(?!\d)))"
)
# What stands before a point: by then, before it, until its end, from then on.
_BY, _FROM = ("truoc", "den", "toi", "het", "nhat", "qua", "xong"), ("tu", "sau")
_UNTIL = ("het", "cuoi", "ngay")
_GOES_ON = re.compile(r"cac nam tiep theo|cac nam sau|nhung nam tiep theo|tro di|\bdinh huong\b")
_CLOCK = re.compile(r"\b\d{1,2}\s*(?:h|gio)\s*(?:\d{2})?(?:\s*phut)?\b")


@dataclass(frozen=True, slots=True)
class Point:
    """A time that a text names: a year (None: not named), months and a day; where it stands in the text."""

    year: int | None
    months: tuple[int, int]
    day: int | None
    place: tuple[int, int]
    last_year: int | None = None

    @property
    def first(self) -> date:
        return date(self.year or 1, self.months[0], self.day or 1)

    @property
    def last(self) -> date:
        year, month = self.last_year or self.year or 1, self.months[1]
        return date(year, month, self.day or calendar.monthrange(year, month)[1])


def read_due(text: str, year: int | None) -> Due | None:
    """The dates of a deadline; `year` is the plan's, for words that name none.

    None where the words name neither a date nor how often. A start is null for what is due by a time, an
    end for what goes on after it.
    """
    flat = _CLOCK.sub(" ", " ".join(skeleton(text).replace("–", "-").replace("—", "-").split()))
    flat = _with_own_words(flat)
    recurrence = _recurrence(flat)
    start, end = _span(flat, _dated(_points(flat), year))
    if not (recurrence or start or end):
        return None
    return Due(start=_iso(start), end=_iso(end), recurrence=recurrence)


def _with_own_words(flat: str) -> str:
    """The text with each quarter and month having its word: quý I, quý II."""
    for pattern, word in ((_MORE_QUARTERS, "quy "), (_MORE_MONTHS, "thang ")):
        while (more := pattern.sub(rf"\1{word}", flat, count=1)) != flat:
            flat = more
    return flat


def _recurrence(flat: str) -> str | None:
    found = {name for words, name in _recurrences() if re.search(rf"\b{re.escape(words)}\b", flat)}
    return next((name for name in OFTEN_FIRST if name in found), None)


@cache
def _recurrences() -> tuple[tuple[str, str], ...]:
    return tuple((skeleton(words), name) for name, words in dictionaries.table("recurrences.txt"))


def _points(flat: str) -> list[Point]:
    """The times that a text names, in its order."""
    found: list[Point] = []
    place = 0
    while True:
        matches = [(way, match) for way, pattern in _WAYS.items() if (match := pattern.search(flat, place))]
        if not matches:
            return found
        way, match = min(matches, key=lambda one: one[1].start())
        if point := _point(way, match):
            found.append(point)
        place = match.end()


def _point(way: str, match: re.Match[str]) -> Point | None:
    """What a match says; None where no calendar has such a day or month."""
    one, two, three = (*match.groups(), None, None, None)[:3]
    return _READ[way](one, two, three, match.span())


Group = str | None
Place = tuple[int, int]


def _school_year(first: Group, last: Group, _: Group, place: Place) -> Point:
    # It begins on 5 September, after the Ministry's yearly decision, and ends in May.
    return Point(_year(first), (9, 5), None, place, _year(last))


def _half(which: Group, year: Group, _: Group, place: Place) -> Point:
    return Point(_year(year), (1, 6) if which == "dau" else (7, 12), None, place)


def _quarter(read: Group, year: Group, _: Group, place: Place) -> Point:
    read = read or ""
    number = int(read) if read.isdecimal() else roman_value(read.upper()) or 1
    return Point(_year(year), (3 * number - 2, 3 * number), None, place)


def _whole_year(year: Group, _: Group, __: Group, place: Place) -> Point:
    return Point(_year(year), (1, 12), None, place)


def _month(month: Group, year: Group, _: Group, place: Place) -> Point | None:
    number = int(month or 0)
    return Point(_year(year), (number, number), None, place) if 1 <= number <= 12 else None


def _day(day: Group, month: Group, year: Group, place: Place) -> Point | None:
    point, number = _month(month, year, None, place), int(day or 0)
    if not point or not 1 <= number <= calendar.monthrange(point.year or LEAP_YEAR, point.months[0])[1]:
        return None
    return replace(point, day=number)


# In which each day of the calendar is.
LEAP_YEAR = 2024
_READ: dict[str, Callable[[Group, Group, Group, Place], Point | None]] = {
    "school year": _school_year,
    "half": _half,
    "quarter": _quarter,
    "day": _day,
    "date": _day,
    "month": _month,
    "bare month": _month,
    "year": _whole_year,
    "this year": _whole_year,
}


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _dated(points: Sequence[Point], year: int | None) -> list[Point]:
    """The points with a year each: the next one's that has one, else the plan's; without any, none."""
    dated: list[Point] = []
    for point in reversed(points):
        year = point.year or (dated[-1].year if dated else year)
        if year is None:
            return []
        dated.append(replace(point, year=year))
    dated.reverse()
    if not dated:
        return []
    # November to March 2024 begins in the year before.
    return [
        replace(a, year=(a.year or 1) - 1) if not point.year and a.first > b.first else a
        for point, (a, b) in zip(points, pairwise([*dated, dated[-1]]), strict=True)
    ]


def _span(flat: str, points: Sequence[Point]) -> tuple[date | None, date | None]:
    if not points:
        return None, None
    start: date | None = min(point.first for point in points)
    end: date | None = max(point.last for point in points)
    before = re.findall(r"\w+", flat[: points[0].place[0]])
    said = next((word for word in reversed(before) if word in (*_BY, *_FROM)), "")
    if said in _BY:
        start = None
        if "truoc" in before and points[0].day is None and not set(before) & set(_UNTIL):
            # Before June is by the end of May.
            end = points[0].first - timedelta(days=1)
    elif said in _FROM and len(points) == 1:
        end = None
    return start, None if _GOES_ON.search(flat) else end


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
