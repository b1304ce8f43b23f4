"""What a dataset covers: plans and rows by year and issuer, laid out to be drawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.compare.meaning import key

# Issuers that are drawn, those with most plans; the others stand together.
ISSUERS = 40


@dataclass(frozen=True, slots=True)
class Covered:
    """What one plan brings: who issued it, for which year, its rows, how well it was read (0 to 100)."""

    issuer: str
    year: int | None
    tasks: int
    indicators: int
    score: int


@dataclass(frozen=True, slots=True)
class Square:
    """An issuer's plans of a year: how many, their rows, their mean score; `share` of the most rows."""

    plans: int
    rows: int
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Matrix:
    """`squares` by issuer and year, in the order of both; None where there is no plan."""

    issuers: tuple[str, ...]
    years: tuple[int | None, ...]
    squares: tuple[tuple[Square | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """The rows of all plans of a year; heights are shares of the tallest bar."""

    year: int | None
    tasks: int
    indicators: int
    task_share: float
    indicator_share: float


def matrix(plans: Sequence[Covered], others: str = "…") -> Matrix:
    """Issuers spelled in one way or another are one; `others` names those that are not drawn apart."""
    keys = Counter(key(plan.issuer, None) for plan in plans)
    shown = {name for name, _ in keys.most_common(ISSUERS)}
    names = {key(plan.issuer, None): plan.issuer for plan in plans}
    squares: defaultdict[tuple[str, int | None], list[Covered]] = defaultdict(list)
    for plan in plans:
        name = names[found] if (found := key(plan.issuer, None)) in shown else others
        squares[name, plan.year].append(plan)
    issuers = sorted({name for name, _ in squares}, key=lambda name: (name == others, key(name, None)))
    years = _years(plans)
    most = max((_rows(found) for found in squares.values()), default=0) or 1
    return Matrix(
        tuple(issuers),
        years,
        tuple(tuple(_square(squares.get((name, year)), most) for year in years) for name in issuers),
    )


def bars(plans: Sequence[Covered]) -> tuple[Bar, ...]:
    """The rows of each year."""
    years = _years(plans)
    tasks = [sum(plan.tasks for plan in plans if plan.year == year) for year in years]
    indicators = [sum(plan.indicators for plan in plans if plan.year == year) for year in years]
    most = max((sum(pair) for pair in zip(tasks, indicators, strict=True)), default=0) or 1
    return tuple(
        Bar(year, some, more, some / most, more / most)
        for year, some, more in zip(years, tasks, indicators, strict=True)
    )


def _square(plans: list[Covered] | None, most: int) -> Square | None:
    if not plans:
        return None
    rows = _rows(plans)
    return Square(len(plans), rows, sum(plan.score for plan in plans) / len(plans), rows / most)


def _rows(plans: Iterable[Covered]) -> int:
    return sum(plan.tasks + plan.indicators for plan in plans)


def _years(plans: Iterable[Covered]) -> tuple[int | None, ...]:
    """The years in their order, those that are not known last."""
    return tuple(sorted({plan.year for plan in plans}, key=lambda year: (year is None, year or 0)))
