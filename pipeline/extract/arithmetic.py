"""Arithmetic as witness: a number is repaired only where sums, bounds and decimals prove what it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from pipeline.tables.numbers import Number, lost_point, with_digit, with_point

# So much may a sum differ for each of its parts that was rounded.
ROUNDING = Decimal("0.005")
# Of a table's sums so many must hold for it to be a table of sums: as read, and once repaired.
ADDS_UP_AS_READ, ADDS_UP = 0.25, 0.6
MAX_COMBINATIONS = 20_000


@dataclass(slots=True, eq=False)
class Value:
    """A cell's number on its way: as read, as believed, and why the two differ."""

    where: str
    raw: str
    number: Number | None
    repair: str | None = None
    is_sure: bool = False

    def become(self, number: Number, ground: str) -> None:
        read = self.number.text if self.number else "nothing"
        self.repair = f"{self.repair}; {ground}" if self.repair else f"read as {read}; {ground}"
        self.number = number


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and its parts in one column."""

    total: Value
    parts: tuple[Value, ...]

    def holds(self) -> bool:
        return self._gap() == 0

    def nearly_holds(self) -> bool:
        """Whether the parts add up to the total but for rounding."""
        gap = self._gap()
        return gap is not None and abs(gap) <= ROUNDING * len(self.parts) * 2

    def _gap(self) -> Decimal | None:
        numbers = [value.number for value in (self.total, *self.parts)]
        if any(number is None or number.operator for number in numbers):
            return None
        known = [number.value for number in numbers if number]
        return known[0] - sum(known[1:], Decimal(0))


def repair(
    sums: Sequence[Sum], bounds: Sequence[tuple[Value, Value]], columns: Sequence[Sequence[Value]]
) -> None:
    """Repair values in place. `bounds` pairs a value with the maximum it may not exceed."""
    for column in columns:
        for value in column:
            if value.number and (better := lost_point(value.number)):
                value.become(better, "no number is written with a leading zero and no point")
    _mark_sure(sums)
    if adds_up(sums, ADDS_UP_AS_READ):
        for _ in range(3):
            for equation in sums:
                if not equation.holds():
                    _solve(equation, sums)
            _mark_sure(sums)
    for value, maximum in bounds:
        column = next(column for column in columns if any(one is value for one in column))
        _within(value, maximum, column)
    _mark_sure(sums)


def adds_up(sums: Sequence[Sum], share: float) -> bool:
    """Whether rows stand for the sums of the rows under them at all; percentages do not."""
    return sum(one.nearly_holds() for one in sums) >= share * len(sums)


def _mark_sure(sums: Sequence[Sum]) -> None:
    for equation in sums:
        if equation.holds():
            for value in (equation.total, *equation.parts):
                value.is_sure = True


def _solve(equation: Sum, sums: Sequence[Sum]) -> None:
    """Mend a sum by the one change of points, lost number or misread digit that makes it exact."""
    values = [equation.total, *equation.parts]
    if equation.nearly_holds() or any(value.number is not None and value.number.operator for value in values):
        return
    missing = [value for value in values if value.number is None]
    if len(missing) > 1:
        return
    options = [[value.number] if value.is_sure else _with_points(value) for value in values]
    for found in _exact(options, missing, values):
        for value, number in zip(values, found, strict=True):
            if number is not None and (value.number is None or number.value != value.number.value):
                value.become(number, _sum_ground(equation))
        return
    if not missing:
        _mend_digit(equation, sums)


def _with_points(value: Value) -> list[Number | None]:
    return [value.number, *(with_point(value.number) if value.number else ())]


def _exact(
    options: Sequence[Sequence[Number | None]], missing: Sequence[Value], values: Sequence[Value]
) -> Iterator[list[Number | None]]:
    """The one choice of numbers that makes the sum exact, with the fewest changes; nothing if two do."""
    combinations = 1
    for option in options:
        combinations *= len(option)
    if combinations > MAX_COMBINATIONS:
        return
    found: list[tuple[int, list[Number | None]]] = []
    for choice in product(*options):
        changes = sum(one is not option[0] for one, option in zip(choice, options, strict=True))
        numbers = list(choice)
        rest = _rest(numbers)
        if missing:
            place = next(i for i, value in enumerate(values) if value is missing[0])
            lost = rest if place else -rest
            if lost <= 0 or not _is_plain(lost, numbers):
                continue
            numbers[place] = Number(f"{lost.normalize():f}", lost)
        elif rest != 0:
            continue
        found.append((changes, numbers))
    if found:
        least = min(changes for changes, _ in found)
        best = [numbers for changes, numbers in found if changes == least]
        if len(best) == 1 and (least or missing):
            yield best[0]


def _rest(numbers: Sequence[Number | None]) -> Decimal:
    """The total less its parts, numbers that are missing left out."""
    known = [number.value if number else Decimal(0) for number in numbers]
    return known[0] - sum(known[1:], Decimal(0))


def _is_plain(value: Decimal, others: Sequence[Number | None]) -> bool:
    """Whether a lost number would have no more decimals than the round numbers around it."""
    exponent = value.normalize().as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 9
    return decimals <= min((number.decimals for number in others if number), default=0) + 1


def _mend_digit(equation: Sum, sums: Sequence[Sum]) -> None:
    """Mend one misread digit, where a second sum or equal parts speak for the same number."""
    for value in (equation.total, *equation.parts):
        if value.is_sure or value.number is None:
            continue
        others = [one for one in sums if one is not equation and (one.total is value or value in one.parts)]
        parts = [one.number.value for one in equation.parts if one.number and one is not value]
        read = value.number
        candidates = [
            *with_digit(read),
            *(digit for point in with_point(read) for digit in with_digit(point)),
        ]
        for number in candidates:
            value.number = number
            is_exact = equation.holds()
            are_equal = (
                is_exact and value is not equation.total and len(parts) > 1 and {number.value} == set(parts)
            )
            second = is_exact and any(one.holds() for one in others)
            value.number = read
            if second or are_equal:
                ground = _sum_ground(equation)
                ground += ", and so is the sum it is part of" if second else ", and its siblings are the same"
                value.become(number, ground)
                return


def _sum_ground(equation: Sum) -> str:
    first, last = equation.parts[0].where, equation.parts[-1].where
    return f"with it {equation.total.where} is exactly the sum of {first} to {last}"


def _within(value: Value, maximum: Value, column: Sequence[Value]) -> None:
    """Set a lost point in a number that exceeds its maximum, if one place alone agrees with the column."""
    if (
        value.number is None
        or maximum.number is None
        or value.is_sure
        or value.number.value <= maximum.number.value
    ):
        return
    fitting = [one for one in with_point(value.number) if one.value <= maximum.number.value]
    if len(fitting) > 1:
        usual = _usual_decimals(column, value)
        fitting = [one for one in fitting if one.decimals == usual]
    if len(fitting) == 1:
        value.become(fitting[0], f"as read it exceeds the maximum {maximum.number.text}; a point was lost")


def _usual_decimals(column: Sequence[Value], leave_out: Value) -> int:
    decimals = [one.number.decimals for one in column if one.number and one is not leave_out]
    return max(set(decimals), key=decimals.count, default=0)
