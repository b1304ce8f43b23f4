"""A field of the header on its way: its value, the words that it was read from, why it may be wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.document import Word, box_around, join_raw
from pipeline.plan import CellEvidence, Repair

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Field(Generic[_Value]):
    """`doubt` says in words why it may be wrong, "" where nothing speaks against it."""

    value: _Value
    words: tuple[Word, ...] = ()
    doubt: str = ""
    repair: Repair | None = None

    @property
    def evidence(self) -> CellEvidence | None:
        return evidence_of(self.words, self.repair)


def evidence_of(words: Iterable[Word], repair: Repair | None = None) -> CellEvidence | None:
    """What stands behind a value: words of the first page that has some; None where there are none."""
    printed = [word for word in words if word.raw.strip()]
    if not printed:
        return None
    page = printed[0].page
    printed = [word for word in printed if word.page == page]
    confidence = min(word.confidence for word in printed)
    return CellEvidence(
        raw=join_raw(printed),
        page=page,
        box=box_around(printed),
        confidence=round(confidence, 3),
        repair=repair,
    )
