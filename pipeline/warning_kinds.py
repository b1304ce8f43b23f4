"""What kinds of warnings there are: how grave each is, whose fault it may be, what to do about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.messages import language
from pipeline.plan import PlanWarning
from pipeline.vietnamese import dictionaries


@dataclass(frozen=True, slots=True)
class WarningKind:
    """`severity` is 1 to 3 (gravest), `whose` "reading" or "plan", `name` and `advice` are Vietnamese, and
    so they are in the dataset; `title` and `to_do` are in the language in use.
    """

    severity: int
    whose: str
    name: str
    advice: str
    name_en: str = ""
    advice_en: str = ""

    @property
    def title(self) -> str:
        return self.name_en or self.name if language() == "en" else self.name

    @property
    def to_do(self) -> str:
        return self.advice_en or self.advice if language() == "en" else self.advice


@cache
def warning_kinds() -> dict[str, WarningKind]:
    """The kinds by code (dictionaries/warning-kinds.txt)."""
    rows = dictionaries.table("warning-kinds.txt")
    return {code: WarningKind(int(grave), *rest) for code, grave, *rest in rows}


def graded(warnings: Iterable[PlanWarning]) -> tuple[PlanWarning, ...]:
    """The warnings, gravest first, each with the severity of its kind; their order stays otherwise."""
    marked = (
        warning.model_copy(update={"severity": warning_kinds()[warning.code].severity})
        for warning in warnings
    )
    return tuple(sorted(marked, key=lambda warning: -warning.severity))


def counted(kinds: Mapping[str, int]) -> str:
    """How many warnings there are of each code, most first, for a line: `deadline-past 68, …`; in Vietnamese
    by their names.
    """
    names = {code: code if language() == "en" else warning_kinds()[code].name for code in kinds}
    return ", ".join(f"{names[code]} {count}" for code, count in Counter(kinds).most_common())


def in_words(place: str) -> str:
    """A place in the language in use: `page 3` is `trang 3`; words that are not known stay."""
    return place if language() == "en" else _pattern().sub(lambda match: _places()[match.group()], place)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(_places(), key=len, reverse=True))})\b")


@cache
def _places() -> dict[str, str]:
    return dict(dictionaries.pairs("warning-places.txt"))
