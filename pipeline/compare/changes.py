"""What is a change between two rows that are one: a field whose meaning differs, not its spelling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from pipeline.compare.doubt import is_doubtful
from pipeline.compare.kinds import Kind, kind_of
from pipeline.compare.meaning import key, likeness, names_year, numbers
from pipeline.compare.said import said
from pipeline.compare.successors import Span, Succession, text_succeeds, units_succeed
from pipeline.compare.years import Years
from pipeline.plan import Due, Indicator, Model, Task

UnitField = Literal["lead", "coordination"]


class Change(Model):
    """A field that means something else now. A number also has its measure, year and delta."""

    field: str
    kind: Kind
    old: str | float | None
    new: str | float | None
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


@dataclass(slots=True)
class Found:
    """What two rows that are one differ in: changes, and what is none."""

    changes: list[Change] = field(default_factory=list)
    shifts: list[YearShift] = field(default_factory=list)
    successions: list[Succession] = field(default_factory=list)

    @property
    def is_news(self) -> bool:
        """Whether what is reported is all that changed."""
        return bool(self.changes) and all(change.kind == "reported" for change in self.changes)


@dataclass(frozen=True, slots=True)
class Sides:
    """What both plans of a comparison tell about every pair of their rows."""

    years: Years
    span: Span


def task_changes(old: Task, new: Task, compared: Sequence[str], sides: Sides) -> Found:
    """What differs between two tasks in the fields that are `compared`; groups have a way of their own."""
    found = Found()
    crosses = old.origin != new.origin
    _text(found, "task", old, new, (said(old), said(new)) if crosses else (old.task, new.task), sides)
    if "product" in compared:
        _text(found, "product", old, new, (old.product, new.product), sides)
    if "deadline" in compared:
        _deadline(found, old, new, sides.years)
    if "lead" in compared:
        _units(found, "lead", old, new, (old.lead_units, new.lead_units), sides)
    if "coordination" in compared:
        _units(found, "coordination", old, new, (old.coordination_units, new.coordination_units), sides)
    for heading, one, other in _shared_columns(old, new, sides.years):
        if likeness(one, other, sides.years.shift) == "other":
            found.changes.append(_change(heading, old, new, (one, other)))
    if crosses:
        found.changes.append(Change(field="place", kind="moved", old=_place(old), new=_place(new)))
    return found


def _place(task: Task) -> str:
    """Where a task stands: running text I.2, table 1 / II Chuyển đổi số."""
    where = f"text {task.section}" if task.origin == "text" else f"table {task.appendix or ''}"
    return " / ".join((where.strip(), *task.group)) if task.origin == "table" else where.strip()


def name_changes(old: Indicator, new: Indicator, compared: Sequence[str], sides: Sides) -> Found:
    """What differs between two indicators beside their numbers: name, lead."""
    found = Found()
    _text(found, "name", old, new, (old.name, new.name), sides)
    if "lead" in compared:
        _units(found, "lead", old, new, (old.lead_units, new.lead_units), sides)
    return found


def _text(
    found: Found,
    name: str,
    old: Task | Indicator,
    new: Task | Indicator,
    texts: tuple[str, str],
    sides: Sides,
) -> None:
    match likeness(*texts, sides.years.shift):
        case "other" if text_succeeds(*texts, sides.span):
            found.successions.append(Succession(field=name, old=texts[0], new=texts[1]))
        case "other":
            found.changes.append(_change(name, old, new, texts))
        case "rolled":
            found.shifts.append(YearShift(field=name, old=texts[0], new=texts[1]))


def _change(name: str, old: Task | Indicator, new: Task | Indicator, texts: tuple[str, str]) -> Change:
    """A change of wording, with the numbers that differ."""
    differing = _differing_numbers(*texts)
    return Change(
        field=name, kind=kind_of(name, None, differing), old=texts[0], new=texts[1], numbers=differing,
        doubtful=is_doubtful(name, old, new),
    )  # fmt: skip


def _differing_numbers(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The numbers of two texts, in their order, that are not the same; none where one has more of them."""
    found = numbers(old), numbers(new)
    if len(found[0]) != len(found[1]):
        return ()
    pairs = zip(*found, strict=True)
    return tuple((a, b) for a, b in pairs if likeness(a, b, 0) == "other")


def _deadline(found: Found, old: Task, new: Task, years: Years) -> None:
    alike = likeness(old.deadline, new.deadline, years.shift)
    if alike == "other" and not _same_due(old, new, years):
        doubtful = is_doubtful("deadline", old, new)
        found.changes.append(Change(
            field="deadline", kind="deadline", old=old.deadline, new=new.deadline, doubtful=doubtful
        ))  # fmt: skip
    elif alike != "same" and names_year(old.deadline + new.deadline):
        found.shifts.append(YearShift(field="deadline", old=old.deadline, new=new.deadline))


def _same_due(old: Task, new: Task, years: Years) -> bool:
    """Whether two deadlines are the same dates, of whichever step that the plans rolled on by."""
    if old.due is None or new.due is None:
        return False
    # What names its year on both sides may mean the same year.
    stays = (0,) if names_year(old.deadline) and names_year(new.deadline) else ()
    return any(_shifted(old.due, step) == _shifted(new.due, 0) for step in (*years.steps, *stays))


def _shifted(due: Due, years: int) -> tuple[str | None, ...]:
    days = (due.start, due.end)
    # The last day of February is one day, in whichever year.
    moved = (day and f"{int(day[:4]) + years}{day[4:]}".replace("-02-29", "-02-28") for day in days)
    return (*moved, due.recurrence)


def _units(
    found: Found,
    name: UnitField,
    old: Task | Indicator,
    new: Task | Indicator,
    units: tuple[Sequence[str], Sequence[str]],
    sides: Sides,
) -> None:
    """Others, not another order, abbreviation or name since a reorganisation."""
    cells: tuple[str, str] = getattr(old, name), getattr(new, name)
    if {key(unit, None) for unit in units[0]} == {key(unit, None) for unit in units[1]}:
        return
    if any(units) and likeness(*cells, 0) == "same":
        return
    if all(units) and (note := units_succeed(*units, sides.span)):
        found.successions.append(Succession(field=name, old=cells[0], new=cells[1], note=note))
        return
    doubtful = is_doubtful(name, old, new)
    found.changes.append(Change(field=name, kind=name, old=cells[0], new=cells[1], doubtful=doubtful))


def _shared_columns(old: Task, new: Task, years: Years) -> Iterator[tuple[str, str, str]]:
    """(heading, old cell, new cell) of columns that both have and we do not name.

    A column that only one layout has is no change of the row.
    """
    if not old.extra or not new.extra:
        return
    before = {key(heading, years.bases[0]): cell for heading, cell in old.extra.items()}
    for heading, cell in new.extra.items():
        if (known := key(heading, years.bases[1])) in before:
            yield heading, before[known], cell
