"""The sums and the numbering that a value takes part in, for what is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pipeline.corrections.fields import fields_of, with_field
from pipeline.corrections.place import place_of
from pipeline.plan import Indicator, Plan, Task
from pipeline.value_names import value_fields


def checks(plan: Plan, name: str, field: str, new: str) -> list[dict[str, Any]]:
    """Each sum or numbering with the new value in it: {what, printed, expected, fits}.

    Raises KeyError where the plan has no such field, BadValue where the text is none of its values.
    """
    place = place_of(plan, name)
    if place is None:
        raise KeyError(name)
    row = with_field(place.row, field, new, plan.header.year)
    if isinstance(row, Indicator):
        rows = [row if one.id == name else one for one in plan.indicators if one.appendix == row.appendix]
        if field in ("max", *value_fields(row.values)):
            return _sums(rows, row, field)
    if field == "no" and isinstance(row, Task):
        return _numbering(plan, name, fields_of(row)[field])
    return []


def _sums(rows: Sequence[Indicator], row: Indicator, field: str) -> list[dict[str, Any]]:
    """The sum of what stands under the row, and the one that the row is part of."""
    totals = [one for one in rows if one.code and one.code in (row.code, row.parent)]
    found = []
    for total in totals:
        parts = [one for one in rows if one.parent == total.code and one is not total]
        numbers = [number for one in parts if (number := _number(one, field)) is not None]
        printed = _number(total, field)
        if len(parts) > 1 and len(numbers) == len(parts) and printed is not None:
            added = sum(numbers, Decimal(0))
            found.append(
                {"what": f"{total.code} {total.name}", "printed": f"{printed:f}", "expected": f"{added:f}",
                 "fits": abs(added - printed) <= Decimal("0.01")}
            )  # fmt: skip
    return found


def _number(row: Indicator, field: str) -> Decimal | None:
    if field == "max":
        value = row.max
    else:
        value = next(
            (
                one.value
                for name, one in zip(value_fields(row.values), row.values, strict=True)
                if name == field
            ),
            None,
        )
    return None if value is None else Decimal(str(value))


def _numbering(plan: Plan, name: str, new: str) -> list[dict[str, Any]]:
    place = next(place for place, task in enumerate(plan.tasks) if task.id == name)
    above = plan.tasks[place - 1].no if place else ""
    if not above.isdigit():
        return []
    expected = str(int(above) + 1)
    return [{"what": "TT", "printed": new, "expected": expected, "fits": new in (expected, "1")}]
