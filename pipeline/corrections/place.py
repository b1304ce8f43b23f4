"""A row of a plan as corrections name it: where it is, what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from pipeline.corrections.fields import Row, fields_of, text_of
from pipeline.corrections.record import Action, Correction, Kind
from pipeline.plan import BoxField, Header, Indicator, LegalBasis, Plan, PlanWarning, Task

HEADER = "header"
# Legal bases have no ids: they are counted, and what is put before the first stands behind none.
BASIS, NO_BASIS = "basis-", "basis-0"


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a plan, or its header."""

    plan: Plan
    name: str
    row: Row

    @property
    def kind(self) -> Kind:
        match self.row:
            case Header():
                return "header"
            case Task():
                return "task"
            case LegalBasis():
                return "basis"
        return "indicator"

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
        if not boxes or self.kind in ("header", "basis"):
            return page, None
        x0, y0, x1, y1 = zip(*boxes, strict=True)
        return page, (min(x0), min(y0), max(x1), max(y1))


def named_bases(bases: Iterable[LegalBasis]) -> Iterator[tuple[str, LegalBasis]]:
    """Each legal basis with the name that corrections give it."""
    return ((f"{BASIS}{number}", basis) for number, basis in enumerate(bases, 1))


def place_of(plan: Plan, name: str) -> Place | None:
    """The row of an id, or the header; None where the plan has none."""
    if name == HEADER:
        return Place(plan, name, plan.header)
    if name.startswith(BASIS):
        basis = {NO_BASIS: LegalBasis()} | dict(named_bases(plan.legal_basis))
        return Place(plan, name, basis[name]) if name in basis else None
    row = next((row for row in chain[Task | Indicator](plan.tasks, plan.indicators) if row.id == name), None)
    return Place(plan, name, row) if row else None


def place_of_warning(plan: Plan, warning: PlanWarning) -> tuple[Place | None, str]:
    """The row, the header or the legal basis that a warning is about, and the field of it, "" for none."""
    for name, basis in named_bases(plan.legal_basis):
        if warns_of(warning, basis):
            return Place(plan, name, basis), "number"
    place = place_of(plan, warning.row)
    return place, warning.field if place and warning.field in fields_of(place.row) else ""


def warns_of(warning: PlanWarning, basis: LegalBasis) -> bool:
    """Whether a warning is about a legal basis: it names it by the number that was read."""
    if warning.field != "legal_basis":
        return False
    proof = basis.evidence.get("number")
    return (proof.raw if proof else basis.number) in (warning.raw, *warning.proposals)
