"""Which rows of two plans are one: what each is paired by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.compare.match import Entry, Pair, pair
from pipeline.compare.meaning import key
from pipeline.compare.said import said
from pipeline.compare.years import Years, rows_years
from pipeline.plan import Indicator, Plan, Task


@dataclass(frozen=True, slots=True)
class Pairs:
    """The rows of two plans that are one, and the years that they were found by."""

    years: Years
    tasks: tuple[Pair, ...]
    indicators: tuple[Pair, ...]


def paired(old: Plan, new: Plan, years: Years, threshold: float) -> Pairs:
    """The rows that are one; where they roll on otherwise than the headers say, found again by that."""
    found = _paired(old, new, years, threshold)
    told = rows_years(
        years,
        ((old.tasks[one.old], new.tasks[one.new]) for one in found.tasks),
        ((old.indicators[one.old], new.indicators[one.new]) for one in found.indicators),
    )
    return found if told == years else _paired(old, new, told, threshold)


def places(pairs: Sequence[Pair]) -> list[tuple[int, int]]:
    """The places of rows that are one, in either plan."""
    return [(one.old, one.new) for one in pairs]


def _paired(old: Plan, new: Plan, years: Years, threshold: float) -> Pairs:
    one, other = years.bases
    tasks = pair(_task_entries(old.tasks, one), _task_entries(new.tasks, other), threshold)
    indicators = pair(
        _indicator_entries(old.indicators, one), _indicator_entries(new.indicators, other), threshold
    )
    return Pairs(years, tuple(tasks), tuple(indicators))


def _task_entries(tasks: Sequence[Task], year: int | None) -> list[Entry]:
    return [
        Entry(key(said(t), year), key(" ".join(t.group), year), key(t.lead, year), t.origin) for t in tasks
    ]


def _indicator_entries(rows: Sequence[Indicator], year: int | None) -> list[Entry]:
    """Indicators as they are paired: what stands over one tells it from others of its name."""
    above: dict[tuple[int | None, str], str] = {}
    entries = []
    for row in rows:
        text = key(row.name, year)
        if row.code not in ("", "-"):
            above[row.appendix, row.code] = text
        entries.append(Entry(text, above.get((row.appendix, row.parent), ""), row.code, row.origin))
    return entries
