"""Numbers: every form that a cell may have, and what a column says of the numbers in it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.tables.number_columns import marks_of, read_column
from pipeline.tables.numbers import LONGEST, read_number
from tests.conftest import DATA


def forms() -> list[list[str]]:
    lines = (DATA / "numbers.tsv").read_text(encoding="utf-8").splitlines()
    return [[*line.split("\t"), "", "", "", ""][:5] for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("raw", "value", "upper", "operator", "unit"), forms())
def test_forms_of_a_number(raw: str, value: str, upper: str, operator: str, unit: str) -> None:
    number = read_number(raw, ",")
    if value == "null":
        assert number is None
    else:
        assert number is not None
        assert (number.value, number.operator, number.unit) == (Decimal(value), operator, unit)
        assert number.upper == (Decimal(upper) if upper else None)


def test_what_is_longer_than_any_number_is_none() -> None:
    assert read_number("9" * (LONGEST + 1), ",") is None
    assert read_number("1 " * 50_000 + "x", ",") is None


@pytest.mark.parametrize(
    ("raws", "mark"),
    [
        (["9.5", "10", "9.44"], "."),
        (["1.234,5", "50.000"], ","),
        (["1.234.567", "50.000"], ","),
        (["1,234,567", "2.5"], "."),
        (["0,123"], ","),
        (["50.000", "1.200"], None),
        (["1", "2"], None),
        (["9.5", "9,5"], None),
    ],
)
def test_numbers_show_their_decimal_mark(raws: list[str], mark: str | None) -> None:
    assert marks_of(raws).decimal == mark


# Cells of a column, their values; a value in brackets is one that must be said to be doubtful.
COLUMNS = [
    # A point before decimals beside three digits behind a point: thousands, as the others have one decimal.
    (["1.250 người", "3.5 %", "92.5"], ["(1250)", "3.5", "92.5"]),
    (["12.3", "1.200"], ["12.3", "(1200)"]),
    (["1,200", "12,3"], ["(1.2)", "12.3"]),
    (["1,234", "2,345", "500"], ["(1.234)", "(2.345)", "500"]),
    (["0,123", "1,234"], ["0.123", "1.234"]),
    (["0.123", "1.234"], ["0.123", "1.234"]),
    (["1.6389", "1.625"], ["1.6389", "1.625"]),
    (["1.234", "99,5"], ["1234", "99.5"]),
    (["1,234", "99.5"], ["1234", "99.5"]),
    (["50.000", "1.200"], ["50000", "1200"]),
    # What is written in another way than the rest of its column.
    (["1.234.567", "12.3"], ["1234567", "(12.3)"]),
    (["12.2024", "5", "7"], ["(12.2024)", "5", "7"]),
    (["1.2024", "1.6389", "0.5"], ["1.2024", "1.6389", "0.5"]),
    (["(3,2)", "5,1"], ["(-3.2)", "5.1"]),
]


@pytest.mark.parametrize(("raws", "wanted"), COLUMNS)
def test_a_column_says_what_its_numbers_are(raws: list[str], wanted: list[str]) -> None:
    numbers = read_column(raws)
    assert [
        number and (f"({number.value.normalize():f})" if number.doubt else f"{number.value.normalize():f}")
        for number in numbers
    ] == wanted


def test_a_column_without_decimals_is_read_as_the_others_of_its_table_are() -> None:
    around = marks_of(["3.5", "92.5"])
    assert [(one.value, bool(one.doubt)) for one in read_column(["1.250"], around) if one] == [(1250, True)]
    assert [one.value for one in read_column(["1,250"], around) if one] == [1250]


def test_a_maximum_tells_decimals_from_thousands() -> None:
    maxima = read_column(["2.5", "2000"])
    numbers = read_column(["1.250", "1.250"], marks_of(["2.5"]), maxima)
    assert [(one.value, bool(one.doubt)) for one in numbers if one] == [
        (Decimal("1.25"), False),
        (Decimal(1250), True),
    ]
