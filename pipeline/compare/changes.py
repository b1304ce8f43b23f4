"""What is a change between two rows that are one: a field whose meaning differs, not its spelling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Literal

from pydantic import Field

from pipeline.compare.meaning import numbers, words
from pipeline.plan import CellEvidence, Due, Indicator, IndicatorValue, Model, Task
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton

# A cell that is right with less likelihood than this, all its words together, makes a change doubtful.
SURE = 0.97
# Units of measure are told from the words that multiply them.
FACTORS = (("nghìn", 1_000), ("ngàn", 1_000), ("vạn", 10_000), ("triệu", 1_000_000), ("tỷ", 1_000_000_000))


class Change(Model):
    """A field that means something else now. A number also has its measure, year and delta."""

    field: str
    old: str | float | tuple[str, ...] | None
    new: str | float | tuple[str, ...] | None
    measure: Literal["result", "target"] | None = None
    year: int | None = Field(None, description="the year of the new value")
    delta: float | None = Field(None, description="new - old, in the unit of the new value")
    numbers: tuple[tuple[str, str], ...] = Field((), description="numbers inside a text that differ")
    doubtful: bool = Field(False, description="OCR may have read one side wrongly")
    note: str = ""


class YearShift(Model):
    """A field in which nothing changed but the year, which rolled on."""

    field: str
    old: str
    new: str


def task_changes(
    old: Task, new: Task, years: tuple[int | None, int | None]
) -> tuple[list[Change], list[YearShift]]:
    """The changes between two tasks; `years` are those of their plans."""
    changes: list[Change] = []
    shifts: list[YearShift] = []
    for name in ("task", "product"):
        _text(name, old, new, years, changes, shifts)
    groups = " / ".join(old.group), " / ".join(new.group)
    if [words(one, years[0]) for one in _bare(old.group)] != [
        words(one, years[1]) for one in _bare(new.group)
    ]:
        # What a heading was read from is not kept: it is as sure as the page it stands on.
        doubtful = _by_ocr(old) or _by_ocr(new)
        changes.append(Change(field="group", old=groups[0], new=groups[1], doubtful=doubtful))
    if not _same_due(old, new, years):
        doubtful = _is_doubtful("deadline", old, new)
        changes.append(Change(field="deadline", old=old.deadline, new=new.deadline, doubtful=doubtful))
    elif words(old.deadline, None) != words(new.deadline, None) and _names_year(old.deadline, new.deadline):
        shifts.append(YearShift(field="deadline", old=old.deadline, new=new.deadline))
    for name, units in (("lead", "lead_units"), ("coordination", "coordination_units")):
        if change := _units(name, old, new, getattr(old, units), getattr(new, units)):
            changes.append(change)
    for heading in dict.fromkeys((*old.extra, *new.extra)):
        one, other = old.extra.get(heading), new.extra.get(heading)
        # A column that only one layout has is no change of the row.
        if one is not None and other is not None and words(one, years[0]) != words(other, years[1]):
            changes.append(
                Change(field=heading, old=one, new=other, doubtful=_is_doubtful(heading, old, new))
            )
    return changes, shifts


def indicator_changes(
    old: Indicator, new: Indicator, years: tuple[int | None, int | None]
) -> tuple[list[Change], list[YearShift]]:
    """The changes between two indicators: name, unit, lead, maximum, each number against its forerunner."""
    changes: list[Change] = []
    shifts: list[YearShift] = []
    _text("name", old, new, years, changes, shifts)
    factor = unit_factor(old.unit, new.unit)
    if words(old.unit, None) != words(new.unit, None) and old.unit and new.unit:
        note = "not to be compared" if factor is None else "compared in the unit of the new plan"
        doubtful = _is_doubtful("unit", old, new)
        changes.append(Change(field="unit", old=old.unit, new=new.unit, note=note, doubtful=doubtful))
        # A unit that may be misread changes no number.
        factor = Decimal(1) if doubtful else factor
    if change := _units("lead", old, new, old.lead_units, new.lead_units):
        changes.append(change)
    if old.max != new.max and not (old.max is None or new.max is None):
        delta, doubtful = _delta(old.max, new.max), _is_doubtful("max", old, new)
        changes.append(Change(field="max", old=old.max, new=new.max, delta=delta, doubtful=doubtful))
    if factor is not None or not (old.unit and new.unit):
        changes += _value_changes(old, new, years, factor or Decimal(1))
    return changes, shifts


def _value_changes(
    old: Indicator, new: Indicator, years: tuple[int | None, int | None], factor: Decimal
) -> Iterator[Change]:
    shift = years[1] - years[0] if years[0] and years[1] else 0
    before = {(value.measure, value.year + shift if value.year else None): value for value in old.values}
    after = {(value.measure, value.year): value for value in new.values}
    for place in dict.fromkeys((*before, *after)):
        one, other = before.get(place), after.get(place)
        scaled = _scaled(one, factor)
        if one is None or other is None or (scaled, one.operator) == (other.value, other.operator):
            # A column that only one layout has is no change of the row.
            continue
        measure, year = place
        names = (value_name(measure, one.year), value_name(measure, year))
        yield Change(
            field="value" if scaled != other.value else "operator",
            measure=measure,
            year=year,
            old=scaled if scaled != other.value else one.operator,
            new=other.value if scaled != other.value else other.operator,
            delta=_delta(scaled, other.value),
            doubtful=any(
                _unsure(row.evidence.get(name)) for row, name in zip((old, new), names, strict=True)
            ),
        )


def value_name(measure: str, year: int | None) -> str:
    return f"{measure}_{year}" if year else measure


def _scaled(value: IndicatorValue | None, factor: Decimal) -> float | None:
    if value is None or value.value is None:
        return None
    return float(Decimal(str(value.value)) * factor)


def _delta(old: float | None, new: float | None) -> float | None:
    return None if old is None or new is None else float(Decimal(str(new)) - Decimal(str(old)))


def unit_factor(old: str, new: str) -> Decimal | None:
    """What a number in the old unit is to be multiplied with to be in the new one; None where none fits."""
    (times, base), (other_times, other_base) = _parts(old), _parts(new)
    return Decimal(times) / Decimal(other_times) if base == other_base else None


def _parts(unit: str) -> tuple[int, str]:
    flat = unit.strip().lower()
    for word, times in FACTORS:
        if flat.startswith(word + " "):
            return times, flat.removeprefix(word).strip()
    return 1, flat


def _text(
    name: str,
    old: Task | Indicator,
    new: Task | Indicator,
    years: tuple[int | None, int | None],
    changes: list[Change],
    shifts: list[YearShift],
) -> None:
    one, other = str(getattr(old, name)), str(getattr(new, name))
    if words(one, years[0]) != words(other, years[1]):
        found = numbers(one), numbers(other)
        differing = tuple(zip(*found, strict=True)) if len(found[0]) == len(found[1]) else ()
        changes.append(Change(
            field=name, old=one, new=other, doubtful=_is_doubtful(name, old, new),
            numbers=tuple(pair for pair in differing if words(pair[0], None) != words(pair[1], None)),
        ))  # fmt: skip
    elif words(one, None) != words(other, None):
        shifts.append(YearShift(field=name, old=one, new=other))


def _units(
    name: str, old: Task | Indicator, new: Task | Indicator, one: Sequence[str], other: Sequence[str]
) -> Change | None:
    """A change of units: others, not another order or abbreviation."""
    if {_unit_key(unit) for unit in one} == {_unit_key(unit) for unit in other}:
        return None
    became = {_unit_key(_successors().get(skeleton(unit), unit)) for unit in one}
    note = "the same after a reorganisation" if became == {_unit_key(unit) for unit in other} else ""
    doubtful = _is_doubtful(name, old, new)
    return Change(field=name, old=getattr(old, name), new=getattr(new, name), doubtful=doubtful, note=note)


def _unit_key(unit: str) -> str:
    return " ".join(words(unit, None))


@cache
def _successors() -> dict[str, str]:
    return {skeleton(old): new for _, old, new in dictionaries.table("unit-reorganisations.txt")}


def _same_due(old: Task, new: Task, years: tuple[int | None, int | None]) -> bool:
    """Whether two deadlines mean the same, each in its plan's year."""
    if words(old.deadline, years[0]) == words(new.deadline, years[1]):
        return True
    shift = years[1] - years[0] if years[0] and years[1] else 0
    return old.due is not None and new.due is not None and _shifted(old.due, shift) == _shifted(new.due, 0)


def _shifted(due: Due, years: int) -> tuple[str | None, ...]:
    days = (due.start, due.end)
    # The last day of February is one day, in whichever year.
    moved = (day and f"{int(day[:4]) + years}{day[4:]}".replace("-02-29", "-02-28") for day in days)
    return (*moved, due.recurrence)


def _names_year(*texts: str) -> bool:
    return any(words(text, 2000) != words(text, None) for text in texts)


def _bare(group: Sequence[str]) -> list[str]:
    """Headings without their markers."""
    return [heading.partition(" ")[2] or heading for heading in group]


def _is_doubtful(name: str, old: Task | Indicator, new: Task | Indicator) -> bool:
    return any(_unsure(row.evidence[name]) if name in row.evidence else _by_ocr(row) for row in (old, new))


def _by_ocr(row: Task | Indicator) -> bool:
    """Whether a row comes from OCR: what it lacks may only not have been read."""
    return any(proof.confidence < 1 for proof in row.evidence.values())


def _unsure(proof: CellEvidence | None) -> bool:
    """Whether a cell was repaired, or read so that one of its words is likely to be wrong."""
    if proof is None:
        return False
    return proof.repair is not None or proof.confidence ** max(len(proof.raw.split()), 1) < SURE
