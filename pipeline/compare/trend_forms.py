"""The forms of trends: a year of an indicator a line, a task of a plan a line, a page with charts."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, select_autoescape

from pipeline.compare.trend import Point, Trend
from pipeline.emit import safe_cell

COLUMNS = (
    "office", "indicator", "code", "unit", "year", "target", "operator", "target_plan", "result",
    "estimated", "result_plan", "met",
)  # fmt: skip
TASK_COLUMNS = ("office", "task", "plan", "no", "text", "deadline", "lead")


def to_csv(trends: Sequence[Trend]) -> str:
    """One year of an indicator a line: what was aimed at, and what was reported of it later."""
    lines = [
        (
            trend.office, one.name, one.code, one.unit, year.year, *_target(year.target),
            *_result(year.result), "" if year.met is None else str(year.met).lower(),
        )
        for trend in trends
        for one in trend.series
        for year in one.years
    ]  # fmt: skip
    return _csv(COLUMNS, lines)


def _target(point: Point | None) -> tuple[object, ...]:
    return (point.value, point.operator, point.plan) if point else ("", "", "")


def _result(point: Point | None) -> tuple[object, ...]:
    return (point.value, str(point.estimated).lower(), point.plan) if point else ("", "", "")


def tasks_to_csv(trends: Sequence[Trend]) -> str:
    """One task of one plan a line; those of one history have the same number."""
    histories = [(trend, history) for trend in trends for history in trend.histories]
    lines = [
        (trend.office, number, trend.plans[place].header.number, task.no, task.task, task.deadline, task.lead)
        for number, (trend, history) in enumerate(histories, 1)
        for place, task in history
    ]
    return _csv(TASK_COLUMNS, lines)


def to_html(trends: Sequence[Trend]) -> str:
    """One page that needs nothing else: for each office a chart an indicator, a line a task."""
    page = Environment(loader=PackageLoader("pipeline.compare"), autoescape=select_autoescape())
    return page.get_template("trend.html").render(trends=trends, line=_line)


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
