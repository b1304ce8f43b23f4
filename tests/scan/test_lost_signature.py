"""Who signed, read again beside the recipients where a seal kept it from being read."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.document import Box
from pipeline.page import PageWord
from pipeline.scan.clean import Picture
from pipeline.scan.engine import Reading
from pipeline.scan.lost_signature import with_lost_signature

PAGE = np.full((842, 595), 255, dtype=np.uint8)
SEAL = PAGE.copy()
SEAL[420:520, 330:334] = 0
POST = "KT. GIÁM ĐỐC"


def line(text: str, x: float, y: float) -> list[PageWord]:
    return [
        PageWord(word, Box(x + 40 * n, y, x + 40 * n + 30, y + 12)) for n, word in enumerate(text.split())
    ]


RECIPIENTS = line("Nơi nhận:", 60, 400) + line("- Như trên;", 60, 420)


class Engine:
    """Reads lines of words 60 points below one another, those with "~" with little certainty.

    What stands behind "|" is read only of a picture without a seal.
    """

    name = "some lines"

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")

    def read(self, picture: Picture, dpi: int, layout: str, language: str = "vie") -> list[Reading]:
        has_seal = bool((picture < 100).any())
        return [
            Reading(
                word.strip("~"),
                20 + 50 * n,
                30 + 60 * row,
                60 + 50 * n,
                42 + 60 * row,
                0.2 if "~" in word else 0.9,
            )
            for row, line in enumerate(self.lines)
            for n, word in enumerate((line.split("|")[0] if has_seal else line.replace("|", "")).split())
        ]


@pytest.mark.parametrize(
    ("read", "again", "found"),
    [
        ([], f"{POST}\nTrần Văn Bình", f"{POST} Trần Văn Bình"),
        ([], "T§ Trần Văn Bình", "Trần Văn Bình"),
        ([], "Văn Bình", ""),
        ([], "~Trần Văn Bình", ""),
        ([], f"SỞ {POST}\nTrần Văn Bình", "Trần Văn Bình"),
        (line(POST, 350, 400), "KT. CHỦ TỊCH\nTrần Văn Bình", "Trần Văn Bình"),
        (line("Trần Văn Bình", 350, 500), "Lê Thị Nam An", ""),
    ],
    ids=[
        "whole",
        "a degree",
        "a part of it",
        "doubtful",
        "a part of a post",
        "only the name",
        "read at once",
    ],
)
def test_post_and_name_are_read_again_where_no_name_was(read: list[PageWord], again: str, found: str) -> None:
    words = with_lost_signature([*RECIPIENTS, *read], PAGE, 72, Engine(again))
    assert " ".join(word.text for word in words[len(RECIPIENTS) + len(read) :]) == found


def test_what_is_larger_than_letters_is_left_out() -> None:
    words = with_lost_signature(RECIPIENTS, SEAL, 72, Engine("SỞ Y TẾ|\n|Trần Văn Bình"))
    assert [word.text for word in words[len(RECIPIENTS) :]] == ["Trần", "Văn", "Bình"]
    assert words[-1].box == Box(595 / 2 + 120, 462, 595 / 2 + 160, 474)


def test_a_page_without_recipients_is_not_read_again() -> None:
    words = line("Báo cáo", 60, 400)
    assert with_lost_signature(words, PAGE, 72, Engine("Trần Văn Bình")) == words
