"""The years that a plan is for, by its title."""

from __future__ import annotations

import re

from pipeline.vietnamese.folding import skeleton

# No plan is for so many years.
LONGEST = 50
_DASH = r"\s*[-–—]\s*(?:nam\s+)?"
# "giai đoạn 2021 - 2025", "năm học 2026-2027", "2021-2025" alone; but not the term of a committee
_SPAN = re.compile(rf"(?<!nhiem ky )(?<![\d/.])(\d{{4}}){_DASH}(\d{{4}})(?![\d/])")
# "năm 2024"; not of a date, and no year to be reached
_YEAR = re.compile(r"(?<!den )(?:nam|nam hoc)\s+((?:19|20)\d{2})(?!\d)")
_UNTIL = re.compile(r"\bden\s+(?:het\s+)?nam\s+((?:19|20)\d{2})(?!\d)")
_DATE = re.compile(r"(?:ngay\s+\d{1,2}\s+)?thang\s+\d{1,2}\s+nam\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}")


def years_of(title: str) -> tuple[int | None, int | None]:
    """The first year that a title speaks of and, of a plan for several, the last; None where it names none.

    Of two years the later is the plan's: what was done in the one is reported, what is planned for the
    other is to be done. A year within a span is the plan's, the span then that of a programme.

    >>> years_of("Cải cách hành chính năm 2024"), years_of("Chuyển đổi số giai đoạn 2021 - 2025")
    ((2024, None), (2021, 2025))
    >>> years_of("Kết quả năm 2023, nhiệm vụ năm 2024"), years_of("Phát triển rừng đến năm 2030")
    ((2024, None), (None, 2030))
    >>> years_of("Kế hoạch năm 2024 thực hiện Chương trình trồng rừng giai đoạn 2021 - 2025")
    (2024, None)
    """
    flat = _DATE.sub(" ", skeleton(title))
    years = [int(year) for year in _YEAR.findall(_SPAN.sub(" ", flat))]
    for match in _SPAN.finditer(flat):
        start, end = int(match.group(1)), int(match.group(2))
        if start < end < start + LONGEST:
            within = [year for year in years if start < year <= end]
            return (max(within), None) if within else (start, end)
    first = max(years, default=None)
    until = [int(year) for year in _UNTIL.findall(flat)]
    return first, max((year for year in until if first is None or year > first), default=None)
