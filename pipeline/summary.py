"""A short summary of a plan, for a person at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.plan import Indicator, Plan

ROWS, WIDTH = 3, 60


def summary(plan: Plan) -> Iterator[str]:
    """Lines of text: the header, the first rows of each table, the kinds of warnings."""
    header = plan.header
    yield f"{header.doc_type} {header.number}, {header.issuer}, {header.date}"
    yield f"  {header.title}"
    bases, appendices = len(plan.legal_basis), len(plan.appendices)
    yield f"  {len(plan.sections)} sections, {bases} legal bases, {appendices} appendices"
    if plan.tasks:
        yield f"  {len(plan.tasks)} tasks"
        for task in plan.tasks[:ROWS]:
            yield f"    {task.no:>4}  {_short(task.task)} | {task.deadline} | {task.lead}"
    if plan.indicators:
        yield f"  {len(plan.indicators)} indicators"
        for indicator in plan.indicators[:ROWS]:
            yield f"    {indicator.code:>4}  {_short(indicator.name)} | {_values(indicator)}"
    kinds = Counter(warning.code for warning in plan.warnings)
    yield f"  {len(plan.warnings)} warnings: " + ", ".join(
        f"{code} {count}" for code, count in kinds.most_common()
    )


def _short(text: str) -> str:
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"


def _values(indicator: Indicator) -> str:
    found = [f"max {indicator.max:g}"] if indicator.max is not None else []
    for value in indicator.values:
        number = "none" if value.value is None else f"{value.operator}{value.value:g}"
        found.append(f"{value.measure} {value.year or ''} {number}".replace("  ", " "))
    return ", ".join(found)
