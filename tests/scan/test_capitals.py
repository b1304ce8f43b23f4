"""Capitals that only their height tells from small letters."""

from __future__ import annotations

import pytest

from pipeline.document import Box
from pipeline.page import PageWord
from pipeline.scan.capitals import with_small_letters

# A line of a cell, and where and how high its words were read, in points.
LINE = [
    PageWord("hội", Box(380.0, 351.4, 394.0, 361.7), 0.96),
    PageWord("khu", Box(397.0, 351.4, 414.0, 359.8), 0.96),
]


@pytest.mark.parametrize(
    ("text", "high", "sure", "read"),
    [
        ("Vực", 8.9, 0.76, "vực"),
        ("Vực", 10.3, 0.76, "Vực"),
        ("Vực", 8.9, 0.96, "Vực"),
        ("Xa", 5.9, 0.5, "xa"),
        ("Sang", 8.2, 0.5, "sang"),
        ("Sang", 10.6, 0.5, "Sang"),
        # Others of their letters are as high as a capital: the word's height tells nothing.
        ("Xã", 8.2, 0.5, "Xã"),
        ("Sở", 8.4, 0.5, "Sở"),
        ("Văn", 8.4, 0.5, "Văn"),
        # Their capitals are of another form.
        ("Gan", 8.2, 0.5, "Gan"),
        ("VN", 5.9, 0.5, "VN"),
        ("V", 5.9, 0.5, "V"),
    ],
)
def test_a_capital_as_high_as_a_small_letter_is_one(text: str, high: float, sure: float, read: str) -> None:
    (*_, word) = with_small_letters([*LINE, PageWord(text, Box(334.0, 367.9, 348.0, 367.9 + high), sure)])
    assert word.text == read
    assert word.alternatives == (((text, 1 - sure),) if read != text else ())


@pytest.mark.parametrize(
    ("before", "box"),
    [
        ("Khu", Box(334.0, 367.9, 348.0, 376.8)),
        ("khu.", Box(334.0, 367.9, 348.0, 376.8)),
        ("khu", Box(434.0, 352.0, 448.0, 360.9)),
        ("khu", Box(334.0, 387.9, 348.0, 396.8)),
    ],
    ids=["names", "sentences", "columns", "gaps"],
)
def test_what_goes_on_with_no_phrase_keeps_its_capital(before: str, box: Box) -> None:
    line = [LINE[0], PageWord(before, LINE[1].box, 0.96)]
    assert with_small_letters([*line, PageWord("Vực", box, 0.5)])[-1].text == "Vực"
