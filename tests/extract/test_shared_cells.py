"""Cells in which stand who leads and who helps, and columns of groups: each to its place."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.tables.test_drawn import document, tasks
from tests.tables.test_kinds import roles_of, table_of

HEADINGS = ("TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian")
# What a cell of who does something has: who leads, who helps.
CELLS = [
    ("- Chủ trì: Sở Nội vụ - Phối hợp: Sở Y tế", "Sở Nội vụ", "Sở Y tế"),
    ("Cơ quan chủ trì: Sở Nội vụ; Cơ quan phối hợp: Sở Y tế, Công an tỉnh", "Sở Nội vụ", "Sở Y tế, Công an tỉnh"),
    ("Sở Nội vụ", "Sở Nội vụ", ""),
    ("Chủ trì: Sở Nội vụ", "Chủ trì: Sở Nội vụ", ""),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "lead", "coordination"), CELLS, ids=[cell for cell, *_ in CELLS])
def test_who_leads_and_who_helps_in_one_cell(cell: str, lead: str, coordination: str) -> None:
    (task,) = tasks(document((1, [HEADINGS, ("1", "Lập kế hoạch", cell, "Quý I")])))
    assert (task.lead, task.coordination) == (lead, coordination)


# Tables whose left one of two columns of tasks is merged down, or blank below its first row.
MERGED = [
    ("TT", "Nhiệm vụ", "Hoạt động cụ thể", "Đơn vị chủ trì", "Thời gian"),
    ("1", "Đào tạo", "Viết tài liệu", "Sở Nội vụ", "Quý I"),
    ("", "", "Mở lớp", "Sở Nội vụ", "Quý II"),
    ("2", "Đối thoại", "Gặp doanh nghiệp", "Sở Tài chính", "Quý III"),
    ("", "", "Trả lời", "Sở Tài chính", "Quý IV"),
]
SPANS = [(1, 2, 0, 0), (1, 2, 1, 1), (3, 4, 0, 0), (3, 4, 1, 1)]


@pytest.mark.parametrize("spans", [SPANS, []], ids=["merged", "blank"])
def test_a_column_of_tasks_over_several_of_another_names_groups(
    spans: Sequence[tuple[int, int, int, int]],
) -> None:
    assert roles_of(table_of(MERGED, spans)) == ["group", "group", "task", "lead", "deadline"]
    assert [(task.no, task.task, task.group) for task in tasks(document((1, MERGED), spans=spans))] == [
        ("", "Viết tài liệu", ("1 Đào tạo",)),
        ("", "Mở lớp", ("1 Đào tạo",)),
        ("", "Gặp doanh nghiệp", ("2 Đối thoại",)),
        ("", "Trả lời", ("2 Đối thoại",)),
    ]
