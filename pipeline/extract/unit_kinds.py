"""What kind of unit a name is of, at which level of government, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from pipeline.plan import Unit
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton

# What a name says of its level itself; the first that fits.
_LEVELS = (
    ("commune", re.compile(r"\b(?:(?<!thị )xã|phường|thị trấn|thôn|tổ dân phố)\b(?! hội)")),
    ("district", re.compile(r"\b(?:huyện|quận|thị xã)\b(?! hội)")),
    ("province", re.compile(r"\b(?:tỉnh|thành phố)\b")),
)
_NO_LEVEL = re.compile(r"\b(?:hợp tác xã|thông tấn xã|nông thôn)\b")


def read_units(names: Iterable[str], day: date | None) -> tuple[Unit, ...]:
    """Each unit once, in its order, with kind and level; `day` is the plan's."""
    return tuple(_unit(name, day) for name in dict.fromkeys(names))


def _unit(name: str, day: date | None) -> Unit:
    flat = skeleton(name)
    said = _NO_LEVEL.sub(" ", name.lower())
    own = next((level for level, pattern in _LEVELS if pattern.search(said)), "")
    kind, usual = next(
        (
            (kind, level)
            for start, kind, level, since in _kinds()
            if re.match(rf"{re.escape(start)}\b", flat) and (not since or (day and day >= since))
        ),
        ("", ""),
    )
    successor = next((new for since, old, new in _changes() if old == flat and (not day or day <= since)), "")
    return Unit(name=name, kind=kind, level=own or usual, successor=successor)


@cache
def _kinds() -> tuple[tuple[str, str, str, date | None], ...]:
    """(words, kind, level, since), the longest words first, of equal ones the later."""
    rows = [(*row, "", "")[:4] for row in dictionaries.table("unit-kinds.txt")]
    found = [(skeleton(words), kind, level, _day(since)) for kind, level, words, since in rows]
    return tuple(sorted(found, key=lambda row: (-len(row[0]), -(row[3] or date.min).toordinal())))


@cache
def _changes() -> tuple[tuple[date, str, str], ...]:
    rows = dictionaries.table("unit-reorganisations.txt")
    return tuple(
        (date.fromisoformat(since), skeleton(old), "" if new == "-" else new)
        for since, old, new, *part in rows
        if not part
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
