"""The letterhead's place and date, read again where their line was overlooked."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.document import Box
from pipeline.page import PageWord
from pipeline.scan.clean import Picture
from pipeline.scan.engine import Reading
from pipeline.scan.lost_date import with_lost_date

STATE = "UBND TỈNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
DATE = "Tân Lập, ngày 05 tháng 3 năm 2031"
PAGE = np.full((842, 595), 255, dtype=np.uint8)


def line(text: str, x: float, y: float) -> list[PageWord]:
    return [
        PageWord(word, Box(x + 40 * n, y, x + 40 * n + 30, y + 12)) for n, word in enumerate(text.split())
    ]


class Engine:
    """Reads one line, 20 points below the top and 50 right of the left edge of what it is given."""

    name = "one line"

    def __init__(self, text: str) -> None:
        self.text, self.corners = text, list[tuple[int, ...]]()

    def read(self, picture: Picture, dpi: int, layout: str, language: str = "vie") -> list[Reading]:
        self.corners.append(picture.shape)
        return [
            Reading(word, 50 + 40 * n, 20, 80 + 40 * n, 32, 0.9) for n, word in enumerate(self.text.split())
        ]


def read(words: list[PageWord], text: str = DATE) -> tuple[str, int]:
    engine = Engine(text)
    found = with_lost_date(words, PAGE, 72, engine)
    assert found[: len(words)] == words
    return " ".join(word.text for word in found[len(words) :]), len(engine.corners)


def test_a_date_that_was_overlooked_is_read_in_its_half() -> None:
    engine = Engine(DATE)
    found = with_lost_date(line(STATE, 40, 60), PAGE, 72, engine)
    assert " ".join(word.text for word in found[-8:]) == DATE
    # Below the name of the state, from its first word to the page's edge.
    assert engine.corners == [(90, 595 - 90)]
    assert found[-8].box == Box(140, 92, 170, 104)


@pytest.mark.parametrize(
    ("words", "read_again"),
    [
        (line(STATE, 40, 60) + line(DATE, 200, 95), 0),
        (line(STATE, 40, 60) + line("Tân Lập, ngày tháng 3 năm 2031", 200, 95), 0),
        # The line was read, though badly.
        (line(STATE, 40, 60) + line("Tần Lãp. ngiv Ó5 tỉnng 3 2O31", 150, 95), 1),
        (line("Điều 1. Ban hành kèm theo Quyết định này", 40, 60), 0),
        # It is named in the text.
        (line(STATE, 40, 500), 0),
    ],
)
def test_what_was_read_is_left_alone(words: list[PageWord], read_again: int) -> None:
    assert read(words) == ("", read_again)


def test_what_is_no_date_is_left_out() -> None:
    assert read(line(STATE, 40, 60), "Độc lập - Tự do - Hạnh phúc") == ("", 1)
