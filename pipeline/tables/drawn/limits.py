"""When headings and cells of a drawn table say what its columns are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.tables.numbers import read_number


@dataclass(frozen=True, slots=True)
class ColumnLimits:
    """Limits of columns; set by hand on office scans and generated layouts."""

    # Minimum likeness (0 to 100) of a heading to a known one.
    likeness: float = 84.0
    # Minimum share of a column's cells that speak for a meaning.
    mostly: float = 0.6
    # Minimum share of numbers in a column that its heading says has them.
    some: float = 0.4
    # Maximum share of the cells of what is done that a column left of it has whose cells name groups.
    grouped: float = 0.75
    # Most words of a heading of which some say what the column is.
    words: int = 12


LIMITS = ColumnLimits()
_BLANK = ("", "-", "–", "—", "x", "X", "…", "...")


def printed(texts: Sequence[str]) -> list[str]:
    """The texts of cells that say something: no dash, cross or dots alone."""
    return [text for text in texts if text.strip() not in _BLANK]


def share_of_numbers(texts: Sequence[str]) -> float:
    """The share of numbers among the cells that say something."""
    found = printed(texts)
    return sum(read_number(text) is not None for text in found) / max(len(found), 1)


def share_of(texts: Sequence[str], pattern: re.Pattern[str]) -> float:
    """The share of texts that begin as a pattern says."""
    return sum(bool(pattern.match(text)) for text in texts) / max(len(texts), 1)
