"""Which commune took over from which in July 2025, where two plans say in which province or district.

Communes of one name are in many provinces: without a place nothing is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.compare.meaning import key, name_key
from pipeline.plan import Header
from pipeline.vietnamese import dictionaries

MERGED = "2025-07-01"
# Levels of provinces, which a header's place is printed without.
LEVELS = ("tinh", "thanh pho")
_COMMUNE = re.compile(r"^(?P<body>.*?) ?(?P<name>(?:xa|phuong|thi tran) .+)$")
# The day, the old name, the new one, as they are searched for.
Renaming = tuple[str, str, str]


class Commune(NamedTuple):
    """An old commune, where it was, and the commune that it is in now, all folded."""

    province: str
    district: str
    old: str
    new: str


@dataclass(frozen=True, eq=False, slots=True)
class Renamings:
    """What units of the places of two plans are called now."""

    rows: tuple[Renaming, ...] = ()


NONE = Renamings()


def communes_of(old: Header, new: Header) -> Renamings:
    """The communes of the provinces and districts that the headers of two plans name; none where they name
    none."""
    issuers = {key(text, None) for one in (old, new) for text in (one.issuer, one.parent_issuer) if text}
    places = {f"{level} {key(one.place, None)}" for one in (old, new) for level in LEVELS if one.place}
    return _communes_of(" | ".join(sorted(issuers)), " | ".join(sorted(places)))


def took_over(old: Header, new: Header) -> bool:
    """Whether the one plan's commune is in the other's now.

    >>> took_over(Header(issuer="UBND phường Quán Thánh"), Header(issuer="UBND phường Ba Đình"))
    True
    """
    one, other = (_COMMUNE.match(key(header.issuer, None)) for header in (old, new))
    if one is None or other is None or one["body"] != other["body"]:
        return False
    said = f"{key(old.parent_issuer, None)} | {key(new.parent_issuer, None)}"
    there = _provinces_in(said), _districts_in(said)
    return any(row.new == other["name"] and _fits(row, *there) for row in _by_name().get(one["name"], ()))


@lru_cache(maxsize=200)
def _communes_of(issuers: str, places: str) -> Renamings:
    # A district's town has its name: places tell provinces only.
    provinces, districts = _provinces_in(f"{issuers} | {places}"), _districts_in(issuers)
    if not provinces and not districts:
        return NONE
    rows = {(MERGED, row.old, row.new) for row in _all() if _fits(row, provinces, districts)}
    return Renamings(tuple(sorted(rows)))


def _provinces_in(text: str) -> set[str]:
    """The provinces that a text names, by their own names or by those of the provinces they are in now."""
    return {name for name, names in _provinces().items() if any(f" {one} " in f" {text} " for one in names)}


def _districts_in(text: str) -> set[str]:
    return {name for name in _districts() if f" {name} " in f" {text} "}


def _fits(row: Commune, provinces: set[str], districts: set[str]) -> bool:
    return (not provinces or row.province in provinces) and (not districts or row.district in districts)


@cache
def _all() -> tuple[Commune, ...]:
    rows = dictionaries.table("commune-successors.txt")
    return tuple(Commune(*map(name_key, row[:4])) for row in rows)


@cache
def _by_name() -> dict[str, list[Commune]]:
    found: dict[str, list[Commune]] = {}
    for row in _all():
        found.setdefault(row.old, []).append(row)
    return found


@cache
def _districts() -> frozenset[str]:
    return frozenset(row.district for row in _all())


@cache
def _provinces() -> dict[str, set[str]]:
    """Each province before the reorganisation: its own name, and that of the province it is in now."""
    found = {row.province: {row.province} for row in _all()}
    for _, old, new, *_ in dictionaries.table("unit-reorganisations.txt"):
        one, other = key(old, None), key(new, None)
        if one in found:
            found[one].add(other)
        elif other in found:
            found[other].add(one)
    return found
