"""Pages whose cells are known, and their text as a digital page has it."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any, cast

from pipeline.learn.table_pages import Drawn, PlacedWord, text_layer


def test_the_text_of_a_digital_page_goes_across_columns() -> None:
    """A number in the middle of its row is a line of its own, words at one height are one line."""
    font: Any = SimpleNamespace(getlength=lambda text: 10.0 * len(text))
    drawn = Drawn(cast(Any, None), cast(Any, None), font, font, 20, [0, 50, 300, 600])
    drawn.cells += [((0, 0, 50, 60), 0, 0), ((50, 0, 300, 60), 0, 1), ((300, 0, 600, 60), 0, 2)]
    drawn.words += [
        PlacedWord(310, 5, "Công"), PlacedWord(60, 5, "Rà"), PlacedWord(90, 5, "soát"),
        PlacedWord(10, 16, "1"), PlacedWord(360, 6, "an"), PlacedWord(60, 27, "hồ"), PlacedWord(90, 27, "sơ"),
    ]  # fmt: skip
    seed = next(n for n in range(99) if random.Random(n).random() > 0.5)
    assert text_layer(drawn, 72, random.Random(seed)) == [
        [("Rà", 0, 1), ("soát", 0, 1), ("Công", 0, 2), ("an", 0, 2)],
        [("1", 0, 0)],
        [("hồ", 0, 1), ("sơ", 0, 1)],
    ]
