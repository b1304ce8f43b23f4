"""What headings say that columns are."""

from __future__ import annotations

import pytest

from pipeline.tables.drawn.columns import column_of
from tests.conftest import DATA

TEXTS, UNITS = ("Xây dựng kế hoạch chi tiết", "Báo cáo kết quả thử nghiệm"), ("Sở Nội vụ", "Phòng Y tế")
NUMBERS = ("12,5", "30")
CELLS = {
    "comparison": NUMBERS, "max": NUMBERS, "result": NUMBERS, "target": NUMBERS, "unit": ("%", "Người"),
    "no": ("1", "2"), "lead": UNITS, "coordination": UNITS, "deadline": ("Tháng 5/2025", "Quý II"),
}  # fmt: skip
LINES = (DATA / "headings.tsv").read_text("utf-8").splitlines()
HEADINGS = [line.split("\t") for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("wanted", "heading"), HEADINGS)
def test_headings(wanted: str, heading: str) -> None:
    column = column_of([heading], CELLS.get(wanted, TEXTS))
    assert ("comparison" if column.is_comparison else column.measure or column.role) == wanted


def test_numbers_for_each_year_of_a_way_are_targets() -> None:
    column = column_of(["Lộ trình thực hiện", "2026"], NUMBERS)
    assert (column.role, column.measure, column.year) == ("value", "target", 2026)
