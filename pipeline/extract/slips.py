"""What a careful reader would flag in a plan as a whole: rows against its date, notes against its number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.messages import tr
from pipeline.plan import Appendix, Header, Indicator, IndicatorValue, PlanWarning, Task
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton

_NUMBER = re.compile(r"(?<![\w/])(\d{1,5}(?:/\d{4})?/[A-ZĐ][\w-]*(?:-[\w&Đ]+)*)")
_DATE = re.compile(r"ngay\s+(\d{1,2})\s*(?:/|-|thang)\s*(\d{1,2})\s*(?:/|-|nam)\s*(\d{4})")


def slips(
    header: Header, appendices: Iterable[Appendix], tasks: Iterable[Task], indicators: Iterable[Indicator]
) -> Iterator[PlanWarning]:
    """A warning for each."""
    for task in tasks:
        if header.date and task.due and task.due.end and task.due.end < header.date:
            message = tr(
                "The deadline {deadline!r} is before the plan's own date {date}.",
                deadline=task.deadline,
                date=header.date,
            )
            yield PlanWarning(code="deadline-past", message=message, row=task.id)
    for indicator in indicators:
        yield from _below_last_result(indicator)
    for appendix in appendices:
        yield from _other_document(header, appendix)


def _below_last_result(indicator: Indicator) -> Iterator[PlanWarning]:
    """A target that is worse than the latest result before it, both of a year or of as many years."""
    dated = [(value.year, value.value, value) for value in indicator.values if value.year]
    known = [(year, number, value) for year, number, value in dated if number is not None]
    sign = 1 if is_less_better(indicator) else -1
    for year, number, target in known:
        before = [
            (y, n)
            for y, n, value in known
            if value.measure == "result" and y < year and _years_of(value) == _years_of(target)
        ]
        if target.measure != "target" or not before or target.operator in ("<", "<="):
            continue
        last_year, last = max(before, key=lambda one: one[0])
        if sign * number > sign * last:
            message = tr(
                "The target {number:g} for {year} is worse than the result {last:g} of {last_year}.",
                number=number,
                year=year,
                last=last,
                last_year=last_year,
            )
            yield PlanWarning(code="target-worse", message=message, row=indicator.id)


def _years_of(value: IndicatorValue) -> int:
    """How many years a number sums up: what is to be reached by a year is that year's."""
    period = value.period
    return int(period.end[:4]) - int(period.start[:4]) + 1 if period and period.start and period.end else 1


def is_less_better(row: Indicator) -> bool:
    """Whether less is better of what an indicator counts; of points, which have a maximum, it never is."""
    return row.max is None and bool(_less().search(row.name.lower()))


@cache
def _less() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, dictionaries.lines('lower-is-better.txt')))})\b")


def _other_document(header: Header, appendix: Appendix) -> Iterator[PlanWarning]:
    """A number or a date in an appendix's note that is not the letterhead's."""
    where = f"appendix {appendix.number}"
    number = _NUMBER.search(appendix.issued_with)
    if number and header.number and skeleton(number.group(1)) != skeleton(header.number):
        message = tr(
            "The note says that it was issued with {noted}; the letterhead says {number}.",
            noted=number.group(1),
            number=header.number,
        )
        yield PlanWarning(code="note-differs", message=message, where=where)
    day = _DATE.search(skeleton(appendix.issued_with))
    if day and header.date:
        read = f"{int(day.group(3)):04}-{int(day.group(2)):02}-{int(day.group(1)):02}"
        if read != header.date:
            message = tr(
                "The note says that it was issued on {read}; the letterhead says {date}.",
                read=read,
                date=header.date,
            )
            yield PlanWarning(code="note-differs", message=message, where=where)
