"""Row numbers: what a reading may stand for, told by the number that is due."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.document import Line
from pipeline.vietnamese.numerals import digits_read_as, roman_value
from pipeline.vietnamese.syllables import is_syllable

Number = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NumberCosts:
    """What a reading costs as a row's number, in nats; set by hand on text of plans, not fitted."""

    # The number that is due; letters that look like it; one digit misread; misread beyond likeness.
    due: float = 0.0
    look_alike: float = 1.5
    misread: float = 2.5
    garbled: float = 4.5
    # Numbers are passed over, at most so many.
    skipped: float = 9.0
    most_skipped: int = 3
    # A sign or a numeral as an indicator's code.
    sign: float = 0.5


COSTS = NumberCosts()
_EDGES = "|.,:;()[]{}\"'“”‘’`*_~¦"
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,3}){0,3}|\d{3}")


def due_after(last: Number | None, *, in_new_group: bool) -> list[Number]:
    """The numbers that may follow, the likeliest first."""
    if last is None:
        return [(1,)]
    following = [next_number(last)]
    if in_new_group:
        # Where the numbers begin anew, the first ones may not have been read.
        following += [(1,), (2,), (3,)]
    if len(last) > 1:
        following.append((*last[:-2], last[-2] + 1))
    return [*following, (*last, 1)]


def read_number(raw: str, due: list[Number]) -> tuple[float, Number] | None:
    """What a reading costs as a row number, and which one it then is; None where it is none."""
    core = raw.strip(_EDGES)
    if not core:
        return None
    if _NUMBER.fullmatch(core):
        return _of_digits(tuple(int(part) for part in core.split(".")), due)
    if len(core) > 3 or not core.isalnum():
        return None
    written = digits_read_as(core)
    for number in due[:2]:
        if written == str(number[-1]) and len(number) == 1:
            return COSTS.look_alike, number
    if roman_value(core):
        return None
    has_end = raw.rstrip("|").endswith((".", ","))
    if (
        len(core) > 1
        and (not has_end or is_syllable(core.lower()))
        and not any(letter.isdigit() for letter in core)
    ):
        return None
    return COSTS.garbled, due[0]


def _of_digits(number: Number, due: list[Number]) -> tuple[float, Number] | None:
    if number in due:
        return (COSTS.due if number in due[:2] else COSTS.look_alike), number
    if len(number) > 1 or len(due[0]) > 1:
        return None
    first, read = due[0][0], number[0]
    if first < read <= first + COSTS.most_skipped:
        return COSTS.skipped, number
    if len(str(first)) != len(str(read)):
        return None
    return (COSTS.misread if Levenshtein.distance(str(first), str(read)) == 1 else COSTS.garbled), due[0]


def next_number(number: Number) -> Number:
    return (*number[:-1], number[-1] + 1)


def read_code(raw: str, depths: Counter[int]) -> float | None:
    """What a reading costs as an indicator's code; None where it is none.

    Which code it is the sequence tells later. `depths` counts the points of the table's codes.
    """
    core = raw.strip(_EDGES + "*").strip(".")
    if core in ("-", "–", "—", "+") or roman_value(core):
        return COSTS.sign
    if _CODE.fullmatch(core):
        if len(core) == 3 and core.isdigit() and depths.total() == depths[0]:
            return None
        return -math.log((depths[core.count(".")] + 0.3) / (depths.total() + 1))
    return COSTS.garbled if core and len(core) <= 2 and not core.isalnum() else None


def code_depths(lines: Sequence[Line]) -> Counter[int]:
    """How many points the codes at the starts of a table's lines have."""
    firsts = [line.words[0].raw.strip("|.") for line in lines if len(line.words) > 2]
    return Counter(first.count(".") for first in firsts if _CODE.fullmatch(first))


def written(number: Number) -> str:
    return ".".join(map(str, number))
