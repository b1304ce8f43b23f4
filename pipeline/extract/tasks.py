"""Tasks: the rows of a task table as the contract has them."""

from __future__ import annotations

from pipeline.extract.cells import INFERRED, evidence, read_cell, units_text
from pipeline.extract.deadlines import read_due
from pipeline.extract.ids import Ids
from pipeline.extract.marked_periods import marked_periods
from pipeline.extract.numberings import mended_numbers, odd_numbers
from pipeline.extract.shared_cells import parted, with_place_for_helpers
from pipeline.messages import tr
from pipeline.plan import CellEvidence, Due, PlanWarning, Repair, Task
from pipeline.tables.grid import Cell, Grid, GridRow
from pipeline.tables.roles import roles
from pipeline.vietnamese.units import is_same_as_above, split_units

FIELDS = frozenset(Task.model_fields)


def read_tasks(
    grid: Grid, appendix: int | None, year: int | None, ids: Ids | None = None
) -> tuple[list[Task], list[PlanWarning]]:
    """The tasks of a grid, and what a careful reader would flag in it."""
    tasks: list[Task] = []
    warnings: list[PlanWarning] = []
    ids = ids or Ids()
    grid, periods = marked_periods(with_place_for_helpers(grid))
    for row in grid.rows:
        if row.is_group:
            continue
        place = f"a{appendix}" if appendix else "body"
        name = ids.new(f"{place}-{row.number or len(tasks) + 1}")
        task = periods.filled_in(_task(grid, row, appendix, year, name), row, year)
        above = tasks[-1] if tasks else None
        task = _inherited(task, above)
        warnings += _warnings(task, has_lead=grid.index("lead") is not None)
        tasks.append(task)
    place = f"appendix {appendix}" if appendix else "body"
    return tasks, [*warnings, *odd_numbers(tasks), *mended_numbers(tasks, "no", place)]


def _task(grid: Grid, row: GridRow, appendix: int | None, year: int | None, name: str) -> Task:
    values: dict[str, str] = {}
    row, labelled = parted(grid, row)
    found: dict[str, CellEvidence] = {}
    extra: dict[str, str] = {}
    units: dict[str, str] = {}
    start = ""
    for column, cell in zip(grid.columns, row.cells, strict=True):
        if column.role == "no":
            found["no"] = _number_evidence(row, cell)
            continue
        if column.role == "group":
            continue
        text, proof = read_cell(cell, column.role)
        field = roles()[column.role].field
        key = field if field in FIELDS else column.heading
        if column.role == "start":
            start = text
        if key == field:
            values[field] = text
            units[field] = units_text(cell, text)
        else:
            extra[column.heading] = text
        if proof:
            found[key] = labelled.get(column.role, proof)
    return Task(
        id=name,
        appendix=appendix,
        section=grid.section,
        no=row.number,
        group=row.path,
        extra=extra,
        due=_due(values.get("deadline", ""), start, year),
        lead_units=split_units(units.get("lead", "")),
        coordination_units=split_units(units.get("coordination", "")),
        evidence=found,
        **values,
    )


def _due(deadline: str, start: str, year: int | None) -> Due | None:
    """The dates of a row; where a column says when it starts, its start is that."""
    due = read_due(deadline, year)
    begun = read_due(start, year)
    if not begun or not begun.start:
        return due
    return Due(start=begun.start, end=due.end if due else None, recurrence=due.recurrence if due else None)


def _inherited(task: Task, above: Task | None) -> Task:
    """The task with what `nt` and ditto marks stand for resolved; the cells stay as printed."""
    if above is None:
        return task
    same: dict[str, object] = {}
    if is_same_as_above(task.lead):
        same["lead_units"] = above.lead_units
    if is_same_as_above(task.coordination):
        same["coordination_units"] = above.coordination_units
    if is_same_as_above(task.deadline):
        same["due"] = above.due
    return task.model_copy(update=same) if same else task


def _number_evidence(row: GridRow, cell: Cell) -> CellEvidence:
    read = cell.raw.strip(" .,:;|")
    if read == row.number:
        return evidence(cell)
    page = next((word.page for word in row.words), None)
    ground = tr("the row's place in the numbering makes it {number}", number=row.number)
    if not cell.words:
        lost = Repair(rule="row-number", ground=tr("no number was read; {ground}", ground=ground))
        return CellEvidence(raw="", page=page, confidence=INFERRED, repair=lost)
    return evidence(
        cell, Repair(rule="row-number", ground=tr("read as {read!r}; {ground}", read=read, ground=ground))
    )


def _warnings(task: Task, *, has_lead: bool) -> list[PlanWarning]:
    found = []
    if has_lead and not task.lead:
        found.append(
            PlanWarning(
                code="lead-empty",
                message=tr("No lead unit was read for the task."),
                row=task.id,
                field="lead",
            )
        )
    if not task.task:
        found.append(
            PlanWarning(
                code="task-empty",
                message=tr("The row has no text that was read as a task."),
                row=task.id,
                field="task",
            )
        )
    return found
