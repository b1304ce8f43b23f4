"""Headings over rows that were read exactly are as printed, in any number of levels."""

from __future__ import annotations

import pytest

from pipeline.tables.printed_groups import PrintedPath

# Headings in their order, "" where rows stand between; the path at the end.
PATHS = [
    (["A. MỘT", "I. Hai", "I.1 Ba", "", "I.2 Bốn"], ("A MỘT", "I Hai", "I.2 Bốn")),
    (["A MỘT", "I Hai", "I.1 Ba", "", "II Bốn"], ("A MỘT", "II Bốn")),
    (["A MỘT", "I Hai", "1. Ba", "", "B BỐN", "I Năm"], ("B BỐN", "I Năm")),
    (["I Một", "", "II Hai", "", "II Ba"], ("II Ba",)),
    (["I Một", "", "V Hai"], ("V Hai",)),
    (["I Một", "a) Hai", "", "đ) Ba"], ("I Một", "đ Ba")),
    (["I Một", "", "A HAI"], ("A HAI",)),
    (["I Một", "Hai không số"], ("I Một", "Hai không số")),
    (["I Một", "", "Hai không số"], ("Hai không số",)),
    (["MỘT", "Hai", "", "BA"], ("BA",)),
]


@pytest.mark.parametrize(("headings", "path"), PATHS, ids=[" ".join(headings) for headings, _ in PATHS])
def test_paths(headings: list[str], path: tuple[str, ...]) -> None:
    groups = PrintedPath()
    for above, heading in zip(["", *headings], headings, strict=False):
        if heading:
            groups.enter(heading, is_below_another=bool(above))
    assert groups.path == path
