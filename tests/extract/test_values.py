"""Deadlines, units, numbers, codes: cases as data."""

from __future__ import annotations

import pytest

from pipeline.extract.codes import read_codes
from pipeline.extract.deadlines import read_due
from pipeline.extract.merged import Extent, spans
from pipeline.extract.units import split_units
from pipeline.tables.numbers import read_number


@pytest.mark.parametrize(
    ("text", "start", "end", "recurrence"),
    [
        ("Thường xuyên", None, None, "continuous"),
        ("Hằng năm", None, None, "yearly"),
        ("Hàng quý", None, None, "quarterly"),
        ("Tháng 6/2024", "2024-06-01", "2024-06-30", None),
        ("Trong tháng 8", "2024-08-01", "2024-08-31", None),
        ("Quý II/2024", "2024-04-01", "2024-06-30", None),
        ("Quý I, II", "2024-01-01", "2024-06-30", None),
        ("Trước 30/6/2024", None, "2024-06-30", None),
        ("Trước ngày 15/12", None, "2024-12-15", None),
        ("6 tháng đầu năm", "2024-01-01", "2024-06-30", None),
        ("2022 - 2025", "2022-01-01", "2025-12-31", None),
        ("Trong năm 2024", "2024-01-01", "2024-12-31", None),
        ("Cả năm", "2024-01-01", "2024-12-31", None),
        ("Sau khi ban hành", None, None, None),
        ("Lịch huyện", None, None, None),
    ],
)
def test_deadlines(text: str, start: str | None, end: str | None, recurrence: str | None) -> None:
    due = read_due(text, 2024)
    assert due is not None
    assert (due.start, due.end, due.recurrence) == (start, end, recurrence)


def test_an_empty_deadline_is_none() -> None:
    assert read_due("", 2024) is None


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Sở Nội vụ", ("Sở Nội vụ",)),
        ("Sở Văn hóa, Thể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",)),
        ("Sở Nội vụ; Sở Tài chính", ("Sở Nội vụ", "Sở Tài chính")),
        ("Sở Nội vụ, Sở Kế hoạch và Đầu tư và Văn phòng UBND tỉnh",
         ("Sở Nội vụ", "Sở Kế hoạch và Đầu tư", "Văn phòng UBND tỉnh")),
        ("CC Văn phòng - Thống kê", ("CC Văn phòng – Thống kê",)),
        ("", ()),
    ],
)  # fmt: skip
def test_units(text: str, units: tuple[str, ...]) -> None:
    assert split_units(text) == units


@pytest.mark.parametrize(
    ("raw", "value", "operator"),
    [
        ("9.5", "9.5", ""),
        ("2,3956", "2.3956", ""),
        (">92.00", "92.00", ">"),
        ("≥ 85%", "85", ">="),
        ("1,234.5", "1234.5", ""),
        ("| 0.84", "0.84", ""),
    ],
)
def test_numbers(raw: str, value: str, operator: str) -> None:
    number = read_number(raw)
    assert number is not None
    assert (str(number.value), number.operator) == (value, operator)


@pytest.mark.parametrize("raw", ["", "abc", "1.2.3", "12 của 13", "S0"])
def test_what_is_no_number(raw: str) -> None:
    assert read_number(raw) is None


def test_codes_that_lost_their_points() -> None:
    raws = ["", "1", "1.1", "12", "1.2.1", "129", "123", "2", "21", "2.3"]
    names = ["Tổng cộng", "CẢI CÁCH THỂ CHẾ", *["Theo dõi"] * 5, "CẢI CÁCH BỘ MÁY", "Một", "Hai"]
    codes = [coded.code for coded in read_codes(raws, names, [False] * 10)]
    assert codes == ["", "1", "1.1", "1.2", "1.2.1", "1.2.2", "1.2.3", "2", "2.1", "2.3"]


def test_codes_of_dashes_and_lost_ones() -> None:
    raws = ["", "1", "-", "-", "", "-", "", "", ""]
    names = ["CHỈ SỐ CHUNG", "Tham gia", "a", "b", "Công khai, minh bạch", "c", "d", "Quản trị điện tử", "e"]
    coded = read_codes(raws, names, [False] * 9)
    assert [one.code for one in coded] == ["", "1", "-", "-", "2", "-", "-", "3", "-"]
    assert [one.parent for one in coded] == ["", "", "1", "1", "", "2", "2", "", "3"]
    assert [one.level for one in coded] == [0, 1, 2, 2, 1, 2, 2, 1, 2]


def test_codes_of_numerals() -> None:
    raws, names = ["", "I", "1.", "2.", "II", "1"], ["CHUNG", "Một", "a", "b", "Hai", "c"]
    assert [(one.code, one.parent) for one in read_codes(raws, names, [False] * 6)] == [
        ("", ""), ("I", ""), ("1", "I"), ("2", "I"), ("II", ""), ("1", "II"),
    ]  # fmt: skip


def test_a_unit_in_the_middle_holds_for_the_rows_around() -> None:
    rows = [Extent(1, i, i, (2, 2) if i == 2 else (6, 6) if i == 6 else None) for i in range(9)]
    assert spans(rows) == [2] * 5 + [6] * 4 or spans(rows)[:4] == [2] * 4


def test_a_unit_does_not_reach_past_another() -> None:
    rows = [Extent(1, 0, 0, (0, 0)), Extent(1, 1, 1), Extent(1, 2, 2, (2, 2))]
    assert spans(rows)[0] == 0
    assert spans(rows)[2] == 2


def test_codes_of_two_levels_that_lost_every_point() -> None:
    raws, names = ["", "1", "11", "12", "2", "21", "2.2"], ["Tổng", "Một", "a", "b", "Hai", "c", "d"]
    codes = [coded.code for coded in read_codes(raws, names, [False] * 7)]
    assert codes == ["", "1", "1.1", "1.2", "2", "2.1", "2.2"]
