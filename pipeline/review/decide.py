"""What a person decided on the page, as corrections of the plan."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.corrections.apply import applied
from pipeline.corrections.fields import fields_of, with_field
from pipeline.corrections.place import NO_BASIS, Place, place_of
from pipeline.corrections.record import Correction
from pipeline.plan import Plan
from pipeline.review.folder import Folder


class Change(BaseModel):
    """One decision. `seen` is the value that the person saw; `code`, `raw` and `where` are the warning's.

    "set" gives the field a value (or finds its own right), "settle" does with the warning alone, "add" puts
    a row behind this one, "remove" takes it out, "undo" takes back the correction whose id is `new`.
    """

    model_config = ConfigDict(extra="forbid")

    action: Literal["set", "settle", "add", "remove", "undo"]
    row: str = Field("", max_length=500)
    field: str = Field("", max_length=500)
    seen: str | None = Field(None, max_length=20_000)
    new: str = Field("", max_length=20_000)
    code: str = Field("", max_length=100)
    raw: str = Field("", max_length=20_000)
    where: str = Field("", max_length=500)


class Decision(BaseModel):
    """Changes that belong together, and who made them."""

    model_config = ConfigDict(extra="forbid")

    who: str = Field("", max_length=100)
    changes: list[Change] = Field(min_length=1, max_length=500)


class Overtaken(Exception):
    """Somebody else has changed the value meanwhile; `value` is what it is now."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


def decide(folder: Folder, name: str, decision: Decision) -> list[str]:
    """Write a decision down and renew the plan; the ids of its corrections.

    Raises KeyError where the plan has no such row or field, BadValue where a text is no value of its field,
    Overtaken.
    """
    plan = folder.plan(name)
    if plan is None:
        raise KeyError(name)
    made = []
    for change in decision.changes:
        one = _correction(plan, change, decision.who)
        plan = applied(plan, [one]).plan
        made.append(one)
    folder.correct(name, made)
    return [one.id for one in made]


def _correction(plan: Plan, change: Change, who: str) -> Correction:
    source = {"sha256": plan.source.sha256, "file": plan.source.file, "who": who}
    if change.action == "undo":
        return Correction(action="undo", new=change.new, **source)
    place = place_of(plan, change.row)
    if change.action == "settle":
        return _settling(place, change, source)
    if place is None or (place.name == NO_BASIS and change.action != "add"):
        raise KeyError(change.row)
    if change.action != "set":
        if place.kind == "header":
            raise KeyError(change.row)
        return place.correction("", change.new, who=who, action=change.action, reason=change.code)
    value = fields_of(place.row)[change.field]
    if change.seen is not None and change.seen != value:
        raise Overtaken(value)
    new = fields_of(with_field(place.row, change.field, change.new, plan.header.year))[change.field]
    return place.correction(change.field, new, who=who, reason=change.code)


def _settling(place: Place | None, change: Change, source: dict[str, str]) -> Correction:
    return Correction(
        action="settle",
        kind=place.kind if place else "",
        row=change.row,
        row_text=place.text if place else change.where,
        field=change.code,
        old=change.raw,
        reason=change.code,
        **source,
    )
