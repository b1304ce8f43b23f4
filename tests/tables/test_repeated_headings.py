"""Headings that pages repeat, garbled in another way each time: no row of theirs, and read together."""

from __future__ import annotations

from pipeline.read.text import parse_text
from pipeline.tables.grid import Column
from pipeline.tables.text.find import Area, table_in
from pipeline.tables.text.headings import read_headings
from pipeline.tables.text.repeated_headings import columns_of, parted

UNITS = ("Sở Công Thương", "Sở Y tế", "Sở Tài chính", "Sở Xây dựng")
FIRST = "ae : Thời gian hoàn Chủ trì Phối hợp y\nott Departs phan thành thực hiện thực hiện\n"
PAGES = [
    "\f2\n\nre : ae Thời gian hoàn Chủ trì Phối hợp\nNene Sey eras thành thực hiện | thực hiện\n",
    "\f3\n\nan : = Thời gian hoàn Chủ trì Phối hợp\nSTT Nhiệm vụ Sản phẩm thành thực hiện thực hiện\n",
    "\f4\n\nva : = Thời gian hoàn Chủ trì Phối hợp\nSTT Nhiệm vụ Sản phẩm thành thực hiện thực hiện\n",
]
ROWS = [
    "1 Rà soát thủ tục | Danh mục thủ tục | Quý I/2026 | Sở Tư pháp | Sở Nội vụ\n",
    "2 Thực hiện nhiệm vụ phối hợp | Báo cáo kết quả | Quý II/2026 | Sở Nội vụ | Sở Tư pháp\n",
    "3 Tập huấn nghiệp vụ | Lớp tập huấn | Quý III/2026 | Sở Nội vụ | Các sở, ban, ngành\n",
    "4 Tổng kết công tác | Báo cáo | Tháng 12/2026 | Sở Nội vụ | Các sở, ban, ngành\n",
]


def _table() -> str:
    return FIRST + ROWS[0] + "".join(page + row for page, row in zip(PAGES, ROWS[1:], strict=True))


def test_no_heading_is_left_among_the_rows_and_no_row_is_lost() -> None:
    lines = parse_text(_table()).lines
    found = read_headings(lines)
    assert found is not None
    below = parted(lines, found[2], found[0])
    rows, repeated = below.rows, below.repeated
    assert [line.raw for line in rows if line.words] == [row.rstrip("\n") for row in ROWS]
    kept = sum(len(line.words) for line in [*lines[: found[2]], *rows, *(x for b in repeated for x in b)])
    assert kept == sum(len(line.words) for line in lines)


def test_what_one_page_garbled_another_tells() -> None:
    lines = parse_text(_table()).lines
    found = read_headings(lines)
    assert found is not None
    _, columns = columns_of(found[:2], parted(lines, found[2], found[0]))
    roles = [column.role for column in columns]
    assert set(roles) >= {"no", "task", "product", "deadline", "lead", "coordination"}
    assert roles.index("no") < roles.index("task") < roles.index("product")


def test_a_row_in_words_of_headings_at_the_top_of_a_page_stays() -> None:
    text = (
        "TT Nhiệm vụ Thời gian Chủ trì Phối hợp\n1 Rà soát thủ tục Quý I Sở Tư pháp Sở Nội vụ\n"
        "\f2 Phối hợp thực hiện nhiệm vụ Quý II Sở Nội vụ Sở Tư pháp\n"
    )
    lines = parse_text(text).lines
    below = parted(lines, 1, "tasks")
    assert below.repeated == []
    assert len([line for line in below.rows if line.words]) == 2


# Pages that were read cell by cell: each heading is a block of lines, what no list knows on both.
BLOCKS = "TT\n\nNhiệm vụ\n\nThời gian\nhoàn thành\n\nChủ trì\n\nPhối hợp\n\nNgười ký\ngiấy tờ\n\n"
CELLS = (
    "Rà soát thủ tục\n\nQuý I/2026\n\nSở Tư pháp\n\nSở Nội vụ\n\nSở Y tế\n",
    "Tập huấn\n\nQuý II\n\nSở Y tế\n",
)


def test_headings_that_are_blocks_of_their_own_name_the_columns_and_are_no_rows() -> None:
    text = FIRST + ROWS[0] + "".join(f"\f{n}\n\n{BLOCKS}{cells}" for n, cells in enumerate(CELLS, start=2))
    lines = parse_text(text).lines
    below = parted(lines, 2, "tasks")
    assert not {"Chủ trì", "Người ký", "TT"} & {line.raw for line in below.rows}
    assert sum("Rà soát" in line.raw for line in below.rows) == 2
    _, columns = columns_of(("tasks", (Column("task", "phan"), Column("lead", "Chủ trì"))), below)
    assert [column.role for column in columns] == ["no", "task", "deadline", "lead", "coordination", "extra"]
    assert columns[-1].heading == "Người ký giấy tờ"


def test_what_one_page_alone_begins_with_is_no_heading_unless_it_is_known() -> None:
    lines = parse_text(FIRST + ROWS[0] + f"\f2\n\n{BLOCKS}{CELLS[0]}").lines
    below = parted(lines, 2, "tasks")
    assert [column.role for column in below.in_blocks[0]] == [
        "no",
        "task",
        "deadline",
        "lead",
        "coordination",
    ]
    assert "Người ký" in {line.raw for line in below.rows}


def test_the_end_of_two_headings_is_no_heading_of_numbers() -> None:
    rows = "".join(
        f"{n} Giải đáp vướng mắc, kiến nghị | Lãnh đạo {unit} | Quý {roman}/2026\n"
        for n, (unit, roman) in enumerate(zip(UNITS, ("I", "II", "III", "IV"), strict=True), start=1)
    )
    text = f"Trách nhiệm | Thời gian\nTT Nội dung\nthực hiện (Năm 2026)\n{rows}"
    found = table_in(Area(tuple(parse_text(text).lines), is_appendix=True))
    assert found is not None
    assert [column.role for column in found.grid.columns] == ["no", "task", "lead", "deadline"]
