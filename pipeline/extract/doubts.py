"""What a careful reader would flag in a table of indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.extract.arithmetic import Sum, Value, Values, adds_up, nearly_holds
from pipeline.messages import tr
from pipeline.plan import Indicator, PlanWarning
from pipeline.value_names import spoken

# Numbers that are less sure are to be looked up in the scan.
DOUBTFUL = 0.7
# How sure a cell of a table can be whose rows may be mixed up.
EVEN = 0.5


def missing_numbers(values: Mapping[str, Value], row: Indicator) -> Iterator[PlanWarning]:
    """Cells that were not read as a number, and numbers above the row's maximum."""
    top = values["max"].number if "max" in values else None
    for name, value in values.items():
        if value.number is None:
            message = (
                tr("{name}: {raw!r} is no number.", name=spoken(name), raw=value.raw)
                if value.raw
                else tr("{name}: no number was read.", name=spoken(name))
            )
            yield PlanWarning(code="number-unread", message=message, row=row.id, field=name, raw=value.raw)
        elif top and name != "max" and value.number.value > top.value and not value.number.operator:
            message = tr(
                "{name} {number} exceeds the maximum {top}.",
                name=spoken(name),
                number=value.number.text,
                top=top.text,
            )
            yield PlanWarning(code="above-maximum", message=message, row=row.id, field=name, raw=value.raw)


def ambiguous_numbers(values: Mapping[str, Value], row: Indicator) -> Iterator[PlanWarning]:
    """Numbers that may be another: 1.250 in a column of 3.5 and 92.5."""
    for name, value in values.items():
        if value.number and value.number.doubt:
            other = value.number.instead
            yield PlanWarning(
                code="number-ambiguous",
                message=tr(
                    "{name}: {raw!r} was read as {number:f}, but {doubt}.",
                    name=spoken(name),
                    raw=value.raw,
                    number=value.number.value,
                    doubt=value.number.doubt,
                ),
                row=row.id,
                field=name,
                raw=value.raw,
                proposals=(f"{other:f}",) if other is not None else (),
            )


def doubted(row: Indicator) -> Indicator:
    """A row of a table that may be mixed up: no cell of it is surer than even, proved ones neither."""
    evidence = {
        name: proof.model_copy(update={"confidence": min(proof.confidence, EVEN)})
        for name, proof in row.evidence.items()
    }
    return row.model_copy(update={"evidence": evidence})


def doubtful_numbers(row: Indicator, others: Mapping[str, tuple[str, ...]]) -> Iterator[PlanWarning]:
    """Numbers in a picture that two engines read differently, or one read badly; proved ones are none.

    `others` are what else the cells of numbers may be, by name.
    """
    for name, proof in row.evidence.items():
        is_number = name == "max" or name.startswith(("result", "target"))
        if is_number and proof.confidence < DOUBTFUL and not proof.repair:
            message = tr(
                "{name}: read as {raw!r}, but doubtfully ({confidence:.0%} sure).",
                name=spoken(name),
                raw=proof.raw,
                confidence=proof.confidence,
            )
            yield PlanWarning(
                code="number-doubtful",
                message=message,
                row=row.id,
                field=name,
                raw=proof.raw,
                proposals=others.get(name, ()),
            )


def repaired_numbers(row: Indicator) -> Iterator[PlanWarning]:
    """Numbers that are not what was read: sums, bounds or decimals prove another."""
    for name, proof in row.evidence.items():
        if proof.repair and proof.repair.rule == "arithmetic":
            message = tr("{name}: {ground}.", name=spoken(name), ground=proof.repair.ground)
            yield PlanWarning(code="number-repaired", message=message, row=row.id, field=name, raw=proof.raw)


def sums_that_differ(sums: Sequence[Sum], values: Values, appendix: int | None) -> Iterator[PlanWarning]:
    """Sums that do not add up as printed: slips of the document, or misread numbers that nothing proves."""
    if not adds_up(sums, values):
        return
    for one in sums:
        where, total = values[one.total].where, values[one.total].number
        parts = [number.value for key in one.parts if (number := values[key].number)]
        if total is None or total.operator or len(parts) < len(one.parts) or nearly_holds(one, values):
            continue
        added = sum(parts, Decimal(0))
        message = tr(
            "{where} is {total}, but the rows under it add up to {added}.",
            where=where,
            total=total.text,
            added=added,
        )
        place = f"appendix {appendix}, {where}" if appendix else where
        yield PlanWarning(code="sum-differs", message=message, where=place)
