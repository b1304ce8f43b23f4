"""Numbers as read: the one grammar of what a cell may hold, its value, operator, unit, and what is doubtful.

A cell holds a number, a bound (trên 90 %), a range (5 - 7) or a sum of money in words (2 tỷ 500 triệu);
marks of footnotes do not count. All else is no number: a fraction, a date, two numbers, a power, words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from pipeline.messages import tr
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.numerals import spoken

# What is wider is no range: two numbers, or one with dirt in it.
WIDEST = 10
# No number takes more letters, whatever stands around it.
LONGEST = 80
OPERATORS = {">": ">", "≥": ">=", ">=": ">=", "=>": ">=", "<": "<", "≤": "<=", "<=": "<=", "=<": "<=", "": ""}
Mark = Literal[".", ","]
_NUMBER = r"-?\d[\d.,\s]*"
_SHAPE = re.compile(rf"(>=|<=|=>|=<|[<>≥≤])?\s*({_NUMBER})(.*)")
_RANGE = re.compile(rf"(?:từ\s+)?({_NUMBER}?)\s*(%?)\s*(?:-|đến)\s*({_NUMBER})(.*)", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d")
_SCALES = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
_CURRENCIES = ("", "đồng", "đ", "VNĐ", "VND")
_AMOUNT = rf"(\d[\d.,]*)\s*({'|'.join(_SCALES)})"
_MONEY = re.compile(rf"((?:{_AMOUNT}\s*)+)(.*)", re.IGNORECASE)
_NO_POINT = re.compile(r"\d{2,6}")
# 85,5*, 111¹, 12(*): marks of footnotes. 10² may be a power.
_FOOTNOTE = re.compile(r"(?<=[\d%])(?:\s*\(\*+\)|\s*\*+|(?<!10)[⁰¹²³⁴-⁹]+)$")
_SPELLED = re.compile(r"(\d+)\s*\(([^\W\d]+(?:\s[^\W\d]+)*)\)(.*)")
_BRACKETS = re.compile(r"\(\s*(\d[^()]*)\)")
_SPACED = re.compile(r"-?\d{1,3}(?:\s\d{3})+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"(\d{1,3})([.,])(\d{3})(?:\2\d{3})+")
_BOTH = re.compile(r"(\d{1,3})([.,])(\d{3}(?:\2\d{3})*)(?!\2)[.,](\d+)")
_ONE_MARK = re.compile(r"(\d+)([.,])(\d+)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a cell. `text` is its digits as read, the decimal mark a point.

    Of a range `upper` is the end; `operator` then is `>=`. `doubt` says why it may be another number, "" for
    no reason, and `instead` which one.
    """

    text: str
    value: Decimal
    operator: str = ""
    unit: str = ""
    upper: Decimal | None = None
    doubt: str = ""
    instead: Decimal | None = None

    @property
    def decimals(self) -> int:
        return len(self.text.partition(".")[2])


def read_number(raw: str, mark: Mark = ".") -> Number | None:
    """The number that a cell holds; None where it holds none, or more than a number or a range of two.

    `mark` is the sign before the decimals, for the numbers that do not show it: it tells 1.234 from 1,234.

    >>> read_number("1.234,5"), read_number("7,37/10")
    (Number(text='1234.5', value=Decimal('1234.5'), ...), None)
    """
    text = raw.strip(" |_;:")
    if len(text) > LONGEST:
        return None
    text = _FOOTNOTE.sub("", re.sub(r"[–−]", "-", text))
    if match := _BRACKETS.fullmatch(text):
        return _negative(match.group(1), mark)
    text, said = _without_words(_without_spelling(text))
    return (None if said else _range(text, mark)) or _money(text, said, mark) or _single(text, said, mark)


def plain_number(text: str, mark: Mark) -> tuple[str, Decimal] | None:
    """Digits with the decimal mark a point, and their value; None where they are no number.

    Only of one sign with three digits behind it does `mark` say what it is.
    """
    # A space parts thousands, or is dirt beside a sign; two numbers are none.
    text = text.strip()
    is_spaced = _SPACED.fullmatch(text)
    if re.search(r"\d\s+\d", text) and not is_spaced:
        return None
    digits = re.sub(r"\s", "", text).strip(".,")
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    if digits.isdigit():
        found = digits
    elif match := _BOTH.fullmatch(digits):
        found = f"{match.group(1)}{re.sub(r'[.,]', '', match.group(3))}.{match.group(4)}"
    elif _THOUSANDS.fullmatch(digits):
        found = re.sub(r"[.,]", "", digits)
    elif match := _ONE_MARK.fullmatch(digits):
        whole, own, rest = match.groups()
        is_thousands = own != mark and may_be_thousands(digits) and not is_spaced
        found = f"{whole}{'' if is_thousands else '.'}{rest}"
    else:
        return None
    return sign + found, Decimal(sign + found)


def may_be_thousands(digits: str) -> bool:
    """Whether a number's only sign may part its thousands as well as its decimals: 1.234.

    >>> [may_be_thousands(text) for text in ("1.234", "0.123", "1.2", "1.234.567")]
    [True, False, False, False]
    """
    return bool(re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", digits))


def _range(text: str, mark: Mark) -> Number | None:
    match = _RANGE.fullmatch(text)
    if not match:
        return None
    first, last = plain_number(match.group(1), mark), plain_number(match.group(3), mark)
    unit = _unit(match.group(4))
    if not first or not last or unit is None or not first[1] < last[1] <= WIDEST * first[1]:
        return None
    if not unit and _YEARS.fullmatch(first[0]) and _YEARS.fullmatch(last[0]):
        return None
    return Number(*first, ">=", unit or match.group(2), last[1])


def _single(text: str, said: str, mark: Mark) -> Number | None:
    match = _SHAPE.fullmatch(text)
    found = plain_number(match.group(2), mark) if match else None
    unit = _unit(match.group(3)) if match else None
    if not match or not found or unit is None or (said and match.group(1)):
        return None
    return Number(*found, OPERATORS[match.group(1) or said], unit)


def _money(text: str, said: str, mark: Mark) -> Number | None:
    """2 tỷ 500 triệu đồng: in the largest of its scales, which is the unit."""
    match = _MONEY.fullmatch(text)
    if not match or match.group(4).strip(" .;") not in _CURRENCIES:
        return None
    amounts = re.findall(_AMOUNT, match.group(1), re.IGNORECASE)
    value, last = Decimal(0), None
    first = _SCALES[amounts[0][1].lower()]
    for digits, scale in amounts:
        number, power = plain_number(digits, mark), _SCALES[scale.lower()]
        if not number or (last is not None and number[1] >= 10 ** (last - power)):
            return None
        value, last = value + number[1].scaleb(power - first), power
    unit = f"{amounts[0][1]} {match.group(4).strip(' .;')}".strip()
    return Number(f"{value:f}", value, OPERATORS[said], unit)


def _negative(text: str, mark: Mark) -> Number | None:
    """What stands in brackets is below zero in accounts, elsewhere it may be a remark."""
    number = _single(text, "", mark)
    if number is None or number.operator or number.unit:
        return None
    return replace(
        number,
        text=f"-{number.text}",
        value=-number.value,
        doubt=tr("in brackets, as accounts write what is below zero"),
        instead=number.value,
    )


def _without_spelling(text: str) -> str:
    """A number without the words that say it again: 05 (năm). Where they say another it stays as it is."""
    match = _SPELLED.fullmatch(text)
    if match and spoken(match.group(2)) == int(match.group(1)):
        return f"{match.group(1)}{match.group(3)}"
    return text


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
