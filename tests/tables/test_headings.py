from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.read.text import parse_text
from pipeline.tables.text.find import Area, table_in
from pipeline.tables.text.headings import heading_words, read_headings, repeats

CASES = [
    (
        "TT Nhiệm vụ Tiến độ Chủ trì Phối hợp Kết quả/sản phẩm\nhoàn thành\n1 Làm việc",
        "tasks",
        ["no", "task", "deadline", "lead", "coordination", "product"],
        2,
    ),
    # two headings wrapped over three lines, the years apart from their words
    (
        "Điểm Kết quả Mục tiêu\nSTT Lĩnh vực tối đa năm năm 2024 Đơn vị chủ trì\n2023 tham mưu, theo dõi\nTổng cộng 100",
        "indicators",
        ["code", "name", "max", "value result 2023", "value target 2024", "lead"],
        3,
    ),
    # one heading a line, as pages are read cell by cell
    ("STT\n\nNội dung nhiệm vụ\n\nCơ quan chủ trì\n\nThời gian\nhoàn thành\n\n1\n", "tasks",
     ["no", "task", "lead", "deadline"], 8),
    ("TT Chỉ tiêu Đơn vị tính Thực hiện năm 2023 Kế hoạch năm 2024 Ghi chú\n1 Lúa", "indicators",
     ["code", "name", "unit", "value result 2023", "value target 2024", "extra"], 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "roles", "size"), CASES)
def test_headings(text: str, kind: str, roles: list[str], size: int) -> None:
    found = read_headings(parse_text(text).lines)
    assert found is not None
    names = [f"{c.role} {c.measure} {c.year}" if c.role == "value" else c.role for c in found[1]]
    assert (found[0], names, found[2]) == (kind, roles, size)


@pytest.mark.parametrize(
    "text",
    ["1. Phụ lục 1: Các nhiệm vụ, giải pháp", "Kết quả thực hiện nhiệm vụ năm 2024 của đơn vị rất tốt", ""],
)
def test_running_text_has_no_headings(text: str) -> None:
    assert read_headings(parse_text(text).lines) is None


def test_headings_are_known_again_when_misread() -> None:
    known = heading_words(parse_text("TT Nhiệm vụ Tiến độ hoàn thành Chủ trì").lines)
    again, other = parse_text("TT Nhiém vu Tién do\n1. Dang tai noi dung, thong tin").lines
    assert repeats(again, known)
    assert not repeats(other, known)


PROSE = (
    "1. Thủ trưởng các phòng có trách nhiệm giao nhiệm vụ, thời gian hoàn thành và kết quả của từng\n"
    "đơn vị; phân công đơn vị chủ trì, đơn vị phối hợp thực hiện nhiệm vụ, thời gian hoàn thành nhiệm vụ\n"
    "theo kế hoạch.\n"
)
TABLE = "Nhiệm vụ  Đơn vị chủ trì  Thời gian hoàn thành\nXây dựng phần mềm  Sở Y tế  Quý I\nTổng kết  Sở Y tế  Quý II\n"


@pytest.mark.parametrize(("text", "is_table"), [(PROSE, False), (TABLE, True)])
def test_headings_do_not_open_inside_a_sentence(text: str, is_table: bool) -> None:
    lines = parse_text(text).lines
    found = table_in(Area(lines, is_appendix=True, rows_from=len(lines)))
    assert (found is not None) is is_table


def test_headings_do_not_open_inside_a_sentence_that_was_misread() -> None:
    lines = [
        line.with_words(replace(word, note="restored") for word in line.words)
        for line in parse_text(PROSE.split("\n", 1)[1]).lines
    ]
    assert table_in(Area(lines, is_appendix=True, rows_from=len(lines))) is None
