"""A row of a plan as corrections name it: where it is, what it says."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

from pipeline.corrections.fields import Row, fields_of, text_of
from pipeline.corrections.record import Action, Correction, Kind
from pipeline.plan import BoxField, Header, Indicator, Plan, Task

HEADER = "header"


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a plan, or its header."""

    plan: Plan
    name: str
    row: Row

    @property
    def kind(self) -> Kind:
        return (
            "header"
            if isinstance(self.row, Header)
            else "task"
            if isinstance(self.row, Task)
            else "indicator"
        )

    @property
    def text(self) -> str:
        return text_of(self.row)

    def correction(
        self, field: str, new: str, *, who: str, reason: str = "", action: Action = "set"
    ) -> Correction:
        """A correction of a field of the row, or of the row (field "")."""
        page, box = self.where(field)
        return Correction(
            action=action,
            who=who,
            sha256=self.plan.source.sha256,
            file=self.plan.source.file,
            page=page,
            box=box,
            kind=self.kind,
            row=self.name,
            row_text=self.text,
            field=field,
            old=fields_of(self.row).get(field, ""),
            new=new,
            reason=reason,
        )

    def where(self, field: str) -> tuple[int | None, BoxField]:
        """The page and box of a field; of one that was not read, those of its row."""
        proofs: Any = self.row.evidence
        if (own := proofs.get(field)) and own.box:
            return own.page, own.box
        page = own.page if own else next((one.page for one in proofs.values() if one.page is not None), None)
        boxes = [one.box for one in proofs.values() if one.box and one.page == page]
        if not boxes or self.kind == "header":
            return page, None
        x0, y0, x1, y1 = zip(*boxes, strict=True)
        return page, (min(x0), min(y0), max(x1), max(y1))


def place_of(plan: Plan, name: str) -> Place | None:
    """The row of an id, or the header; None where the plan has none."""
    if name == HEADER:
        return Place(plan, name, plan.header)
    row = next((row for row in chain[Task | Indicator](plan.tasks, plan.indicators) if row.id == name), None)
    return Place(plan, name, row) if row else None
