"""Which row of a plan a correction speaks of: by what it says and where it stands, not by its id alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from rapidfuzz import fuzz

from pipeline.corrections.fields import text_of
from pipeline.corrections.place import named_bases
from pipeline.corrections.record import Correction
from pipeline.plan import BoxField, Indicator, LegalBasis, Task
from pipeline.vietnamese.folding import skeleton

Found = TypeVar("Found", Task, Indicator)


@dataclass(frozen=True, slots=True)
class FitLimits:
    """When a row is the one that was corrected; set by hand. Likeness of texts and overlap are 0 to 1."""

    # Minimum likeness of a row whose place is told by a box, of one that is only on the page, and of one
    # that surely has the same id; minimum overlap of boxes.
    likeness_in_place: float = 0.6
    likeness: float = 0.85
    overlap: float = 0.5
    # How much better the row must be than any other, and what the same id is worth.
    margin: float = 0.1
    id: float = 0.3
    # A row of the same id and text that fits so well is the one, whatever others are like.
    sure: float = 1.3


LIMITS = FitLimits()


def row_for(correction: Correction, rows: Sequence[Found]) -> Found | None:
    """The row that was corrected; None where none fits, or two do equally well."""
    own = next((row for row in rows if row.id == correction.row), None)
    if own and text_of(own) == correction.row_text and _fit(correction, own) >= LIMITS.sure:
        return own
    scored = sorted(
        ((score, place) for place, row in enumerate(rows) if (score := _fit(correction, row))), reverse=True
    )
    if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < LIMITS.margin):
        return None
    return rows[scored[0][1]]


def basis_for(correction: Correction, bases: Sequence[LegalBasis]) -> LegalBasis | None:
    """The legal basis that was corrected: of several that say the same the one in its place, None where none
    says the same. Numbers that are nearly alike are other documents.
    """
    same = {name: one for name, one in named_bases(bases) if text_of(one) == correction.row_text}
    if not same:
        alike = (
            (name, one)
            for name, one in named_bases(bases)
            if not one.number and _likeness(text_of(one), correction.row_text) >= LIMITS.likeness
        )
        same = dict(alike)
    return next(iter(same.values())) if len(same) == 1 else same.get(correction.row)


def field_for(correction: Correction, row: Task | Indicator, fields: Sequence[str]) -> str | None:
    """The field of the row: that of the name, or the one cell that stands in the same place now."""
    if correction.field in fields:
        return correction.field
    same = [
        name
        for name, proof in row.evidence.items()
        if name in fields
        and proof.page == correction.page
        and _shared(proof.box, correction.box, 0) * _shared(proof.box, correction.box, 1) >= LIMITS.overlap
    ]
    return same[0] if len(same) == 1 else None


def _fit(correction: Correction, row: Task | Indicator) -> float:
    """How well a row fits, 0 where it cannot be the one."""
    pages = {proof.page for proof in row.evidence.values() if proof.page is not None}
    if correction.page is not None and pages and correction.page not in pages:
        return 0.0
    has_box, overlap = _place(correction, row)
    likeness = _likeness(correction.row_text, text_of(row))
    is_same_id = row.id == correction.row
    if not correction.row_text:
        # A row whose text could not be read may have one now.
        likeness = LIMITS.likeness_in_place if is_same_id or has_box else 0.0
    if has_box and overlap < LIMITS.overlap:
        return 0.0
    if likeness < (LIMITS.likeness_in_place if has_box or not correction.row_text else LIMITS.likeness):
        return 0.0
    return likeness + overlap + LIMITS.id * is_same_id


def _place(correction: Correction, row: Task | Indicator) -> tuple[bool, float]:
    """Whether boxes tell where both stand, and how much of their height is shared."""
    boxes = {name: one.box for name, one in row.evidence.items() if one.page == correction.page and one.box}
    if not correction.box or not boxes:
        return False, 0.0
    near = [boxes[correction.field]] if correction.field in boxes else boxes.values()
    return True, max(_shared(box, correction.box, 1) for box in near)


def _shared(one: BoxField, other: BoxField, axis: int) -> float:
    """The share of the shorter side that two boxes have in common along an axis (0 across, 1 down)."""
    if not one or not other:
        return 0.0
    inside = min(one[axis + 2], other[axis + 2]) - max(one[axis], other[axis])
    shorter = min(one[axis + 2] - one[axis], other[axis + 2] - other[axis])
    return max(inside, 0.0) / max(shorter, 1e-6)


@cache
def _likeness(one: str, other: str) -> float:
    return fuzz.ratio(_folded(one), _folded(other)) / 100


@cache
def _folded(text: str) -> str:
    return " ".join(skeleton(text).split())
