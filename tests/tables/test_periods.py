"""Headings of numbers: what time they speak of and what they measure."""

from __future__ import annotations

import pytest

from pipeline.tables.grid import Column
from pipeline.tables.measures import measured
from pipeline.tables.periods import period_of
from pipeline.tables.titles import with_period


@pytest.mark.parametrize(
    ("heading", "start", "end"),
    [
        ("Thực hiện năm 2023", "2023-01-01", "2023-12-31"),
        ("TH 6 tháng đầu năm 2024", "2024-01-01", "2024-06-30"),
        ("6 tháng cuối năm", "2025-07-01", "2025-12-31"),
        ("Ước 9 tháng", "2025-01-01", "2025-09-30"),
        ("TH 6T/2024", "2024-01-01", "2024-06-30"),
        ("Năm 2024 TH 10 tháng", "2024-01-01", "2024-10-31"),
        ("Năm 2024 Ước cả năm", "2024-01-01", "2024-12-31"),
        ("Quý III/2024", "2024-07-01", "2024-09-30"),
        ("Thực hiện quý II", "2025-04-01", "2025-06-30"),
        ("Tháng 5/2024", "2024-05-01", "2024-05-31"),
        ("Kế hoạch giai đoạn 2021 – 2025", "2021-01-01", "2025-12-31"),
        ("Mục tiêu đến năm 2030", None, "2030-12-31"),
        ("Số liệu tính đến 30/6/2024", None, "2024-06-30"),
        ("Năm 2025 (từ 01/3/2025 đến 31/5/2025)", "2025-03-01", "2025-05-31"),
        ("Thực hiện năm trước", "2024-01-01", "2024-12-31"),
        ("Nghị quyết số 15/2021/NQ-HĐND giao năm 2024", "2024-01-01", "2024-12-31"),
        ("Năm học 2024-2025", "2024-09-01", "2025-08-31"),
    ],
)
def test_periods(heading: str, start: str | None, end: str) -> None:
    period = period_of(heading, 2025)
    assert period
    assert (period.start and period.start.isoformat(), period.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "heading", ["Kế hoạch", "Điểm tối đa", "Quyết định số 12/2020/QĐ-UBND", "Quý", "99 tháng"]
)
def test_headings_without_a_period(heading: str) -> None:
    assert period_of(heading, 2025) is None


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("TH 2023", "result"), ("Kết quả thực hiện kế hoạch năm 2023", "result"), ("Điểm thẩm định", "result"),
        ("ƯTH 2024", "estimate"), ("Ước đạt cả năm", "estimate"), ("Kết quả ước thực hiện", "estimate"),
        ("KH 2024", "target"), ("Kế hoạch thực hiện năm 2024", "target"), ("Chỉ tiêu giao", "target"),
        ("Phấn đấu", "target"), ("KH 2024/ƯTH 2023 (%)", "comparison"), ("9=7/4", "comparison"),
        ("Ước thực hiện so với kế hoạch", "comparison"), ("TH/KH", "comparison"), ("Lũy kế", "comparison"),
        ("Kết quả/sản phẩm", "result"), ("Kinh phí (triệu đồng)", ""), ("Giáo viên", ""), ("Ghi chú", ""),
    ],
)  # fmt: skip
def test_measures(heading: str, meaning: str) -> None:
    said = measured(heading)
    found = "estimate" if said.is_estimated else said.measure or ""
    assert ("comparison" if said.is_comparison else found) == meaning


@pytest.mark.parametrize(
    ("heading", "above", "titles", "end"),
    [
        ("Giai đoạn 2021-2025 Năm 2023", "Giai đoạn 2021-2025", (), "2023-12-31"),
        ("Kế hoạch", "", ("Bảng 1: Kết quả năm 2023 và kế hoạch năm 2024",), "2024-12-31"),
        ("TH 6 tháng", "", ("1. Các chỉ tiêu", "I. Tình hình thực hiện năm 2023"), "2023-06-30"),
        ("Kế hoạch năm 2024", "", ("Kết quả năm 2023",), "2024-12-31"),
    ],
)
def test_a_period_is_the_heading_s_or_the_one_above_or_the_title_s(
    heading: str, above: str, titles: tuple[str, ...], end: str
) -> None:
    column = with_period(Column("value", heading, measured(heading).measure, above=above), titles)
    assert column.period
    assert (column.period.end.isoformat(), column.year) == (end, int(end[:4]))
