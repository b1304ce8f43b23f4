"""Repairs of numbers: only with a ground, and never of a document's own slips."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.arithmetic import Sum, Value, repair
from pipeline.tables.numbers import read_number


def _value(raw: str) -> Value:
    return Value(raw, raw, read_number(raw))


def _repaired(total: str, *parts: str, also: tuple[Sum, ...] = ()) -> list[str]:
    top, rest = _value(total), [_value(part) for part in parts]
    # Sums that hold, so that the table is one of sums.
    good = [Sum(_value("3"), (_value("1"), _value("2"))) for _ in range(3)]
    repair([Sum(top, tuple(rest)), *good, *also], [], [[top, *rest]])
    return ["none" if one.number is None else str(one.number.value) for one in (top, *rest)]


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


def test_a_leading_zero_needs_a_point() -> None:
    assert _repaired("1.7", "085", "0.85") == ["1.7", "0.85", "0.85"]


def test_a_lost_number_follows_from_the_rest() -> None:
    assert _repaired("4", "1", "", "2") == ["4", "1", "1", "2"]


def test_a_misread_digit_needs_two_grounds() -> None:
    assert _repaired("0.44", "4.5", "4.94") == ["0.44", "4.5", "4.94"]
    total, part = _value("0.44"), _value("10.56")
    parts = (_value("4.5"), _value("4.94"))
    sums = [Sum(total, parts), Sum(_value("20"), (total, part)), Sum(_value("3"), (_value("1"), _value("2")))]
    repair(sums, [], [[total, part, *parts]])
    assert total.number is not None
    assert total.number.value == Decimal("9.44")
    assert total.repair is not None
    assert "read as 0.44" in total.repair


def test_a_slip_of_the_document_stays() -> None:
    assert _repaired("12.86", "9.65", "3.20") == ["12.86", "9.65", "3.20"]


def test_percentages_are_no_sums() -> None:
    top, parts = _value("8372"), (_value("84.05"), _value("84.15"))
    repair([Sum(top, parts)], [], [[top, *parts]])
    assert top.repair is None


def test_a_number_above_its_maximum_lost_its_point() -> None:
    value, maximum, other = _value("8278"), _value("100"), _value("83.40")
    repair([], [(value, maximum)], [[value, other]])
    assert value.number is not None
    assert str(value.number.value) == "82.78"


@given(st.lists(st.decimals(min_value=0, max_value=20, places=2), min_size=2, max_size=6))
def test_a_sum_that_holds_is_never_changed(parts: list[Decimal]) -> None:
    read = [f"{part:.2f}" for part in parts]
    total = f"{sum(parts):.2f}"
    assert _repaired(total, *read) == [total, *read]
