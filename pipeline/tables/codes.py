"""Codes of indicators: which code each row has, told by what was read of it and by the sequence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.tables.grid import Cell, Code, Grid, cell_text
from pipeline.tables.numbers import Number, decimal_mark, read_number
from pipeline.tables.printed_codes import printed_codes
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import confusable, skeleton
from pipeline.vietnamese.numerals import roman, roman_value
from pipeline.vietnamese.shape import is_capital

BEAM = 30
# Costs of a code against what was read of it, and of its place in the sequence.
NEAR, FAR, UNREAD, SKIP, LEVEL_LOST, CAPITAL = 3.0, 8.0, 4.0, 2.0, 1.0, 3.0
GROUP_LIKENESS = 92
# Codes have points if so many do, or if the sequence costs no more than this a row.
POINTED_SHARE, PLAUSIBLE = 0.2, 1.5
DASHES = ("-", "–", "—", "+")
Steps = tuple[int, ...]
_LOOK_ALIKES = str.maketrans("lIi|gqOoSsBZz", "1111990055822")
_TOTAL = re.compile(r"\b(tong|chung|toan dien|cong)\b")


def with_codes(grid: Grid, *, as_printed: bool) -> Grid:
    """The grid, each row of it with its code; `as_printed` where codes were read as they stand."""
    name, place = grid.index("name"), grid.index("code")
    assert name is not None
    names = [row_name(row.cells[name]) for row in grid.rows]
    raws = [row.cells[place].raw if place is not None else "" for row in grid.rows]
    codes = printed_codes(raws, names) if as_printed else None
    if codes is None:
        numbers = row_numbers(grid)
        codes = read_codes(raws, names, [_is_sum(numbers, i) for i in range(len(numbers))])
    rows = (replace(row, code=code) for row, code in zip(grid.rows, codes, strict=True))
    return replace(grid, rows=tuple(rows))


def row_name(cell: Cell) -> str:
    """An indicator's name without the ruling line that was read as a bracket before it."""
    text = cell_text(cell).rstrip(" :")
    return text.lstrip("( ") if text.count("(") > text.count(")") else text


def row_numbers(grid: Grid) -> list[dict[int, Number | None]]:
    """For each row the numbers in its columns of numbers, by column; None where a cell holds none."""
    places = [c for c, column in enumerate(grid.columns) if column.role in ("max", "value")]
    texts = [row.cells[c].text for row in grid.rows for c in places]
    # Of numbers that do not show it, Vietnamese ones have a comma before their decimals.
    mark = decimal_mark(texts) or ","
    return [{c: read_number(row.cells[c].text, mark) for c in places} for row in grid.rows]


def _is_sum(numbers: Sequence[Mapping[int, Number | None]], place: int) -> bool:
    """Whether in two columns at least a row's numbers are the sums of the two or more rows below it."""
    agreeing: Counter[int] = Counter()
    for column, total in numbers[place].items():
        running = Decimal(0)
        for below in range(place + 1, min(place + 10, len(numbers))):
            number = numbers[below].get(column)
            if number is None or total is None:
                break
            running += number.value
            if below > place + 1 and running == total.value:
                agreeing[below] += 1
    return bool(agreeing) and max(agreeing.values()) >= 2


def read_codes(raws: Sequence[str], names: Sequence[str], parents_by_sum: Sequence[bool]) -> list[Code]:
    """The codes of a table's rows from what was read of them, in the order of the table.

    `parents_by_sum[i]` says that row i's values are the sums of the rows below it.
    """
    cleaned = [raw.strip("|,:;()[]{}\"'“”*_~ ").strip(".") for raw in raws]
    has_points = sum("." in raw or (raw.isdigit() and len(raw) > 2) for raw in cleaned)
    # 11 below 1 may be 1.1: the sequence tells.
    may_have_lost_them = "11" in cleaned and not set(cleaned) & set(DASHES)
    if has_points >= POINTED_SHARE * len(cleaned) or may_have_lost_them:
        cost, codes = _decimal(cleaned, names)
        if has_points >= POINTED_SHARE * len(cleaned) or cost <= PLAUSIBLE * len(cleaned):
            return codes
    return _two_levels(cleaned, names, parents_by_sum)


