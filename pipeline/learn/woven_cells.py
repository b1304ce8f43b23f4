"""What the cells of made tables say: as `pipeline.learn.table_pages` has it, and as running text does."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from pipeline.learn.table_pages import Material
from pipeline.vietnamese import dictionaries

# A unit's name is known by having been seen so often.
OFTEN = 4
# The share of texts that keep their numbers; how often cells are empty.
NUMBERED = 0.1
EMPTY = {"deadline": 0.05, "coordination": 0.2, "product": 0.08}
# The share of tables whose column of no role of ours is about units: who watches, who checks.
WATCHED = 0.25
_MARKER = re.compile(r"^(?:[\d.]+[.)]?|[A-Za-zđĐ][.)]|[-+•–]|[IVX]+[.)]|Điều \d+\.)\s+")
_CLAUSE_END = re.compile(r"[,;.:)]$")


@cache
def said() -> dict[str, list[str]]:
    return dict(dictionaries.toml("woven-tables.toml"))


def units_of(text: Sequence[str]) -> list[str]:
    """The names of units that running text has again and again."""
    unit = re.compile(rf"\b(?:{'|'.join(said()['unit_heads'])})(?: [\w-]+){{1,6}}(?=[,.;:)])")
    none = re.compile("|".join(said()["no_units"]))
    found = Counter(name for one in text for name in unit.findall(one) if not none.search(name))
    return [name for name, seen in found.items() if seen >= OFTEN]


class Cells(Material):
    """What cells say: units that running text names, clauses of it, deadlines in sentences."""

    def __init__(self, text: Sequence[str], units: Sequence[str], rng: random.Random) -> None:
        super().__init__(text, rng)
        self._units = units
        self._is_watched = rng.random() < WATCHED

    def cell(self, role: str) -> str:
        chance = self._rng.random()
        if role == "extra" and self._is_watched and chance < 0.9:
            return super().cell("lead")
        if role == "extra" and chance < 0.85:
            return "" if chance < 0.75 else str(self._rng.randint(1, 900))
        if chance < EMPTY.get(role, 0.0):
            return ""
        if role == "heading":
            return self._sentence(3, 12)
        if role == "product" and chance < 0.3:
            return self._sentence(2, 14)
        if role == "task" and chance < 0.15:
            return " - ".join(self._sentence(4, 16) for _ in range(self._rng.randint(2, 3)))
        return super().cell(role)

    def _new(self, role: str) -> str:
        if self._rng.random() < 0.3:
            return super()._new(role)
        if role == "deadline":
            return self._deadline()
        count = self._rng.choice([1, 1, 1, 1, 2]) if role == "lead" else self._rng.randint(0, 4)
        units = [
            self._rng.choice([*self._rng.sample(self._units, 2), self._initials()]) for _ in range(count)
        ]
        text = self._rng.choice([", ", "; "]).join(units)
        if role == "lead" or (units and self._rng.random() < 0.4):
            return text
        helpers = self._rng.choice(said()["helpers"])
        return f"{text}{self._rng.choice([' và ', ', ', '; '])}{helpers}" if text else helpers.capitalize()

    def _deadline(self) -> str:
        year, month = self._rng.randint(2010, 2030), self._rng.randint(1, 12)
        form = self._rng.choice(said()["deadlines"])
        clause = self._sentence(3, 14, small=True) if "{s}" in form else ""
        day, quarter = self._rng.randint(1, 28), month % 4 + 1
        return form.format(d=day, m=month, q=quarter, y=year, z=year - 1, s=clause)

    def _initials(self) -> str:
        letters = "".join(self._rng.choices("ABCDĐGHKLMNPQSTVX", k=self._rng.randint(2, 4)))
        return f"{self._rng.choice(said()['before_initials'])} {letters}".strip()

    def _sentence(self, least: int, most: int, *, small: bool = False) -> str:
        """Running text up to the end of a clause, where one ends in time."""
        words = next(self._text).split()
        if self._rng.random() > NUMBERED:
            words = _MARKER.sub("", _MARKER.sub("", " ".join(words))).split() or words
        start = self._rng.randrange(len(words)) if self._rng.random() < 0.3 else 0
        words = words[start:] if len(words) - start > least else words
        count = self._rng.randint(least, most)
        ends = [i for i in range(least, min(count, len(words)) + 1) if _CLAUSE_END.search(words[i - 1])]
        text = " ".join(words[: ends[-1] if ends else count])
        if ends and self._rng.random() < 0.6:
            text = text.rstrip(",;.:")
        if not small and self._rng.random() < 0.4:
            return f"{self._rng.choice(self._openings)} {text[:1].lower()}{text[1:]}"
        return (text[:1].lower() if small else text[:1].upper()) + text[1:]
