"""Parts of one table on several pages: what may stand between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.document import Document, Line, Table, Word
from pipeline.tables.drawn import read_drawn
from tests.tables.test_drawn import HEADINGS, document

FIRST = [HEADINGS, ("1", "Sửa cầu", "Sở Y tế", "Quý I")]
SECOND = [("2", "Sửa đường", "Sở Nội vụ", "Quý II")]


def with_lines(source: Document, added: Sequence[tuple[int, int, str]]) -> Document:
    """The document with lines outside of its tables: before which line, on which page, what."""
    lines: list[Line] = []
    places: dict[int, int] = {}
    for old in range(len(source.lines) + 1):
        for _, page, text in (one for one in added if one[0] == old):
            words = tuple(Word(w, w, page, len(lines), 0, len(w)) for w in text.split())
            lines.append(Line(len(lines), page, text, words))
        places[old] = len(lines)
        if old < len(source.lines):
            lines.append(replace(source.lines[old], index=len(lines)))
    return Document(tuple(lines), source.pages, tuple(_moved(table, places) for table in source.tables))


def _moved(table: Table, places: dict[int, int]) -> Table:
    cells = (replace(cell, lines=tuple(places[index] for index in cell.lines)) for cell in table.cells)
    return replace(table, place=places[table.place], cells=tuple(cells))


@pytest.mark.parametrize(
    ("between", "parts"),
    [
        ([], 1),
        (["2"], 1),
        (["Z2"], 1),
        (["Trang thông tin nội bộ - Số 12 phố Mới", "3"], 1),
        (["II. KẾ HOẠCH KIỂM TRA"], 2),
        (["Các phòng thực hiện những việc sau đây.", "Việc chung của huyện"], 2),
    ],
)
def test_a_page_s_foot_and_the_next_one_s_head_part_no_table(between: Sequence[str], parts: int) -> None:
    source = document((1, FIRST), (2, SECOND))
    end = len(source.lines) - len(SECOND[0])
    foot = (len(source.lines), 3, "Trang thông tin nội bộ - Số 12 phô Mới")
    found = read_drawn(with_lines(source, [*((end, 1, text) for text in between), foot]))
    assert len(found) == parts


def test_a_table_does_not_go_on_over_the_heading_of_another_appendix() -> None:
    source = document((1, FIRST), (2, SECOND))
    end = len(source.lines) - len(SECOND[0])
    foot = (len(source.lines), 3, "Phụ lục 3")
    read = with_lines(source, [(end, 2, "Phụ lục 2"), foot])
    assert [len(read_drawn(read, anew)) for anew in (frozenset[int](), frozenset({end}))] == [1, 2]


@pytest.mark.parametrize(
    ("end", "start", "groups"),
    [
        ("LĨNH VỰC VĂN HÓA - XÃ", "HỘI", ["B LĨNH VỰC VĂN HÓA - XÃ HỘI"]),
        ("Phát triển hạ tầng", "số", ["B Phát triển hạ tầng số"]),
        ("VĂN HÓA - XÃ HỘI", "Phong trào thi đua", ["B VĂN HÓA - XÃ HỘI", "Phong trào thi đua"]),
    ],
)
def test_a_heading_that_a_page_ends_in_is_one(end: str, start: str, groups: list[str]) -> None:
    first = [*FIRST, ("B", end, "", "")]
    second = [("", start, "", ""), ("2", "Đặt sản phẩm mới", "Sở Nội vụ", "Tháng 6"), *SECOND]
    (found,) = read_drawn(document((1, first), (2, second)))
    assert found.grid
    assert [list(row.path) for row in found.grid.rows if not row.is_group][-1] == groups


MEASURED = ("TT", "Chỉ tiêu", "ĐVT", "Thực hiện năm 2016", "Kế hoạch 2017", "Ghi chú")


@pytest.mark.parametrize(
    ("misread", "columns"),
    [
        ({3: "A lý h năm 20l6"}, [("result", 2016), ("target", 2017)]),
        ({4: "Năm 2017 Kết¿"}, [("result", 2016), ("target", 2017)]),
        # What is known to be something else is no column that another page names.
        ({5: "Kinh phí"}, [("result", 2016), ("target", 2017)]),
        # Other headings are another table's.
        ({1: "x", 2: "yy", 3: "Tên cơ quan", 4: "Họ tên người nhận"}, []),
    ],
)
def test_headings_misread_on_one_page_are_read_on_the_next(
    misread: dict[int, str], columns: list[tuple[str, int]]
) -> None:
    rows = [("1", "Số xã đạt chuẩn", "Xã", "12", "15", ""), ("2", "Số giường bệnh", "Giường", "70", "80", "")]
    top = tuple(misread.get(place, heading) for place, heading in enumerate(MEASURED))
    found = read_drawn(document((1, [top, rows[0]]), (2, [MEASURED, rows[1]])))
    grid = found[0].grid
    values = [column for column in grid.columns if column.role == "value"] if grid else []
    assert [(column.measure, column.year) for column in values] == columns
    assert len(found) == (1 if columns else 2)
