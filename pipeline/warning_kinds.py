"""What kinds of warnings there are: how grave each is, whose fault it may be, what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.plan import PlanWarning
from pipeline.vietnamese import dictionaries


@dataclass(frozen=True, slots=True)
class WarningKind:
    """`severity` is 1 to 3 (gravest), `whose` "reading" or "plan", `name` and `advice` are Vietnamese."""

    severity: int
    whose: str
    name: str
    advice: str


@cache
def warning_kinds() -> dict[str, WarningKind]:
    """The kinds by code (dictionaries/warning-kinds.txt)."""
    rows = dictionaries.table("warning-kinds.txt")
    return {code: WarningKind(int(grave), whose, name, advice) for code, grave, whose, name, advice in rows}


def graded(warnings: Iterable[PlanWarning]) -> tuple[PlanWarning, ...]:
    """The warnings, gravest first, each with the severity of its kind; their order stays otherwise."""
    marked = (
        warning.model_copy(update={"severity": warning_kinds()[warning.code].severity})
        for warning in warnings
    )
    return tuple(sorted(marked, key=lambda warning: -warning.severity))


def in_vietnamese(place: str) -> str:
    """`page 3` -> `trang 3`; words that are not known stay."""
    return re.sub(r"[a-z]+", lambda match: _places().get(match.group(), match.group()), place)


@cache
def _places() -> dict[str, str]:
    return dict(dictionaries.pairs("warning-places.txt"))
