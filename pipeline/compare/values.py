"""The numbers of two indicators that are one: each against its forerunner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from pipeline.compare.changes import Change, Found, Sides, name_changes
from pipeline.compare.doubt import is_doubtful, is_value_doubtful
from pipeline.compare.kinds import kind_of
from pipeline.compare.meaning import words
from pipeline.compare.years import Years
from pipeline.messages import tr
from pipeline.plan import Indicator, IndicatorValue, Period

# What a number is of: its measure, its year and more, as the new plan would have them.
Place = tuple[object, ...]
Pair = tuple[IndicatorValue, IndicatorValue]
# Units of measure are told from the words that multiply them.
FACTORS = (("nghìn", 1_000), ("ngàn", 1_000), ("vạn", 10_000), ("triệu", 1_000_000), ("tỷ", 1_000_000_000))


def indicator_changes(old: Indicator, new: Indicator, compared: Sequence[str], sides: Sides) -> Found:
    """What differs between two indicators: name, lead, unit of measure, maximum, targets and results."""
    found = name_changes(old, new, compared, sides)
    found.changes += number_changes(old, new, sides.years)
    return found


def number_changes(old: Indicator, new: Indicator, years: Years) -> Iterator[Change]:
    """The changes of unit, maximum, targets and results.

    A number in another unit of measure is compared in the new one; where neither can be told from the
    other only the unit is a change.
    """
    factor = unit_factor(old.unit, new.unit)
    if words(old.unit) != words(new.unit) and old.unit and new.unit:
        note = tr("not to be compared") if factor is None else tr("compared in the unit of the new plan")
        doubtful = is_doubtful("unit", old, new)
        yield Change(field="unit", kind="unit", old=old.unit, new=new.unit, note=note, doubtful=doubtful)
        # A unit that may be misread changes no number.
        factor = Decimal(1) if doubtful else factor
    if old.max != new.max and not (old.max is None or new.max is None):
        yield Change(
            field="max", kind="number", old=old.max, new=new.max, delta=_delta(old.max, new.max),
            doubtful=is_doubtful("max", old, new),
        )  # fmt: skip
    if factor is None and old.unit and new.unit:
        return
    for before, after in _pairs(old.values, new.values, years.shift):
        if change := _changed(old, new, (before, after), factor or Decimal(1)):
            yield change


def _changed(old: Indicator, new: Indicator, pair: Pair, factor: Decimal) -> Change | None:
    before, after = pair
    value, upper = _scaled(before.value, factor), _scaled(before.upper, factor)
    if (value, upper, before.operator) == (after.value, after.upper, after.operator):
        return None
    if value != after.value:
        name, one, other = "value", value, after.value
    elif upper != after.upper:
        name, one, other = "upper", upper, after.upper
    else:
        name = "operator"
    is_number = name != "operator"
    return Change(
        field=name,
        kind=kind_of(name, after.measure, ()),
        measure=after.measure,
        year=after.year,
        old=one if is_number else before.operator,
        new=other if is_number else after.operator,
        delta=_delta(one, other) if is_number else None,
        doubtful=is_value_doubtful((_name(before), _name(after)), old, new),
    )


def _pairs(old: Sequence[IndicatorValue], new: Sequence[IndicatorValue], shift: int) -> list[Pair]:
    """Each new number with the old one that rolled on to its year, else with that of the same year.

    A column that only one layout has is no change of the row.
    """
    pairs: list[Pair] = []
    for step in dict.fromkeys((shift, 0)):
        for place_of in (_exactly, _by_period, _by_year):
            if len(pairs) == min(len(old), len(new)):
                break
            taken = {id(value) for pair in pairs for value in pair}
            before = _only_ones(place_of(value, step) for value in old if id(value) not in taken)
            after = _only_ones(place_of(value, 0) for value in new if id(value) not in taken)
            pairs += [(before[place], after[place]) for place in before if place in after]
    order = {id(value): number for number, value in enumerate(new)}
    return sorted(pairs, key=lambda pair: order[id(pair[1])])


def _only_ones(placed: Iterable[tuple[Place, IndicatorValue]]) -> dict[Place, IndicatorValue]:
    """The numbers by their places, but for places that several have."""
    found: dict[Place, list[IndicatorValue]] = {}
    for place, value in placed:
        found.setdefault(place, []).append(value)
    return {place: values[0] for place, values in found.items() if len(values) == 1}


def _exactly(value: IndicatorValue, shift: int) -> tuple[Place, IndicatorValue]:
    (place, _), estimated = _by_period(value, shift), value.estimated
    return (*place, estimated), value


def _by_period(value: IndicatorValue, shift: int) -> tuple[Place, IndicatorValue]:
    period = value.period or Period()
    days = (_later(period.start, shift), _later(period.end, shift))
    return (value.measure, _rolled(value.year, shift), *days), value


def _by_year(value: IndicatorValue, shift: int) -> tuple[Place, IndicatorValue]:
    return (value.measure, _rolled(value.year, shift)), value


def _rolled(year: int | None, shift: int) -> int | None:
    return year + shift if year else None


def _later(day: str | None, years: int) -> str | None:
    return day and f"{int(day[:4]) + years}{day[4:]}"


def _name(value: IndicatorValue) -> str:
    return value_name(value.measure, value.year)


def value_name(measure: str, year: int | None) -> str:
    return f"{measure}_{year}" if year else measure


def _scaled(value: float | None, factor: Decimal) -> float | None:
    return None if value is None else float(Decimal(str(value)) * factor)


def _delta(old: float | None, new: float | None) -> float | None:
    return None if old is None or new is None else float(Decimal(str(new)) - Decimal(str(old)))


def unit_factor(old: str, new: str) -> Decimal | None:
    """What a number in the old unit is to be multiplied with to be in the new one; None where none fits."""
    (times, base), (other_times, other_base) = _parts(old), _parts(new)
    return Decimal(times) / Decimal(other_times) if words(base) == words(other_base) else None


def _parts(unit: str) -> tuple[int, str]:
    flat = unit.strip().lower()
    for word, times in FACTORS:
        if flat.startswith(word + " "):
            return times, flat.removeprefix(word).strip()
    return 1, flat
