"""What the values of an indicator are called among its evidence: result_2023, target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.messages import language, later, tr
from pipeline.plan import IndicatorValue

# Names of values as messages have them.
NAMES = (later("result_{year:d}"), later("target_{year:d}"))


class Said(NamedTuple):
    """What a value says of itself: its measure, its year, the first and last day of its period (ISO)."""

    measure: str
    year: int | None = None
    start: str | None = None
    end: str | None = None


def names_of(values: Iterable[Said]) -> tuple[str, ...]:
    """A name for each; two of one year are told apart by their periods, else by their order.

    >>> names_of([Said("max"), Said("result", 2023), Said("target", 2024), Said("target", 2024)])
    ('max', 'result_2023', 'target_2024', 'target_2024-2')
    """
    values = list(values)
    names = [f"{one.measure}_{one.year}" if one.year else one.measure or "value" for one in values]
    counts = Counter(names)
    seen: Counter[str] = Counter()
    for place, one in enumerate(values):
        name = names[place]
        if counts[name] > 1 and one.end:
            name = "_".join(filter(None, (one.measure, one.start, one.end)))
        seen[name] += 1
        names[place] = f"{name}-{seen[name]}" if seen[name] > 1 else name
    return tuple(names)


def spoken(name: str) -> str:
    """The name as it stands in a message: result_2023, in Vietnamese kết quả 2023."""
    measure, _, rest = name.partition("_")
    return name if language() == "en" else f"{tr(measure)} {rest}".strip()


def value_fields(values: Sequence[IndicatorValue]) -> tuple[str, ...]:
    """The names of an indicator's values in their order."""
    periods = [(one.period.start, one.period.end) if one.period else (None, None) for one in values]
    return names_of(Said(one.measure, one.year, *period) for one, period in zip(values, periods, strict=True))
