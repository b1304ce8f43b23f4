from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.read.text import parse_text
from pipeline.segment import segment
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
