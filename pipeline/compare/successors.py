"""What became of units: a name that a reorganisation changed is the same unit's, not another's."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pipeline.compare.communes import MERGED, NONE, Renaming, Renamings, communes_of, took_over
from pipeline.compare.meaning import key
from pipeline.extract.unit_kinds import read_units
from pipeline.messages import tr
from pipeline.plan import Header, Model
from pipeline.vietnamese import dictionaries

# Since communes merged there are no districts: communes and provinces took over what they did.
TAKERS = ("commune", "province")
# A unit may be merged again: so often a name is followed.
STEPS = 3


class Succession(Model):
    """A field whose units were only renamed or merged, or whose tasks another level took over."""

    field: str
    old: str
    new: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """The years of two plans: a reorganisation in one of them, or between, may have changed a name; and the
    communes of their places, which merged."""

    old: int | None
    new: int | None
    communes: Renamings = NONE

    def has(self, day: str) -> bool:
        year = int(day[:4])
        return (self.old is None or self.old <= year) and (self.new is None or self.new >= year)


def span_of(old: Header, new: Header) -> Span:
    """What the headers of two plans tell of units' names."""
    span = Span(old.year, new.year)
    return replace(span, communes=communes_of(old, new)) if span.has(MERGED) else span


def units_succeed(old: Collection[str], new: Collection[str], span: Span) -> str:
    """Why the units of a new cell are those of the old one after reorganisations; "" where they are not.

    >>> units_succeed(["Sở Kế hoạch và Đầu tư"], ["Sở Tài chính"], Span(2024, 2026))
    'reorganised on 2025-03-01'
    """
    before, after = ({key(unit, None): unit for unit in units} for units in (old, new))
    reasons: set[str] = set()
    reached = set(before) & set(after)
    for unit in set(before) - set(after):
        became = {later: day for later, day in _became(unit, span).items() if later in after}
        if became:
            reasons |= {tr("reorganised on {day}", day=day) for day in became.values()}
        elif became := _takers(before[unit], after, span):
            reasons |= {
                tr("taken over from the district by the {level}", level=level) for level in became.values()
            }
        else:
            return ""
        reached |= set(became)
    # Nobody may have come beside those who took over.
    return "; ".join(sorted(reasons)) if reached == set(after) else ""


def text_succeeds(old: str, new: str, span: Span) -> bool:
    """Whether all that differs between two texts are names of units that a reorganisation changed."""
    return key(new, None) in _became(key(old, None), span)


def office_succeeds(old: Header, new: Header) -> bool:
    """Whether one office took over from another, by its own name or its place's, at any time."""
    return name_succeeds(old.issuer, new.issuer) or took_over(old, new)


def name_succeeds(old: str, new: str) -> bool:
    """Whether one name became another by reorganisations, at any time."""
    return key(new, None) in _became(key(old, None), Span(None, None))


@lru_cache(maxsize=5_000)
def _became(name: str, span: Span) -> Mapping[str, str]:
    """What a text may be called after reorganisations: each form, and the last day that led to it."""
    found: dict[str, str] = {}
    last = {name: ""}
    for _ in range(STEPS):
        last = {
            later: day
            for text, since in last.items()
            for day, later in _renamed(text, span)
            if day >= since and later not in found and later != name
        }
        found |= last
    return found


def _renamed(text: str, span: Span) -> list[tuple[str, str]]:
    padded = f" {text} "
    return [
        (day, padded.replace(f" {old} ", f" {new} ").strip())
        for day, old, new in (*_reorganisations(), *span.communes.rows)
        if f" {old} " in padded and span.has(day)
    ]


def _takers(unit: str, after: Mapping[str, str], span: Span) -> dict[str, str]:
    """Units of communes and provinces that do what a unit of a district did, and their levels."""
    if not span.has(MERGED) or _level(unit) != "district":
        return {}
    return {found: level for found, name in after.items() if (level := _level(name)) in TAKERS}


@lru_cache(maxsize=5_000)
def _level(unit: str) -> str:
    return read_units([unit], None)[0].level


@cache
def _reorganisations() -> tuple[Renaming, ...]:
    """What is known, and what a user has added; what was dissolved without a successor is left out."""
    files = ("unit-reorganisations.txt", "own-reorganisations.txt")
    rows = (row for name in files for row in dictionaries.table(name))
    return tuple((day, key(old, None), key(new, None)) for day, old, new, *_ in rows if new != "-")
