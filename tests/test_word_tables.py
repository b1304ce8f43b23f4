"""Word files all the way: forms of cells, layouts of columns, traps of arithmetic; nothing wrong in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.plan import Indicator, Plan
from tests.tables.test_numbers import forms
from tests.word_plans import Rows, word_plan

HEADINGS = ("TT", "Tên chỉ tiêu", "Đơn vị tính")
# What an empty cell may hold: nothing was to be read in it.
EMPTY = ("-", "–", "…", "...")
# How the other numbers of a column may be written.
COLUMNS = {
    "whole": ("7", "9"),
    "commas": ("3,5", "2,8"),
    "points": ("3.5", "2.8"),
    "thousands": ("1.250", "2.300"),
    "both signs": ("1.250,5", "7,25"),
}


def codes_of(plan: Plan, row: Indicator) -> set[str]:
    return {warning.code for warning in plan.warnings if warning.row == row.id}


@pytest.mark.parametrize("beside", COLUMNS.values(), ids=COLUMNS)
def test_every_form_of_a_number_is_right_or_warned_of(tmp_path: Path, beside: tuple[str, str]) -> None:
    cells = forms()
    tables = [
        [(*HEADINGS, "Kế hoạch năm 2024"), ("1", "Một", "", raw), ("2", "Hai", "", beside[0]), ("3", "Ba", "", beside[1])]
        for raw, *_ in cells
    ]  # fmt: skip
    marks = [f"Biểu {number % 90 + 1}" for number in range(len(tables))]
    plan = word_plan(tmp_path, *tables, above=marks)
    rows = [row for row in plan.indicators if row.code == "1"]
    assert [row.section for row in rows] == marks
    wrong = []
    for row, (raw, value, upper, operator, _) in zip(rows, cells, strict=True):
        (found,) = row.values
        wanted = (
            (None, None, "") if value == "null" else (float(value), float(upper) if upper else None, operator)
        )
        is_silent = not codes_of(plan, row) and raw not in EMPTY
        if is_silent and (wanted[0] is None or (found.value, found.upper, found.operator) != wanted):
            wrong.append((raw, found.value))
    assert wrong == []


RESULT, ESTIMATE, TARGET = ("result", False), ("result", True), ("target", False)
YEAR = "01-01", "12-31"


def of(kind: tuple[str, bool], year: int, start: str | None = "01-01", end: str = "12-31") -> tuple[Any, ...]:
    """What a column of numbers speaks of: a measure, the year in which it ends, the first and last day."""
    first = start if start is None or len(start) > 5 else f"{year}-{start}"
    return *kind, year, first, f"{year}-{end}"


# Headings of columns: what their numbers are; "extra" for those that compare others, or are not known.
LAYOUTS: list[tuple[str, list[Any]]] = [
    ("Thực hiện năm 2023 | Kế hoạch năm 2024", [of(RESULT, 2023), of(TARGET, 2024)]),
    ("Năm 2022 | Năm 2023 | Năm 2024", [of(RESULT, 2022), of(RESULT, 2023), of(TARGET, 2024)]),
    ("TH 2023 | KH 2024 | KH 2024/TH 2023 (%)", [of(RESULT, 2023), of(TARGET, 2024), "extra"]),
    ("TH 2023 | KH 2024 | So sánh (%)", [of(RESULT, 2023), of(TARGET, 2024), "extra"]),
    ("TH 2023 | KH 2024 | Tăng/giảm", [of(RESULT, 2023), of(TARGET, 2024), "extra"]),
    ("% thực hiện so KH | KH 2024", ["extra", of(TARGET, 2024)]),
    ("Lũy kế đến tháng 11/2023 | KH 2024", ["extra", of(TARGET, 2024)]),
    ("Bình quân/năm | KH 2024", ["extra", of(TARGET, 2024)]),
    ("Bình quân giai đoạn 2021-2025 | Mục tiêu năm 2024", ["extra", of(TARGET, 2024)]),
    ("KH 2024 | Trong đó: nữ", [of(TARGET, 2024), "extra"]),
    ("6 tháng đầu năm 2024", [of(TARGET, 2024, end="06-30")]),
    ("Thực hiện 9 tháng năm 2023 | Ước TH cả năm 2023 | KH 2024",
     [of(RESULT, 2023, end="09-30"), of(ESTIMATE, 2023), of(TARGET, 2024)]),
    ("Ước cả năm 2023 | KH 2024", [of(ESTIMATE, 2023), of(TARGET, 2024)]),
    ("Quý I | Quý II | Quý III | Quý IV",
     [of(TARGET, 2024, *days) for days in (("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31"))]),
    ("Tháng 1 | Tháng 2", [of(TARGET, 2024, "01-01", "01-31"), of(TARGET, 2024, "02-01", "02-29")]),
    ("Cả năm | 6 tháng cuối năm", [of(TARGET, 2024), of(TARGET, 2024, "07-01")]),
    ("Giai đoạn 2021-2025 | Mục tiêu đến 2025", [of(TARGET, 2025, "2021-01-01"), of(TARGET, 2025, None)]),
    ("Đến năm 2025 | Đến năm 2030", [of(TARGET, 2025, None), of(TARGET, 2030, None)]),
    ("Tháng 6 năm 2024 | Cùng kỳ năm 2023",
     [of(TARGET, 2024, "06-01", "06-30"), (*RESULT, 2023, None, None)]),
    ("Năm 2023 Kế hoạch | Năm 2023 Thực hiện | Năm 2023 Đạt (%) | KH 2024",
     [of(TARGET, 2023), of(RESULT, 2023), "extra", of(TARGET, 2024)]),
    ("KH 2024 | Lũy kế 9 tháng năm 2024", [of(TARGET, 2024), of(RESULT, 2024, end="09-30")]),
    ("Điểm thẩm định | Điểm cộng | Tổng điểm", ["extra", "extra", (*RESULT, None, None, None)]),
    ("Chỉ tiêu tỉnh giao | Chỉ tiêu xã phấn đấu", [of(TARGET, 2024), of(TARGET, 2024)]),
]  # fmt: skip


@pytest.mark.parametrize(("headings", "wanted"), LAYOUTS, ids=[headings for headings, _ in LAYOUTS])
def test_layouts_of_columns(tmp_path: Path, headings: str, wanted: list[Any]) -> None:
    names = headings.split(" | ")
    rows = [(*HEADINGS, *names)]
    for number, name in enumerate(("Một", "Hai", "Ba"), 1):
        rows.append(
            (str(number), name, "người", *(f"{10 * place + number}" for place in range(1, len(names) + 1)))
        )
    plan = word_plan(tmp_path, rows)
    assert plan.tasks == ()
    assert len(plan.indicators) == 3
    row = plan.indicators[0]
    found: list[Any] = [
        (one.measure, one.estimated, one.year, one.period and one.period.start, one.period and one.period.end)
        for one in row.values
    ]
    assert found == [
        (*one[:3], *one[3:]) if one[4] else (*one[:3], None, None) for one in wanted if one != "extra"
    ]
    numbers = [10.0 * place + 1 for place, one in enumerate(wanted, 1) if one != "extra"]
    assert [one.value for one in row.values] == numbers
    assert list(row.extra) == [name for name, one in zip(names, wanted, strict=True) if one == "extra"]
    proofs = [proof.raw for field, proof in row.evidence.items() if field.startswith(("result", "target"))]
    assert sorted(proofs) == sorted(f"{number:.0f}" for number in numbers)


NO_UNIT = ("TT", "Tên chỉ tiêu", "Kế hoạch năm 2024")


@pytest.mark.parametrize("above", ["Đơn vị tính: tỷ đồng", "(ĐVT: tỷ đồng)"])
def test_a_unit_above_a_table_is_that_of_its_numbers(tmp_path: Path, above: str) -> None:
    rows = [NO_UNIT, ("1", "Thu", "12"), ("2", "Chi", "10")]
    plan = word_plan(tmp_path, rows, above=[above])
    assert [value.unit for row in plan.indicators for value in row.values] == ["tỷ đồng"] * 2


def test_a_target_of_a_year_is_not_measured_by_a_result_of_five(tmp_path: Path) -> None:
    rows = [
        (*NO_UNIT[:2], "Thực hiện giai đoạn 2019-2023", "Kế hoạch năm 2024"),
        ("1", "Sản lượng", "500", "120"),
    ]
    plan = word_plan(tmp_path, rows, above=["Biểu 1"])
    assert "target-worse" not in {warning.code for warning in plan.warnings}


def test_numbers_of_columns_with_formulas_are_neither_rows_nor_warned_of(tmp_path: Path) -> None:
    rows = [
        (*HEADINGS, "TH 2023", "KH 2024", "KH 2024/TH 2023 (%)"),
        ("(A)", "(B)", "(C)", "(1)", "(2)", "(3)=(2)/(1)x100"),
        ("1", "Thu", "đồng", "80", "100", "125"),
        ("2", "Chi", "đồng", "40", "50", "125"),
    ]
    plan = word_plan(tmp_path, rows)
    assert [row.name for row in plan.indicators] == ["Thu", "Chi"]
    assert {one.why for one in plan.left_over if "2" in one.text} == {"number of a column"}
    assert "left-over" not in {warning.code for warning in plan.warnings}


@pytest.mark.parametrize("headings", ["Số lượng | Tỷ lệ", "KH 2024/ƯTH 2023 (%)", "Tổng số | Trong đó: nữ"])
def test_columns_that_say_too_little_are_a_table_that_is_warned_of(tmp_path: Path, headings: str) -> None:
    names = headings.split(" | ")
    rows = [(*HEADINGS, *names), *((n, f"Chỉ tiêu {n}", "người", *(n for _ in names)) for n in "123")]
    plan = word_plan(tmp_path, rows)
    assert (plan.tasks, plan.indicators) == ((), ())
    assert "table-unread" in {warning.code for warning in plan.warnings}
    assert len(plan.tables) == 1


def _sums(*numbers: str) -> Rows:
    """A total with its parts, and two groups that add up."""
    codes = ("1", "1.1", "1.2", "1.3", "2", "2.1", "2.2", "3", "3.1", "3.2")
    cells = zip(codes, (*numbers, *("9", "4", "5") * 2), strict=True)
    rows = ((code, f"Chỉ tiêu số {code}", "xã", number) for code, number in cells)
    return [(*HEADINGS, "Kế hoạch năm 2024"), *rows]


# A total and its parts as printed: their values, the warnings that are due.
TRAPS: dict[str, tuple[tuple[str, ...], tuple[float | None, ...], set[str]]] = {
    "a dash is no part of a sum": (("9", "4", "-", "2"), (9, 4, None, 2), set()),
    "an x is no part of a sum": (("9", "4", "x", "2"), (9, 4, None, 2), {"number-unread"}),
    "words are none": (("9", "4", "Chưa giao", "2"), (9, 4, None, 2), {"number-unread"}),
    "a slip stays": (("11", "4", "3", "3"), (11, 4, 3, 3), {"sum-differs"}),
    "a point that is missing stays so": (("1,2", "05", "0,4", "0,3"), (1.2, 5, 0.4, 0.3), {"sum-differs"}),
}


@pytest.mark.parametrize(("printed", "values", "codes"), TRAPS.values(), ids=TRAPS)
def test_arithmetic_changes_nothing_that_was_typed(
    tmp_path: Path, printed: tuple[str, ...], values: tuple[float | None, ...], codes: set[str]
) -> None:
    plan = word_plan(tmp_path, _sums(*printed))
    rows = plan.indicators[:4]
    assert [row.values[0].value for row in rows] == list(values)
    assert codes <= {warning.code for warning in plan.warnings}
    assert not any(proof.repair for row in plan.indicators for proof in row.evidence.values())


def test_what_exceeds_a_maximum_stays_and_is_warned_of(tmp_path: Path) -> None:
    rows = [
        (*HEADINGS[:2], "Điểm tối đa", "Kết quả năm 2023", "Mục tiêu năm 2024"),
        ("1", "Một", "2,5", "25", "2"), ("2", "Hai", "3", "2,5", "3"), ("3", "Ba", "1,5", "1", "15"),
    ]  # fmt: skip
    plan = word_plan(tmp_path, rows)
    assert [[one.value for one in row.values] for row in plan.indicators] == [[25, 2], [2.5, 3], [1, 15]]
    assert [(one.row, one.field) for one in plan.warnings if one.code == "above-maximum"] == [
        ("a1-1", "result_2023"), ("a1-3", "target_2024"),
    ]  # fmt: skip


def test_a_ditto_mark_is_the_unit_of_measure_above(tmp_path: Path) -> None:
    rows = [("TT", "Chỉ tiêu", "ĐV tính", "KH 2024"), ("1", "Lúa", "tấn", "5"), ("2", "Ngô", '"', "7"), ("3", "Gà", "con", "9")]  # fmt: skip
    found = word_plan(tmp_path, rows).indicators
    assert [row.unit for row in found] == ["tấn", "tấn", "con"]
    proof = found[1].evidence["unit"]
    assert proof.raw == '"'
    assert proof.repair
    assert proof.repair.rule == "ditto"


def test_sums_of_headings_repeated_headings_and_dashes_are_no_tasks(tmp_path: Path) -> None:
    headings = ("TT", "Nội dung", "Đơn vị chủ trì", "Thời gian", "Kinh phí")
    rows = [
        headings, ("I", "Xây nhà kho", "", "", "30"), ("1", "Đo đất", "Phòng A", "Quý I", "10"), headings,
        ("2", "Làm nền", "Phòng B", "Quý II", "20"), ("-", "-", "-", "-", "-"),
    ]  # fmt: skip
    plan = word_plan(tmp_path, rows)
    assert [(task.no, task.task, task.group) for task in plan.tasks] == [
        ("1", "Đo đất", ("I Xây nhà kho",)), ("2", "Làm nền", ("I Xây nhà kho",)),
    ]  # fmt: skip
    assert "30" in {one.text for one in plan.left_over}
