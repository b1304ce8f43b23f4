"""Tables of text whose headings cannot be read, on text that another document's OCR gave."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.conversion import convert
from pipeline.document import Line
from pipeline.read.text import parse_text
from pipeline.restoration import restore
from pipeline.tables.grid import Column
from pipeline.tables.text.find import Area, table_in
from pipeline.tables.text.headings import read_headings
from pipeline.tables.text.missing_columns import with_missing_columns
from pipeline.tables.text.rows import read_grid
from pipeline.tables.text.usual_orders import in_usual_order, table_without_headings
from tests.conftest import DATA

# A page set in type, read by an English model: its headings are lost, its rows are not.
GARBLED = (DATA / "tasks-without-headings.ocr.txt").read_text(encoding="utf-8")
ORDER = ["no", "task", "lead", "deadline"]


def _lines(text: str) -> tuple[Line, ...]:
    return restore(parse_text(text)).lines


def test_the_rows_tell_the_columns() -> None:
    table = table_without_headings(_lines(GARBLED))
    assert table is not None
    assert [column.role for column in table[0]] == ORDER
    assert {column.heading for column in table[0]} == {""}


def test_no_row_is_lost_and_numbers_begin_anew() -> None:
    table = table_without_headings(_lines(GARBLED))
    assert table is not None
    grid = read_grid("tasks", *table)
    numbers = [row.number for row in grid.rows if not row.is_group]
    assert numbers == [*"12345", *"1234567"]
    words = [word for row in grid.rows for word in row.words] + list(grid.left_over)
    assert len(words) == sum(bool(word.text) for line in table[1] for word in line.words)


def test_a_row_without_number_and_unit() -> None:
    lost = (
        "Kiém tra vigc chap hanh phap luat vé an toan thuc Say té Thuong xuyén\npham tai cac bép an tap thé\n"
    )
    lines = GARBLED.splitlines(keepends=True)
    place = next(i for i, line in enumerate(lines) if "CHUYEN DOI SO" in line)
    table = table_without_headings(_lines("".join([*lines[:place], lost, *lines[place:]])))
    assert table is not None
    assert [row.number for row in read_grid("tasks", *table).rows][:7] == ["", *"123456"]


def test_paragraphs_of_a_word_processor_are_no_table() -> None:
    lines = [replace(line, paragraph=line.index) for line in _lines(GARBLED)]
    assert table_without_headings(lines) is None


def test_a_list_of_sentences_is_no_table() -> None:
    text = (DATA / "clean-plan.txt").read_text(encoding="utf-8").split("PHỤ LỤC")[0]
    assert table_without_headings(_lines(text)) is None


def test_a_table_of_numbers_is_none_of_tasks() -> None:
    lines = [f"{n} Tỷ lệ hộ nghèo của thôn số {n} 1{n},5 1{n},7 Phòng Nội vụ" for n in range(1, 9)]
    assert table_without_headings(_lines("\n".join(lines))) is None


def test_headings_that_were_read_keep_their_order() -> None:
    columns = (Column("no", "TT"), Column("task", "Nhiệm vụ"), Column("lead", "Chủ trì"))
    found = in_usual_order(_lines(GARBLED), columns)
    assert [column.heading for column in found if column.heading] == ["TT", "Nhiệm vụ", "Chủ trì"]
    assert [column.role for column in found] == ORDER


@pytest.mark.parametrize(
    "text",
    [
        "TT Nhiệm vụ Chủ trì\nXÂY DỰNG ĐỘI NGŨ CÁN BỘ, CÔNG CHỨC",
        "TT Nhiệm vụ Chủ trì\n1 Nhiệm vụ chủ trì thực hiện",
    ],
)
def test_titles_and_rows_are_no_headings(text: str) -> None:
    found = read_headings(parse_text(text).lines)
    assert found is not None
    assert found[2] == 1


def test_headings_without_a_task_do_not_stop_the_conversion() -> None:
    found = read_headings(parse_text("TT Chủ trì Phối hợp Thời gian\n").lines)
    assert found is not None
    assert [column.role for column in found[1]] == ["no", "task", "lead", "coordination", "deadline"]


def test_an_appendix_needs_no_gap_above_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    head = (DATA / "clean-plan.txt").read_text(encoding="utf-8").split("PHỤ LỤC")[0].rstrip()
    top = "\nPHỤ LỤC 1\nDANH MỤC NHIỆM VỤ\n(Kèm theo Kế hoạch số 15/KH-PNV)\n"
    path.write_text(head + top + GARBLED, encoding="utf-8")
    plan, _ = convert(path)
    assert (plan.appendices[0].number, plan.appendices[0].title) == (1, "DANH MỤC NHIỆM VỤ")
    assert [task.no for task in plan.tasks][:5] == [*"12345"]
    assert "column-inferred" in {warning.code for warning in plan.warnings}


def test_indicators_that_fit_ill_are_doubted() -> None:
    """Rows whose numbers the OCR lost between the ruling lines run together: no number of them is sure."""
    text = (DATA / "indicators-lost.ocr.txt").read_text(encoding="utf-8")
    lines = _lines(text)
    found = read_headings(lines)
    assert found is not None
    grid = read_grid(found[0], found[1], lines[found[2] :])
    assert grid.is_doubtful


# Headings side by side of which each line of text has some: only the rows tell which of two stands first.
IN_THREE_LINES = """Số Đơn vị chủ trì thực Thời hạn
Nội dung thực hiện Đơn vị phối hợp Kết quả/sản phẩm
TT hiện hoàn thành
"""
CLEAN_ROWS = """Dọn dẹp các tuyến đường liên thôn, trồng hoa hai Hội Cựu chiến binh, Tuyến đường xanh, sạch,
1 Hội Nông dân xã Quý II/2026
bên đường Đoàn Thanh niên đẹp
Mở lớp tập huấn chữ ký số cho cán bộ thôn, tổ Văn phòng HĐND Phòng Văn hóa - Xã
2 Tháng 9/2026 Danh sách học viên
dân phố và UBND hội
Rà soát, cập nhật hồ sơ người có công trên phần Phòng Văn hóa - Xã Công an xã, Hội Cựu
3 Thường xuyên Dữ liệu được cập nhật
mềm dùng chung hội chiến binh
Lắp đặt thêm camera an ninh tại các ngã ba, ngã Văn phòng HĐND
4 Công an xã Trong năm 2026 Báo cáo kết quả
tư và trước cổng trường học và UBND
Kiểm tra chất lượng nước sinh hoạt tại các trạm Văn phòng HĐND Phòng Văn hóa - Xã
5 Hằng quý Biên bản kiểm tra
cấp nước tập trung và UBND hội
"""


def test_rows_tell_the_order_of_headings_that_share_no_line() -> None:
    lines = _lines(IN_THREE_LINES + CLEAN_ROWS)
    found = read_headings(lines)
    assert found is not None
    columns = with_missing_columns(lines[found[2] :], found[1])
    assert [column.role for column in columns] == [
        "no", "task", "lead", "coordination", "deadline", "product",
    ]  # fmt: skip


def test_clean_rows_as_text_flows_are_read_cell_by_cell() -> None:
    lines = _lines(CLEAN_ROWS)
    columns = tuple(
        Column(role, "") for role in ("no", "task", "lead", "coordination", "deadline", "product")
    )
    rows = [[cell.text for cell in row.cells] for row in read_grid("tasks", columns, lines).rows]
    assert [row[0] for row in rows] == [*"12345"]
    assert [row[2] for row in rows] == [
        "Hội Nông dân xã",
        "Văn phòng HĐND và UBND",
        "Phòng Văn hóa - Xã hội",
        "Công an xã",
        "Văn phòng HĐND và UBND",
    ]
    assert [row[4] for row in rows] == [
        "Quý II/2026", "Tháng 9/2026", "Thường xuyên", "Trong năm 2026", "Hằng quý",
    ]  # fmt: skip


def test_words_of_headings_within_rows_open_no_second_table() -> None:
    """`Xây dựng kế hoạch kiểm tra … năm 2026` was taken for headings, and all rows above for nothing."""
    rows = GARBLED + "Xay dung ké hoach kiém tra két qua nam 2026\n8 | va chi tiéu nam 2025 cua don vi\n"
    found = table_in(Area(_lines(rows), is_appendix=True))
    assert found is not None
    assert len([row for row in found.grid.rows if not row.is_group]) >= 12
