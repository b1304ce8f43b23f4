"""Statistics forms in text: an indicator a line, whatever became of the headings above."""

from __future__ import annotations

from pipeline.read.text import parse_text
from pipeline.tables.text.find import Area, tables_in
from pipeline.tables.text.forms import form_in, units_in

HEADINGS = "i tiêu thống kê Kết quả thống kê\nSIT Chite hin Ghi cha\n(Dùng cho cả năm) Đơn vị tính Số liệu\n"
ROWS = """\
1. Tổng số văn bản đã ban hành Văn bản 249
1.1. Số văn bản do cấp tỉnh ban hành Văn bản 174
1,2. | Số văn bản do cấp xã ban hành Văn bản 75 chưa đủ số liệu
2. Kiểm tra, rà soát văn bản
Tỷ lệ văn bản được kiểm tra theo thẩm quyền, tính đến thời
21. điểm báo cáo % 99,5
2.2. Số người được giao làm việc này Người 12
2.3. Số người đã thôi việc Người 3
Số người mới được tuyển dụng trong kỳ
2.5. Số người được đào tạo trong 6 tháng Người 1.750
của năm
"""


def _cells(text: str) -> list[list[str]]:
    lines = parse_text(HEADINGS + text).lines
    form = form_in(lines, units_in(lines))
    assert form
    return [
        [row.code.code if row.code else "", *(cell.text for cell in row.cells[1:])] for row in form.grid.rows
    ]


def test_each_line_s_number_is_its_own_row_s() -> None:
    assert _cells(ROWS) == [
        ["1", "Tổng số văn bản đã ban hành", "Văn bản", "249", ""],
        ["1.1", "Số văn bản do cấp tỉnh ban hành", "Văn bản", "174", ""],
        ["1.2", "Số văn bản do cấp xã ban hành", "Văn bản", "75", "chưa đủ số liệu"],
        ["2", "Kiểm tra, rà soát văn bản", "", "", ""],
        [
            "2.1",
            "Tỷ lệ văn bản được kiểm tra theo thẩm quyền, tính đến thời điểm báo cáo",
            "%",
            "99,5",
            "",
        ],
        ["2.2", "Số người được giao làm việc này", "Người", "12", ""],
        ["2.3", "Số người đã thôi việc", "Người", "3", ""],
        # Its code and number were not read; the code below it is not drawn up.
        ["", "Số người mới được tuyển dụng trong kỳ", "", "", ""],
        ["2.5", "Số người được đào tạo trong 6 tháng của năm", "Người", "1.750", ""],
    ]


def test_a_number_that_was_lost_is_told_from_a_heading_over_rows() -> None:
    lines = parse_text(HEADINGS + ROWS).lines
    form = form_in(lines, units_in(lines))
    assert form
    lost = {row.cells[1].text[:8]: row.cells[3].may_be_lost for row in form.grid.rows}
    assert not lost["Kiểm tra"]
    assert lost["Số người"]


def test_no_word_is_lost() -> None:
    lines = parse_text(HEADINGS + ROWS).lines
    form = form_in(lines, units_in(lines))
    assert form
    kept = [word for row in form.grid.rows for word in row.words]
    printed = [word for line in lines[3:] for word in line.words if word.text and word.text != "|"]
    assert sorted(word.text for word in kept) == sorted(word.text for word in printed)


def test_forms_of_an_appendix_are_tables_each() -> None:
    text = f"Phụ lục\nBiểu mẫu 1\n{HEADINGS}{ROWS}\f2\nBiểu mẫu 2\n{HEADINGS}{ROWS}"
    lines = parse_text(text).lines
    forms = tuple(place for place, line in enumerate(lines) if line.raw.startswith("Biểu mẫu"))
    found = tables_in(Area(lines, is_appendix=True, headings_from=1, rows_from=1, forms=forms))
    assert [len(table.grid.rows) for table in found if table.grid] == [9, 9]
    assert not found[0].lines & found[1].lines


def test_a_numbered_list_and_a_form_without_a_measure_are_none() -> None:
    listed = "".join(f"{n}. Việc thứ {n} làm trong năm 2025\n" for n in range(1, 9))
    lines = parse_text(HEADINGS + listed).lines
    assert form_in(lines, units_in(lines)) is None
    lines = parse_text("Đơn vị tính\n" + ROWS).lines
    assert form_in(lines, units_in(lines)) is None
