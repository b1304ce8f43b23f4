"""A difference applied: the old plan's rows as the new plan has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.compare.difference import Difference, Row, Rows
from pipeline.plan import Indicator, Plan, Task


def applied(difference: Difference, old: Plan) -> tuple[list[Task], list[Indicator]]:
    """The rows of the old plan as the difference makes them: they say what the new plan's rows say."""
    tasks, indicators = difference.tasks, difference.indicators
    return _applied(old.tasks, tasks, _now(tasks)), _applied(old.indicators, indicators, _now(indicators))


def _now(rows: Rows[Row]) -> Mapping[str, Row]:
    """What each row is now, by its old id."""
    calm = {one.old: one.new for one in (*rows.year_shift, *rows.successor)}
    return calm | {one.old.id: one.new for one in (*rows.changed, *rows.reported)}


def _applied(before: Sequence[Row], rows: Rows[Row], now: Mapping[str, Row]) -> list[Row]:
    gone: set[str] = {row.id for row in rows.removed}
    kept: list[Row] = [now.get(row.id, row) for row in before if row.id not in gone]
    return [*kept, *rows.added]
