"""The numbers of a column, which show together whether a point parts decimals or thousands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.messages import later, tr
from pipeline.tables.numbers import Mark, Number, may_be_thousands, read_number

_RUN = re.compile(r"\d+(?:[.,]\d+)+")
_SIGN = re.compile(r"[.,]")
OTHER: dict[Mark, Mark] = {".": ",", ",": "."}
NAMES: dict[Mark, str] = {".": later("point"), ",": later("comma")}
# Of numbers that do not show it, Vietnamese ones have a comma before their decimals.
USUAL: Mark = ","
_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Marks:
    """What the numbers of a column show: how often each sign parts decimals, and how often thousands.

    `long` are the signs that three decimals, or more, certainly stand behind.
    """

    decimals: Counter[str]
    thousands: Counter[str]
    long: frozenset[str]

    @property
    def decimal(self) -> Mark | None:
        """The sign before the decimals, None where nothing shows it."""
        points = self.decimals["."] + self.thousands[","]
        commas = self.decimals[","] + self.thousands["."]
        if points == commas:
            return None
        return "." if points > commas else ","


def marks_of(raws: Iterable[str]) -> Marks:
    """What the numbers in some cells show."""
    decimals: Counter[str] = Counter()
    thousands: Counter[str] = Counter()
    long: set[str] = set()
    for run in (match.group() for raw in raws for match in _RUN.finditer(raw)):
        signs = _SIGN.findall(run)
        behind = len(run) - run.rindex(signs[-1]) - 1
        if len(signs) > 1 and len(set(signs[:-1])) == 1:
            # 1.234,5 shows both, 1.234.567 its thousands.
            thousands[signs[0]] += 1
            decimals[signs[-1]] += signs[-1] != signs[0]
        elif len(signs) == 1 and not may_be_thousands(run):
            decimals[signs[0]] += 1
            if behind > 2:
                long.add(signs[0])
    return Marks(decimals, thousands, frozenset(long))


def read_column(
    raws: Sequence[str], around: Marks | None = None, maxima: Sequence[Number | None] = ()
) -> list[Number | None]:
    """The numbers of a column's cells, None for a cell that holds none.

    `around` is what the other columns of the table show, for a column that shows nothing; `maxima` are what
    the numbers may not exceed. A number that the column leaves ambiguous says so.
    """
    own = marks_of(raws)
    marks = own if own.decimal or not around else around
    top = maxima or [None] * len(raws)
    return [_number(raw, marks, limit) for raw, limit in zip(raws, top, strict=True)]


def _number(raw: str, marks: Marks, limit: Number | None) -> Number | None:
    mark = marks.decimal or USUAL
    number = read_number(raw, mark)
    run = _RUN.search(raw)
    if number is None or not run or number.doubt:
        return number
    text = run.group()
    sign: Mark = "." if "." in text else ","
    if number.upper is not None:
        is_open = all(map(may_be_thousands, _RUN.findall(raw)))
        return _three_behind(raw, number, sign, marks, None) if is_open else number
    if may_be_thousands(text) and number.text.lstrip("-").replace(".", "") == _SIGN.sub("", text):
        return _three_behind(raw, number, sign, marks, limit)
    if _is_odd(text, sign, marks):
        return replace(
            number, doubt=tr("{text} is not written as the other numbers of its column are", text=text)
        )
    return number


def _is_odd(text: str, sign: Mark, marks: Marks) -> bool:
    """Whether a number has decimals behind what parts thousands in its column, or may be a month's name."""
    if may_be_thousands(text) or len(_SIGN.findall(text)) > 1:
        return False
    return bool(marks.thousands[sign] or (_MONTH.fullmatch(text) and marks.decimals[sign] == 1))


def _three_behind(raw: str, number: Number, sign: Mark, marks: Marks, limit: Number | None) -> Number | None:
    """1.234 or 1,234: thousands or decimals, by what the column shows and the maximum allows."""
    if (marks.decimal or USUAL) != sign and not marks.decimals[sign]:
        return number
    decimal, whole = read_number(raw, sign), read_number(raw, OTHER[sign])
    if decimal is None or whole is None:
        return number
    if limit and decimal.value <= limit.value < whole.value:
        return decimal
    if sign in marks.long and not marks.thousands[sign]:
        return decimal
    # A point parts thousands wherever the law on writing numbers is kept, a comma decimals.
    likely, other = (whole, decimal) if sign == "." else (decimal, whole)
    doubt = tr("the {sign} in {raw} may part thousands or decimals", sign=tr(NAMES[sign]), raw=raw.strip())
    return replace(likely, doubt=doubt, instead=other.value)
