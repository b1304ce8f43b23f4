"""Grand totals and groups of official indices, known by their names."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import confusable, skeleton

# Minimum likeness (0 to 100) of a name to that of a group; set by hand.
GROUP_LIKENESS = 92


def is_total(name: str) -> bool:
    """Whether a row's name is that of a grand total.

    >>> is_total("TỔNG CỘNG"), is_total("Tổng sản phẩm trên địa bàn"), is_total("Tỷ lệ hài lòng chung")
    (True, False, True)
    """
    return bool(_totals().search(skeleton(name).strip(" .:;")))


def is_grand_total(text: str) -> bool:
    """Whether a text is nothing but a total's name: no `Tổng số lớp` or `Cộng tác viên`.

    >>> is_grand_total("Tổng cộng:"), is_grand_total("CỘNG (I+II)"), is_grand_total("Tổng kết công tác")
    (True, True, False)
    """
    name = re.sub(r"\([^()]*\)|[^\w\s]", " ", skeleton(text))
    return " ".join(name.split()) in _bare_totals()


@cache
def _bare_totals() -> frozenset[str]:
    forms = (skeleton(form) for form in dictionaries.lines("total-words.txt"))
    return frozenset(form.strip("… ") for form in forms if not form.startswith("…"))


def is_group_name(name: str) -> bool:
    """Whether a row's name is that of a group of criteria of an official index."""
    read = _folded(name)
    return any(fuzz.ratio(read, known) >= GROUP_LIKENESS for known in _groups())


@cache
def _totals() -> re.Pattern[str]:
    return re.compile("|".join(map(_pattern, dictionaries.lines("total-words.txt"))))


def _pattern(form: str) -> str:
    """A form's pattern: … stands for anything, and only there may more be printed."""
    name = re.escape(skeleton(form).strip("… "))
    return rf"\b{name}$" if form.startswith("…") else rf"^{name}\b" if form.endswith("…") else f"^{name}$"


@cache
def _groups() -> tuple[str, ...]:
    return tuple(map(_folded, dictionaries.lines("index-groups.txt")))


def _folded(name: str) -> str:
    return "".join(confusable(word) for word in name.split())
