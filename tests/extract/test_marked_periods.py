"""Deadlines that a sign below a quarter's heading marks."""

from __future__ import annotations

import pytest

from pipeline.document import Word
from pipeline.extract.tasks import read_tasks
from pipeline.tables.grid import Cell, Column, Grid, GridRow


def grid_of(*rows: tuple[str, ...]) -> Grid:
    columns = (
        Column("task", "Nội dung"),
        Column("deadline", "Thời gian Quý I"),
        Column("extra", "Thời gian Quý II"),
        Column("lead", "Chủ trì"),
    )
    cells = (tuple(_cell(text, line) for text in row) for line, row in enumerate(rows))
    return Grid("tasks", columns, tuple(map(GridRow, cells)))


def _cell(text: str, line: int) -> Cell:
    return Cell(tuple(Word(part, part, 1, line, 0, len(part)) for part in text.split()))


@pytest.mark.parametrize(
    ("first", "second", "deadlines"),
    [
        (("x", ""), ("x", "x"), ["Quý I", "Quý I, Quý II"]),
        (("", "X"), ("", ""), ["Quý II", ""]),
        # cells that say more than that are no marks
        (("01/2", "x"), ("", "x"), ["01/2", ""]),
    ],
)
def test_signs_mark_the_periods_that_head_their_columns(
    first: tuple[str, str], second: tuple[str, str], deadlines: list[str]
) -> None:
    grid = grid_of(("Trồng cây", *first, "Sở Y tế"), ("Nạo vét kênh", *second, "Sở Y tế"))
    tasks, _ = read_tasks(grid, None, 2026)
    assert [task.deadline for task in tasks] == deadlines
    if deadlines[0] == "Quý I":
        assert tasks[0].due is not None
        assert (tasks[0].due.end, tasks[0].evidence["deadline"].raw) == ("2026-03-31", "x")
        assert tasks[1].extra == {"Thời gian Quý I": "x", "Thời gian Quý II": "x"}
