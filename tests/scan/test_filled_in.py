"""Numbers and dates of letterheads by two readers: digits of the second, letters of the first, doubts said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.document import Box
from pipeline.page import PageWord
from pipeline.scan.clean import Picture, inked
from pipeline.scan.digits import DIGITS, NONE, Glyph, second_reader
from pipeline.scan.filled_in import with_filled_in
from pipeline.scan.two_readings import read_date, read_number
from tests.scan.pictures import written


def glyphs(text: str, sure: float = 0.99, looks: str = "") -> list[Glyph]:
    """A reading; letters of the number look like the digits in `looks`, one after the other."""
    rest = iter(looks)
    found = []
    for letter in text:
        like = letter if letter.isdigit() else next(rest, "") if letter in "AF" else ""
        shares = tuple(0.9 if digit == like else 0.01 for digit in DIGITS)
        found.append(Glyph(letter, sure, shares))
    return found


@pytest.mark.parametrize(
    ("first", "second", "text", "is_sure"),
    [
        ("Số: 15/KH-UBND", ["S: 15/KH-UBND"], "Số: 15/KH-UBND", True),
        # Digits are the second's, letters the first's; what is read otherwise from cut to cut is in doubt.
        ("Số: Z1A /QĐ-SNV", ["Só: 218 /QD-SNV", "S:218/QD-SNV"], "Số: 218/QĐ-SNV", True),
        ("Số: Z1A /QĐ-SNV", ["Só: 218 /QD-SNV", "S: 213/QD-SNV"], "Số: 218/QĐ-SNV", False),
        ("Số: 219/QĐ-SNV", ["Só: 218/QD-SNV"], "Số: 218/QĐ-SNV", False),
        # A sign that one of both has as it can be.
        ("Số: 31 7I1r-SNV", ["S:31/TTr-SNV"], "Số: 31/TTr-SNV", False),
        ("Số: 12-KH/TU", ["S: 12-KH/TU"], "Số: 12-KH/TU", True),
        ("Số: /KH-UBND", ["S: /KH-UBND"], "", False),
    ],
)
def test_a_number_is_made_of_two_readings(
    first: str, second: Sequence[str], text: str, is_sure: bool
) -> None:
    found = read_number(first, [glyphs(one) for one in second])
    assert " ".join(piece.text for piece in found) == text
    if found:
        assert (found[1].confidence >= 0.9) is is_sure


def test_the_other_readings_of_a_number_are_kept() -> None:
    found = read_number("Số: 219/QĐ-SNV", [glyphs("Só: 218/QD-SNV")])
    assert [text for text, _ in found[1].alternatives] == ["219/QĐ-SNV"]


def test_a_letter_for_a_digit_is_the_digit_that_it_looks_like_and_in_doubt() -> None:
    (_, number) = read_number("Số: ~ /QĐ-SNV", [glyphs("S:A3F/QD-SNV", looks="47")])
    assert number.text == "437/QĐ-SNV"
    assert number.confidence < 0.5


@pytest.mark.parametrize(
    ("first", "second", "text", "doubtful"),
    [
        (
            "Tân Lập, ngày 1' tháng Ó2 năm 2025",
            ["Tân Lp, ngày 17 tháng 02 năm 2025"],
            "Tân Lập, ngày 17 tháng 02 năm 2025",
            [],
        ),
        # No month has 42 days.
        (
            "Tân Lập, ngày ?? tháng 5 năm 2025",
            ["Tân Lp, ngày42tháng 5 năm 2025"],
            "Tân Lập, ngày 02 tháng 5 năm 2025",
            ["02"],
        ),
        # By rule a day has two digits: one of them may not have been seen.
        (
            "Tân Lập, ngày 2°' tháng 5 năm 2025",
            ["Tân Lp, ngày2 tháng 5 năm 2025", "Tân Lp, ngày22 tháng 5 năm 2025"],
            "Tân Lập, ngày 22 tháng 5 năm 2025",
            ["22"],
        ),
        ("Tân Lập, ngày    tháng 5 năm 2025", ["Tân Lp, ngày tháng 5 năm 2025"], "", []),
    ],
)
def test_a_date_is_made_of_two_readings(
    first: str, second: Sequence[str], text: str, doubtful: list[str]
) -> None:
    found = read_date(first, [glyphs(one) for one in second])
    assert " ".join(piece.text for piece in found) == text
    assert [piece.text for piece in found if piece.confidence < 0.9] == doubtful


class Reader:
    """Reads the same into every crop."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self, crops: Sequence[Picture]) -> list[list[Glyph]]:
        return [glyphs(self.text) for _ in crops]


def words(text: str, x: float, y: float) -> list[PageWord]:
    return [
        PageWord(word, Box(x + 40 * n, y, x + 40 * n + 36, y + 12)) for n, word in enumerate(text.split())
    ]


def test_only_the_line_of_the_number_is_read_again() -> None:
    page = np.full((1200, 1000), 255, dtype=np.uint8)
    number, stamp = words("Số: 4l /KH-UBND", 60, 80), words("ĐẾN Số: 999", 60, 200)
    basis = words("Căn cứ Nghị quyết số 76/NQ-CP;", 60, 300)
    found = with_filled_in([*number, *stamp, *basis], (page, page), 72, Reader("S: 41/KH-UBND"))
    assert " ".join(word.text for word in found[:2]) == "Số: 41/KH-UBND"
    assert found[2:] == [*stamp, *basis]


def test_blue_ink_is_ink_to_the_second_reader() -> None:
    page = np.full((40, 40, 3), 255, dtype=np.uint8)
    page[10:20, 10:20] = (60, 90, 220)
    assert inked(page)[15, 15] < 100


def test_no_second_reader_is_a_choice() -> None:
    assert second_reader(NONE) is None


def test_the_second_reader_reads_digits_and_signs() -> None:
    reader = second_reader("rapidocr")
    if reader is None:
        pytest.skip("rapidocr is not installed")
    crops = [written(text) for text in ("1985,4", "260/TB-UBND")]
    read = ["".join(glyph.letter for glyph in line).replace(" ", "") for line in reader.read(crops)]
    assert read == ["1985,4", "260/TB-UBND"]
