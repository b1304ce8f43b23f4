"""Numbers as read: their value, operator and decimals, and what else they may have been."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Literal

from pipeline.vietnamese import dictionaries

# What is wider is no range: two numbers, or one with dirt in it.
WIDEST = 10
OPERATORS = {">": ">", "≥": ">=", ">=": ">=", "<": "<", "≤": "<=", "<=": "<=", "": ""}
Mark = Literal[".", ","]
_NUMBER = r"-?\d[\d.,\s]*"
_SHAPE = re.compile(rf"(>=|<=|[<>≥≤])?\s*({_NUMBER})(.*)")
_RANGE = re.compile(rf"(?:từ\s+)?({_NUMBER}?)\s*%?\s*(?:-|–|đến)\s*({_NUMBER})(.*)")
_NO_POINT = re.compile(r"\d{2,6}")
# What shows which sign parts the decimals: one or two digits, or four and more, behind it; a leading zero.
_DECIMALS = re.compile(r"\d([.,])(?:\d{1,2}|\d{4,})(?!\d)(?![.,]\d)|(?<!\d)0([.,])\d+")
_BOTH = re.compile(r"\d[.,]\d{3}(?:[.,]\d{3})*([.,])\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a cell. `text` is its digits as read, the decimal mark a point.

    Of a range `upper` is the end; `operator` then is `>=`.
    """

    text: str
    value: Decimal
    operator: str = ""
    unit: str = ""
    upper: Decimal | None = None

    @property
    def decimals(self) -> int:
        return len(self.text.partition(".")[2])


def decimal_mark(raws: Iterable[str]) -> Mark | None:
    """The sign before the decimals of a table's numbers; None where nothing shows it."""
    counts = {".": 0, ",": 0}
    for raw in raws:
        if match := _BOTH.search(raw) or _DECIMALS.search(raw):
            counts[next(mark for mark in match.groups() if mark)] += 1
    if counts["."] == counts[","]:
        return None
    return "." if counts["."] > counts[","] else ","


def read_number(raw: str, mark: Mark = ".") -> Number | None:
    """The number that a cell holds; None where it holds none, or more than a number or a range of two.

    `mark` is the sign before the decimals: it tells 1.234 from 1,234.
    """
    text, said = _without_words(raw.strip(" |_;:"))
    if match := _RANGE.fullmatch(text):
        first, last = _decimal(match.group(1), mark), _decimal(match.group(2), mark)
        unit = _unit(match.group(3))
        is_range = first and last and first[1] < last[1] <= WIDEST * first[1]
        if first and last and is_range and unit is not None and not said:
            return Number(*first, ">=", unit, last[1])
    match = _SHAPE.fullmatch(text)
    found = _decimal(match.group(2), mark) if match else None
    unit = _unit(match.group(3)) if match else None
    if not match or not found or unit is None or (said and match.group(1)):
        return None
    return Number(*found, OPERATORS[match.group(1) or said], unit)


def _without_words(text: str) -> tuple[str, str]:
    """A cell's text without the words around its number, and the operator that they stand for."""
    for pattern, operator in _words():
        if match := pattern.fullmatch(text):
            return match.group(1).strip(), operator
    return text, ""


@cache
def _words() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The longest words first."""
    found = []
    for operator, words in sorted(dictionaries.table("number-words.txt"), key=lambda row: -len(row[1])):
        before, _, after = (re.escape(part.strip()) for part in words.partition("…"))
        pattern = rf"{before}\s*(\d[\d.,\s]*[^\d\s]*(?:\s[^\d]*?)?)\s*{after}"
        found.append((re.compile(pattern, re.IGNORECASE), operator.removeprefix("=")))
    return tuple(found)


def _decimal(text: str, mark: Mark) -> tuple[str, Decimal] | None:
    """Digits as read, the decimal mark a point, and their value."""
    # A space parts thousands, or is dirt beside a sign; two numbers are none.
    if re.search(r"\d\s+\d", text) and not re.fullmatch(r"\s*-?\d{1,3}(?:\s\d{3})+(?:[.,]\d+)?\s*", text):
        return None
    digits = re.sub(r"\s", "", text).strip(".,")
    thousands = "," if mark == "." else "."
    if re.fullmatch(rf"-?\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+(?:{re.escape(mark)}\d+)?", digits):
        digits = digits.replace(thousands, "")
    digits = digits.replace(",", ".")
    if digits.count(".") > 1:
        return None
    try:
        return digits, Decimal(digits)
    except InvalidOperation:
        return None


def _unit(rest: str) -> str | None:
    """The unit behind a number, "" for none; None where something else stands there."""
    words = rest.strip(" .;")
    return words if not words or is_unit(words) else None


def is_unit(text: str) -> bool:
    """Whether a text is a unit that numbers are measured in."""
    return text.strip().lower() in _units()


@cache
def _units() -> frozenset[str]:
    return frozenset(unit.lower() for unit in dictionaries.lines("measure-units.txt"))


def lost_point(number: Number) -> Number | None:
    """The number with the point behind its leading zero, without which it cannot have been written."""
    if re.fullmatch(r"0\d+", number.text):
        return _changed(number, f"0.{number.text[1:]}")
    return None


def with_point(number: Number) -> Iterator[Number]:
    """The number with a point between any two of its digits, if it has none."""
    if _NO_POINT.fullmatch(number.text):
        for place in range(1, len(number.text)):
            yield _changed(number, f"{number.text[:place]}.{number.text[place:]}")


def with_digit(number: Number) -> Iterator[Number]:
    """The number with one of its digits another."""
    for place, letter in enumerate(number.text):
        if letter.isdigit():
            for digit in "0123456789":
                if digit != letter:
                    yield _changed(number, number.text[:place] + digit + number.text[place + 1 :])


def _changed(number: Number, text: str) -> Number:
    return Number(text, Decimal(text), number.operator, number.unit)
