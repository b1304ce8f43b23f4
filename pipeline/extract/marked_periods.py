"""Deadlines that stand in headings: columns of quarters or months, where a sign marks when it is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.cells import INFERRED
from pipeline.extract.deadlines import read_due
from pipeline.messages import tr
from pipeline.plan import CellEvidence, Repair, Task
from pipeline.tables.grid import Cell, Grid, GridRow
from pipeline.vietnamese.folding import skeleton

# So many columns of periods, at least, stand side by side.
_LEAST = 2
_PERIOD = re.compile(
    r"\b(?:(?:quy|thang|tuan|nam)\s+(?:[ivx]+|\d{1,4})|t\d{1,2}|q[1-4])(?:\s*[/-]\s*\d{4})?\W*$"
)
_MARK = re.compile(r"[xX×✓✔√+*]{1,2}")


@dataclass(frozen=True, slots=True)
class MarkedPeriods:
    """The periods of a grid's columns by their places; none where no signs mark them."""

    names: dict[int, str]

    def filled_in(self, task: Task, row: GridRow, year: int | None) -> Task:
        """A task with the periods that its row marks for its deadline."""
        marked = [(name, row.cells[place]) for place, name in self.names.items() if row.cells[place].words]
        if not marked:
            return task
        deadline = ", ".join(name for name, _ in marked)
        return task.model_copy(
            update={
                "deadline": deadline,
                "due": read_due(deadline, year),
                "evidence": {**task.evidence, "deadline": _evidence([cell for _, cell in marked])},
            }
        )


def marked_periods(grid: Grid) -> tuple[Grid, MarkedPeriods]:
    """The grid, its columns of marked periods in no role of their own, and these columns' periods."""
    names = {
        place: column.heading[match.start() :].strip(" :.")
        for place, column in enumerate(grid.columns)
        if column.role in ("extra", "deadline") and (match := _PERIOD.search(skeleton(column.heading)))
    }
    others = {column.role for place, column in enumerate(grid.columns) if place not in names}
    if len(names) < _LEAST or "deadline" in others or not _are_marks(grid, list(names)):
        return grid, MarkedPeriods({})
    columns = tuple(
        replace(column, role="extra") if place in names else column
        for place, column in enumerate(grid.columns)
    )
    return replace(grid, columns=columns), MarkedPeriods(names)


def _are_marks(grid: Grid, places: Sequence[int]) -> bool:
    """Whether some columns have signs and nothing else."""
    cells = [row.cells[place] for row in grid.rows if not row.is_group for place in places]
    texts = [cell.text.strip() for cell in cells if cell.words]
    return bool(texts) and all(_MARK.fullmatch(text) for text in texts)


def _evidence(cells: Sequence[Cell]) -> CellEvidence:
    ground = tr("signs below the headings of these periods mark them")
    return CellEvidence(
        raw=" ".join(cell.raw for cell in cells),
        page=cells[0].page,
        confidence=INFERRED,
        repair=Repair(rule="marked-periods", ground=ground),
    )
