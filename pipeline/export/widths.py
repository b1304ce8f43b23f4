"""How wide the columns of a printed plan are: so wide that its rows together take the fewest lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Letters that are moved from one column to another, in ever smaller steps.
STEPS = (8, 4, 2)
Lengths = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cells:
    """The letters of the cells of a table, row by row, and which of the widths each of its columns has."""

    lengths: Lengths
    columns: tuple[int, ...]


def fitted(widths: Sequence[int], least: Sequence[int], tables: Sequence[Cells], filled: float) -> list[int]:
    """The widths, in letters, moved between columns while this saves lines; together they stay as wide.

    `least` is what each must have, `filled` how many letters stand in one of a width.
    """
    found = list(widths)
    lines = _lines(found, tables, filled)
    for step in STEPS:
        while moved := _better(found, least, tables, filled, step, lines):
            lines, found = moved
    return found


def _better(
    widths: Sequence[int],
    least: Sequence[int],
    tables: Sequence[Cells],
    filled: float,
    step: int,
    lines: float,
) -> tuple[float, list[int]] | None:
    """The move of `step` letters that saves the most lines; None where none saves any."""
    best: tuple[float, list[int]] | None = None
    for giver, width in enumerate(widths):
        if width - step < least[giver]:
            continue
        for taker in range(len(widths)):
            if taker == giver:
                continue
            tried = list(widths)
            tried[giver] -= step
            tried[taker] += step
            count = _lines(tried, tables, filled)
            if count < (best[0] if best else lines):
                best = count, tried
    return best


def _lines(widths: Sequence[int], tables: Sequence[Cells], filled: float) -> float:
    """The lines of all rows: each is as high as its fullest cell."""
    room = np.array(widths) * filled
    return float(
        sum(np.ceil(one.lengths / room[list(one.columns)]).max(axis=1, initial=1).sum() for one in tables)
    )
