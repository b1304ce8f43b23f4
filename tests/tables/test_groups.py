"""Headings over rows that were read exactly are as printed, in any number of levels."""

from __future__ import annotations

import pytest

from pipeline.tables.printed_groups import PrintedPath
from tests.tables.test_drawn import document, tasks

# Headings in their order, "" where rows stand between; the path at the end.
PATHS = [
    (["A. MỘT", "I. Hai", "I.1 Ba", "", "I.2 Bốn"], ("A MỘT", "I Hai", "I.2 Bốn")),
    (["A MỘT", "I Hai", "I.1 Ba", "", "II Bốn"], ("A MỘT", "II Bốn")),
    (["A MỘT", "I Hai", "1. Ba", "", "B BỐN", "I Năm"], ("B BỐN", "I Năm")),
    (["I Một", "", "II Hai", "", "II Ba"], ("II Ba",)),
    (["I Một", "", "V Hai"], ("V Hai",)),
    (["I Một", "a) Hai", "", "đ) Ba"], ("I Một", "đ Ba")),
    (["I Một", "", "A HAI"], ("A HAI",)),
    (["I Một", "Hai không số"], ("I Một", "Hai không số")),
    (["I Một", "", "Hai không số"], ("Hai không số",)),
    (["MỘT", "Hai", "", "BA"], ("BA",)),
    (["A MỘT", "A1 Hai", "", "A2 Ba"], ("A MỘT", "A2 Ba")),
]


@pytest.mark.parametrize(("headings", "path"), PATHS, ids=[" ".join(headings) for headings, _ in PATHS])
def test_paths(headings: list[str], path: tuple[str, ...]) -> None:
    groups = PrintedPath()
    for above, heading in zip(["", *headings], headings, strict=False):
        if heading:
            groups.enter(heading, is_below_another=bool(above))
    assert groups.path == path


def test_a_heading_with_a_number_holds_over_the_rows_that_are_numbered_under_it() -> None:
    rows = [
        ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian"),
        ("1", "Lập kế hoạch", "Sở Y tế", "Quý I"),
        ("2", "Xây dựng đề án", "", ""),
        ("2.1", "Viết dự thảo", "Sở Y tế", "Quý II"),
        ("2.2", "Lấy ý kiến", "Sở Y tế", "Quý III"),
        ("3", "Tổng kết", "Sở Y tế", "Quý IV"),
    ]
    for confidence in (1.0, 0.9):
        found = tasks(document((1, rows), confidence=confidence))
        assert [(task.no, task.group) for task in found] == [
            ("1", ()),
            ("2.1", ("2 Xây dựng đề án",)),
            ("2.2", ("2 Xây dựng đề án",)),
            ("3", ()),
        ]