def _decimal(raws: Sequence[str], names: Sequence[str]) -> tuple[float, list[Code]]:
    """Codes like 1, 1.1, 1.1.1: the cheapest sequence, by a beam search over the last code; its cost."""
    capitals = sum(is_capital(name) for name in names) > 1
    states: list[tuple[float, tuple[Steps, ...]]] = [(0.0, ())]
    for raw, name in zip(raws, names, strict=True):
        grown: dict[Steps, tuple[float, tuple[Steps, ...]]] = {}
        for cost, path in states:
            last = next((code for code in reversed(path) if code), ())
            for code, step in [*_following(last), *_first(last, raw)]:
                price = cost + step + _reading_cost(raw, code)
                price += CAPITAL * (capitals and bool(code) and is_capital(name) != (len(code) == 1))
                if code not in grown or grown[code][0] > price:
                    grown[code] = price, (*path, code)
            if not raw and (not last or _TOTAL.search(skeleton(name))):
                grown.setdefault((), (cost, (*path, ())))
        states = sorted(grown.values(), key=lambda state: state[0])[:BEAM]
    cost, path = states[0]
    codes = [Code(".".join(map(str, code)), ".".join(map(str, code[:-1])), len(code)) for code in path]
    return cost, codes


def _following(last: Steps) -> Iterator[tuple[Steps, float]]:
    """The codes that may stand behind another, and the cost of the step."""
    if not last:
        yield from (((1,), 0.0), ((2,), SKIP), ((1, 1), SKIP))
        return
    yield (*last, 1), 0.0
    for depth in range(len(last), 0, -1):
        for step in (1, 2):
            yield (*last[: depth - 1], last[depth - 1] + step), SKIP * (step - 1)


def _first(last: Steps, raw: str) -> Iterator[tuple[Steps, float]]:
    """A code with points that a table begins with as read: it goes on with another table's."""
    if not last and "." in raw and all(part.isdigit() for part in raw.split(".")):
        yield tuple(map(int, raw.split("."))), 2 * SKIP


def _reading_cost(raw: str, code: Steps) -> float:
    if not raw:
        return UNREAD
    if raw == ".".join(map(str, code)):
        return 0.0
    read, wanted = re.sub(r"\W", "", raw.translate(_LOOK_ALIKES)), "".join(map(str, code))
    if read == wanted:
        return LEVEL_LOST
    return NEAR if Levenshtein.distance(read, wanted) == 1 and len(wanted) > 1 else FAR


def _two_levels(raws: Sequence[str], names: Sequence[str], parents_by_sum: Sequence[bool]) -> list[Code]:
    """Codes of rows and rows under them: I over 1, 2; or 1 over dashes; or no second level at all."""
    has_dashes = any(raw in DASHES for raw in raws)
    has_numerals = sum(roman_value(raw) is not None for raw in raws) > 0 or raws.count("1") > 1
    groups = [is_group_name(name) for name in names]
    starts = [i for i, raw in enumerate(raws) if raw == "1" and i and not raws[i - 1] and groups[i - 1]]
    has_numerals = not has_dashes and (has_numerals or bool(starts))
    coded: list[Code] = []
    top = below = 0
    for i, (raw, name) in enumerate(zip(raws, names, strict=True)):
        if not top and not raw and not groups[i] and (_TOTAL.search(skeleton(name)) or is_capital(name)):
            coded.append(Code("", "", 0))
            continue
        is_top = _is_top(raw, i, has_dashes, has_numerals, groups[i] or parents_by_sum[i])
        if is_top or not (has_dashes or has_numerals):
            read = int(raw) if raw.isdigit() and len(raw) < 3 else roman_value(raw)
            top = read if read and top < read <= top + 2 and (raw.isdigit() != has_numerals) else top + 1
            below = 0
            coded.append(Code(roman(top) if has_numerals else str(top), "", 1))
            continue
        parent = roman(top) if has_numerals else str(top) if top else ""
        read = int(raw) if raw.isdigit() and len(raw) < 3 else None
        below = read if read and below < read <= below + 2 and read == below + 1 else below + 1
        coded.append(Code("-" if has_dashes else str(below), parent, 2))
    return coded


def _is_top(raw: str, place: int, has_dashes: bool, has_numerals: bool, is_group: bool) -> bool:
    if raw in DASHES:
        return False
    if has_numerals:
        return roman_value(raw) is not None or (is_group and not raw.isdigit())
    return bool(raw.isdigit()) or is_group


def is_group_name(name: str) -> bool:
    """Whether a row's name is that of a group of criteria of an official index."""
    read = "".join(confusable(word) for word in name.split())
    return any(fuzz.ratio(read, known) >= GROUP_LIKENESS for known in _groups())


@cache
def _groups() -> tuple[str, ...]:
    return tuple(
        "".join(confusable(word) for word in name.split()) for name in dictionaries.lines("index-groups.txt")
    )
