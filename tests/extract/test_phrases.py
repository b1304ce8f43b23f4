"""Cells that are one of a list, misread: what was read whole gets nothing put before it and loses nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.document import Word
from pipeline.extract.cells import read_cell
from pipeline.tables.grid import Cell


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Văn phòng - Thống kê", "Văn phòng - Thống kê"),
        ("Tư pháp - Hộ tịch", "Tư pháp - Hộ tịch"),
        ("Tài chính - Kế toán", "Tài chính - Kế toán"),
        ("Đoàn Thanh niên xã", "Đoàn Thanh niên xã"),
        ("Công an xã và Trạm Y tế", "Công an xã và Trạm Y tế"),
    ],
)
def test_no_title_is_put_before_a_unit_and_nothing_dropped_behind_it(raw: str, text: str) -> None:
    word = Word("", "", 1, 0, 0, 0, confidence=0.9)
    words = tuple(replace(word, raw=part, text=part) for part in raw.split())
    assert read_cell(Cell(words), "lead")[0] == text
