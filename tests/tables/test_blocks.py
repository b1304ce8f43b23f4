"""Pages of a table that were read cell by cell, and those that were read line by line."""

from __future__ import annotations

from functools import partial

from pipeline.document import Line
from pipeline.read.text import parse_text
from pipeline.tables.grid import Column
from pipeline.tables.text.blocks import units
from pipeline.tables.text.cell_tagger import is_mixed, told_words
from pipeline.tables.text.layout import find_rows

ROLES = ("no", "task", "lead", "deadline")
TASKS = (
    ("Rà soát, đơn giản hóa thủ tục\nhành chính thuộc phạm vi\nquản lý của tỉnh", "Văn phòng\nUBND tỉnh"),
    ("Tổ chức tập huấn nghiệp vụ\ncho cán bộ, công chức\ncấp xã", "Sở\nNội vụ"),
    ("Niêm yết công khai mức thu\nlệ phí tại bộ phận\nmột cửa", "Sở\nTư pháp"),
    ("Xây dựng kế hoạch tuyên truyền\nvề chuyển đổi số\ntrên địa bàn", "Sở Khoa học\nvà Công nghệ"),
    ("Kiểm tra việc thực hiện\nnhiệm vụ của các\nđơn vị", "Thanh tra\ntỉnh"),
)


def lines_of(text: str) -> list[Line]:
    return list(parse_text(text).lines)


def cell_by_cell() -> list[Line]:
    """Each cell a block of lines, a blank line behind it: no share of lines stands apart."""
    cells = [
        cell
        for no, (task, lead) in enumerate(TASKS, 1)
        for cell in (f"{no}. {task}", lead, "Quý II\nnăm 2025")
    ]
    return lines_of("\n\n".join(cells) + "\n")


def line_by_line() -> list[Line]:
    rows = []
    for no, (task, lead) in enumerate(TASKS, 1):
        (a, b, c), (d, e) = task.split("\n"), lead.split("\n")
        rows.append(f"{no}. {a} {d} Quý II\n{b} {e} năm 2025\n{c}")
    return lines_of("\n\n".join(rows) + "\n")


def mixed_in(lines: list[Line]) -> partial[bool]:
    told = told_words(lines, ROLES)
    assert told
    return partial(is_mixed, told)


def test_each_block_of_a_page_read_cell_by_cell_is_one_line() -> None:
    lines = cell_by_cell()
    found = list(units(lines, mixed_in(lines)))
    assert len(found) == 3 * len(TASKS)
    assert all(is_block for _, is_block in found)


def test_lines_that_hold_several_columns_stay_lines() -> None:
    lines = line_by_line()
    found = list(units(lines, mixed_in(lines)))
    assert [line for line, _ in found] == [line for line in lines if line.words]
    assert not any(is_block for _, is_block in found)


def test_a_block_with_cells_side_by_side_stays_lines_on_a_page_read_cell_by_cell() -> None:
    lines = lines_of("".join(f"Dòng thứ {n}\nmột ô\n\n" for n in range(20)) + "hai ô\nhai ô khác\n")
    found = list(units(lines, lambda line: "hai" in line.raw))
    assert [is_block for _, is_block in found] == [True] * 20 + [False, False]


def test_without_a_judgement_of_words_blank_lines_tell() -> None:
    lines = cell_by_cell()
    assert not any(is_block for _, is_block in units(lines))
    apart = lines_of("Một dòng\n\n" * 9)
    assert all(is_block for _, is_block in units(apart))


def test_rows_of_a_page_read_cell_by_cell_have_whole_cells() -> None:
    columns = [Column(role, role) for role in ROLES]
    bands, _ = find_rows(cell_by_cell(), columns)
    cells = [
        {piece.column: " ".join(word.text for word in piece.words) for piece in band.pieces} for band in bands
    ]
    assert cells == [
        {1: " ".join(task.split()), 2: " ".join(lead.split()), 3: "Quý II năm 2025"} for task, lead in TASKS
    ]
