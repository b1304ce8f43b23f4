"""What a reader asks for of a difference: tables, kinds of change, sure ones only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.compare.changes import Change, Found
from pipeline.compare.difference import Row
from pipeline.compare.groups import GroupChange
from pipeline.compare.kinds import Choice


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader wants to see of the changes."""

    choice: Choice = field(default_factory=Choice)
    ignored: frozenset[str] = frozenset()
    is_sure: bool = False

    def has(self, change: Change) -> bool:
        names = {change.field.lower(), change.kind, change.measure or ""}
        return (
            self.choice.has_kind(change.kind)
            and not names & self.ignored
            and not (self.is_sure and change.doubtful)
        )

    def of(self, found: Found) -> Found:
        """What is asked for of what two rows differ in."""
        return replace(
            found,
            changes=[change for change in found.changes if self.has(change)],
            shifts=[shift for shift in found.shifts if shift.field.lower() not in self.ignored],
        )

    def groups(self, found: Iterable[GroupChange]) -> tuple[GroupChange, ...]:
        if not self.choice.has_kind("group") or "group" in self.ignored:
            return ()
        return tuple(one for one in found if not (self.is_sure and one.doubtful))

    def rows(self, kind: str, rows: Sequence[Row], taken: Iterable[int]) -> tuple[Row, ...]:
        """The rows that no pair has, where rows `added` or `removed` are asked for."""
        if not self.choice.has_kind(kind):
            return ()
        paired_rows = set(taken)
        return tuple(row for place, row in enumerate(rows) if place not in paired_rows)
