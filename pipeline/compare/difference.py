"""The difference of two plans, as the contract has it, and how to apply it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from pydantic import Field

from pipeline.compare.changes import Change, YearShift, indicator_changes, task_changes
from pipeline.compare.match import THRESHOLD, Entry, Pair, pair
from pipeline.compare.meaning import key
from pipeline.extract.slips import is_less_better
from pipeline.plan import Header, Indicator, Model, Plan, Task


class ChangedTask(Model):
    old: Task
    new: Task
    changes: tuple[Change, ...]
    year_shift: tuple[YearShift, ...] = ()
    confidence: float = Field(description="how sure it is that both are the same task")


class ChangedIndicator(Model):
    old: Indicator
    new: Indicator
    changes: tuple[Change, ...]
    year_shift: tuple[YearShift, ...] = ()
    confidence: float


class ShiftedTask(Model):
    """A task in which nothing changed but the year, and spelling."""

    old: str = Field(description="id in the old plan")
    new: Task
    year_shift: tuple[YearShift, ...]


class ShiftedIndicator(Model):
    old: str
    new: Indicator
    year_shift: tuple[YearShift, ...]


class Met(Model):
    """Whether a target of the old plan was met by the result that the new plan reports."""

    old: str
    new: str
    code: str
    name: str
    year: int
    target: float
    operator: str
    result: float
    met: bool


class TaskDifference(Model):
    added: tuple[Task, ...] = ()
    removed: tuple[Task, ...] = ()
    changed: tuple[ChangedTask, ...] = ()
    year_shift: tuple[ShiftedTask, ...] = ()
    unchanged: int = 0


class IndicatorDifference(Model):
    added: tuple[Indicator, ...] = ()
    removed: tuple[Indicator, ...] = ()
    changed: tuple[ChangedIndicator, ...] = ()
    year_shift: tuple[ShiftedIndicator, ...] = ()
    met: tuple[Met, ...] = ()
    unchanged: int = 0


class Difference(Model):
    """What a plan has that its forerunner had not, had other, or has no more."""

    old: Header
    new: Header
    tasks: TaskDifference = TaskDifference()
    indicators: IndicatorDifference = IndicatorDifference()

    @property
    def is_empty(self) -> bool:
        return not any(
            rows
            for part in (self.tasks, self.indicators)
            for rows in (part.added, part.removed, part.changed)
        )


Row = TypeVar("Row", Task, Indicator)
Years = tuple[int | None, int | None]


def compare(
    old: Plan,
    new: Plan,
    *,
    only: str = "",
    ignore: Collection[str] = (),
    sure: bool = False,
    threshold: float = THRESHOLD,
) -> Difference:
    """What changed from one plan to the other.

    `only` is "tasks" or "indicators", `ignore` names fields whose changes do not count, `sure` leaves out
    what OCR may have made, `threshold` is how alike (0 to 1) two rows must be to be one.
    """
    years = old.header.year, new.header.year
    tasks, indicators = TaskDifference(), IndicatorDifference()
    if only != "indicators":
        tasks = _tasks(old.tasks, new.tasks, years, ignore, sure, threshold)
    if only != "tasks":
        indicators = _indicators(old.indicators, new.indicators, years, ignore, sure, threshold)
    return Difference(old=old.header, new=new.header, tasks=tasks, indicators=indicators)


def _tasks(
    old: Sequence[Task],
    new: Sequence[Task],
    years: Years,
    ignore: Collection[str],
    sure: bool,
    threshold: float,
) -> TaskDifference:
    pairs = _pair_tasks(old, new, years, threshold)
    changed, shifted = [], []
    for one in pairs:
        a, b = old[one.old], new[one.new]
        changes, shifts = _kept(task_changes(a, b, years), ignore, sure)
        if changes:
            changed.append(ChangedTask(
                old=a, new=b, changes=tuple(changes), year_shift=tuple(shifts), confidence=one.confidence
            ))  # fmt: skip
        elif shifts:
            shifted.append(ShiftedTask(old=a.id, new=b, year_shift=tuple(shifts)))
    return TaskDifference(
        added=_rest(new, [one.new for one in pairs]),
        removed=_rest(old, [one.old for one in pairs]),
        changed=tuple(changed),
        year_shift=tuple(shifted),
        unchanged=len(pairs) - len(changed),
    )


def _indicators(
    old: Sequence[Indicator],
    new: Sequence[Indicator],
    years: Years,
    ignore: Collection[str],
    sure: bool,
    threshold: float,
) -> IndicatorDifference:
    pairs = _pair_indicators(old, new, years, threshold)
    changed, shifted = [], []
    for one in pairs:
        a, b = old[one.old], new[one.new]
        changes, shifts = _kept(indicator_changes(a, b, years), ignore, sure)
        if changes:
            changed.append(ChangedIndicator(
                old=a, new=b, changes=tuple(changes), year_shift=tuple(shifts), confidence=one.confidence
            ))  # fmt: skip
        elif shifts:
            shifted.append(ShiftedIndicator(old=a.id, new=b, year_shift=tuple(shifts)))
    return IndicatorDifference(
        added=_rest(new, [one.new for one in pairs]),
        removed=_rest(old, [one.old for one in pairs]),
        changed=tuple(changed),
        year_shift=tuple(shifted),
        met=tuple(met for one in pairs if (met := _met(old[one.old], new[one.new]))),
        unchanged=len(pairs) - len(changed),
    )


def task_pairs(old: Plan, new: Plan) -> list[tuple[int, int]]:
    """The places of the tasks that two plans share."""
    found = _pair_tasks(old.tasks, new.tasks, (old.header.year, new.header.year), THRESHOLD)
    return [(one.old, one.new) for one in found]


def indicator_pairs(old: Plan, new: Plan) -> list[tuple[int, int]]:
    """The places of the indicators that two plans share."""
    found = _pair_indicators(old.indicators, new.indicators, (old.header.year, new.header.year), THRESHOLD)
    return [(one.old, one.new) for one in found]


def _pair_tasks(old: Sequence[Task], new: Sequence[Task], years: Years, threshold: float) -> list[Pair]:
    return pair(_task_entries(old, years[0]), _task_entries(new, years[1]), threshold)


def _pair_indicators(
    old: Sequence[Indicator], new: Sequence[Indicator], years: Years, threshold: float
) -> list[Pair]:
    return pair(_entries(old, years[0]), _entries(new, years[1]), threshold)


def _task_entries(tasks: Sequence[Task], year: int | None) -> list[Entry]:
    return [Entry(key(t.task, year), key(" ".join(t.group), year), key(t.lead, year)) for t in tasks]


def _entries(rows: Sequence[Indicator], year: int | None) -> list[Entry]:
    """Indicators as they are paired: what stands over one tells it from others of its name."""
    above: dict[tuple[int | None, str], str] = {}
    entries = []
    for row in rows:
        if row.code not in ("", "-"):
            above[row.appendix, row.code] = key(row.name, year)
        entries.append(Entry(key(row.name, year), above.get((row.appendix, row.parent), ""), row.code))
    return entries


def applied(difference: Difference, old: Plan) -> tuple[list[Task], list[Indicator]]:
    """The rows of the old plan as the difference makes them: they say what the new plan's rows say."""
    tasks, indicators = difference.tasks, difference.indicators
    now_tasks = {one.old.id: one.new for one in tasks.changed} | {
        one.old: one.new for one in tasks.year_shift
    }
    now_indicators = {one.old.id: one.new for one in indicators.changed}
    now_indicators |= {one.old: one.new for one in indicators.year_shift}
    return (
        _applied(old.tasks, tasks.removed, now_tasks, tasks.added),
        _applied(old.indicators, indicators.removed, now_indicators, indicators.added),
    )


