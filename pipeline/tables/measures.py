"""What the numbers below a heading measure: results, estimated or not, targets, or how others compare."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from pipeline.tables.roles import Measure
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton

Said = Literal["result", "estimate", "self", "target", "comparison", "amount"]
# Words in value-words.txt that stand between two numbers in a ratio: 7/4, KH 2024/ƯTH 2023, TH so với KH.
_RATIO = re.compile(r"^\W*(?:\d{1,2}\s*=\s*)?\d{1,2}\s*[/:]\s*\d{1,2}\W*(?:x\s*100)?\W*%?\W*$")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
# An abbreviation and its year are often written as one: KH2025.
_BEFORE_YEAR = re.compile(r"(?<=[^\W\d_])(?=(?:19|20)\d\d(?!\d))")


@dataclass(frozen=True, slots=True)
class Measured:
    """What numbers are: a measure of their own, or a comparison of other columns (neither: not said).

    An amount (money, a count of things) is a number, but no indicator's beside tasks. `is_own` says that
    whose number it is has given it to himself.
    """

    measure: Measure | None = None
    is_estimated: bool = False
    is_comparison: bool = False
    is_amount: bool = False
    is_own: bool = False


def measured(heading: str) -> Measured:
    """What a heading says its numbers measure.

    >>> measured("Ước thực hiện năm 2023").is_estimated, measured("TH 6 tháng").measure
    (True, 'result')
    >>> measured("KH 2024/ƯTH 2023 (%)").is_comparison, measured("Giáo viên").measure
    (True, None)
    """
    heading = _BEFORE_YEAR.sub(" ", heading)
    found = _said(heading)
    if _is_ratio(heading, found) or any(said == "comparison" for _, said in found):
        return Measured(is_comparison=True)
    told = [said for _, said in found if said != "amount"]
    if not told:
        return Measured(is_amount=bool(found))
    # Whatever comes behind it, what is estimated is an estimate: Kết quả ước thực hiện.
    is_estimated = told[0] != "target" and "estimate" in told[:2]
    measure: Measure = "target" if told[0] == "target" else "result"
    return Measured(measure, is_estimated, is_amount=len(told) < len(found), is_own="self" in told)


def _said(heading: str) -> list[tuple[int, Said]]:
    """(place, kind) of the words in a heading that say what is measured, from left to right.

    Of words of which one is part of another only the longer one counts.
    """
    found: list[tuple[int, int, Said]] = []
    for pattern, said, is_exact in _words():
        text = heading if is_exact else skeleton(heading)
        found += [(match.start(), match.end(), said) for match in pattern.finditer(text)]
    found.sort(key=lambda one: (one[0], -one[1]))
    kept: list[tuple[int, int, Said]] = []
    for one in found:
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return [(start, said) for start, _, said in kept]


def _is_ratio(heading: str, found: list[tuple[int, Said]]) -> bool:
    """Whether a heading divides one column by another: 9=7/4, or two measures around a stroke."""
    if _RATIO.fullmatch(heading):
        return True
    outside = _IN_BRACKETS.sub(lambda match: " " * len(match.group()), heading)
    for stroke in re.finditer("/", outside):
        before = [said for place, said in found if place < stroke.start()]
        behind = [said for place, said in found if place > stroke.start()]
        own = {"result" if said == "estimate" else said for said in (*before[-1:], *behind[:1])}
        if before and behind and (len(own - {"amount"}) == 2 or "%" in heading):
            return True
    return False


@cache
def _words() -> tuple[tuple[re.Pattern[str], Said, bool], ...]:
    """The words of value-words.txt: what has several syllables is known without its marks, too.

    One alone is not: `Giao` is no `Giáo`, and an abbreviation no word.
    """
    kinds: Mapping[str, Said] = {one: one for one in get_args(Said)}
    found = []
    for kind, words in dictionaries.table("value-words.txt"):
        is_exact = " " not in words
        text = re.escape(words if is_exact else skeleton(words))
        flags = 0 if words.isupper() else re.IGNORECASE
        found.append((re.compile(rf"(?<!\w){text}(?!\w)", flags), kinds[kind], is_exact))
    return tuple(found)
