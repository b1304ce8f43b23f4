"""Corrections applied to a plan as it was read: a pure function, so that it can be done again at any time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from pipeline.corrections.fields import BadValue, Row, fields_of, with_field
from pipeline.corrections.fit import basis_for, field_for, row_for
from pipeline.corrections.place import NO_BASIS, warns_of
from pipeline.corrections.record import Correction
from pipeline.messages import tr
from pipeline.plan import (
    CHECKED,
    CORRECTED,
    CellEvidence,
    Header,
    Indicator,
    LeftOver,
    LegalBasis,
    Plan,
    PlanWarning,
    Repair,
    Task,
)
from pipeline.warning_kinds import graded

Target = TypeVar("Target", Task, Indicator, Header, LegalBasis)


@dataclass(frozen=True, slots=True)
class Applied:
    """A plan with its corrections, and those that fit no more."""

    plan: Plan
    unfit: tuple[Correction, ...] = ()


def applied(plan: Plan, corrections: Sequence[Correction]) -> Applied:
    """The plan with the corrections of its source, in their order; each that does not fit is warned of."""
    unfit = []
    for one in corrections:
        changed = _ACTIONS[one.action](plan, one)
        if changed is None:
            unfit.append(one)
        else:
            plan = changed
    if any(
        one.action != "settle" and one.field in ("", "lead", "coordination", "date") for one in corrections
    ):
        plan = _with_units(plan)
    warnings = graded((*plan.warnings, *map(_unfit_warning, unfit)))
    return Applied(plan.model_copy(update={"warnings": warnings}), tuple(unfit))


def _set(plan: Plan, one: Correction) -> Plan | None:
    if one.kind == "header":
        if one.field not in fields_of(plan.header):
            return None
        header = _corrected(plan.header, one.field, one, plan.header.year)
        if header is None:
            return None
        return _settled(plan.model_copy(update={"header": header}), one, "header", one.field)
    rows = _rows(plan, one)
    row = _row(one, rows)
    field = row and field_for(one, row, tuple(fields_of(row)))
    new = row and field and _corrected(row, field, one, plan.header.year)
    if not (row and field and new):
        return None
    whole = _with_rows(plan, one, [new if old is row else old for old in rows])
    if isinstance(row, LegalBasis):
        return _moved(whole, lambda warning: field == "number" and warns_of(warning, row))
    return _settled(whole, one, row.id, field)


def _corrected(row: Target, field: str, one: Correction, year: int | None) -> Target | None:
    """The row with the value and who gave it; a value that is right already is only marked as looked at."""
    old = fields_of(row)[field]
    try:
        new: Any = row if old == one.new else with_field(row, field, one.new, year)
    except BadValue:
        return None
    # Of a legal basis only the value is known, not the words that it was read from.
    raw = old if isinstance(row, LegalBasis) else ""
    before = row.evidence.get(field) or CellEvidence(raw=raw, page=one.page, box=one.box, confidence=1)
    ground = _signed(one)
    if fields_of(new)[field] != old:
        rule, ground = CORRECTED, f"{ground}: {old!r} is {one.new!r}"
    else:
        rule = before.repair.rule if before.repair and before.is_checked else CHECKED
    if before.repair:
        ground += tr("; before, by {rule}: {ground}", rule=before.repair.rule, ground=before.repair.ground)
    proof = before.model_copy(update={"confidence": 1.0, "repair": Repair(rule=rule, ground=ground)})
    found: Target = new.model_copy(update={"evidence": row.evidence | {field: proof}})
    return found


def _remove(plan: Plan, one: Correction) -> Plan | None:
    rows = _rows(plan, one)
    row = _row(one, rows)
    if row is None:
        return None
    why = tr("its row was removed by hand ({who})", who=_signed(one))
    text = " | ".join(text for text in fields_of(row).values() if text)
    left = LeftOver(page=one.page, box=one.box, text=text, why=why)
    kept = plan.model_copy(update={"left_over": (*plan.left_over, left)})
    plan = _with_rows(kept, one, [old for old in rows if old is not row])
    return _moved(
        plan,
        lambda warning: warns_of(warning, row) if isinstance(row, LegalBasis) else warning.row == row.id,
    )


def _add(plan: Plan, one: Correction) -> Plan | None:
    rows = _rows(plan, one)
    above = _row(one, rows)
    if above is None and rows and one.row != NO_BASIS:
        return None
    row: Row
    match one.kind:
        case "task":
            row = _new_task(one, above)
        case "basis":
            row = _new_basis(one)
        case _:
            row = _new_indicator(one, above)
    place = next((place for place, old in enumerate(rows, 1) if old is above), 0)
    return _with_rows(plan, one, [*rows[:place], row, *rows[place:]])


def _new_task(one: Correction, above: Row | None) -> Task:
    like = above if isinstance(above, Task) else Task(id="")
    blank = Task(
        id=f"hand-{one.id}",
        origin=like.origin,
        appendix=like.appendix,
        section=like.section,
        group=like.group,
        extra=dict.fromkeys(like.extra, ""),
    )
    return blank.model_copy(update={"task": one.new, "evidence": {"task": _written(one)}})


def _new_indicator(one: Correction, above: Row | None) -> Indicator:
    like = above if isinstance(above, Indicator) else Indicator(id="")
    none = {"value": None, "upper": None, "operator": ""}
    return Indicator(
        id=f"hand-{one.id}",
        origin=like.origin,
        appendix=like.appendix,
        section=like.section,
        name=one.new,
        parent=like.parent,
        level=like.level,
        values=tuple(value.model_copy(update=none) for value in like.values),
        extra=dict.fromkeys(like.extra, ""),
        evidence={"name": _written(one)},
    )


def _new_basis(one: Correction) -> LegalBasis:
    """A legal basis by its text, as one that was read: "Nghị quyết số 76/NQ-CP ngày … của …"."""
    # Late, as in fields.py.
    from pipeline.segment.legal import legal_bases

    basis = LegalBasis(title=one.new)
    found = legal_bases([f"Căn cứ {one.new}"]).found
    # No word that somebody wrote may be lost.
    if len(found) == 1 and one.new.rstrip(" .;").endswith(found[0].title or found[0].issuer or "\n"):
        basis = found[0]
    return basis.model_copy(update={"evidence": {"title": _written(one)}})


def _signed(one: Correction) -> str:
    return f"{one.who or 'unknown'}, {one.when}"


def _written(one: Correction) -> CellEvidence:
    repair = Repair(rule=CORRECTED, ground=tr("{who}: a row that was not read", who=_signed(one)))
    return CellEvidence(raw="", page=one.page, box=one.box, confidence=1, repair=repair)


def _settle(plan: Plan, one: Correction) -> Plan:
    """A warning that is not made any more needs nothing."""
    row = row_for(one, _rows(plan, one)) if one.kind in ("task", "indicator") else None
    name = row.id if row else one.row

    def is_meant(warning: PlanWarning) -> bool:
        place = (warning.code, warning.row, warning.raw, "" if name else warning.where)
        return place == (one.field, name, one.old, "" if name else one.row_text)

    return _moved(plan, is_meant)


_ACTIONS: dict[str, Callable[[Plan, Correction], Plan | None]] = {
    "set": _set,
    "remove": _remove,
    "add": _add,
    "settle": _settle,
    "undo": lambda plan, _: plan,
}


def _settled(plan: Plan, one: Correction, row: str, field: str) -> Plan:
    """The plan in which what was warned of at a field is settled."""
    return _moved(
        plan,
        lambda warning: warning.row == row and (warning.field == field or warning.code == one.reason),
    )


def _moved(plan: Plan, is_settled: Callable[[PlanWarning], bool]) -> Plan:
    done = tuple(warning for warning in plan.warnings if is_settled(warning))
    left = tuple(warning for warning in plan.warnings if not is_settled(warning))
    return plan.model_copy(update={"warnings": left, "settled": (*plan.settled, *done)})


_LISTS = {"task": "tasks", "basis": "legal_basis"}


def _rows(plan: Plan, one: Correction) -> tuple[Any, ...]:
    return tuple(getattr(plan, _LISTS.get(one.kind, "indicators")))


def _row(one: Correction, rows: Sequence[Any]) -> Any:
    return basis_for(one, rows) if one.kind == "basis" else row_for(one, rows)


def _with_rows(plan: Plan, one: Correction, rows: Sequence[Row]) -> Plan:
    return plan.model_copy(update={_LISTS.get(one.kind, "indicators"): tuple(rows)})


def _with_units(plan: Plan) -> Plan:
    # Late, as in fields.py.
    from pipeline.extract.unit_kinds import read_units

    named = [
        *(unit for task in plan.tasks for unit in (*task.lead_units, *task.coordination_units)),
        *(unit for row in plan.indicators for unit in row.lead_units),
    ]
    day = date.fromisoformat(plan.header.date) if plan.header.date else None
    return plan.model_copy(update={"units": read_units(named, day)})


def _unfit_warning(one: Correction) -> PlanWarning:
    message = tr(
        "A correction fits no more: {action} {kind} of {row_text!r} ({old!r} is {new!r}, by {who}).",
        action=one.action,
        kind=one.field or one.kind,
        row_text=one.row_text[:60],
        old=one.old,
        new=one.new,
        who=_signed(one),
    )
    return PlanWarning(
        code="correction-unfit",
        message=message,
        page=one.page,
        box=one.box,
        raw=one.old,
        proposals=(one.new,),
        where=f"correction {one.id}",
    )
