"""Workbooks: sheets as pages, values as they are shown, merged and hidden cells."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.conversion import convert
from pipeline.errors import Unreadable
from pipeline.read.xlsx import read_xlsx, shown

HEADINGS = ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian hoàn thành")
ROWS = [
    (1, "Rà soát thủ tục hành chính", "Phòng Nội vụ", "Các phòng, ban", date(2025, 3, 9)),
    (2, "Kiểm tra công vụ", "Thanh tra huyện", "Phòng Nội vụ", "Quý II/2025"),
]


def _book(path: Path, *sheets: list[tuple[Any, ...]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Biểu {number}")
        for row in rows:
            sheet.append(row)
    book.save(path)
    return book


def test_each_sheet_s_rows_are_tasks(tmp_path: Path) -> None:
    path = tmp_path / "theo-doi.xlsx"
    _book(path, [("KẾ HOẠCH NĂM 2025",), HEADINGS, *ROWS], [HEADINGS, *ROWS])
    plan, text = convert(path)
    assert plan.source.kind == "xlsx"
    assert [task.no for task in plan.tasks] == ["1", "2", "1", "2"]
    first = plan.tasks[0]
    assert (first.lead, first.coordination, first.deadline) == (
        "Phòng Nội vụ",
        "Các phòng, ban",
        "09/03/2025",
    )
    assert first.due
    assert first.due.end == "2025-03-09"
    assert [task.evidence["task"].page for task in plan.tasks] == [1, 1, 2, 2]
    assert "KẾ HOẠCH NĂM 2025" in text


def test_merged_cells_hold_for_all_their_rows_and_hidden_ones_are_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "theo-doi.xlsx"
    book = _book(path, [HEADINGS, *ROWS, (3, "Ẩn", "Phòng Y tế", "", "Quý I")])
    sheet = book.worksheets[0]
    sheet.merge_cells("C2:C3")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.save(path)
    plan, text = convert(path)
    assert [(task.no, task.lead) for task in plan.tasks] == [("1", "Phòng Nội vụ"), ("2", "Phòng Nội vụ")]
    assert "Ẩn" not in text
    assert "1 hidden rows and 1 hidden columns" in plan.source.triage[0].reason


@pytest.mark.parametrize(
    ("name", "first", "titles"),
    [
        ("Phụ lục 2", "PHỤ LỤC II", ["CÔNG VIỆC"]),
        ("Phụ lục", "Phụ lục", ["CÔNG VIỆC"]),
        ("Biểu 1", "PHỤ LỤC I", ["CÔNG VIỆC"]),
    ],
)
def test_a_sheet_with_a_title_is_one_appendix_whatever_its_name_is(
    tmp_path: Path, name: str, first: str, titles: list[str]
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in (
        (first,),
        ("CÔNG VIỆC",),
        ("(Kèm theo Kế hoạch số 5/KH-UBND ngày 03/01/2025)",),
        HEADINGS,
        *ROWS,
    ):
        sheet.append(row)
    book.save(path := tmp_path / "file.xlsx")
    plan, _ = convert(path)
    assert [appendix.title for appendix in plan.appendices] == titles
    assert {task.appendix for task in plan.tasks} == {2 if "2" in name else 1}


def test_hidden_sheets_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "theo-doi.xlsx"
    book = _book(path, [HEADINGS, *ROWS], [HEADINGS, *ROWS])
    book.worksheets[1].sheet_state = "hidden"
    book.save(path)
    assert read_xlsx(path).pages == 1


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (5, "General", "5"), (5.0, "General", "5"), (12.5, "General", "12,5"), (0.1 + 0.2, "General", "0,3"),
        (2.5, "0.00", "2,50"), (0.935, "0%", "93,5%"), (0.935, "0.0%", "93,5%"), (True, "General", "x"),
        (datetime(2025, 3, 9, 8, 30), "dd/mm/yyyy hh:mm", "09/03/2025 08:30"), (time(7, 15), "h:mm", "07:15"),
        (date(2025, 3, 1), "m/yyyy", "Tháng 3/2025"), (None, "General", ""), ("≥ 90", "General", "≥ 90"),
    ],
)  # fmt: skip
def test_values_are_as_they_are_shown(value: Any, form: str, text: str) -> None:
    assert shown(value, form) == text


def test_a_damaged_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "theo-doi.xlsx"
    _book(path, [HEADINGS, *ROWS])
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(Unreadable):
        read_xlsx(path)
