"""More than two plans of one office: each indicator's numbers over the years, each task's history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.compare.match import THRESHOLD
from pipeline.compare.met import meets
from pipeline.compare.pairing import Pairs, paired, places
from pipeline.compare.values import unit_factor
from pipeline.compare.years import header_years
from pipeline.plan import Indicator, IndicatorValue, Plan, Task


@dataclass(slots=True)
class Chain:
    """One row through the plans: (place of the plan, the row there), in the order of the years."""

    rows: list[tuple[int, Task | Indicator]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Point:
    """A number of an indicator, in the unit that its latest plan has; `plan` is the number of its plan."""

    measure: str
    year: int
    value: float
    operator: str
    estimated: bool
    plan: str


@dataclass(frozen=True, slots=True)
class Year:
    """What was aimed at for a year, what was reported of it later, and whether that met it (None: not
    known)."""

    year: int
    target: Point | None
    result: Point | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator over the years, named as in its latest plan."""

    name: str
    code: str
    unit: str
    points: tuple[Point, ...]
    years: tuple[Year, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """What became of the rows of one office's plans, which are in order."""

    plans: Sequence[Plan]
    series: Sequence[Series]
    histories: Sequence[Sequence[tuple[int, Task]]]

    @property
    def office(self) -> str:
        return self.plans[-1].header.issuer


def trend(plans: Sequence[Plan]) -> Trend:
    """Each indicator that has numbers, with all of them, and each task through the plans that have it.

    `plans` are those of one office and subject, in order (sources.one_after_another).
    """
    found = [paired(a, b, header_years(a.header, b.header), THRESHOLD) for a, b in pairwise(plans)]
    return Trend(plans, _series(plans, found), _histories(plans, found))


def _series(plans: Sequence[Plan], found: Sequence[Pairs]) -> list[Series]:
    chains = _chains([plan.indicators for plan in plans], [places(one.indicators) for one in found])
    series = []
    for chain in chains:
        rows = [(place, row) for place, row in chain.rows if isinstance(row, Indicator)]
        points = _points(plans, rows)
        if points:
            last = rows[-1][1]
            ordered = tuple(points[key] for key in sorted(points))
            series.append(Series(last.name, last.code, last.unit, ordered, tuple(_years(points, last))))
    return series


def _points(plans: Sequence[Plan], rows: Sequence[tuple[int, Indicator]]) -> dict[tuple[str, int], Point]:
    """The numbers by measure and year: a later plan knows better what came of a year."""
    last = rows[-1][1]
    points: dict[tuple[str, int], Point] = {}
    for place, row in rows:
        factor = unit_factor(row.unit, last.unit) if row.unit and last.unit else 1
        for value in row.values:
            if value.value is not None and value.year and factor is not None and _is_of_year(value, row):
                points[value.measure, value.year] = Point(
                    value.measure, value.year, float(value.value * float(factor)), value.operator,
                    value.estimated, plans[place].header.number,
                )  # fmt: skip
    return points


def _is_of_year(value: IndicatorValue, row: Indicator) -> bool:
    """Whether a number is of the whole year, where the row also has one of a part of it."""
    same = [one for one in row.values if (one.measure, one.year) == (value.measure, value.year)]
    return value is max(same, key=_length)


def _length(value: IndicatorValue) -> str:
    """Sorts what ends later and begins earlier last."""
    period = value.period
    if period is None:
        return ""
    start = "".join(chr(ord("9") - int(digit)) if digit.isdigit() else digit for digit in period.start or "")
    return f"{period.end} {start}"


def _years(points: dict[tuple[str, int], Point], row: Indicator) -> Iterator[Year]:
    for year in sorted({year for _, year in points}):
        target, result = points.get(("target", year)), points.get(("result", year))
        met = target and result and meets(result.value, target.value, target.operator, row)
        yield Year(year, target, result, met if isinstance(met, bool) else None)


def _histories(plans: Sequence[Plan], found: Sequence[Pairs]) -> list[list[tuple[int, Task]]]:
    chains = _chains([plan.tasks for plan in plans], [places(one.tasks) for one in found])
    return [[(place, row) for place, row in chain.rows if isinstance(row, Task)] for chain in chains]


def _chains(
    rows: Sequence[Sequence[Task | Indicator]], pairs: Sequence[Sequence[tuple[int, int]]]
) -> list[Chain]:
    chains: list[Chain] = []
    open_: dict[int, Chain] = {}
    for place, here in enumerate(rows):
        before = {new: old for old, new in pairs[place - 1]} if place else {}
        now: dict[int, Chain] = {}
        for number, row in enumerate(here):
            chain = open_.get(before.get(number, -1))
            if chain is None:
                chain = Chain()
                chains.append(chain)
            chain.rows.append((place, row))
            now[number] = chain
        open_ = now
    return chains
