"""Lines above a table that say of what time its numbers are."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.read.text import read_text
from pipeline.tables.titles import _titles


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        (["PHỤ LỤC I", "CHỈ TIÊU NĂM 2024"], ["CHỈ TIÊU NĂM 2024", "PHỤ LỤC I"]),
        # What stands above the appendix's heading, a signature or a basis, is not the table's.
        (["Tính đến năm 2015", "PHỤ LỤC I", "CHỈ TIÊU"], ["CHỈ TIÊU", "PHỤ LỤC I"]),
        (["Căn cứ Luật ngày 19 tháng 6 năm 2015", "CHỈ TIÊU"], ["CHỈ TIÊU"]),
        (["(Kèm theo Kế hoạch ngày 05 tháng 01 năm 2024)", "CHỈ TIÊU"], ["CHỈ TIÊU"]),
        (["Các đơn vị thực hiện năm 2015.", "CHỈ TIÊU"], ["CHỈ TIÊU"]),
    ],
)
def test_titles_of_a_table(tmp_path: Path, lines: list[str], titles: list[str]) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    document = read_text(path)
    assert list(_titles(document, len(document.lines), frozenset())) == titles
