from __future__ import annotations

from collections import Counter

import pytest

from pipeline.tables.text.row_numbers import due_after, read_code, read_number


@pytest.mark.parametrize(
    ("raw", "last", "number"),
    [
        ("20.", 19, 20),
        ("13,", 12, 13),
        ("S,", 4, 5),
        ("4l", 40, 41),
        ("97", 26, 27),
        ("3", 1, 3),
    ],
)
def test_a_misread_number_is_told_by_the_one_before(raw: str, last: int, number: int) -> None:
    found = read_number(raw, due_after((last,), in_new_group=False))
    assert found is not None
    assert found[1] == (number,)


@pytest.mark.parametrize("raw", ["các", "V.", "|", "", "2024", "UBND"])
def test_words_and_numerals_are_no_row_numbers(raw: str) -> None:
    assert read_number(raw, due_after((4,), in_new_group=False)) is None


def test_numbering_may_begin_anew_in_a_group() -> None:
    assert (1,) in due_after((7,), in_new_group=True)
    assert (1,) not in due_after((7,), in_new_group=False)


def test_codes() -> None:
    depths = Counter({1: 5, 2: 5})
    assert all(read_code(raw, depths) is not None for raw in ("1.1", "412", "-", "II", "6.11"))
    assert all(read_code(raw, depths) is None for raw in ("83.72.1.1.1", "Sở", "1000"))
