"""Codes as printed: sequences of every kind, and what a scan makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tables.codes.printed import printed_codes


def coded(raws: str, names: list[str] | None = None) -> list[tuple[str, str, int]] | None:
    read = [raw.replace("_", "") for raw in raws.split()]
    found = printed_codes(read, names or ["Chỉ tiêu"] * len(read))
    return found and [(one.code, one.parent, one.level) for one in found]


def test_three_levels() -> None:
    assert coded("I 1 - - 2 II 3 _ _") == [
        ("I", "", 1), ("1", "I", 2), ("-", "1", 3), ("-", "1", 3), ("2", "I", 2),
        ("II", "", 1), ("3", "II", 2), ("", "3", 3), ("", "3", 3),
    ]  # fmt: skip


def test_the_tenth_is_not_the_first() -> None:
    codes = coded("17 17.1 17.2 17.3 17.4 17.5 17.6 17.7 17.8 17.9 17.10 17.11 18")
    assert codes is not None
    assert [code for code, _, _ in codes][10] == "17.10"
    assert {parent for code, parent, _ in codes if "." in code} == {"17"}


def test_codes_with_points_of_three_levels() -> None:
    assert coded("1 1.1 1.1.1 1.1.2 1.2 2") == [
        ("1", "", 1), ("1.1", "1", 2), ("1.1.1", "1.1", 3), ("1.1.2", "1.1", 3), ("1.2", "1", 2), ("2", "", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("read", "codes"),
    [
        ("I 1 2 II 3 4 II 5 6 7", "I 1 2 II 3 4 III 5 6 7"),
        ("1 2 3 4 5 6 - 8 9 10", "1 2 3 4 5 6 7 8 9 10"),
        ("1 2 . . 3 . . 4", "1 2 - - 3 - - 4"),
    ],
)
def test_what_was_misread_is_told_by_the_sequence(read: str, codes: str) -> None:
    found = coded(read)
    assert found is not None
    assert [code for code, _, _ in found] == codes.split()


def test_a_table_without_codes_gets_none() -> None:
    assert coded("_ _ _") == [("", "", 1)] * 3


def test_too_much_that_is_misread_is_no_sequence() -> None:
    assert coded("1 5 9 2 7") is None


@given(st.lists(st.integers(0, 4), min_size=1, max_size=6))
def test_a_clean_sequence_comes_out_as_it_is(children: list[int]) -> None:
    raws = []
    for number, count in enumerate(children, 1):
        raws += [str(number), *(f"{number}.{n}" for n in range(1, count + 1))]
    found = printed_codes(raws, ["Chỉ tiêu"] * len(raws))
    assert found is not None
    assert [one.code for one in found] == raws
