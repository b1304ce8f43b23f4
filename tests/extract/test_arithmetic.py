"""Repairs of numbers: only with a ground, and never of a document's own slips."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.arithmetic import Key, Sum, Value, repaired
from pipeline.tables.numbers import read_number

# Sums that hold, so that the table is one of sums.
GOOD = ("3", "1", "2")


def _table(*sums: tuple[str, ...], exact: bool = False) -> tuple[dict[Key, Value], list[Sum]]:
    """The values of a column and its sums; each is a total and its parts."""
    values: dict[Key, Value] = {}
    found = []
    for one in (*sums, *[GOOD] * 3):
        keys = []
        for raw in one:
            key = (len(values), 0)
            values[key] = Value(raw, raw, read_number(raw), is_exact=exact)
            keys.append(key)
        found.append(Sum(keys[0], tuple(keys[1:])))
    return values, found


def _repaired(*numbers: str, exact: bool = False) -> list[str]:
    """A total and its parts, repaired."""
    values, sums = _table(numbers, exact=exact)
    found = list(repaired(values, sums, []).values())[: len(numbers)]
    return ["none" if one.number is None else str(one.number.value) for one in found]


def test_a_lost_point_is_proved_by_the_sum() -> None:
    assert _repaired("9.5", "15", "0.5", "2", "1", "2", "1", "15") == [
        "9.5",
        "1.5",
        "0.5",
        "2",
        "1",
        "2",
        "1",
        "1.5",
    ]


def test_a_leading_zero_needs_a_point_among_decimals() -> None:
    assert _repaired("1.75", "085", "0.45", "0.45") == ["1.75", "0.85", "0.45", "0.45"]


def test_a_count_may_begin_with_zero() -> None:
    assert _repaired("07", "05", "02") == ["7", "5", "2"]


@pytest.mark.parametrize(
    "numbers",
    [
        ("9.5", "15", "0.5", "7.5"),
        ("4", "1", "-", "2"),
        ("11", "6", "4"),
        ("1.7", "085", "0.85"),
        ("9", "Chưa giao", "4"),
    ],
)
def test_what_was_read_exactly_is_never_changed(numbers: tuple[str, ...]) -> None:
    values, sums = _table(numbers, exact=True)
    assert repaired(values, sums, [(sums[0].parts[0], sums[1].total)]) == values


def test_a_lost_number_follows_from_the_rest() -> None:
    assert _repaired("4", "1", "", "2") == ["4", "1", "1", "2"]


def test_a_misread_digit_needs_two_reasons() -> None:
    assert _repaired("0.44", "4.5", "4.94") == ["0.44", "4.5", "4.94"]
    values, sums = _table(("20", "0.44", "10.56"), ("0.44", "4.5", "4.94"))
    both = [sums[0], Sum(sums[0].parts[0], sums[1].parts), *sums[2:]]
    total = repaired(values, both, [])[sums[0].parts[0]]
    assert total.number is not None
    assert total.number.value == Decimal("9.44")
    assert "read as 0.44" in (total.repair or "")


def test_a_slip_of_the_document_stays() -> None:
    assert _repaired("12.86", "9.65", "3.20") == ["12.86", "9.65", "3.20"]


def test_percentages_are_no_sums() -> None:
    values, sums = _table(("8372", "84.05", "84.15"))
    assert repaired(values, sums[:1], [])[sums[0].total].repair is None


def test_a_number_above_its_maximum_lost_its_point() -> None:
    values, sums = _table(("8278", "100", "83.40", "81.05"))
    column = {key: values[key] for key in sums[0].keys}
    value = repaired(column, [], [(sums[0].total, sums[0].parts[0])])[sums[0].total]
    assert value.number is not None
    assert str(value.number.value) == "82.78"


@given(st.lists(st.decimals(min_value=0, max_value=20, places=2), min_size=2, max_size=6))
def test_a_sum_that_holds_is_never_changed(parts: list[Decimal]) -> None:
    read = [f"{part:.2f}" for part in parts]
    total = f"{sum(parts):.2f}"
    assert _repaired(total, *read) == [total, *read]
