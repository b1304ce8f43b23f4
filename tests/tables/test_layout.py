"""Rows and cells of tables in text: no word lost, none twice, whatever the lines."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Line
from pipeline.read.text import parse_text
from pipeline.tables.grid import Column, Grid
from pipeline.tables.text.rows import read_grid

TASKS = tuple(
    Column(role, role)  # type: ignore[arg-type]
    for role in ("no", "task", "deadline", "lead", "coordination", "product")
)
INDICATORS = (
    Column("code", "TT"),
    Column("name", "Chỉ tiêu"),
    Column("max", "Điểm tối đa"),
    Column("value", "Kết quả năm 2023", "result", 2023),
    Column("value", "Mục tiêu năm 2024", "target", 2024),
    Column("lead", "Chủ trì"),
)


def _grid(text: str, columns: tuple[Column, ...]) -> Grid:
    kind = "tasks" if columns is TASKS else "indicators"
    return read_grid(kind, columns, parse_text(text).lines)  # type: ignore[arg-type]


def _cells(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]


def test_columns_interleaved_with_the_number_in_the_middle() -> None:
    grid = _grid(
        "Rà soát các văn bản quy phạm pháp luật do\n"
        "1. Hội đồng nhân dân, Ủy ban nhân dân Quý II/2024 Phòng Tư pháp Các phòng, ban Báo cáo\n"
        "cấp huyện ban hành\n"
        "2. Tổ chức hội nghị đối thoại với người dân Thường xuyên Phòng Nội vụ Các phòng, ban Hội nghị\n",
        TASKS,
    )
    assert _cells(grid) == [
        ["1.", "Rà soát các văn bản quy phạm pháp luật do Hội đồng nhân dân, Ủy ban nhân dân cấp huyện ban hành",
         "Quý II/2024", "Phòng Tư pháp", "Các phòng, ban", "Báo cáo"],
        ["2.", "Tổ chức hội nghị đối thoại với người dân", "Thường xuyên", "Phòng Nội vụ", "Các phòng, ban",
         "Hội nghị"],
    ]  # fmt: skip


def test_a_unit_that_other_rows_name_is_known_where_it_goes_on_below() -> None:
    whole = "".join(
        f"{n}. {task} Quý {quarter}/2024 Trạm Khuyến nông Đắk Mốt Các phòng, ban Báo cáo\n"
        for n, task, quarter in (
            (1, "Rà soát văn bản", "I"),
            (2, "Tổ chức đối thoại với người dân", "II"),
            (3, "Tuyên truyền về chuyển đổi số", "III"),
        )
    )
    cut = (
        "4. Kiểm tra công tác văn thư Quý IV/2024 Trạm Khuyến Các phòng, Báo cáo\n"
        "tại các thôn nông Đắk Mốt ban kết quả\n"
    )
    assert _cells(_grid(whole + cut, TASKS))[3] == [
        "4.", "Kiểm tra công tác văn thư tại các thôn", "Quý IV/2024", "Trạm Khuyến nông Đắk Mốt",
        "Các phòng, ban", "Báo cáo kết quả",
    ]  # fmt: skip


def test_a_page_read_cell_by_cell() -> None:
    first = [
        "1.",
        "Công khai kết quả giải quyết\nhồ sơ",
        "Trong năm\n2024",
        "Văn phòng UBND\nhuyện",
        "Báo cáo",
    ]
    second = [
        "2.",
        "Tổ chức đối thoại với\nngười dân",
        "Hằng quý",
        "Phòng Nội vụ",
        "Các phòng, ban",
        "Hội nghị",
    ]
    text = "\n\n".join([*first, *second])
    cells = _cells(_grid(text, TASKS))
    assert cells[0][1:4] == ["Công khai kết quả giải quyết hồ sơ", "Trong năm 2024", "Văn phòng UBND huyện"]
    assert cells[1] == ["2.", "Tổ chức đối thoại với người dân", "Hằng quý", "Phòng Nội vụ", "Các phòng, ban",
                        "Hội nghị"]  # fmt: skip


def test_a_lost_number_is_told_by_the_rows_around() -> None:
    text = (
        "1. Rà soát văn bản Quý II/2024 Phòng Tư pháp Các phòng, ban Báo cáo\n"
        "q Tổ chức đối thoại với người dân Thường xuyên Phòng Nội vụ Các phòng, ban Hội nghị\n"
        "3. Công khai thủ tục hành chính Hằng năm Phòng Nội vụ Các phòng, ban Báo cáo\n"
    )
    assert [row.number for row in _grid(text, TASKS).rows] == ["1", "2", "3"]


def test_names_wrap_and_values_stand_in_any_line() -> None:
    grid = _grid(
        "1 CẢI CÁCH THỂ CHẾ 10 9.45 9.49\n"
        "Xử lý văn bản trái pháp luật do cơ quan có thẩm quyền kiểm tra\n"
        "1.1 5 4.5 4.6 Sở Tư pháp\n"
        "kiến nghị\n"
        "1.2 Theo dõi thi hành pháp luật 5 4.95 4.89 Sở Tư pháp\n",
        INDICATORS,
    )
    assert _cells(grid)[1] == [
        "1.1", "Xử lý văn bản trái pháp luật do cơ quan có thẩm quyền kiểm tra kiến nghị", "5", "4.5", "4.6",
        "Sở Tư pháp",
    ]  # fmt: skip
    assert len(grid.rows) == 3


PARTS = [
    "1. Rà soát văn bản Quý II/2024 Phòng Tư pháp Báo cáo",
    "hạn chế, nguyên nhân,",
    "II CẢI CÁCH THỦ TỤC HÀNH CHÍNH",
    "2.1 Theo dõi thi hành pháp luật 3 3 3",
    "| ~ 5 °",
    "Thường xuyên Các ngành",
    "83.72",
    "",
]


@given(st.lists(st.sampled_from(PARTS), max_size=12), st.sampled_from([TASKS, INDICATORS]))
@settings(max_examples=40, deadline=None)
def test_every_word_is_in_one_cell_or_left_over(parts: list[str], columns: tuple[Column, ...]) -> None:
    text = "\n".join(parts)
    grid = _grid(text, columns)
    # A unit in a merged cell stands in each row that it holds for.
    cells = [cell for row in grid.rows for cell in row.cells if not (cell.repair or "").startswith("merged")]
    placed = [*(word for cell in cells for word in cell.words), *grid.left_over]
    lines: tuple[Line, ...] = parse_text(text).lines
    assert Counter((w.line, w.start) for w in placed) == Counter(
        (w.line, w.start) for line in lines for w in line.words
    )


def test_columns_whose_headings_were_lost_are_told_by_the_rows() -> None:
    columns = (
        Column("task", "Nội dung nhiệm vụ"),
        Column("deadline", "Thời gian"),
        Column("product", "Sản phẩm"),
    )
    text = "\n".join(
        f"{number}. {task} {deadline} {lead} {coordination} {product}"
        for number, (task, deadline, lead, coordination, product) in enumerate(
            [
                (
                    "Rà soát văn bản quy phạm pháp luật",
                    "Quý II/2024",
                    "Phòng Tư pháp",
                    "Các phòng, ban",
                    "Báo cáo",
                ),
                ("Tổ chức đối thoại với người dân", "Thường xuyên", "Phòng Nội vụ", "Các ngành", "Hội nghị"),
                ("Công khai thủ tục hành chính", "Hằng năm", "Văn phòng UBND xã", "Các ngành", "Danh mục"),
                (
                    "Xây dựng kế hoạch cải cách hành chính",
                    "Tháng 12/2024",
                    "Phòng Nội vụ",
                    "Các phòng, ban",
                    "Kế hoạch",
                ),
            ],
            1,
        )
    )
    grid = read_grid("tasks", columns, parse_text(text).lines)
    assert [column.role for column in grid.columns] == [
        "no",
        "task",
        "deadline",
        "lead",
        "coordination",
        "product",
    ]
    assert [cell.text for cell in grid.rows[1].cells][2:] == [
        "Thường xuyên",
        "Phòng Nội vụ",
        "Các ngành",
        "Hội nghị",
    ]


def test_a_number_more_than_columns_is_the_maximum() -> None:
    columns = (Column("name", "Chỉ tiêu"), *INDICATORS[3:])
    text = "1 CẢI CÁCH THỂ CHẾ 10 9.45 9.49\n1.1 Theo dõi thi hành pháp luật 5 4.5 4.6 Sở Tư pháp\n1.2 Rà soát văn bản 5 4.95 4.89 Sở Tư pháp\n"
    grid = read_grid("indicators", columns, parse_text(text).lines)
    assert [column.role for column in grid.columns] == ["code", "name", "max", "value", "value", "lead"]
    assert [cell.text for cell in grid.rows[2].cells] == [
        "1.2",
        "Rà soát văn bản",
        "5",
        "4.95",
        "4.89",
        "Sở Tư pháp",
    ]
