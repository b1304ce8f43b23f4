"""The chart of an indicator: where its lines, points and years lie, in units of an SVG picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.compare.trend import Point

# Room around the points for their values, and under the axis for the years.
SIDE, ABOVE, BELOW = 28, 20, 36
YEAR, HEIGHT = 64, 110
MEASURES = ("target", "result")


@dataclass(frozen=True, slots=True)
class Dot:
    """A number at its place; its text stands above it or below, so that two of a year do not lie on one."""

    x: float
    y: float
    measure: str
    value: float
    is_above: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """`floor` is where the axis lies, `years` the places of the years on it, `lines` the points of each
    measure as SVG has them."""

    width: int
    height: int
    floor: int
    years: tuple[tuple[float, int], ...]
    lines: tuple[tuple[str, str], ...]
    dots: tuple[Dot, ...]


def chart(points: Sequence[Point]) -> Chart:
    """The chart of an indicator's points; one point is a dot in the middle."""
    years = sorted({point.year for point in points})
    values = [point.value for point in points]
    low, span = min(values), max(values) - min(values)
    width = 2 * SIDE + YEAR * max(years[-1] - years[0], 1)
    tops = {year: max(point.value for point in points if point.year == year) for year in years}
    alone = width / 2 if len(years) == 1 else 0.0

    def across(year: int) -> float:
        return alone or round(SIDE + (year - years[0]) * YEAR, 1)

    def down(value: float) -> float:
        room = HEIGHT - ABOVE - BELOW
        return round(HEIGHT - BELOW - (room * (value - low) / span if span else room / 2), 1)

    seen: set[int] = set()
    dots = []
    for point in sorted(points, key=lambda one: (-one.value, one.measure)):
        is_above = point.value == tops[point.year] and point.year not in seen
        seen.add(point.year)
        dots.append(Dot(across(point.year), down(point.value), point.measure, point.value, is_above))
    lines = tuple(
        (name, " ".join(f"{across(one.year)},{down(one.value)}" for one in points if one.measure == name))
        for name in MEASURES
    )
    return Chart(
        width, HEIGHT, HEIGHT - BELOW + 16, tuple((across(year), year) for year in years), lines, tuple(dots)
    )
