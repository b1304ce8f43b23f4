"""Numbers of short cells by two readers: digits and signs of the second, letters of the first, doubts said."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from pipeline.document import Box, Word
from pipeline.page import table_of
from pipeline.scan.cells import read_cells
from pipeline.scan.clean import Picture
from pipeline.scan.digits import Glyph
from pipeline.scan.engine import Reading
from pipeline.scan.short_cells import as_line, both, difference, may_hold_number
from pipeline.tables.grid import Cell

NO_DIGITS = (0.0,) * 10


def glyphs(text: str, sure: float = 0.95) -> list[Glyph]:
    return [Glyph(letter, sure, NO_DIGITS) for letter in text]


def readings(text: str, sure: float = 0.9) -> list[Reading]:
    return [Reading(word, 10.0 * n, 0, 10.0 * n + 9, 10, sure) for n, word in enumerate(text.split())]


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("1985,4", "1985,4", "1985,4"),
        # Digits, marks and signs are the second's.
        ("1.983", "1,983", "1,983"),
        ("260", "≥60", "≥60"),
        ("> 60", "≥ 60", "≥ 60"),
        (">z 439%", "≥43%", "≥ 43%"),
        ("7g;", "77,97", "77,97"),
        # A number is not torn, nor are two glued.
        ("60 %", "60,5%", "60,5 %"),
        # Letters are the first's, beside digits too.
        ("Tháng 8/2026", "Thng 3/2026", "Tháng 3/2026"),
        ("Quý 1⁄2026", "Quy I/2026", "Quý I/2026"),
        ("QuýH/2026", "QuyII/2026", "QuýII/2026"),
        ("Người", "Nguoi", "Người"),
        ("Vụ", "V", "Vụ"),
        # Numerals that are read as letters.
        ("VỊ", "VI", "VI"),
        ("ll|", "III", "III"),
        ("I", "1", "I"),
        ("", "7", "7"),
        ("8", "", "8"),
        ("3%", "%", "%"),
        ("%o", "%0", "%o"),
    ],
)
def test_a_short_cell_is_made_of_two_readings(first: str, second: str, text: str) -> None:
    words = readings(first) or [Reading("", 0, 0, 9, 10, 0.0)]
    assert " ".join(word.text for word in both(words, glyphs(second))) == text


@pytest.mark.parametrize(
    ("first", "second", "sure", "is_sure"),
    [
        ("98,5", "98,5", 0.95, True),
        ("98,5", "98,5", 0.4, True),
        (">98,5", "≥98,5", 0.95, True),
        (">98,5", "≥98,5", 0.3, False),
        ("93,5", "98,5", 0.95, False),
        ("985", "98,5", 0.95, False),
        ("98,5", "", 0.95, False),
        ("", "98,5", 0.95, False),
        ("I", "1", 0.95, False),
    ],
)
def test_what_is_read_differently_is_in_doubt(first: str, second: str, sure: float, is_sure: bool) -> None:
    words = readings(first) or [Reading("", 0, 0, 9, 10, 0.0)]
    (word,) = both(words, glyphs(second, sure))
    assert (word.confidence > 0.9) is is_sure
    assert [other for other, _ in word.alternatives] == [
        other for other in (first, second) if other and other != word.text
    ]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("", "7", "nothing"),
        ("H", "II", "numeral"),
        (">7", "≥7", "sign"),
        ("1.7", "1,7", "mark"),
        ("27", "≥7", "letter for sign"),
        ("17", "7", "shorter"),
        ("7", "17", "longer"),
        ("17", "11", "digit"),
    ],
)
def test_differences_have_kinds(first: str, second: str, kind: str) -> None:
    assert difference(first, second) == kind


@pytest.mark.parametrize(
    ("text", "sure", "may_be"),
    [
        ("Người", 0.95, False),
        ("km", 0.95, False),
        ("km", 0.5, True),
        ("VH", 0.9, True),
        ("S", 0.9, True),
        ("", 0.0, True),
        ("5", 0.9, True),
        ("Hộ 5", 0.9, True),
    ],
)
def test_what_surely_is_letters_is_not_read_again(text: str, sure: float, may_be: bool) -> None:
    assert may_hold_number(readings(text, sure)) is may_be


@pytest.mark.parametrize(
    ("first", "second", "text"), [("ST", "STT", "STT"), ("1L", "TT", "TT"), ("BVĐK", "BVDK", "BVĐK")]
)
def test_capitals_that_the_first_doubts_are_the_second_s(first: str, second: str, text: str) -> None:
    assert [word.text for word in both(readings(first, 0.5), glyphs(second))] == [text]


def test_signs_alone_are_not_blown_up() -> None:
    dash = np.zeros((4, 12), dtype=np.uint8)
    assert as_line(dash, 300).shape == (44, 18)


class Page:
    """Reads the same text in every cell; its English model must not be asked."""

    name = "page"

    def read(self, picture: Picture, dpi: int, layout: str, language: str = "vie") -> list[Reading]:
        assert language == "vie"
        dark = np.flatnonzero((picture < 100).any(axis=1))
        tops = [int(dark[0]), *(int(b) for a, b in pairwise(dark) if b - a > 5)]
        return [Reading("8", 400, top, 420, top + 40, 0.9) for top in tops]


class Digits:
    def read(self, crops: Sequence[Picture]) -> list[list[Glyph]]:
        return [glyphs("3") for _ in crops]


def test_both_readings_of_a_cell_are_kept() -> None:
    picture = np.full((300, 300), 255, dtype=np.uint8)
    picture[100:140, 100:130] = 0
    # A mark as low as a dash is no digit.
    picture[112:122, 20:60] = 0
    cells = [Box(2, 10, 18, 60), Box(18, 10, 60, 60)]
    words = read_cells(picture, 300, [table_of(cells)], Page(), Digits())
    others = [[other for other, _ in word.alternatives] for word in words]
    assert ([word.text for word in words], others) == (["8", "3"], [[], ["8"]])


def test_a_number_is_no_surer_than_its_sign_and_has_other_readings() -> None:
    sign = Word("≥", "≥", 1, 0, 0, 1, 0.5, alternatives=((">", 0.5),))
    cell = Cell((sign, Word("60", "60", 1, 0, 2, 4, 0.99)))
    assert cell.least_confidence == 0.5
    assert cell.other_readings == ("> 60",)
