"""What time the numbers below a heading speak of: a year, a part of one, several years, or until when."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.numerals import roman_value

_YEAR = r"(?:19|20)\d\d"
_OF_YEAR = rf"(?:\s*(?:/|,?\s*nam\s*|\s)\s*({_YEAR}))?(?!\d)"
_DATE = rf"(\d{{1,2}})\s*[/.]\s*(\d{{1,2}})\s*[/.]\s*({_YEAR})"
# A document's number has a year that says nothing of its numbers: 12/2020/NQ-HĐND, 12/NQ-HĐND năm 2020.
_CITED = re.compile(rf"\d+\s*/(?:{_YEAR}/)?[a-z]{{2,}}(?:-[a-z&]+)*(?:,?\s*(?:nam|ngay)\s+[\d/]+)?")
_SPAN = re.compile(rf"({_YEAR})\s*(?:-|den|toi)\s*(?:het\s+)?(?:nam\s+)?({_YEAR})")
_BY_YEAR = re.compile(rf"\b(?:den|toi|tam nhin|cuoi|het)\s+(?:(?:het|cuoi|nam)\s+)*({_YEAR})")
_OTHER_YEARS = {
    "nam truoc": -1,
    "nam ngoai": -1,
    "nam lien truoc": -1,
    "nam sau": 1,
    "nam tiep theo": 1,
    "nam toi": 1,
}


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last one; the start is None where only a time to be reached is said."""

    start: date | None
    end: date

    @property
    def year(self) -> int:
        """The year in which it ends."""
        return self.end.year


def whole_year(year: int) -> Period:
    return months_of(year, 1, 12)


def months_of(year: int, first: int, last: int) -> Period:
    """The months of a year, both included."""
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def period_of(text: str, year: int | None = None) -> Period | None:
    """The period that a heading speaks of, None where it names none.

    `year` is that of the heading above it or of its table's title: part of a year that is not named is
    part of that one.

    >>> period_of("Thực hiện 6 tháng đầu năm 2024")
    Period(start=datetime.date(2024, 1, 1), end=datetime.date(2024, 6, 30))
    >>> period_of("Quý II", 2025), period_of("Mục tiêu đến năm 2030").start
    (Period(start=datetime.date(2025, 4, 1), end=datetime.date(2025, 6, 30)), None)
    """
    flat = _CITED.sub(" ", " ".join(re.sub("[–—]", "-", skeleton(text)).split()))
    for way in (_of_dates, _of_part, _of_years, _by_a_year, _of_year):
        if found := way(flat, year):
            return found
    return None


def _of_dates(flat: str, year: int | None) -> Period | None:
    """From a day to a day, or until a day."""
    days = [day for match in re.finditer(_DATE, flat) if (day := _day(*match.groups()))]
    if len(days) > 1 and days[0] < days[1]:
        return Period(days[0], days[1])
    return Period(None, days[-1]) if days and re.search(r"\b(?:den|het)\b", flat) else None


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _half(match: re.Match[str], year: int) -> Period | None:
    count, end = int(match.group(1)), match.group(2) == "cuoi"
    if not 1 <= count <= 12:
        return None
    return months_of(year, 13 - count, 12) if end else months_of(year, 1, count)


def _quarter(match: re.Match[str], year: int) -> Period | None:
    quarter = roman_value(match.group(1).upper()) or int(match.group(1))
    return months_of(year, 3 * quarter - 2, 3 * quarter)


def _month(match: re.Match[str], year: int) -> Period | None:
    month = int(match.group(1))
    return months_of(year, month, month) if 1 <= month <= 12 else None


# How a part of a year is named; the year is the last group.
_PARTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], Period | None]], ...] = (
    (
        re.compile(rf"\b0?(\d{{1,2}})\s*(?:thang|t(?=\s*/\s*{_YEAR}))\s*(dau|cuoi)?(?:\s*nam)?{_OF_YEAR}"),
        _half,
    ),
    (re.compile(rf"\bquy\s*(iv|i{{1,3}}|[1-4])\b{_OF_YEAR}"), _quarter),
    (re.compile(rf"\bthang\s*(\d{{1,2}})\b{_OF_YEAR}"), _month),
)


def _of_part(flat: str, year: int | None) -> Period | None:
    """Some months of a year; nothing where the heading says that it speaks of all of it."""
    if re.search(r"\bca nam\b", flat):
        return None
    for pattern, read in _PARTS:
        if match := pattern.search(flat):
            named = match.groups()[-1] or _last_year(flat) or year
            return read(match, int(named)) if named else None
    return None


def _of_years(flat: str, year: int | None) -> Period | None:
    spans = _SPAN.findall(flat)
    first, last = map(int, spans[-1]) if spans else (0, 0)
    if first >= last:
        return None
    # A school year is none of two years.
    return Period(date(first, 9, 1), date(last, 8, 31)) if "nam hoc" in flat else _years(first, last)


def _years(first: int, last: int) -> Period:
    return Period(date(first, 1, 1), date(last, 12, 31))


def _by_a_year(flat: str, year: int | None) -> Period | None:
    match = _BY_YEAR.search(flat)
    return Period(None, date(int(match.group(1)), 12, 31)) if match else None


def _of_year(flat: str, year: int | None) -> Period | None:
    """One year, named or told by another: last year, the same time of the year before."""
    if named := _last_year(flat):
        return whole_year(int(named))
    step = next((step for words, step in _OTHER_YEARS.items() if words in flat), None)
    if year is None or (step is None and not re.search(r"\bca nam\b", flat)):
        return None
    return whole_year(year + (step or 0))


def _last_year(flat: str) -> str:
    """The last year that is named, one in brackets only where no other is."""
    outside = re.findall(rf"(?<!\d){_YEAR}(?!\d)", re.sub(r"\([^()]*\)", " ", flat))
    years = outside or re.findall(rf"(?<!\d){_YEAR}(?!\d)", flat)
    return years[-1] if years else ""
