"""Cells read apart from their page, two readings made one, quarters counted, engines that fail."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipeline.document import Box, PageTurn
from pipeline.errors import EngineFailed, EngineMissing, LanguageMissing
from pipeline.page import PageWord, table_of
from pipeline.scan import program
from pipeline.scan.cells import _agreed, read_cells
from pipeline.scan.clean import Picture, turned, turned_whole
from pipeline.scan.engine import Reading, Tesseract
from pipeline.scan.numerals import with_quarters
from pipeline.scan.page import read_scan
from tests.scan.pictures import written


def readings(text: str, confidence: float = 0.9) -> list[Reading]:
    return [Reading(word, 10.0 * n, 0, 10.0 * n + 9, 10, confidence) for n, word in enumerate(text.split())]


@pytest.mark.parametrize(
    ("first", "second", "text", "sure"),
    [
        ("2,5", "2,5", "2,5", True),
        ("3,5", "2,5", "2,5", False),
        ("Z1", "2.1", "2.1", False),
        ("SFF", "STT", "SFF", None),
        ("Sở Y tế", "So Y té", "Sở Y tế", None),
        ("Quý 2025", "Quy I/2025", "Quý I/2025", False),
        ("12 tháng", "12 thang", "12 tháng", None),
        ("1", "", "1", None),
    ],
)
def test_of_two_readings_numbers_are_the_second_and_words_the_first(
    first: str, second: str, text: str, sure: bool | None
) -> None:
    found = _agreed(readings(first), readings(second, 0.8))
    assert " ".join(word.text for word in found) == text
    if sure is not None:
        assert (found[-1].confidence >= 0.9) is sure
        assert (found[-1].confidence <= 0.5) is not sure


class Blobs:
    """An engine that reads every blob of ink as the letter `x`, by its box."""

    name = "blobs 1.0"

    def read(self, picture: Picture, dpi: int, layout: str, language: str = "vie") -> list[Reading]:
        import cv2

        ink = (picture < 128).astype(np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
        return [
            Reading("x", x, y, x + width, y + height, 0.9)
            for x, y, width, height, area in stats[1:].tolist()
            if width > 30 and area > 500
        ]


class Level(Blobs):
    """An engine that is sure only of what lies level: a bar that is turned fills little of its box."""

    def read(self, picture: Picture, dpi: int, layout: str, language: str = "vie") -> list[Reading]:
        return [
            Reading("xx", r.x0, r.y0, r.x1, r.y1, 0.9 if _ink_of(picture, r) > 0.8 else 0.2)
            for r in super().read(picture, dpi, layout, language)
        ]


def _ink_of(picture: Picture, r: Reading) -> float:
    return float((picture[int(r.y0) : int(r.y1), int(r.x0) : int(r.x1)] < 128).mean())


@pytest.mark.parametrize("degrees", [25, -38, 115])
def test_a_page_that_shows_no_edge_is_straightened_from_any_angle(degrees: int) -> None:
    page = np.full((1100, 800), 255, dtype=np.uint8)
    for y in range(150, 950, 60):
        for x in range(100, 640, 90):
            page[y : y + 20, x : x + 70] = 0
    lying, _ = turned_whole(page, degrees)
    scan = read_scan(lying, Level(), 100)
    assert len(scan.words) == 84
    assert min(word.confidence for word in scan.words) == 0.9
    turn = scan.turn(1)
    assert turn
    for word in scan.words:
        x, y = (round(v * 100 / 72) for v in turn.in_file(*word.box.middle))
        assert lying[y - 3 : y + 4, x - 3 : x + 4].max() < 128


def test_words_of_cells_stand_where_they_were_on_the_page() -> None:
    page = np.full((600, 900), 255, dtype=np.uint8)
    places = [(120, 60), (420, 80), (150, 260), (480, 240)]
    for x, y in places:
        page[y : y + 30, x : x + 60] = 0
    boxes = [Box(r * 72, c * 48, r * 72 + 72, c * 48 + 48) for c in (0, 1) for r in (0, 1)]
    boxes = [Box(b.x0, b.y0, b.x1, b.y1) for b in boxes]
    words = read_cells(page, 300, [table_of(boxes)], Blobs())
    found = np.array(sorted((word.box.y0 * 300 / 72, word.box.x0 * 300 / 72) for word in words))
    assert np.abs(found - np.array(sorted((y, x) for x, y in places))).max() <= 2


@pytest.mark.parametrize(
    ("degrees", "quarters"), [(0.0, 0), (2.5, 0), (-3.0, 0), (0.0, 1), (1.5, 1), (-1.0, 3)]
)
def test_boxes_lead_back_to_the_page_as_it_lies(degrees: float, quarters: int) -> None:
    page = np.full((2000, 1500), 255, dtype=np.uint8)
    for y in range(200, 1800, 80):
        for x in range(150, 1300, 150):
            page[y : y + 24, x : x + 90] = 0
    lying = np.asarray(np.rot90(turned(page, degrees), quarters), dtype=np.uint8)
    scan = read_scan(lying, Blobs(), 150)
    turn = scan.turn(1) or PageTurn(1, (1, 0, 0, 0, 1, 0, 0, 0))
    assert len(scan.words) > 100
    for word in scan.words:
        x, y = turn.in_file((word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2)
        row, column = round(y * 150 / 72), round(x * 150 / 72)
        # In the middle of its blob, whose halves are 12 and 45 dots.
        assert lying[row - 8 : row + 8, column - 8 : column + 8].max() < 128
    assert (scan.turn(1) is None) == (not degrees and not quarters)


@pytest.mark.parametrize("numeral", ["I", "II", "III"])
def test_the_strokes_of_a_quarter_are_counted(numeral: str) -> None:
    picture = written(f"{numeral}/2025")
    ink = np.flatnonzero((picture < 128).any(axis=0))
    height = picture.shape[0]
    first = PageWord("Quý", Box(0, 0, float(ink[0]) - 6, height))
    second = PageWord("1/2025", Box(float(ink[0]), 0, float(ink[-1]), height))
    _, counted = with_quarters([first, second], picture, 72)
    assert counted.text == f"{numeral}/2025"


def test_what_cannot_be_counted_stays_as_read_and_is_doubted() -> None:
    picture = np.full((60, 300), 255, dtype=np.uint8)
    words = [PageWord("Quý", Box(0, 0, 50, 40)), PageWord("II/2025", Box(60, 0, 200, 40))]
    assert with_quarters(words, picture, 72)[1] == PageWord("II/2025", Box(60, 0, 200, 40), 0.5)


PAGE = np.full((50, 50), 255, dtype=np.uint8)


@pytest.fixture
def tesseract(monkeypatch: pytest.MonkeyPatch) -> Tesseract:
    monkeypatch.setattr(program, "version", lambda: "5.3.0")
    monkeypatch.setattr(program, "languages", lambda: frozenset({"vie", "eng"}))
    return Tesseract()


FAILURES = [
    (program.Stopped("out of memory"), "stopped: out of memory"),
    (TimeoutError(program.TIMEOUT), "timeout"),
    (ValueError("bad table"), "bad table"),
    (OSError("no space left"), "no space"),
]


@pytest.mark.parametrize(("failure", "says"), FAILURES)
def test_a_failing_engine_is_an_error_of_the_page(
    tesseract: Tesseract, monkeypatch: pytest.MonkeyPatch, failure: Exception, says: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise failure

    monkeypatch.setattr(program, "table", fail)
    with pytest.raises(EngineFailed, match=says):
        tesseract.read(PAGE, 300, "page")


def test_recorded_output_is_read(tesseract: Tesseract, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        ("level", "page", "block", "par", "line", "word", "left", "top", "width", "height", "conf", "text"),
        (4, 1, 1, 1, 1, 0, 0, 0, 0, 0, -1, ""),
        (5, 1, 1, 1, 1, 1, 10, 5, 20, 12, 96.512, "Kế"),
        (5, 1, 1, 1, 1, 2, 0, 0, 0, 0, 95.1, " "),
        (5, 1, 1, 1, 1, 3, 40, 5, 50, 15, 88, "hoạch"),
    ]
    table = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    monkeypatch.setattr(program, "table", lambda *_: table)
    assert tesseract.read(PAGE, 300, "block") == [
        Reading("Kế", 10, 5, 30, 17, 0.96),
        Reading("hoạch", 40, 5, 90, 20, 0.88),
    ]


def test_a_missing_model_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "version", lambda: "5.3.0")
    monkeypatch.setattr(program, "languages", lambda: frozenset({"eng"}))
    with pytest.raises(LanguageMissing, match="apt-get install tesseract-ocr-vie"):
        Tesseract()


def test_a_missing_engine_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise EngineMissing

    monkeypatch.setattr(program, "version", missing)
    with pytest.raises(EngineMissing, match="apt-get install tesseract-ocr tesseract-ocr-vie"):
        Tesseract()
