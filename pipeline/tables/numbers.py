"""Numbers as read: their value, operator and decimals, and what else they may have been."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

OPERATORS = {">": ">", "≥": ">=", ">=": ">=", "<": "<", "≤": "<=", "<=": "<=", "": ""}
_SHAPE = re.compile(r"(>=|<=|[<>≥≤])?\s*(-?\d[\d.,\s]*)(%?)")
_NO_POINT = re.compile(r"\d{2,6}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a cell. `text` is its digits as read, the decimal mark a point."""

    text: str
    value: Decimal
    operator: str = ""
    unit: str = ""

    @property
    def decimals(self) -> int:
        return len(self.text.partition(".")[2])


def read_number(raw: str, decimal_mark: str = ".") -> Number | None:
    """The number that a cell holds; None where it holds none, or more than one."""
    match = _SHAPE.fullmatch(raw.strip(" |_;:"))
    if not match:
        return None
    digits = re.sub(r"\s", "", match.group(2)).strip(".,")
    thousands = "," if decimal_mark == "." else "."
    if digits.count(thousands) and re.fullmatch(
        rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+(?:{re.escape(decimal_mark)}\d+)?", digits
    ):
        digits = digits.replace(thousands, "")
    digits = digits.replace(",", ".")
    if digits.count(".") > 1:
        return None
    try:
        value = Decimal(digits)
    except InvalidOperation:
        return None
    return Number(digits, value, OPERATORS[match.group(1) or ""], match.group(3))


def lost_point(number: Number) -> Number | None:
    """The number with the point behind its leading zero, without which it cannot have been written."""
    if re.fullmatch(r"0\d+", number.text):
        text = f"0.{number.text[1:]}"
        return Number(text, Decimal(text), number.operator, number.unit)
    return None


def with_point(number: Number) -> Iterator[Number]:
    """The number with a point between any two of its digits, if it has none."""
    if _NO_POINT.fullmatch(number.text):
        for place in range(1, len(number.text)):
            text = f"{number.text[:place]}.{number.text[place:]}"
            yield Number(text, Decimal(text), number.operator, number.unit)


def with_digit(number: Number) -> Iterator[Number]:
    """The number with one of its digits another."""
    for place, letter in enumerate(number.text):
        if letter.isdigit():
            for digit in "0123456789":
                if digit != letter:
                    text = number.text[:place] + digit + number.text[place + 1 :]
                    yield Number(text, Decimal(text), number.operator, number.unit)
