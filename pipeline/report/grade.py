"""A grade for how well a plan was read: its least sure cells, its numbers, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from pipeline.plan import CellEvidence, Indicator, Plan, PlanWarning, Task
from pipeline.warning_kinds import graded, warning_kinds

Grade = Literal["A", "B", "C", "D"]
# The least score of a grade.
GRADES: tuple[tuple[int, Grade], ...] = ((90, "A"), (75, "B"), (50, "C"), (0, "D"))
# A cell that is less sure than this counts as unsure.
SURE = 0.7
# More tasks of running text than this, and one more may well not have been found: about one of sixty is not.
# Such a plan is no A, however sure its cells are.
MOST_IN_TEXT = 10
# Points lost where a table is missing, a page, a letterhead's field, the meaning of a column; where all
# pages failed; and where every row has a warning about its numbers, or any other.
TABLE, PAGE, FIELD, COLUMN, PAGES, NUMBERS, OTHERS = 30, 15, 4, 8, 85, 60, 30
_LOST = {
    "column-inferred": COLUMN,
    "column-unknown": COLUMN,
    "header-missing": FIELD,
    "page-failed": PAGE,
    "table-doubtful": TABLE,
    "table-missing": TABLE,
    "table-unread": FIELD,
}
_NUMBERS = frozenset({"number-unread", "number-doubtful", "above-maximum", "sum-differs"})


@dataclass(frozen=True, slots=True)
class Assessment:
    """How well a plan was read. `score` is 0 to 100, `sure` the share of cells that are sure (1 where there
    are none), `repairs` how many values were corrected with proof, `first` what to look at first.
    """

    score: int
    grade: Grade
    sure: float
    cells: int
    repairs: int
    kinds: dict[str, int]
    first: tuple[PlanWarning, ...]


def assess(plan: Plan, count: int = 3) -> Assessment:
    """The grade of a plan and its gravest warnings, `count` at most.

    A slip of the plan itself costs nothing, since it was read rightly; those of its numbers may be either. A
    plan with more than MOST_IN_TEXT tasks of running text is a B at best.
    """
    cells = list(_cells(plan))
    sure = sum(cell.confidence >= SURE for cell in cells) / len(cells) if cells else 1.0
    found = Counter(warning.code for warning in plan.warnings)
    score = min(max(round(100 * sure - _lost(plan, found)), 0), _most(plan))
    return Assessment(
        score,
        next(grade for least, grade in GRADES if score >= least),
        sure,
        len(cells),
        sum(cell.repair is not None for cell in cells),
        dict(found),
        tuple(graded(plan.warnings)[:count]),
    )


def _most(plan: Plan) -> int:
    """The best score that a plan may have."""
    in_text = sum(task.origin == "text" for task in plan.tasks)
    return GRADES[0][0] - 1 if in_text > MOST_IN_TEXT else 100


def _cells(plan: Plan) -> Iterator[CellEvidence]:
    for row in chain[Task | Indicator](plan.tasks, plan.indicators):
        yield from row.evidence.values()


def _lost(plan: Plan, found: Counter[str]) -> float:
    rows = max(len(plan.tasks) + len(plan.indicators), 1)
    numbers = sum(found[code] for code in _NUMBERS)
    others = sum(
        count
        for code, count in found.items()
        if code not in _NUMBERS and code not in _LOST and warning_kinds()[code].whose == "reading"
    )
    return (
        sum(points * found[code] for code, points in _LOST.items())
        + PAGES * found["page-failed"] / max(plan.source.pages, 1)
        + NUMBERS * min(numbers / rows, 1)
        + OTHERS * min(others / rows, 1)
    )
