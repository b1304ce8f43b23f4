"""By how many years a plan rolled on: what its header says, or what most of its rows say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.compare.meaning import rolled_by
from pipeline.plan import Header, Indicator, Task

# So many rows have to say another step than the headers do.
LEAST = 2


@dataclass(frozen=True, slots=True)
class Years:
    """The years of two plans' headers; `shift` is by how many years what they say rolls on.

    `is_by_rows`: the rows say another step than the headers, of which one is wrong.
    """

    old: int | None
    new: int | None
    shift: int
    is_by_rows: bool = False

    @property
    def steps(self) -> tuple[int, ...]:
        """What a date that was resolved by a header's year may have rolled on by."""
        by_header = self.new - self.old if self.old and self.new else self.shift
        return tuple(dict.fromkeys((self.shift, by_header)))

    @property
    def bases(self) -> tuple[int | None, int | None]:
        """Two years, so much apart, that years in the texts of either plan are counted from."""
        if self.old is not None:
            return self.old, self.old + self.shift
        return (self.new - self.shift if self.new is not None else None), self.new


def header_years(old: Header, new: Header) -> Years:
    return Years(old.year, new.year, new.year - old.year if old.year and new.year else 0)


def rows_years(
    years: Years,
    tasks: Iterable[tuple[Task, Task]],
    indicators: Iterable[tuple[Indicator, Indicator]],
) -> Years:
    """The years as paired rows have them: most of those that name years outvote the headers."""
    votes = Counter(step for a, b in tasks if (step := _task_step(a, b)) is not None)
    votes += Counter(step for a, b in indicators if (step := _indicator_step(a, b)) is not None)
    rolling = {step: count for step, count in votes.items() if step}
    if not rolling:
        return years
    step, count = min(rolling.items(), key=lambda one: (-one[1], abs(one[0])))
    if step == years.shift or count < LEAST or count <= votes[years.shift]:
        return years
    return replace(years, shift=step, is_by_rows=True)


def _task_step(old: Task, new: Task) -> int | None:
    return _step((old.deadline, new.deadline), (old.task, new.task), (old.product, new.product))


def _indicator_step(old: Indicator, new: Indicator) -> int | None:
    """The step of an indicator's targets, else of its name."""
    last = [max(_target_years(row), default=None) for row in (old, new)]
    if last[0] is not None and last[1] is not None:
        return last[1] - last[0]
    return _step((old.name, new.name))


def _target_years(row: Indicator) -> Iterator[int]:
    return (value.year for value in row.values if value.measure == "target" and value.year)


def _step(*texts: tuple[str, str]) -> int | None:
    steps = [step for old, new in texts if (step := rolled_by(old, new)) is not None]
    return max(steps, key=abs, default=None)
