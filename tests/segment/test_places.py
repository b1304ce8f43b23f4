from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.read.text import parse_text
from pipeline.segment import segment
from pipeline.segment.regions import find_regions
from pipeline.segment.title import LIMITS
from tests.conftest import CLEAN, SAMPLE

LINES = CLEAN.read_text(encoding="utf-8").split("\n")


def test_every_printed_line_of_the_sample_has_a_place(sample_document: Document) -> None:
    places = segment(sample_document).places
    assert set(places) == {line.index for line in sample_document.lines if line.words}


@given(st.lists(st.sampled_from(LINES), max_size=40))
@settings(max_examples=40, deadline=None)
def test_every_printed_line_has_a_place_whatever_the_order(lines: list[str]) -> None:
    document = parse_text("\n".join(lines))
    assert set(segment(document).places) == {line.index for line in document.lines if line.words}


def test_garbled_text_is_segmented_without_restoring() -> None:
    segments = segment(parse_text(SAMPLE.read_text(encoding="utf-8")))
    assert segments.header.number == "78/KH-UBND"
    assert len(segments.appendices) == 4


@pytest.mark.parametrize("number", ["", "Số: 12/KH-UBND\nTân Lập, ngày 1 tháng 2 năm 2025\n"])
@pytest.mark.parametrize("kind", ["", "KẾ HOẠCH\n", "KẾ HOẠCH TRỒNG CÂY\n"])
def test_a_long_text_without_any_gap_is_neither_letterhead_nor_title(number: str, kind: str) -> None:
    text = number + kind + "\n".join(f"việc thứ {n} mà xã đã làm" for n in range(5000))
    lines = parse_text(text).lines
    regions = find_regions(lines)
    assert len(regions.letterhead) + len(regions.title) <= LIMITS.letterhead + LIMITS.title
    assert len(regions.body) >= 5000
    assert [*regions.letterhead, *regions.title, *regions.body] == list(lines)


@pytest.mark.parametrize("first", ["I. CĂN CỨ", "Thực hiện Kế hoạch số 4-KH/TU của Tỉnh ủy, xã làm như sau:"])
def test_a_text_without_letterhead_and_title_has_neither(first: str) -> None:
    text = f"{first}\n- Nghị quyết số 5-NQ/TU ngày 2 tháng 3 năm 2025.\nII. MỤC TIÊU"
    regions = find_regions(parse_text(text).lines)
    assert (len(regions.letterhead), len(regions.title), len(regions.body)) == (0, 0, 3)
