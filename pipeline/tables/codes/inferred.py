"""Codes that may have been misread or lost: what was read of them and the sequence of rows tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.tables.codes.totals import is_group_name, is_total
from pipeline.tables.grid import Code
from pipeline.vietnamese.numerals import digits_read_as, roman, roman_value
from pipeline.vietnamese.shape import is_capital

DASHES = ("-", "–", "—", "+")
# The parts of a code with points: 1.2.1 is (1, 2, 1).
Parts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CodeCosts:
    """What a code with points costs, in nats; set by hand on text of plans, not fitted."""

    # Against what was read: another digit, something else, nothing; the digits without their points.
    near: float = 3.0
    far: float = 8.0
    unread: float = 4.0
    points_lost: float = 1.0
    # Each code that the sequence passes over.
    skip: float = 2.0
    # A row in capitals below the first level, or one of it that is not, where others are.
    capital: float = 3.0
    # No costs: the hypotheses kept; the minimum share of codes read with points for codes to have them,
    # else the most that the sequence may cost a row.
    beam: int = 30
    pointed_share: float = 0.2
    plausible: float = 1.5


COSTS = CodeCosts()


def inferred_codes(raws: Sequence[str], names: Sequence[str], parents_by_sum: Sequence[bool]) -> list[Code]:
    """The codes of a table's rows from what was read of them, in the order of the table.

    `parents_by_sum[i]` says that row i's values are the sums of the rows below it.
    """
    cleaned = [raw.strip("|,:;()[]{}\"'“”*_~ ").strip(".") for raw in raws]
    pointed = sum("." in raw or (raw.isdigit() and len(raw) > 2) for raw in cleaned)
    have_points = pointed >= COSTS.pointed_share * len(cleaned)
    # 11 below 1 may be 1.1: the sequence tells.
    if have_points or ("11" in cleaned and not set(cleaned) & set(DASHES)):
        cost, codes = _with_points(cleaned, names)
        if have_points or cost <= COSTS.plausible * len(cleaned):
            return codes
    return _of_two_levels(cleaned, names, parents_by_sum)


def _with_points(raws: Sequence[str], names: Sequence[str]) -> tuple[float, list[Code]]:
    """Codes like 1, 1.1, 1.1.1: the cheapest sequence, by a beam search over the last code; its cost."""
    capitals = sum(is_capital(name) for name in names) > 1
    states: list[tuple[float, tuple[Parts, ...]]] = [(0.0, ())]
    for raw, name in zip(raws, names, strict=True):
        grown: dict[Parts, tuple[float, tuple[Parts, ...]]] = {}
        for cost, path in states:
            last = next((code for code in reversed(path) if code), ())
            for code, step in [*_following(last), *_first(last, raw)]:
                is_odd = capitals and is_capital(name) != (len(code) == 1)
                price = cost + step + _reading_cost(raw, code) + COSTS.capital * is_odd
                if code not in grown or grown[code][0] > price:
                    grown[code] = price, (*path, code)
            if not raw and (not last or is_total(name)):
                grown.setdefault((), (cost, (*path, ())))
        states = sorted(grown.values(), key=lambda state: state[0])[: COSTS.beam]
    cost, path = states[0]
    return cost, [Code(_written(code), _written(code[:-1]), len(code)) for code in path]


def _written(code: Parts) -> str:
    return ".".join(map(str, code))


def _following(last: Parts) -> Iterator[tuple[Parts, float]]:
    """The codes that may stand behind another, and the cost of the step."""
    if not last:
        yield from (((1,), 0.0), ((2,), COSTS.skip), ((1, 1), COSTS.skip))
        return
    yield (*last, 1), 0.0
    for depth in range(len(last), 0, -1):
        for step in (1, 2):
            yield (*last[: depth - 1], last[depth - 1] + step), COSTS.skip * (step - 1)


def _first(last: Parts, raw: str) -> Iterator[tuple[Parts, float]]:
    """A code with points that a table begins with as read: it goes on with another table's."""
    if not last and re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,3})+", raw):
        yield tuple(map(int, raw.split("."))), 2 * COSTS.skip


@lru_cache(1 << 14)
def _reading_cost(raw: str, code: Parts) -> float:
    if not raw:
        return COSTS.unread
    if raw == _written(code):
        return 0.0
    read, wanted = re.sub(r"\W", "", digits_read_as(raw)), "".join(map(str, code))
    if read == wanted:
        return COSTS.points_lost
    return COSTS.near if Levenshtein.distance(read, wanted) == 1 and len(wanted) > 1 else COSTS.far


@dataclass(frozen=True, slots=True)
class _Style:
    """How a table of two levels is coded: dashes below numbers, or numbers below numerals."""

    dashes: bool
    numerals: bool

    @property
    def has_two(self) -> bool:
        return self.dashes or self.numerals

    def top(self, count: int) -> str:
        """The code of a row of the first level; none stands above the first."""
        return "" if not count else roman(count) if self.numerals else str(count)


def _of_two_levels(raws: Sequence[str], names: Sequence[str], parents_by_sum: Sequence[bool]) -> list[Code]:
    """Codes of rows and rows under them: I over 1, 2; or 1 over dashes; or no second level at all."""
    are_groups = [is_group_name(name) for name in names]
    style = _style(raws, are_groups)
    codes: list[Code] = []
    top = below = 0
    for raw, name, is_group, is_sum in zip(raws, names, are_groups, parents_by_sum, strict=True):
        is_first = not (top or raw or is_group)
        if is_first and (is_total(name) or is_capital(name)):
            codes.append(Code("", "", 0))
        elif not style.has_two or _is_top(raw, style.numerals, is_group or is_sum):
            top, below = _next_top(raw, top, style.numerals), 0
            codes.append(Code(style.top(top), "", 1))
        else:
            below += 1
            codes.append(Code("-" if style.dashes else str(below), style.top(top), 2))
    return codes


def _style(raws: Sequence[str], are_groups: Sequence[bool]) -> _Style:
    """Roman numerals may have been lost: then 1 follows a group without a code, or stands twice."""
    if any(raw in DASHES for raw in raws):
        return _Style(dashes=True, numerals=False)
    pairs = zip(raws[1:], raws, are_groups, strict=False)
    starts = (raw == "1" and not above and is_group for raw, above, is_group in pairs)
    return _Style(False, any(map(roman_value, raws)) or raws.count("1") > 1 or any(starts))


def _is_top(raw: str, have_numerals: bool, is_group: bool) -> bool:
    if raw in DASHES:
        return False
    if have_numerals:
        return roman_value(raw) is not None or (is_group and not _is_number(raw))
    return _is_number(raw) or is_group


def _next_top(raw: str, top: int, have_numerals: bool) -> int:
    """The number of a row of the first level: as read, if it is the next one or the one behind it."""
    read = (
        roman_value(raw) if have_numerals else int(raw) if _is_number(raw) and len(raw) < 3 else None
    ) or 0
    return read if top < read <= top + 2 else top + 1


def _is_number(raw: str) -> bool:
    return raw.isdigit() and raw.isascii()
