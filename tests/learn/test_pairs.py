"""Printed words beside the words read for them."""

from __future__ import annotations

import pytest

from pipeline.learn.pairs import align

CASES = [
    ("kế hoạch năm", "ké hoach nam", [("kế", "ké"), ("hoạch", "hoach"), ("năm", "nam")]),
    ("kế hoạch năm", "kéhoach nam", [("kế hoạch", "kéhoach"), ("năm", "nam")]),
    ("thường xuyên", "thu ong xuyen", [("thường", "thu ong"), ("xuyên", "xuyen")]),
    ("một", "một", [("một", "một")]),
]


@pytest.mark.parametrize(("printed", "read", "pairs"), CASES)
def test_words_are_aligned(printed: str, read: str, pairs: list[tuple[str, str]]) -> None:
    assert list(align(printed, read)) == pairs
