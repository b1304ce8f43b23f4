"""The sheets to print: columns share the room by what stands in them, and type is never too small."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pytest

from pipeline.emit import emit
from pipeline.export.printing import NUMBER, WIDEST
from pipeline.export.widths import Cells, fitted
from pipeline.plan import Indicator, IndicatorValue, Plan, Source, Task

LONG = "Rà soát, chuẩn hóa danh mục thủ tục hành chính thuộc phạm vi quản lý " * 4


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(10, 10)], [40, 40]),  # nothing to be saved
        ([(10, 300)], [10, 70]),
        ([(300, 10)], [70, 10]),
        ([(300, 300)], [40, 40]),
        ([], [40, 40]),
    ],
)
def test_the_fuller_column_gets_the_room(rows: list[tuple[int, int]], expected: list[int]) -> None:
    cells = Cells(np.array(rows, dtype=float).reshape(-1, 2), (0, 1))
    found = fitted([40, 40], [10, 10], [cells], 1.0)
    assert sum(found) == 80
    assert min(found) >= 10
    lines = [
        max(1, *(-(-letters // width) for letters, width in zip(row, found, strict=True))) for row in rows
    ]
    assert lines == [
        max(1, *(-(-letters // width) for letters, width in zip(row, expected, strict=True))) for row in rows
    ]


def _plan(tasks: int, indicators: int, product: str = "", lead: str = "") -> Plan:
    values = [IndicatorValue(measure="target", year=2020 + n, value=1234567.5) for n in range(5)]
    return Plan(
        source=Source(file="p.txt", sha256="0" * 64, kind="text", pages=1, converted_with="test"),
        tasks=tuple(Task(id=f"t{n}", no=str(n), task=LONG, product=product) for n in range(tasks)),
        indicators=tuple(
            Indicator(
                id=f"i{n}", appendix=1, code=str(n), name="Tỷ lệ", unit="%", values=tuple(values), lead=lead
            )
            for n in range(indicators)
        ),
    )


@pytest.mark.parametrize(
    "plan",
    [_plan(3, 0), _plan(3, 0, product=LONG), _plan(0, 3), _plan(3, 3, product=LONG), _plan(3, 3, lead=LONG)],
    ids=["tasks", "tasks with products", "indicators", "both", "both with leads"],
)
def test_a_sheet_is_as_wide_as_a_page_and_no_wider(tmp_path: Path, plan: Plan) -> None:
    from pipeline.commands.export import form_named
    from pipeline.dataset.frames import batches

    emit(plan, "", tmp_path)
    form_named("xlsx").write(batches(tmp_path), tmp_path / "p.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx").worksheets[-1]
    widths = {
        column: one.width
        for one in sheet.column_dimensions.values()
        for column in range(one.min, one.max + 1)
    }
    # A width has some dots more than its letters.
    assert sum(int(widths[column]) for column in range(1, sheet.max_column + 1)) <= WIDEST + NUMBER
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    numbers = [cell.column for row in sheet.iter_rows() for cell in row if isinstance(cell.value, float)]
    assert all(widths[column] >= 10 for column in numbers)
    headings = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value and cell.font.b]
    assert ("Điểm tối đa" in headings, "Đơn vị theo dõi" in headings) == (
        False,
        bool(plan.indicators and plan.indicators[0].lead),
    )
