"""Two pages on one scan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.document import Box
from pipeline.page import Page, PageWord, table_of
from pipeline.read.layout import assemble
from pipeline.read.spreads import halves

LEFT, RIGHT = 60.0, 480.0


def column(left: float, name: str) -> list[PageWord]:
    """Twelve lines of four words."""
    return [
        PageWord(f"{name}{line}.{n}", Box(left + 70 * n, 60 + 30 * line, left + 70 * n + 60, 72 + 30 * line))
        for line in range(12)
        for n in range(4)
    ]


def spread(*words: PageWord, engine: str = "tesseract", tables: tuple[Box, ...] = ()) -> Page:
    found = (table_of(tables),) if tables else ()
    return Page(1, 842, 595, "image", "", (*column(LEFT, "a"), *column(RIGHT, "b"), *words), found, engine)


def test_the_left_page_is_read_before_the_right_one() -> None:
    document = assemble([spread()])
    first = [line.raw.split()[0] for line in document.lines if line.words]
    assert first == [*(f"a{n}.0" for n in range(12)), *(f"b{n}.0" for n in range(12))]
    assert document.pages == 1


@pytest.mark.parametrize(
    "page",
    [
        # a title in the middle; a table from one side to the other; text that no engine read; a high page
        spread(PageWord("PHỤ LỤC", Box(380, 20, 470, 40))),
        spread(tables=(Box(50, 450, 400, 480), Box(400, 450, 800, 480))),
        spread(engine=""),
        replace(spread(), height=842),
        # recipients and who signs
        Page(1, 842, 595, "image", "", (*column(LEFT, "a"), *column(RIGHT, "b")[:8]), (), "tesseract"),
    ],
)
def test_a_page_that_may_be_one_is_one(page: Page) -> None:
    assert halves(page) == (page,)
