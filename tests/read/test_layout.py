"""Words with boxes as lines: columns, gaps, page numbers, running heads, tables."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Box
from pipeline.page import Page, PageTable, PageWord, table_of
from pipeline.read.layout import assemble, visual_lines


def word(text: str, x: float, y: float, width: float = 30.0) -> PageWord:
    return PageWord(text, Box(x, y, x + width, y + 10))


def page(*words: PageWord, number: int = 1, tables: tuple[PageTable, ...] = ()) -> Page:
    return Page(number, 595, 842, "clean", "", words, tables)


def texts(*pages: Page) -> list[str]:
    return [line.raw for line in assemble(pages).lines]


def test_words_beside_each_other_are_a_line() -> None:
    assert texts(page(word("hoạch", 140, 101), word("Kế", 100, 100))) == ["Kế hoạch"]


def test_a_gap_between_columns_is_kept() -> None:
    (line,) = texts(page(word("UBND", 50, 100), word("CỘNG", 300, 100)))
    assert line.startswith("UBND  ")
    assert line.endswith("  CỘNG")


def test_a_gap_between_lines_is_an_empty_line() -> None:
    rows = [word("a", 50, y) for y in (100, 115, 130, 170)]
    assert texts(page(*rows)) == ["a", "a", "a", "", "a"]


def test_page_numbers_are_left_out() -> None:
    assert texts(page(word("3", 290, 30), word("Điều", 50, 100), word("3", 290, 400))) == ["Điều", "3"]


def test_running_heads_are_left_out_and_titles_are_not() -> None:
    pages = [page(word("CÔNG", 50, 20), word("BÁO", 90, 20), word("x", 50, 300), number=n) for n in (1, 2, 3)]
    assert texts(*pages) == ["x", "x", "x"]
    assert texts(*pages[:1]) == ["CÔNG BÁO", "x"]


def test_running_feet_that_every_page_of_a_scan_reads_otherwise_are_left_out() -> None:
    feet = (
        "Công báo điện tử, số 5 phố Cây Bàng",
        "Cóng báo điện từ, số S phô Cây Bàng",
        "Công bảo diện tử. số 5 phố Cay Bàng",
    )
    bodies = (
        "Điều 1. Phê duyệt kèm theo kế hoạch",
        "các sở, ban, ngành và đoàn thể tỉnh",
        "tổ chức thực hiện, báo cáo kết quả",
    )
    pages = [
        replace(
            page(word(body, 50, 765), word(foot, 50, 800), word(".,:~n", 50, 820), number=number),
            engine="tesseract",
        )
        for number, (body, foot) in enumerate(zip(bodies, feet, strict=True), 1)
    ]
    assert texts(*pages) == list(bodies)
    # What is not read by OCR is not misread.
    assert len(texts(*(replace(one, engine="") for one in pages))) == 6


def test_headings_that_tables_repeat_are_no_running_heads() -> None:
    boxes = [Box(50, 40, 150, 60), Box(150, 40, 250, 60), Box(50, 60, 150, 90), Box(150, 60, 250, 90)]
    cells = (word("TT", 60, 45), word("Việc", 160, 45))
    pages = [
        page(
            word("CÔNG BÁO", 50, 10), word(f"x{n * 'i'}", 50, 28), *cells, number=n, tables=(table_of(boxes),)
        )
        for n in (1, 2, 3)
    ]
    found = texts(*(replace(one, engine="tesseract") for one in pages))
    assert [text for text in found if text.startswith("x")] == ["xi", "xii", "xiii"]
    assert "CÔNG BÁO" not in found


def test_a_running_foot_stands_below_a_letterhead_too() -> None:
    heads = (word("SỞ", 5, 5), word("Độc lập - Tự do - Hạnh phúc", 250, 5))
    pages = [page(*(heads if n == 1 else ()), word("CÔNG BÁO", 50, 820), number=n) for n in (1, 2, 3)]
    assert [text.split()[0] for text in texts(*pages)] == ["SỞ"]


def test_words_in_cells_stand_cell_by_cell() -> None:
    boxes = [Box(50, 100, 150, 120), Box(150, 100, 250, 120), Box(50, 120, 150, 140), Box(150, 120, 250, 140)]
    words = [word(t, x, y) for t, x, y in (("a", 60, 105), ("b", 160, 105), ("c", 60, 125), ("d", 160, 125))]
    document = assemble([page(*words, word("below", 50, 200), tables=(table_of(boxes),))])
    assert [(line.raw, line.cell) for line in document.lines if line.words] == [
        ("a", 0),
        ("b", 1),
        ("c", 2),
        ("d", 3),
        ("below", -1),
    ]
    (table,) = document.tables
    assert [cell.lines for cell in table.cells] == [(0,), (1,), (2,), (3,)]


def test_a_hole_in_a_table_is_a_cell() -> None:
    table = table_of([Box(0, 0, 10, 10), Box(10, 0, 20, 10), Box(0, 10, 10, 20)])
    assert len(table.cells) == 4


PLACES = st.lists(
    st.tuples(st.floats(0, 560), st.floats(90, 740), st.floats(3, 30), st.floats(4, 20)), max_size=40
)


@given(PLACES)
def test_no_word_is_lost_or_doubled(places: list[tuple[float, float, float, float]]) -> None:
    words = [PageWord(f"w{n}", Box(x, y, x + w, y + h)) for n, (x, y, w, h) in enumerate(places)]
    assert sorted(w.text for line in visual_lines(words) for w in line) == sorted(w.text for w in words)
    table = table_of([Box(0, 0, 300, 400), Box(300, 0, 600, 400), Box(0, 400, 300, 842)])
    document = assemble([page(*words, tables=(table,))])
    assert sorted(w.raw for w in document.words) == sorted(w.text for w in words)


def test_a_table_that_lays_out_a_letterhead_is_no_table() -> None:
    table = table_of([Box(0, 0, 200, 20), Box(200, 0, 500, 20), Box(0, 20, 200, 40), Box(200, 20, 500, 40)])
    words = (
        word("SỞ", 5, 5),
        word("Độc lập - Tự do - Hạnh phúc", 250, 5),
        word("Số:", 5, 25),
        word("12/KH-STN", 250, 25),
    )
    document = assemble([page(*words, tables=(table,))])
    assert document.tables == ()
    assert [" ".join(line.text.split()) for line in document.lines] == [
        "SỞ Độc lập - Tự do - Hạnh phúc",
        "Số: 12/KH-STN",
    ]


def test_letterheads_of_several_documents_in_a_file_are_no_running_heads() -> None:
    pages = [
        page(word("SỞ", 5, 5), word("Độc lập - Tự do - Hạnh phúc", 250, 5), number=number)
        for number in range(1, 5)
    ]
    assert [text.split()[0] for text in texts(*pages)] == ["SỞ"] * 4


@pytest.mark.parametrize(
    ("edges", "top", "is_table"),
    [
        ((50, 100, 300, 500), 60, True),
        # Another one's columns, a frame in the middle of a page.
        ((50, 200, 300, 500), 60, False),
        ((50, 100, 300, 500), 400, False),
    ],
)
def test_one_row_at_a_page_s_top_is_the_rest_of_the_table_before(
    edges: tuple[int, ...], top: int, is_table: bool
) -> None:
    def row(number: int, columns: tuple[int, ...], y: int) -> list[Box]:
        return [Box(a, y + 20 * number, b, y + 20 * number + 20) for a, b in pairwise(columns)]

    first = table_of([*row(0, (50, 100, 300, 500), 700), *row(1, (50, 100, 300, 500), 700)])
    pages = [
        page(word("first", 60, 705), tables=(first,)),
        page(word("second", edges[0] + 10, top + 5), number=2, tables=(table_of(row(0, edges, top)),)),
    ]
    assert [table.page for table in assemble(pages).tables] == [1, 2] if is_table else [1]
