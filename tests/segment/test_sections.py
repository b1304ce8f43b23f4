from __future__ import annotations

from dataclasses import replace

from pipeline.read.text import parse_text
from pipeline.segment.sections import read_sections


def test_levels_nest() -> None:
    text = "I. MỤC TIÊU\n1. Chung\n1.1. Đến 2025\n- Một.\n+ Hai.\n2. Riêng\na) Xã;\nII. GIẢI PHÁP\nLàm ngay."
    body = read_sections(parse_text(text).lines)
    sections = body.sections
    assert [section.marker for section in sections] == ["I", "II"]
    first = sections[0].children[0]
    assert (first.marker, first.heading, first.children[0].marker) == ("1", "Chung", "1.1")
    assert first.children[0].paragraphs == ("Một.", "Hai.")
    assert sections[0].children[1].paragraphs == ("a. Xã;",)
    assert sections[1].paragraphs == ("Làm ngay.",)
    assert body.preamble == ()
    assert body.warnings == ()
    assert [paragraph.section for paragraph in body.paragraphs] == ["1.1 Đến 2025"] * 2 + [
        "2 Riêng",
        "II GIẢI PHÁP",
    ]


def test_misread_numerals_are_told_by_their_sequence() -> None:
    text = "I. MỤC TIÊU\nMột.\n\n1l GIẢI PHÁP\nHai.\n\n1. KINH PHÍ\nBa.\n\nIV. TỔ CHỨC THỰC HIỆN\nBốn."
    body = read_sections(parse_text(text).lines)
    assert [section.marker for section in body.sections] == ["I", "II", "III", "IV"]
    assert [warning.code for warning in body.warnings] == ["marker-repaired"] * 2


def test_paragraphs_that_the_source_tells_are_not_joined() -> None:
    text = "I. MỤC TIÊU\nMột câu dài không có dấu chấm\nHai câu dài hơn một\nvà một phần của câu hai"
    lines = [replace(line, paragraph=line.index) for line in parse_text(text).lines]
    (section,) = read_sections(lines).sections
    assert section.paragraphs == (
        "Một câu dài không có dấu chấm",
        "Hai câu dài hơn một và một phần của câu hai",
    )


def test_a_paragraph_runs_on_over_a_page() -> None:
    text = "I. MỤC TIÊU\n- Nâng cao chất lượng\n\n\n\n\nphục vụ người dân."
    (section,) = read_sections(parse_text(text).lines).sections
    assert section.paragraphs == ("Nâng cao chất lượng phục vụ người dân.",)
