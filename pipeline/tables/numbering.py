"""Row numbers: what a reading may stand for, told by the number that is due."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from pipeline.restore.syllables import is_syllable
from pipeline.segment.match import roman_value

Number = tuple[int, ...]
# Costs in nats of a number that is due, misread, out of turn.
DUE, LOOK_ALIKE, MISREAD, GARBLED, SKIPPED = 0.0, 1.5, 2.5, 4.5, 6.0
MAX_SKIP = 3
_EDGES = "|.,:;()[]{}\"'“”‘’`*_~¦"
_LOOK_ALIKES = str.maketrans("lIi|!OoQSsBZzgqyT", "111110005582249" + "71")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*")


def due_after(last: Number | None, *, in_new_group: bool) -> list[Number]:
    """The numbers that may follow, the likeliest first."""
    if last is None:
        return [(1,)]
    following = [(*last[:-1], last[-1] + 1)]
    if in_new_group:
        following.append((1,))
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
    written = core.translate(_LOOK_ALIKES)
    for number in due[:2]:
        if written == str(number[-1]) and len(number) == 1:
            return LOOK_ALIKE, number
    if roman_value(core):
        return None
    has_end = raw.rstrip("|").endswith((".", ","))
    if len(core) > 1 and (not has_end or is_syllable(core.lower())) and not any(letter.isdigit() for letter in core):
        return None
    return GARBLED, due[0]


def _of_digits(number: Number, due: list[Number]) -> tuple[float, Number] | None:
    if number in due:
        return (DUE if number in due[:2] else LOOK_ALIKE), number
    if len(number) > 1 or len(due[0]) > 1:
        return None
    first, read = due[0][0], number[0]
    if len(str(first)) == len(str(read)) and Levenshtein.distance(str(first), str(read)) == 1 and read < first + 10:
        near = MISREAD if read > first + MAX_SKIP or read < first else SKIPPED
        return (SKIPPED, number) if near == SKIPPED else (MISREAD, due[0])
    if first < read <= first + MAX_SKIP:
        return SKIPPED, number
    if len(str(read)) == len(str(first)):
        return GARBLED, due[0]
    return None


def written(number: Number) -> str:
    return ".".join(map(str, number))
