"""What the numbers of a table's value columns look like, told from its lines that have all of them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document import Line
from pipeline.tables.grid import Column

VALUE = re.compile(r"[<>≥≤~]{0,2}\s?\d+(?:[.,]\d+)*%?[.,]?")


@dataclass(frozen=True, slots=True)
class ValueCosts:
    """What a number costs in a column of numbers, in nats; set by hand, not fitted."""

    # The most for decimals that the column's numbers do not have.
    unlike: float = 5.0
    # A number over ten times the largest.
    too_large: float = 5.0
    # Any number, where no line shows what the column's are like.
    unknown: float = 2.0


COSTS = ValueCosts()


@dataclass(frozen=True, slots=True)
class ValueShape:
    """How many decimals a column's numbers have, and the largest of them."""

    decimals: Counter[int]
    largest: float

    def cost(self, text: str) -> float:
        """The cost in nats of a number in this column."""
        if not self.decimals:
            return COSTS.unknown
        share = (self.decimals[decimals_of(text)] + 0.3) / (self.decimals.total() + 1.0)
        size = (
            float(re.sub(r"[^\d.]", "", text.replace(",", ".")).strip(".") or 0)
            if text.count(".") < 2
            else 0.0
        )
        return min(-math.log(share), COSTS.unlike) + (COSTS.too_large if size > 10 * self.largest else 0.0)


def decimals_of(text: str) -> int:
    match = re.search(r"[.,](\d+)\D*$", text)
    return len(match.group(1)) if match else 0


def value_shapes(lines: Sequence[Line], columns: Sequence[Column]) -> dict[int, ValueShape]:
    """The shape of each value column, by its index."""
    places = [i for i, column in enumerate(columns) if column.role in ("max", "value")]
    found: dict[int, list[str]] = {place: [] for place in places}
    for line in lines:
        for full in _runs(line):
            if len(full) == len(places):
                for place, text in zip(places, full, strict=True):
                    found[place].append(text)
    return {
        place: ValueShape(
            Counter(map(decimals_of, texts)), max((_size(text) for text in texts), default=math.inf)
        )
        for place, texts in found.items()
    }


def longest_run(line: Line) -> list[str]:
    """The longest run of numbers of a line, its first word left out."""
    return max(_runs(line), key=len)


def _runs(line: Line) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for word in line.words[1:]:
        if VALUE.fullmatch(word.text):
            runs[-1].append(word.text)
        elif word.text:
            runs.append([])
    return runs


def _size(text: str) -> float:
    digits = re.search(r"\d+", text)
    return float(digits.group()) if digits else 0.0
