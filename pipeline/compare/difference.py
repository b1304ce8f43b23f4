"""The difference of two plans, as the contract has it."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import Field

from pipeline.compare.changes import Change, YearShift
from pipeline.compare.groups import GroupChange
from pipeline.compare.met import Met
from pipeline.compare.remarks import Remark
from pipeline.compare.successors import Succession
from pipeline.plan import Header, Indicator, Model, Task

Row = TypeVar("Row", bound=Task | Indicator)


class Changed(Model, Generic[Row]):
    """A row that means something else now."""

    old: Row
    new: Row
    changes: tuple[Change, ...]
    year_shift: tuple[YearShift, ...] = ()
    successor: tuple[Succession, ...] = ()
    confidence: float = Field(description="how sure it is that both are the same row")


class Kept(Model, Generic[Row]):
    """A row in which nothing changed but the year, the names of units, and spelling."""

    old: str = Field(description="id in the old plan")
    new: Row
    year_shift: tuple[YearShift, ...] = ()
    successor: tuple[Succession, ...] = ()


class Rows(Model, Generic[Row]):
    """What became of the rows of a table; those of `year_shift` and `successor` are unchanged."""

    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()
    changed: tuple[Changed[Row], ...] = ()
    reported: tuple[Changed[Row], ...] = Field(
        (), description="only reported results differ: news, but no change of the plan"
    )
    year_shift: tuple[Kept[Row], ...] = ()
    successor: tuple[Kept[Row], ...] = ()
    unchanged: int = 0
    kinds: dict[str, int] = Field({}, description="how many changes of each kind, reported results too")


class TaskDifference(Rows[Task]):
    groups: tuple[GroupChange, ...] = Field((), description="headings that changed, each once")


class IndicatorDifference(Rows[Indicator]):
    met: tuple[Met, ...] = ()


class Difference(Model):
    """What a plan has that its forerunner had not, had other, or has no more."""

    remarks: tuple[Remark, ...] = Field((), description="what is to be known first")
    old: Header
    new: Header
    tasks: TaskDifference = TaskDifference()
    indicators: IndicatorDifference = IndicatorDifference()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed; results that are reported are no change."""
        return not (self.tasks.groups or _differ(self.tasks) or _differ(self.indicators))


def _differ(rows: Rows[Row]) -> bool:
    return bool(rows.added or rows.removed or rows.changed)
