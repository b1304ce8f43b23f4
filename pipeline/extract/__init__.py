"""Extracting: tables and paragraphs -> tasks and indicators with their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.extract.columns import first_year_of_targets, titles_of, unknown_columns
from pipeline.extract.ids import Ids
from pipeline.extract.indicators import read_indicators
from pipeline.extract.prose_targets import read_targets
from pipeline.extract.slips import slips
from pipeline.extract.tasks import read_tasks
from pipeline.extract.text_tasks import read_text_tasks
from pipeline.extract.unit_kinds import read_units
from pipeline.messages import tr
from pipeline.plan import Indicator, PlanWarning, Task, Unit
from pipeline.segment.types import Segments
from pipeline.tables.grid import Grid

__all__ = ["Rows", "extract"]


@dataclass(frozen=True, slots=True)
class Rows:
    """What a plan gives to do and aims at, the units that are named in it, and what is odd about them."""

    tasks: tuple[Task, ...]
    indicators: tuple[Indicator, ...]
    units: tuple[Unit, ...]
    warnings: tuple[PlanWarning, ...]


def extract(segments: Segments) -> Rows:
    """The rows of all tables, and what the text says of tasks and targets."""
    header = segments.header
    tasks: list[Task] = []
    indicators: list[Indicator] = []
    warnings: list[PlanWarning] = []
    ids = Ids()
    for part in segments.appendices:
        number, titles = part.appendix.number, titles_of(part.appendix, header)
        for grid in part.tables:
            if grid.kind == "tasks":
                found, odd = read_tasks(grid, number, header.year, ids)
                tasks += found
            else:
                rows, odd = read_indicators(grid, number, first_year_of_targets(header), titles, ids)
                indicators += rows
            warnings += [
                *_inferred(grid, number),
                *_unknown(grid, number),
                *_doubtful(grid, number),
                *odd,
            ]
    appendices = [part.appendix for part in segments.appendices if part.is_announced]
    warnings += slips(header, appendices, tasks, indicators)
    indicators += read_targets(segments.outline, header.year)
    tasks += read_text_tasks(segments.outline, None, header.year)
    for part in segments.appendices:
        tasks += read_text_tasks(part.outline, part.appendix.number, header.year)
    named = [
        *(unit for task in tasks for unit in (*task.lead_units, *task.coordination_units)),
        *(unit for indicator in indicators for unit in indicator.lead_units),
    ]
    units = read_units(named, date.fromisoformat(header.date) if header.date else None)
    return Rows(tuple(tasks), tuple(indicators), units, tuple(warnings))


def _inferred(grid: Grid, appendix: int | None) -> list[PlanWarning]:
    """A warning for columns that no heading names."""
    told = [
        f"{column.role} ({column.heading})" if column.heading else column.role
        for column in grid.columns
        if column.is_inferred or not column.heading
    ]
    if not told:
        return []
    message = tr(
        "The headings of these columns were not read, their cells tell them: {told}.", told=", ".join(told)
    )
    return [PlanWarning(code="column-inferred", message=message, where=_place(appendix))]


def _unknown(grid: Grid, appendix: int | None) -> list[PlanWarning]:
    """A warning for each column that has no field though its cells look like one's."""
    found = []
    for column, field in unknown_columns(grid):
        message = tr(
            "The cells below {heading!r} look like {field}; they are among the extra columns.",
            heading=column.heading,
            field=field,
        )
        found.append(PlanWarning(code="column-unknown", message=message, field=field, where=_place(appendix)))
    return found


def _doubtful(grid: Grid, appendix: int | None) -> list[PlanWarning]:
    if not grid.is_doubtful:
        return []
    message = tr(
        "Its lines fit the columns so ill that rows may be mixed up or lost: compare it with the scan."
    )
    return [PlanWarning(code="table-doubtful", message=message, where=_place(appendix))]


def _place(appendix: int | None) -> str:
    return f"appendix {appendix}" if appendix else "body"
