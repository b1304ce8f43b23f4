"""Codes of indicators that are read as they are printed: any mixture of A, I, 1, 1.1, a), -, + and none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.codes import Coded
from pipeline.match import plain, roman_value

_TOTAL = re.compile(r"\b(?:tong cong|tong so|cong|tong diem)\b")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3})+")
_SIGNS = "-–—+*•"


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed code: its kind (letter, numeral, number, dotted, small, dash, plus, none) and its place."""

    text: str
    kind: str
    count: int


def printed_codes(raws: Sequence[str], names: Sequence[str]) -> list[Coded] | None:
    """Each row's code, parent and depth; None where what was read makes no sequence."""
    # Kind and code of the rows that the next one may stand under, outermost first.
    open_rows: list[tuple[str, str, int]] = []
    coded: list[Coded] = []
    for raw, name in zip(raws, names, strict=True):
        marker = _marker(raw)
        if marker is None:
            return None
        if marker.kind == "none" and (not open_rows or _TOTAL.match(plain(name))):
            coded.append(Coded("", "", 0))
            continue
        kinds = [kind for kind, _, _ in open_rows]
        if marker.kind == "dotted":
            below = _below_prefix(marker, open_rows)
            if below is None:
                return None
            coded.append(below)
            continue
        if marker.kind in kinds:
            place = len(kinds) - 1 - kinds[::-1].index(marker.kind)
            if not _follows(open_rows[place][2], marker):
                return None
            del open_rows[place:]
        elif not _opens(marker):
            return None
        code = "-" if marker.kind in ("dash", "plus") else marker.text
        parent = next((code for _, code, _ in reversed(open_rows) if code not in ("", "-")), "")
        coded.append(Coded(code, parent, len(open_rows) + 1))
        open_rows.append((marker.kind, code, marker.count))
    if not any(raws):
        return [Coded("", "", 1)] * len(coded)
    return coded if any(one.code for one in coded) else None


def _below_prefix(marker: Marker, open_rows: list[tuple[str, str, int]]) -> Coded | None:
    """A code with points stands under the row whose code it begins with; None under another number's."""
    parent = marker.text.rpartition(".")[0]
    while (
        open_rows and open_rows[-1][1] != parent and open_rows[-1][0] not in ("letter", "numeral", "number")
    ):
        open_rows.pop()
    kind, above, _ = open_rows[-1] if open_rows else ("", "", 0)
    if kind == "number" and above != parent:
        return None
    open_rows.append((marker.kind, marker.text, marker.count))
    return Coded(marker.text, above, len(open_rows))


def _marker(raw: str) -> Marker | None:
    """What a cell says; None where it is no code."""
    text = raw.strip(" |,:;\"'“”_~()").rstrip(".")
    if not text:
        return Marker("", "none", 0)
    if all(letter in _SIGNS for letter in text):
        return Marker("-", "plus" if text[0] == "+" else "dash", 0)
    if text.isdigit() and len(text) <= 3:
        return Marker(text, "number", int(text))
    if _DOTTED.fullmatch(text):
        return Marker(text, "dotted", int(text.rpartition(".")[2]))
    if value := roman_value(text):
        return Marker(text, "numeral", value)
    if len(text) == 1 and text.isalpha():
        return Marker(text, "letter" if text.isupper() else "small", _place(text.lower()))
    return None


def _place(letter: str) -> int:
    """A letter's place in the order a, b, c, d, đ, e, g of Vietnamese lists."""
    return "abcdđeghiklmnopqrstuvxy".find(letter) + 1


def _follows(before: int, marker: Marker) -> bool:
    """Whether a marker goes on with one of its kind: the next, or the first again under another row."""
    return not marker.count or not before or marker.count in (before + 1, before + 2, 1)


def _opens(marker: Marker) -> bool:
    """Whether a marker may be the first of its kind."""
    return marker.kind in ("dash", "plus", "none") or marker.count >= 1
