"""Arithmetic as evidence: a number is repaired only where sums, bounds and decimals prove what it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from math import prod

from pipeline.messages import tr
from pipeline.tables.numbers import Number, lost_point, with_digit, with_point

# The row and column of a number.
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SumLimits:
    """When numbers add up; set by hand, not fitted."""

    # The most that a sum may differ for each of its numbers that was rounded.
    rounding: Decimal = Decimal("0.01")
    # Minimum share of a table's sums that must hold for it to be a table of sums: as read, and once repaired.
    hold_as_read: float = 0.25
    hold: float = 0.6
    # The most choices of numbers that are tried for one sum.
    choices: int = 20_000
    # How often the sums are gone through: what one proves may prove the next.
    rounds: int = 3


LIMITS = SumLimits()


@dataclass(frozen=True, slots=True)
class Value:
    """A cell's number: where it stands, as read, as believed, why the two differ.

    `is_exact` says that it was read as it stands: then it is never repaired.
    """

    where: str
    raw: str
    number: Number | None
    repair: str | None = None
    is_exact: bool = False

    def become(self, number: Number, reason: str) -> Value:
        """The value with another number, and the reason."""
        read = self.number.text if self.number else "nothing"
        reason = (
            f"{self.repair}; {reason}"
            if self.repair
            else tr("read as {read}; {reason}", read=read, reason=reason)
        )
        return replace(self, number=number, repair=reason)


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and its parts in one column."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        return self.total, *self.parts


Values = Mapping[Key, Value]
Numbers = Mapping[Key, Number | None]


def gap(one: Sum, values: Values, instead: Numbers | None = None) -> Decimal | None:
    """How far a total is from the sum of its parts; None where a number is missing or only a bound.

    `instead` are numbers to be tried in place of some.
    """
    tried = instead or {}
    numbers = [tried.get(key, values[key].number) for key in one.keys]
    known = [number.value for number in numbers if number and not number.operator]
    return known[0] - sum(known[1:], Decimal(0)) if len(known) == len(numbers) else None


def nearly_holds(one: Sum, values: Values) -> bool:
    """Whether the parts add up to the total but for rounding."""
    off = gap(one, values)
    return off is not None and abs(off) <= LIMITS.rounding * len(one.parts)


def adds_up(sums: Sequence[Sum], values: Values, share: float = LIMITS.hold) -> bool:
    """Whether rows stand for the sums of the rows under them at all; percentages do not."""
    return sum(nearly_holds(one, values) for one in sums) >= share * len(sums)


def repaired(values: Values, sums: Sequence[Sum], bounds: Sequence[tuple[Key, Key]]) -> dict[Key, Value]:
    """The values, those that were misread or lost repaired.

    `bounds` pairs a value with the maximum that it may not exceed.
    """
    decimals = _decimals(values)
    found = {key: _with_lost_point(value, decimals[key[1]]) for key, value in values.items()}
    if adds_up(sums, found, LIMITS.hold_as_read):
        for _ in range(LIMITS.rounds):
            proved = _proved(sums, found)
            for one in sums:
                if gap(one, found) != 0:
                    found |= _solved(one, sums, found, proved)
    proved = _proved(sums, found)
    decimals = _decimals(found)
    for key, maximum in bounds:
        if key not in proved:
            found[key] = _within(found[key], found[maximum], decimals[key[1]])
    return found


def _decimals(values: Values) -> dict[int, Counter[int]]:
    """How often the numbers of each column have how many decimals."""
    counts: dict[int, Counter[int]] = {column: Counter() for _, column in values}
    for (_, column), value in values.items():
        if value.number:
            counts[column][value.number.decimals] += 1
    return counts


def _usual(decimals: Counter[int], leave_out: Number) -> int:
    """How many decimals the other numbers of a column mostly have."""
    others = decimals - Counter([leave_out.decimals])
    return others.most_common(1)[0][0] if others else 0


def _with_lost_point(value: Value, decimals: Counter[int]) -> Value:
    """A value with a leading zero and no point, among numbers with decimals, with its point again."""
    if value.is_exact or not value.number or not _usual(decimals, value.number):
        return value
    better = lost_point(value.number)
    reason = tr("among numbers with decimals none is written with a leading zero and no point")
    return value.become(better, reason) if better else value


def _proved(sums: Sequence[Sum], values: Values) -> set[Key]:
    """The values that are part of a sum which holds exactly."""
    return {key for one in sums if gap(one, values) == 0 for key in one.keys}


def _solved(one: Sum, sums: Sequence[Sum], values: Values, proved: set[Key]) -> dict[Key, Value]:
    """The values of a sum that one change of points, lost number or misread digit makes exact."""
    numbers = {key: values[key].number for key in one.keys}
    lost = [key for key, number in numbers.items() if number is None]
    if not _may_be_solved(one, values, lost):
        return {}
    options = {
        key: [number] if key in proved else _with_points(values[key]) for key, number in numbers.items()
    }
    found = _only_exact(one, options, lost[0] if lost else None)
    if not found and not lost:
        return _with_digit(one, sums, values, proved)
    reason = _reason(one, values)
    return {
        key: values[key].become(number, reason)
        for key, number in found.items()
        if (before := numbers[key]) is None or number.value != before.value
    }


def _may_be_solved(one: Sum, values: Values, lost: Sequence[Key]) -> bool:
    """Whether a sum is off by more than rounding, has no bounds, lacks one number at most."""
    has_bounds = any(number.operator for key in one.keys if (number := values[key].number))
    is_blank = any(values[key].is_exact for key in lost)
    return not (has_bounds or len(lost) > 1 or is_blank or nearly_holds(one, values))


def _with_points(value: Value) -> list[Number | None]:
    may_change = value.number and not value.is_exact
    return [value.number, *(with_point(value.number) if value.number and may_change else ())]


def _only_exact(
    one: Sum, options: Mapping[Key, Sequence[Number | None]], lost: Key | None
) -> dict[Key, Number]:
    """The one choice of numbers that makes the sum exact, with the fewest changes; none if two do."""
    if prod(map(len, options.values())) > LIMITS.choices:
        return {}
    best: list[dict[Key, Number]] = []
    least = len(options) + 1
    for choice in product(*options.values()):
        changes = sum(
            number is not option[0] for number, option in zip(choice, options.values(), strict=True)
        )
        found = _completed(one, dict(zip(options, choice, strict=True)), lost)
        if found and (changes or lost) and changes <= least:
            best, least = [*(best if changes == least else ()), found], changes
    return best[0] if len(best) == 1 else {}


def _completed(one: Sum, numbers: dict[Key, Number | None], lost: Key | None) -> dict[Key, Number] | None:
    """The numbers of a sum, the lost one filled in; None where they are not exactly a sum."""
    known = [number.value if (number := numbers[key]) else Decimal(0) for key in one.keys]
    rest = known[0] - sum(known[1:], Decimal(0))
    if lost is not None:
        value = -rest if lost == one.total else rest
        if value <= 0 or not _is_plain(value, list(numbers.values())):
            return None
        numbers[lost] = Number(f"{value.normalize():f}", value)
    elif rest != 0:
        return None
    return {key: number for key, number in numbers.items() if number}


def _is_plain(value: Decimal, others: Sequence[Number | None]) -> bool:
    """Whether a lost number would have no more decimals than the round numbers around it."""
    exponent = value.normalize().as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 9
    return decimals <= min((number.decimals for number in others if number), default=0) + 1


def _with_digit(one: Sum, sums: Sequence[Sum], values: Values, proved: set[Key]) -> dict[Key, Value]:
    """One misread digit mended, where a second sum or equal parts speak for the same number."""
    for key in one.keys:
        value = values[key]
        if value.number and not value.is_exact and key not in proved:
            for number in _other_digits(value.number):
                if gap(one, values, {key: number}) == 0 and (
                    why := _second_reason(one, key, number, sums, values)
                ):
                    return {key: value.become(number, f"{_reason(one, values)}, and {why}")}
    return {}


def _other_digits(number: Number) -> Iterator[Number]:
    yield from with_digit(number)
    for pointed in with_point(number):
        yield from with_digit(pointed)


def _second_reason(one: Sum, key: Key, number: Number, sums: Sequence[Sum], values: Values) -> str:
    """What else speaks for a number, "" for nothing."""
    if any(
        gap(other, values, {key: number}) == 0 for other in sums if other is not one and key in other.keys
    ):
        return tr("so is the sum it is part of")
    siblings = [sibling.value for part in one.parts if part != key and (sibling := values[part].number)]
    are_equal = key != one.total and len(siblings) > 1 and {number.value} == set(siblings)
    return tr("its siblings are the same") if are_equal else ""


def _reason(one: Sum, values: Values) -> str:
    first, last = values[one.parts[0]].where, values[one.parts[-1]].where
    return tr(
        "with it {where} is exactly the sum of {first} to {last}",
        where=values[one.total].where,
        first=first,
        last=last,
    )


def _within(value: Value, maximum: Value, decimals: Counter[int]) -> Value:
    """A number that exceeds its maximum with its lost point, if one place alone agrees with the column."""
    number, top = value.number, maximum.number
    if value.is_exact or number is None or top is None or number.value <= top.value:
        return value
    fitting = [one for one in with_point(number) if one.value <= top.value]
    if len(fitting) > 1:
        fitting = [one for one in fitting if one.decimals == _usual(decimals, number)]
    if len(fitting) != 1:
        return value
    return value.become(
        fitting[0], tr("as read it exceeds the maximum {top}; a point was lost", top=top.text)
    )
