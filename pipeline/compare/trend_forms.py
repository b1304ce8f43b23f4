"""The forms of trends: a year of an indicator a line, a task of a plan a line, a page with charts."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from pipeline.compare.charts import chart
from pipeline.compare.trend import Point, Trend
from pipeline.emit import safe_cell
from pipeline.messages import for_readers
from pipeline.pages import environment

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
    page = environment("pipeline.compare")
    page.filters["chart"] = chart
    with for_readers():
        return page.get_template("trend.html").render(trends=trends)


def _csv(columns: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([[safe_cell(cell) for cell in line] for line in lines])
    return file.getvalue()
