"""More than two plans: each indicator's numbers over the years, each task's history."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jinja2 import Environment, PackageLoader, select_autoescape

from pipeline.compare.changes import unit_factor
from pipeline.compare.difference import indicator_pairs, task_pairs
from pipeline.emit import safe_cell
from pipeline.plan import Indicator, Plan, Task

COLUMNS = ("indicator", "code", "unit", "measure", "year", "value", "operator", "plan")
TASK_COLUMNS = ("task", "plan", "no", "text", "deadline", "lead")


@dataclass(slots=True)
class Chain:
    """One row through the plans: (place of the plan, the row there), in the order of the years."""

    rows: list[tuple[int, Task | Indicator]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Point:
    """A number of an indicator, in the unit that its latest plan has."""

    measure: str
    year: int
    value: float
    operator: str
    plan: str


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator over the years, named as in its latest plan."""

    name: str
    code: str
    unit: str
    points: tuple[Point, ...]


def in_order(plans: Sequence[Plan]) -> list[Plan]:
    """The plans by year and date."""
    return sorted(plans, key=lambda plan: (plan.header.year or 0, plan.header.date or ""))


def series(plans: Sequence[Plan]) -> list[Series]:
    """Each indicator that has numbers, with all of them; `plans` are in order."""
    chains = _chains(
        [plan.indicators for plan in plans],
        [indicator_pairs(a, b) for a, b in pairwise(plans)],
    )
    found = []
    for chain in chains:
        rows = [(place, row) for place, row in chain.rows if isinstance(row, Indicator)]
        last = rows[-1][1]
        points: dict[tuple[str, int], Point] = {}
        for place, row in rows:
            factor = unit_factor(row.unit, last.unit) if row.unit and last.unit else 1
            for value in row.values:
                if value.value is not None and value.year and factor is not None:
                    # A later plan knows better what came of a year.
                    points[value.measure, value.year] = Point(
                        value.measure, value.year, float(value.value * float(factor)), value.operator,
                        plans[place].header.number,
                    )  # fmt: skip
        if points:
            found.append(
                Series(last.name, last.code, last.unit, tuple(points[key] for key in sorted(points)))
            )
    return found


def histories(plans: Sequence[Plan]) -> list[list[tuple[int, Task]]]:
    """Each task through the plans that have it."""
    chains = _chains([plan.tasks for plan in plans], [task_pairs(a, b) for a, b in pairwise(plans)])
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


def to_csv(plans: Sequence[Plan]) -> str:
    """One number a line."""
    lines = [
        (one.name, one.code, one.unit, p.measure, p.year, p.value, p.operator, p.plan)
        for one in series(plans)
        for p in one.points
    ]
    return _csv(COLUMNS, lines)


def tasks_to_csv(plans: Sequence[Plan]) -> str:
    """One task of one plan a line; those of one history have the same number."""
    lines = [
        (number, plans[place].header.number, task.no, task.task, task.deadline, task.lead)
        for number, history in enumerate(histories(plans), 1)
        for place, task in history
    ]
    return _csv(TASK_COLUMNS, lines)


def to_html(plans: Sequence[Plan]) -> str:
    """One page that needs nothing else: a chart an indicator, a line a task."""
    page = Environment(loader=PackageLoader("pipeline.compare"), autoescape=select_autoescape())
    return page.get_template("trend.html").render(
        plans=plans, series=series(plans), histories=histories(plans), line=_line
    )


def _line(points: Sequence[Point], measure: str, width: int = 260, height: int = 60) -> str:
    """The points of a measure as those of an SVG polyline."""
    years = [p.year for p in points]
    values = [p.value for p in points]
    across, up = max(max(years) - min(years), 1), max(max(values) - min(values), 1e-9)
    return " ".join(
        f"{10 + (p.year - min(years)) / across * (width - 20):.1f},"
        f"{height - 10 - (p.value - min(values)) / up * (height - 20):.1f}"
        for p in points
        if p.measure == measure
    )


def _csv(columns: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([[safe_cell(cell) for cell in line] for line in lines])
    return file.getvalue()