def _applied(
    rows: Sequence[Row], removed: Sequence[Row], now: Mapping[str, Row], added: Sequence[Row]
) -> list[Row]:
    gone: set[str] = {row.id for row in removed}
    kept: list[Row] = [now.get(row.id, row) for row in rows if row.id not in gone]
    return kept + list(added)


def _kept(
    found: tuple[list[Change], list[YearShift]], ignore: Collection[str], sure: bool
) -> tuple[list[Change], list[YearShift]]:
    changes, shifts = found
    names = {name.lower() for name in ignore}
    return (
        [
            change
            for change in changes
            if not {change.field.lower(), change.measure or ""} & names and not (sure and change.doubtful)
        ],
        [shift for shift in shifts if shift.field.lower() not in names],
    )


def _rest(rows: Sequence[Row], paired: Collection[int]) -> tuple[Row, ...]:
    taken = set(paired)
    return tuple(row for place, row in enumerate(rows) if place not in taken)


MEETS: dict[str, Callable[[float, float], bool]] = {
    "": lambda result, target: result >= target,
    ">": lambda result, target: result > target,
    ">=": lambda result, target: result >= target,
    "<": lambda result, target: result < target,
    "<=": lambda result, target: result <= target,
}


def _met(old: Indicator, new: Indicator) -> Met | None:
    """Whether the target that the old plan set is met by the result of that year in the new one."""
    results = {value.year: value.value for value in new.values if value.measure == "result"}
    for target in old.values:
        result = results.get(target.year)
        if target.measure != "target" or target.value is None or result is None or target.year is None:
            continue
        operator = target.operator or ("<=" if is_less_better(old) else "")
        return Met(
            old=old.id,
            new=new.id,
            code=new.code,
            name=new.name,
            year=target.year,
            target=target.value,
            operator=target.operator,
            result=result,
            met=MEETS[operator](result, target.value),
        )
    return None
