"""Dates and cited numbers of running text whose digits only the second reader reads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.document import Box, Line, Word
from pipeline.page import PageWord
from pipeline.scan.cited_digits import with_cited_digits
from pipeline.scan.clean import Picture
from pipeline.scan.digits import Glyph
from pipeline.segment.cited_doubts import cited_doubts

PAGE = np.full((200, 600), 255, dtype=np.uint8)


class Second:
    """Reads in each cut of each place what is said, and keeps how many it was asked for."""

    def __init__(self, *texts: str, sure: float = 0.99) -> None:
        self.texts, self.sure, self.asked = texts, sure, 0

    def read(self, crops: Sequence[Picture]) -> list[list[Glyph]]:
        self.asked = len(crops)
        return [[Glyph(letter, self.sure, ()) for letter in text] for text in self.texts]


def line(text: str) -> list[PageWord]:
    return [PageWord(word, Box(10 + 50 * n, 20, 50 + 50 * n, 32), 0.9) for n, word in enumerate(text.split())]


@pytest.mark.parametrize(
    ("printed", "second", "found"),
    [
        ("ngày 22 tháng II năm 2019;", ["11", "11"], "ngày 22 tháng 11 năm 2019;"),
        ("ngày 3T tháng 10 năm 2017", ["31", "31"], "ngày 31 tháng 10 năm 2017"),
        ("ngày 07 tháng ổ năm 2O17.", ["8", "8", "2017.", "2017"], "ngày 07 tháng 8 năm 2017."),
        # cuts that differ, what no month can be, letters
        ("ngày 22 tháng II năm 2019;", ["11", "1"], "ngày 22 tháng II năm 2019;"),
        ("ngày 22 tháng II năm 2019;", ["17", "17"], "ngày 22 tháng II năm 2019;"),
        ("ngày 22 tháng II năm 2019;", ["II", "II"], "ngày 22 tháng II năm 2019;"),
        ("Quyết định số 3 77/9Đ-BNV ngày", ["377/QD-BNV"] * 2, "Quyết định số 377/QĐ-BNV ngày"),
        ("số Ï UBND-NCTH", ["10/UBND-NCTH"] * 2, "số 10/UBND-NCTH"),
        ("số 3 77/9Đ-BNV", ["377/XD-BNV"] * 2, "số 3 77/9Đ-BNV"),
        # joined only: the first reader has all of it
        ("số 48/201 3/NĐ-CP ngày", [], "số 48/2013/NĐ-CP ngày"),
        ("số 52- CT/TW ngày", [], "số 52-CT/TW ngày"),
        ("số 06/QĐ- -TTg ngày", [], "số 06/QĐ-TTg ngày"),
        ("số O6/QĐ-TTg ngày", ["06/QD-TTg"] * 2, "số 06/QĐ-TTg ngày"),
        # no dates, no numbers
        ("trong tháng đầu năm 2025", [], "trong tháng đầu năm 2025"),
        ("số 15/KH-UBND ngày 5 tháng 6 năm 2025", [], "số 15/KH-UBND ngày 5 tháng 6 năm 2025"),
        ("một số đơn vị", [], "một số đơn vị"),
    ],
)
def test_digits_are_the_second_readers_where_nothing_else_can_stand(
    printed: str, second: Sequence[str], found: str
) -> None:
    reader = Second(*second)
    read = with_cited_digits(line(printed), PAGE, 72, reader)
    assert " ".join(word.text for word in read) == found
    assert reader.asked == len(second)


def test_digits_that_are_not_sure_are_not_taken() -> None:
    printed = line("ngày 22 tháng II năm 2019")
    assert with_cited_digits(printed, PAGE, 72, Second("11", "11", sure=0.5)) == printed


def test_what_was_read_first_is_kept_and_warned_of() -> None:
    (_, _, _, month, *_) = with_cited_digits(line("ngày 2 tháng II năm 2019"), PAGE, 72, Second("11", "11"))
    assert [text for text, _ in month.alternatives] == ["II"]
    word = Word("11", "11", 1, 0, 0, 2, month.confidence, alternatives=month.alternatives)
    (warning,) = cited_doubts([Line(0, 1, "11", (word,))])
    assert (warning.code, warning.raw, warning.proposals) == ("number-doubtful", "II", ("11",))
