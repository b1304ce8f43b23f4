"""Headings that stand outside a table, right above it, are those of its rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.conversion import convert
from tests.read.word import p, tbl, tr, word_file
from tests.word_plans import HEAD, Rows, word_plan

HEADINGS = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian")
FIRST, SECOND = ("1", "Xây dựng kế hoạch", "Sở Nội vụ", "Quý I"), ("1", "Tổng kết", "Sở Y tế", "Quý IV")

# The lines above two tables, the rows of the second one, the headings over the rows of each.
LAYOUTS: list[tuple[tuple[str, str], Rows, list[tuple[str, ...]]]] = [
    (("A. HẠ TẦNG", "B. DỮ LIỆU"), [HEADINGS, SECOND], [("A HẠ TẦNG",), ("B DỮ LIỆU",)]),
    (("A. HẠ TẦNG", "B. DỮ LIỆU"), [SECOND], [("A HẠ TẦNG",), ("B DỮ LIỆU",)]),
    (("Nhóm 1: Hạ tầng", "Nhóm 2: Dữ liệu"), [HEADINGS, SECOND], [("Nhóm 1: Hạ tầng",), ("Nhóm 2: Dữ liệu",)]),
    (("Việc phải làm ngay", "Việc làm sau"), [HEADINGS, SECOND], [(), ()]),
    (("1. Làm ngay trong tháng.", ""), [HEADINGS, SECOND], [(), ()]),
]  # fmt: skip


@pytest.mark.parametrize(("above", "second", "groups"), LAYOUTS, ids=[" ".join(one[0]) for one in LAYOUTS])
def test_headings_outside(
    tmp_path: Path, above: tuple[str, str], second: Rows, groups: list[tuple[str, ...]]
) -> None:
    plan = word_plan(tmp_path, [HEADINGS, FIRST], second, above=above)
    assert [(task.task, task.group) for task in plan.tasks] == [
        ("Xây dựng kế hoạch", groups[0]),
        ("Tổng kết", groups[1]),
    ]


def test_where_tables_stand_in_several_subsections_their_headings_are_those_of_the_rows(
    tmp_path: Path,
) -> None:
    first, second = (tbl(tr(*HEADINGS), tr(*row)) for row in (FIRST, SECOND))
    body = [*map(p, HEAD[:7]), p("II. NHIỆM VỤ"), p("1. Về hạ tầng"), first, p("2. Về dữ liệu"), second]
    plan = convert(word_file(tmp_path / "plan.docx", "".join(body)))[0]
    assert [(task.section, task.group) for task in plan.tasks] == [
        ("II.1", ("II NHIỆM VỤ", "1 Về hạ tầng")),
        ("II.2", ("II NHIỆM VỤ", "2 Về dữ liệu")),
    ]
    alone = convert(word_file(tmp_path / "plan.docx", "".join(body[:-2])))[0]
    assert [(task.section, task.group) for task in alone.tasks] == [("II.1", ())]
