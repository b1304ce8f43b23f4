"""Tables whose cells are known: headings, groups, merged cells, parts on several pages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document, Line, Table, TableCell, Word
from pipeline.extract.tasks import read_tasks
from pipeline.plan import Task
from pipeline.tables.drawn import read_drawn

HEADINGS = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian")
Span = tuple[int, int, int, int]


def document(
    *tables: tuple[int, Sequence[Sequence[str]]], spans: Sequence[Span] = (), confidence: float = 1.0
) -> Document:
    """Tables by page; `spans` are cells of the last one: first and last row, first and last column."""
    lines: list[Line] = []
    found = []
    for number, (page, rows) in enumerate(tables):
        place, cells = len(lines), []
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                span = next((s for s in spans if s[0] <= r <= s[1] and s[2] <= c <= s[3]), (r, r, c, c))
                if (span[0], span[2]) != (r, c) and number == len(tables) - 1:
                    continue
                if number < len(tables) - 1:
                    span = (r, r, c, c)
                index = len(lines)
                words = tuple(Word(w, w, page, index, 0, len(w), confidence) for w in text.split())
                inside = (index,) if words else ()
                if words:
                    lines.append(Line(index, page, text, words, 100 * number + 10 * r + c))
                cells.append(TableCell((span[0], span[1] + 1), (span[2], span[3] + 1), inside))
        found.append(Table(page, place, tuple(cells), tuple(float(100 * c) for c in range(len(rows[0]) + 1))))
    return Document(tuple(lines), len(tables), tuple(found))


def tasks(source: Document) -> list[Task]:
    return [task for table in read_drawn(source) if table.grid for task in read_tasks(table.grid, 1, 2024)[0]]


def test_rows_become_tasks() -> None:
    rows = [HEADINGS, ("1", "Xây dựng kế hoạch", "Sở Nội vụ", "Quý I"), ("2", "Tổng kết", "", "Quý IV")]
    assert [(t.no, t.task, t.lead, t.deadline) for t in tasks(document((1, rows)))] == rows[1:]


def test_a_merged_cell_is_every_rows() -> None:
    rows = [HEADINGS, ("1", "Một", "Sở Nội vụ", "Quý I"), ("2", "Hai", "", "Quý II"), ("3", "Ba", "", "")]
    found = tasks(document((1, rows), spans=[(1, 3, 2, 2)]))
    assert [task.lead for task in found] == ["Sở Nội vụ"] * 3


def test_a_spanned_row_is_a_heading_over_rows() -> None:
    rows = [HEADINGS, ("I", "Hạ tầng", "", ""), ("1", "Một", "Sở Y tế", "Quý I")]
    (task,) = tasks(document((1, rows), spans=[(1, 1, 1, 3)]))
    assert task.group == ("I Hạ tầng",)


@pytest.mark.parametrize("marker", ["I", "HI", "||", "A"])
def test_a_row_with_nothing_beside_is_a_heading_whatever_its_marker_was_read_as(marker: str) -> None:
    rows = [HEADINGS, (marker, "Hạ tầng số", "", ""), *(("1", "Một", "Sở Y tế", "Quý I"),) * 3]
    assert len({task.group for task in tasks(document((1, rows)))}) == 1
    assert all(task.group and task.group[0].endswith("Hạ tầng số") for task in tasks(document((1, rows))))


def test_the_next_page_goes_on_without_its_headings_and_numbers_of_columns() -> None:
    first = [HEADINGS, ("(1)", "(2)", "(3)", "(4)"), ("1", "Một", "Sở Y tế", "Quý I")]
    second = [HEADINGS, ("2", "Hai", "Sở Nội vụ", "Quý II")]
    third = [("3", "Ba", "Sở Y tế", "Quý III")]
    found = tasks(document((1, first), (2, second), (3, third)))
    assert [(task.no, task.evidence["task"].page) for task in found] == [("1", 1), ("2", 2), ("3", 3)]
    assert len(read_drawn(document((1, first), (2, second), (3, third)))) == 1


@pytest.mark.parametrize(
    "counting", [("1", "2", "3", "4"), ("I", "2", "3", "A<")], ids=["as printed", "misread"]
)
def test_a_row_that_counts_the_columns_is_none_below_misread_headings_either(counting: Sequence[str]) -> None:
    first = [HEADINGS, ("1", "Một", "Sở Y tế", "Quý I")]
    second = [("", "Chúc mừng", "xin", ""), counting, ("2", "Hai", "Sở Nội vụ", "Quý II")]
    assert "2" not in [task.task for task in tasks(document((1, first), (2, second)))]


def test_a_row_that_the_page_cuts_is_one() -> None:
    first = [HEADINGS, ("1", "Rà soát, thống kê", "Sở Y tế", "Quý I")]
    second = [("", "danh mục thủ tục", "", ""), ("2", "Hai", "Sở Nội vụ", "Quý II")]
    found = tasks(document((1, first), (2, second)))
    assert [(task.no, task.task) for task in found] == [
        ("1", "Rà soát, thống kê danh mục thủ tục"),
        ("2", "Hai"),
    ]


def test_a_task_whose_cell_goes_on_over_the_page_s_end_is_that_of_the_rows_there() -> None:
    first = [HEADINGS, ("1", "Ban hành kế hoạch", "Sở Y tế", "Quý I")]
    second = [
        ("", "", "Các xã", "Quý II"),
        ("", "", "Các sở", "Quý III"),
        ("2", "Hai", "Sở Nội vụ", "Quý II"),
    ]
    found = tasks(document((1, first), (2, second)))
    assert [(task.no, task.task, task.lead) for task in found] == [
        ("1", "Ban hành kế hoạch", "Sở Y tế"), ("1", "Ban hành kế hoạch", "Các xã"),
        ("1", "Ban hành kế hoạch", "Các sở"), ("2", "Hai", "Sở Nội vụ"),
    ]  # fmt: skip
    repair = found[1].evidence["task"].repair
    assert repair
    assert repair.rule == "merged-cell"


def test_the_last_word_of_a_heading_on_the_next_page_is_no_total() -> None:
    first = [HEADINGS, ("1", "Một", "Sở Y tế", "Quý I"), ("I", "Nâng cao chất lượng dịch vụ", "", "")]
    second = [("", "công", "", ""), ("2", "Hai", "Sở Nội vụ", "Quý II")]
    found = tasks(document((1, first), (2, second), spans=[(0, 0, 1, 3)]))
    assert [task.group for task in found] == [(), ("I Nâng cao chất lượng dịch vụ công",)]


def test_rows_that_both_have_a_number_are_two_though_the_page_s_first_begins_small() -> None:
    headings = ("STT", "Tên chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2023")
    first = [headings, ("1", "Cán bộ y tế", "Người", "460"), ("", "+ Điều dưỡng", "", "270")]
    second = [("", "- Hộ sinh", "", "190"), ("2", "Giường bệnh", "Giường", "85")]
    (table,) = read_drawn(document((1, first), (2, second)))
    assert table.grid
    assert [row.cells[3].text for row in table.grid.rows] == ["460", "270", "190", "85"]


def test_columns_that_we_do_not_name_are_kept() -> None:
    rows = [(*HEADINGS, "Ghi chú thêm"), ("1", "Một", "Sở Y tế", "Quý I", "Mới")]
    assert tasks(document((1, rows)))[0].extra == {"Ghi chú thêm": "Mới"}


def test_two_columns_of_one_name_are_both_kept() -> None:
    rows = [(*HEADINGS, "Mã", "Mã"), ("1", "Một", "Sở Y tế", "Quý I", "a", "b")]
    assert set(tasks(document((1, rows)))[0].extra.values()) == {"a", "b"}


def test_a_number_that_ocr_misread_is_inferred_from_its_neighbours_and_says_so() -> None:
    rows = [HEADINGS, *((n, f"Việc thứ {n}", "Sở Y tế", "Quý I") for n in ("1", "S", "3"))]
    assert [task.no for task in tasks(document((1, rows)))] == ["1", "S", "3"]
    found = tasks(document((1, rows), confidence=0.9))
    assert [task.no for task in found] == ["1", "2", "3"]
    repair = found[1].evidence["no"].repair
    assert repair
    assert repair.rule == "row-number"
    assert "read as 'S'" in repair.ground


def test_a_misread_heading_is_told_by_its_cells() -> None:
    rows = [
        ("SFF", "Nhiệm vụ", "Đơn vị chủ trì", ""),
        *((str(n), "Việc", "Sở Y tế", f"Tháng {n}/2024") for n in (1, 2, 3)),
    ]
    found = tasks(document((1, rows)))
    assert [task.no for task in found] == ["1", "2", "3"]
    assert found[0].deadline == "Tháng 1/2024"


def test_a_table_of_something_else_is_not_read_but_known() -> None:
    rows = [("STT", "Tên sách", "Tác giả"), ("1", "Toán", "Nguyễn An")]
    (table,) = read_drawn(document((1, rows)))
    assert table.grid is None
    assert table.rows == tuple(rows)


CELLS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "I", "", "x"]), *[st.sampled_from(["", "Một", "việc nhỏ", "Sở Y tế"])] * 3
    ),
    min_size=1,
    max_size=8,
)


@given(CELLS, CELLS)
def test_no_word_is_lost(first: list[tuple[str, ...]], second: list[tuple[str, ...]]) -> None:
    source = document((1, [HEADINGS, *first]), (2, second))
    printed = sorted(w.raw for line in source.lines for w in line.words)
    (table, *others) = read_drawn(source)
    assert not others
    if table.grid:
        kept = [word.raw for row in table.grid.rows for word in row.words]
        headings = [word for column in table.grid.columns for word in column.heading.split()]
    else:
        # Nothing is filled in where tasks would be.
        kept, headings = [word for row in table.rows for text in row for word in text.split()], []
    markers = [row[0] for row in (*first, *second) if row[0]]
    missing = list(printed)
    for word in (*kept, *headings):
        if word in missing:
            missing.remove(word)
    # The marker of a heading over rows that says nothing is left out; the order of headings tells it.
    assert all(word in markers for word in missing)


def test_a_row_within_the_numbering_is_no_heading_though_nothing_stands_beside_it() -> None:
    rows = [HEADINGS, *((str(n), f"Việc thứ {n}", "" if n == 3 else "Sở Y tế", "") for n in range(1, 6))]
    assert [task.no for task in tasks(document((1, rows)))] == ["1", "2", "3", "4", "5"]


def test_a_row_with_only_its_time_before_the_task_is_no_heading() -> None:
    rows = [("Thời gian", "Nội dung", "Chủ trì"), ("8h00", "Khai mạc", "Sở Y tế"), ("8h30", "Phát biểu", ""),
            ("9h00", "Tham luận", "Sở Nội vụ"), ("9h30", "Bế mạc", "Sở Y tế")]  # fmt: skip
    assert [task.deadline for task in tasks(document((1, rows)))] == ["8h00", "8h30", "9h00", "9h30"]


def test_a_task_with_two_leads_is_two_rows_with_the_shared_cells_on_both() -> None:
    rows = [
        HEADINGS,
        ("1", "Một", "Sở Y tế", "Quý I"),
        ("", "", "Sở Nội vụ", "Quý II"),
        ("2", "Hai", "Sở Y tế", ""),
    ]
    found = tasks(document((1, rows), spans=[(1, 2, 0, 0), (1, 2, 1, 1)]))
    assert [(t.no, t.task, t.lead, t.deadline) for t in found] == [
        ("1", "Một", "Sở Y tế", "Quý I"), ("1", "Một", "Sở Nội vụ", "Quý II"), ("2", "Hai", "Sở Y tế", ""),
    ]  # fmt: skip
    assert len({task.id for task in found}) == 3


def test_headings_at_the_foot_of_a_page_head_the_rows_of_the_next() -> None:
    row = ("1", "Một", "Sở Nội vụ", "Quý I")
    assert [task.task for task in tasks(document((1, [HEADINGS]), (2, [row])))] == ["Một"]


def test_steps_that_go_on_overleaf_are_rows_and_no_headings() -> None:
    steps = [("Bước 1", "Tiếp nhận hồ sơ", "Bộ phận Một cửa", "01 ngày")]
    more = [
        ("Bước 2", "Thẩm định hồ sơ", "Phòng Kinh tế", "02 ngày"),
        ("Bước 3", "Ký kết quả, nêu rõ thời gian thực hiện", "Chủ tịch", "01 ngày"),
        ("", "Tổng thời gian thực hiện", "", "04 ngày"),
    ]
    found = tasks(document((1, [HEADINGS, *steps]), (2, more)))
    assert [task.no for task in found][:3] == ["Bước 1", "Bước 2", "Bước 3"]


def test_a_line_seen_within_one_cell_does_not_make_the_row_twice() -> None:
    rows = [HEADINGS, ("1", "Một", "Sở Nội vụ", "Quý I"), ("", "", "", ""), ("2", "Hai", "Sở Y tế", "Quý II")]
    stroke_in_last_column = [(1, 2, column, column) for column in range(3)]
    stroke_in_no_column = [(1, 2, column, column) for column in range(4)]
    for spans in (stroke_in_last_column, stroke_in_no_column):
        assert [task.task for task in tasks(document((1, rows), spans=spans))] == ["Một", "Hai"]


def test_a_cell_over_lead_and_coordination_is_both() -> None:
    headings = ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp")
    rows = [headings, ("1", "Một", "Các sở, ban, ngành", ""), ("2", "Hai", "Sở Y tế", "Sở Nội vụ")]
    found = tasks(document((1, rows), spans=[(1, 1, 2, 3)]))
    assert [(t.lead, t.coordination) for t in found] == [
        ("Các sở, ban, ngành",) * 2,
        ("Sở Y tế", "Sở Nội vụ"),
    ]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Đơn vị, cá nhân phụ trách", "lead"), ("Sở, ngành chủ trì tham mưu", "lead"),
        ("Cơ quan, địa phương phối hợp", "coordination"), ("Thời gian trình, ban hành", "deadline"),
        ("Sản phẩm, kết quả đầu ra", "product"), ("Vai trò (Chủ trì/ Phối hợp)", ""), ("Theo dõi, kiểm tra", ""),
    ],
)  # fmt: skip
def test_words_say_what_an_unknown_heading_means(heading: str, field: str) -> None:
    rows = [("TT", "Nhiệm vụ", heading), ("1", "Một", "abc"), ("2", "Hai", "def")]
    (table,) = read_drawn(document((1, rows)))
    assert table.grid is not None
    assert [column.role for column in table.grid.columns] == ["no", "task", field or "extra"]


@pytest.mark.parametrize(
    ("marker", "rest"),
    [("€", ""), ("Œ", "công"), ("", ""), ("", "công")],
    ids=["misread", "misread and cut", "lost", "lost and cut"],
)
def test_a_letter_between_two_of_headings_is_told_by_its_place(marker: str, rest: str) -> None:
    heading = "Nâng cao chất lượng dịch vụ"
    rows = [(str(no), f"Việc {no}", "Sở Y tế", "Quý I") for no in range(1, 13)]
    first = [
        HEADINGS, ("A", "Phát triển hạ tầng", "", ""), *rows[:4],
        ("B", "Phát triển nhân lực", "", ""), *rows[4:8], (marker, heading, "", ""),
    ]  # fmt: skip
    cut = [("", rest, "", "")] if rest else []
    second = [*cut, *rows[8:10], ("D", "Kinh tế", "", ""), *rows[10:]]
    found = tasks(document((1, first), (2, second), spans=[(0, 0, 1, 3)] if rest else [], confidence=0.9))
    groups = [
        "A Phát triển hạ tầng", "B Phát triển nhân lực", f"C {heading} {rest}".strip(), "D Kinh tế"
    ]  # fmt: skip
    assert list(dict.fromkeys(task.group for task in found)) == [(group,) for group in groups]
    assert len(found) == len(rows)
