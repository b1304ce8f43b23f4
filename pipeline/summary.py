"""A short summary of a plan, for a person at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.messages import day, number, tr
from pipeline.plan import Indicator, Plan
from pipeline.warning_kinds import counted

ROWS, WIDTH = 3, 60


def summary(plan: Plan) -> Iterator[str]:
    """Lines of text: the header, the first rows of each table, the kinds of warnings."""
    header = plan.header
    yield f"{header.doc_type} {header.number}, {header.issuer}, {day(header.date)}"
    yield f"  {header.title}"
    bases, appendices = len(plan.legal_basis), len(plan.appendices)
    yield "  " + tr(
        "{sections} sections, {bases} legal bases, {appendices} appendices",
        sections=len(plan.sections),
        bases=bases,
        appendices=appendices,
    )
    if plan.tasks:
        yield "  " + tr("{count} tasks", count=len(plan.tasks))
        for task in plan.tasks[:ROWS]:
            yield f"    {task.no:>4}  {_short(task.task)} | {task.deadline} | {task.lead}"
    if plan.indicators:
        yield "  " + tr("{count} indicators", count=len(plan.indicators))
        for indicator in plan.indicators[:ROWS]:
            yield f"    {indicator.code:>4}  {_short(indicator.name)} | {_values(indicator)}"
    kinds = Counter(warning.code for warning in plan.warnings)
    yield "  " + tr("{count} warnings: {kinds}", count=len(plan.warnings), kinds=counted(kinds))


def _short(text: str) -> str:
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"


def _values(indicator: Indicator) -> str:
    found = [tr("max {maximum:g}", maximum=indicator.max)] if indicator.max is not None else []
    for value in indicator.values:
        shown = tr("none") if value.value is None else value.operator + number(value.value)
        found.append(f"{tr(value.measure)} {value.year or ''} {shown}".replace("  ", " "))
    return ", ".join(found)
