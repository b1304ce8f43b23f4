"""What a table holds is told by its headings and cells together; what is no task is made none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.tables.drawn import read_drawn
from pipeline.tables.drawn.kinds import listed_kinds
from pipeline.tables.grid import FoundTable
from pipeline.tables.roles import roles
from tests.tables.test_drawn import document, tasks

Rows = Sequence[Sequence[str]]


def table_of(rows: Rows, spans: Sequence[tuple[int, int, int, int]] = ()) -> FoundTable:
    (table,) = read_drawn(document((1, rows), spans=spans))
    return table


def kind(table: FoundTable) -> str:
    return table.grid.kind if table.grid else table.kind


def roles_of(table: FoundTable) -> list[str]:
    assert table.grid
    return [column.role for column in table.grid.columns]


SCORES = [
    ("TT", "Đơn vị", "Điểm chuẩn tối đa", "Điểm tự chấm", "Điểm thẩm định", "Chỉ số"),
    ("1", "Sở Y tế", "20,00", "18,50", "17,00", "85,00%"),
    ("2", "Sở Nội vụ", "20,00", "18,00", "16,50", "82,50%"),
]
PROJECTS = [
    ("TT", "Tên công trình", "Đơn vị chủ trì", "Dự kiến kinh phí (tỷ đồng)", "Thời gian thực hiện"),
    ("1", "Xây trạm bơm", "Sở Xây dựng", "30", "2024 - 2025"),
    ("2", "Sửa cầu", "Sở Giao thông vận tải", "12", "2024"),
]
COURSES = [
    ("TT", "Tên lớp", "Đối tượng", "Dự kiến SL", "Số lớp", "Thời gian mở lớp", "Đơn vị chủ trì nội dung"),
    ("1", "Kỹ năng soạn thảo", "Công chức mới", "60", "2", "Quý II", "Sở Nội vụ"),
    ("2", "An toàn thông tin", "Viên chức", "45", "1", "Quý III", "Sở Y tế"),
]
BLANK_FORM = [("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Tiến độ"), ("1", "…", "", ""), ("2", "…", "", "")]
NOT_MEASURED = [("TT", "Chỉ tiêu", "Năm 2025"), ("1", "Số hồ sơ", ""), ("2", "Số văn bản", "")]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (SCORES, "indicators"),
        (PROJECTS, "tasks"),
        (COURSES, "tasks"),
        (BLANK_FORM, "form"),
        (NOT_MEASURED, "indicators"),
        ([("TT", "Họ và tên", "Chức vụ", "Nhiệm vụ"), ("1", "Trần Văn Bình", "Giáo viên", "Thư ký")], "persons"),
        ([("TT", "Họ và tên", "Nhiệm vụ", "Thời hạn"), ("1", "Trần Văn Bình", "Lập sổ", "Quý I")], "tasks"),
        ([("TT", "Tiêu chí", "Người phụ trách"), ("1", "1.1. Cơ sở vật chất", "Bà Lan")], "criteria"),
        ([("TT", "Tiêu chí", "Người phụ trách", "Thời hạn"), ("1", "Làm sổ", "Bà Lan", "Quý I")], "tasks"),
        ([("Tháng", "Ngày tiếp", "Buổi", "Người chủ trì tiếp"), ("01", "15/01/2026", "Sáng: 8h00", "Chủ tịch"),
          ("02", "12/02/2026", "Sáng: 8h00", "Phó Chủ tịch")], "timetable"),
        ([("TT", "Tên thủ tục hành chính", "Thời hạn giải quyết", "Lệ phí"), ("1", "Cấp giấy", "3 ngày", "Không")],
         "procedures"),
        ([("TT", "Nội dung chi", "Số lượng", "Đơn giá", "Thành tiền"), ("1", "In sổ", "10", "20.000", "200.000")],
         "money"),
    ],
)  # fmt: skip
def test_kinds(rows: Rows, wanted: str) -> None:
    assert kind(table_of(rows)) == wanted


def test_scores_of_units_are_indicators_of_units_and_their_own_marks_no_results() -> None:
    assert roles_of(table_of(SCORES)) == ["code", "name", "max", "extra", "value", "extra"]


def test_numbers_beside_tasks_are_no_indicators_and_who_leads_is_no_task() -> None:
    assert roles_of(table_of(PROJECTS)) == ["no", "task", "lead", "extra", "deadline"]
    assert roles_of(table_of(COURSES)) == ["no", "task", "extra", "extra", "extra", "deadline", "lead"]


def test_totals_are_kept_but_no_tasks() -> None:
    rows = [*PROJECTS, ("", "Tổng cộng", "", "42", "")]
    assert [task.no for task in tasks(document((1, rows)))] == ["1", "2"]
    assert table_of(rows).totals == (("", "Tổng cộng", "", "42", ""),)


@pytest.mark.parametrize(
    "counting", [("1", "2", "3", "4", "5"), ("A", "B", "1", "2", "3=2/1"), ("(1)", "(2)", "(3)", "(4)", "(5)"),
                 ("1", "2", "e", "4", "s")],
)  # fmt: skip
def test_a_row_that_counts_the_columns_is_no_row(counting: Sequence[str]) -> None:
    assert len(tasks(document((1, [PROJECTS[0], counting, *PROJECTS[1:]])))) == 2


def test_parts_of_a_heading_merged_across_are_no_row_though_others_are_not_merged_down() -> None:
    rows = [
        ("TT", "Nhiệm vụ", "Hình thức", "", "Đơn vị chủ trì"),
        ("", "", "Sửa đổi", "Thay thế", ""),
        ("1", "Quy chế làm việc", "x", "", "Sở Y tế"),
    ]
    table = table_of(rows, [(0, 0, 2, 3)])
    assert table.grid
    assert [column.heading for column in table.grid.columns][2:4] == [
        "Hình thức Sửa đổi",
        "Hình thức Thay thế",
    ]
    assert len(table.grid.rows) == 1


def test_a_heading_over_all_columns_from_the_first_one_is_a_group() -> None:
    rows = [("TT", "Nhiệm vụ", "Chủ trì"), ("I. HẠ TẦNG", "", ""), ("1", "Sửa cầu", "Sở Xây dựng")]
    (task,) = tasks(document((1, rows), spans=[(1, 1, 0, 2)]))
    assert task.group == ("I HẠ TẦNG",)


def test_listed_kinds_name_roles_that_there_are() -> None:
    named = {role for one in listed_kinds() for group in one.unless for role in group}
    assert named <= set(roles())
