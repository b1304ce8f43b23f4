"""Where things stand on a page as it lies in its file, though it was turned and straightened to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pipeline.document import PageTurn
from pipeline.plan import BoxField, CellEvidence, Header, Indicator, LeftOver, Plan, PlanWarning, Task

Evident = TypeVar("Evident", Task, Indicator, Header)
Boxed = TypeVar("Boxed", CellEvidence, PlanWarning, LeftOver)


def placed(plan: Plan, turns: Iterable[PageTurn]) -> Plan:
    """The plan with its boxes where they are in the file: those of pages that were not turned stay."""
    place = _Placing({turn.page: turn for turn in turns})
    if not place.turns:
        return plan
    changes: dict[str, Any] = {
        "header": place.evident(plan.header),
        "tasks": tuple(map(place.evident, plan.tasks)),
        "indicators": tuple(map(place.evident, plan.indicators)),
        "left_over": tuple(map(place.boxed, plan.left_over)),
        "warnings": tuple(map(place.boxed, plan.warnings)),
    }
    return plan.model_copy(update=changes)


@dataclass(frozen=True, slots=True)
class _Placing:
    turns: Mapping[int, PageTurn]

    def evident(self, row: Evident) -> Evident:
        found = {name: self.boxed(proof) for name, proof in row.evidence.items()}
        return row.model_copy(update={"evidence": found})

    def boxed(self, one: Boxed) -> Boxed:
        turn = self.turns.get(one.page or 0)
        return one.model_copy(update={"box": _in_file(one.box, turn)}) if turn and one.box else one


def _in_file(box: BoxField, turn: PageTurn) -> BoxField:
    """The upright box around a box that is turned, none of it above or left of the page."""
    if box is None:
        return None
    corners = [turn.in_file(x, y) for x in box[::2] for y in box[1::2]]
    across, down = zip(*corners, strict=True)
    return max(min(across), 0.0), max(min(down), 0.0), max(max(across), 0.0), max(max(down), 0.0)
