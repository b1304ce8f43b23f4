"""Extracting: the tables of the appendices -> tasks and indicators with their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.document import Word
from pipeline.extract.indicators import read_indicators
from pipeline.extract.tasks import read_tasks
from pipeline.plan import Indicator, Task, Warning
from pipeline.segment.types import AppendixPart
from pipeline.tables.grid import Grid
from pipeline.tables.text_table import read_grid

__all__ = ["Rows", "extract"]


@dataclass(frozen=True, slots=True)
class Rows:
    tasks: tuple[Task, ...]
    indicators: tuple[Indicator, ...]
    warnings: tuple[Warning, ...]


def extract(parts: Iterable[AppendixPart], year: int | None) -> Rows:
    """The rows of all tables. `year` is the plan's: deadlines that name no year are of it."""
    tasks: list[Task] = []
    indicators: list[Indicator] = []
    warnings: list[Warning] = []
    for part in parts:
        number = part.appendix.number
        for table in part.tables:
            grid = table if isinstance(table, Grid) else read_grid(table)
            if grid.kind == "tasks":
                found, odd = read_tasks(grid, number, year)
                tasks += found
            else:
                rows, odd = read_indicators(grid, number)
                indicators += rows
            warnings += [*_inferred(grid, number), *odd, *_left_over(grid.left_over, number)]
    return Rows(tuple(tasks), tuple(indicators), tuple(warnings))


def _inferred(grid: Grid, appendix: int | None) -> list[Warning]:
    """A warning for columns that no heading names."""
    roles = [column.role for column in grid.columns if not column.heading]
    if not roles:
        return []
    message = f"The headings of these columns were not read, their cells tell them: {', '.join(roles)}."
    return [
        Warning(code="column-inferred", message=message, where=f"appendix {appendix}" if appendix else "body")
    ]


def _left_over(words: Iterable[Word], appendix: int | None) -> list[Warning]:
    """One warning a line for what was printed in a table and belongs to no cell."""
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    found = []
    for line, left in sorted(lines.items()):
        message = f"Read in the table, but part of no cell: {' '.join(word.raw for word in left)!r}."
        place = f"line {line + 1}" + (f", appendix {appendix}" if appendix else "")
        found.append(Warning(code="left-over", message=message, where=place))
    return found
