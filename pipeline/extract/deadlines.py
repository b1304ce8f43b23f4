"""Deadlines as dates: what the words of a deadline cell say about start, end and recurrence."""

from __future__ import annotations

import calendar
import re
from datetime import date

from pipeline.match import plain, roman_value
from pipeline.plan import Due

RECURRENCES = (
    (re.compile(r"thuong xuyen|lien tuc"), "continuous"),
    (re.compile(r"h[ao]ng nam|moi nam"), "yearly"),
    (re.compile(r"h[ao]ng quy|moi quy"), "quarterly"),
    (re.compile(r"h[ao]ng thang|moi thang"), "monthly"),
    (re.compile(r"h[ao]ng tuan|moi tuan"), "weekly"),
    (re.compile(r"h[ao]ng ngay"), "daily"),
    (re.compile(r"dinh ky"), "periodic"),
)
_DAY = re.compile(
    r"(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?|ngay (\d{1,2}) thang (\d{1,2})(?: nam (\d{4}))?"
)
_MONTH = re.compile(r"thang\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4})|\s+nam\s+(\d{4}))?")
_MONTHS = re.compile(
    r"thang\s*(\d{1,2})\s*(?:-|–|den|,|va)\s*(?:thang\s*)?(\d{1,2})(?:\s*[/.-]\s*(\d{4})|\s+nam\s+(\d{4}))?\b"
)
_QUARTER = re.compile(
    r"quy\s+(iv|i{1,3}|[1-4])(?:\s*(?:,|-|–|va|den)\s*(?:quy\s+)?(iv|i{1,3}|[1-4]))?(?:\s*[/.-]\s*(\d{4})|\s+nam\s+(\d{4}))?"
)
_HALF = re.compile(r"6 thang (dau|cuoi) nam(?:\s+(\d{4}))?")
_YEARS = re.compile(r"\b((?:19|20)\d{2})\s*[-–]\s*((?:19|20)\d{2})\b")
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")


def read_due(text: str, year: int | None) -> Due | None:
    """The dates of a deadline; `year` is the plan's, for words that name none. None for an empty cell."""
    flat = plain(text)
    if not flat.strip():
        return None
    recurrence = next((name for pattern, name in RECURRENCES if pattern.search(flat)), None)
    start, end = _span(flat, year)
    if re.search(r"\b(truoc|den het|den ngay|cham nhat|xong)\b", flat):
        start = None
    return Due(start=_iso(start), end=_iso(end), recurrence=recurrence)


def _span(flat: str, year: int | None) -> tuple[date | None, date | None]:
    if match := _YEARS.search(flat):
        return _year(int(match.group(1)))[0], _year(int(match.group(2)))[1]
    if match := _HALF.search(flat):
        of = _pick(match.group(2), year)
        opening = 1 if match.group(1) == "dau" else 7
        return _months(of, opening, opening + 5)
    if match := _QUARTER.search(flat):
        first_quarter = _quarter(match.group(1))
        last_quarter = _quarter(match.group(2)) if match.group(2) else first_quarter
        return _months(_pick(match.group(3) or match.group(4), year), 3 * first_quarter - 2, 3 * last_quarter)
    if match := _MONTHS.search(flat):
        months = int(match.group(1)), int(match.group(2))
        if months[0] <= months[1] <= 12:
            return _months(_pick(match.group(3) or match.group(4), year), *months)
    if match := _MONTH.search(flat):
        month = int(match.group(1))
        return _months(_pick(match.group(2) or match.group(3), year), month, month)
    if match := _DAY.search(flat):
        day, of_month, of_year = match.group(1, 2, 3) if match.group(1) else match.group(4, 5, 6)
        found = _date(_pick(of_year, year), int(of_month), int(day))
        return (found, found) if found or not re.search(r"/\d{4}", match.group()) else (None, None)
    if match := re.search(r"\b(\d{1,2})/(\d{4})\b", flat):
        return _months(int(match.group(2)), int(match.group(1)), int(match.group(1)))
    if match := _YEAR.search(flat):
        return _year(int(match.group(1)))
    if re.search(r"\b(trong nam|ca nam)\b", flat) and year:
        return _year(year)
    return None, None


def _pick(read: str | None, year: int | None) -> int | None:
    return int(read) if read else year


def _quarter(text: str) -> int:
    return int(text) if text.isdigit() else roman_value(text.upper()) or 1


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _months(year: int | None, first: int, last: int) -> tuple[date | None, date | None]:
    if year is None or not (1 <= first <= last <= 12):
        return None, None
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
