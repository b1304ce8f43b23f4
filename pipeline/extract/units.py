"""Cells of several units, split into units by the names that the dictionary has."""

from __future__ import annotations

import re
from functools import cache

from pipeline import dictionaries
from pipeline.match import plain

_DASHES = re.compile(r"\s*[-–—]\s*")


def split_units(text: str) -> tuple[str, ...]:
    """The units that a cell names, in its order, each as the dictionary writes it if it is there.

    A semicolon always parts units; a comma or `và` only where what follows begins a unit, since names
    of units hold both (Sở Văn hóa, Thể thao và Du lịch).
    """
    units: list[str] = []
    for part in re.split(r";|\n", text):
        whole = part.strip(" .,")
        if _key(whole) in _names():
            units.append(_names()[_key(whole)])
            continue
        pieces = re.split(r"(,\s+|\s+và\s+)", whole)
        current = pieces[0]
        for joint, piece in zip(pieces[1::2], pieces[2::2], strict=True):
            if _begins_unit(piece):
                units.append(current)
                current = piece
            else:
                current += joint + piece
        units.append(current)
    cleaned = (unit.strip(" .,") for unit in units)
    return tuple(_names().get(_key(unit), unit) for unit in cleaned if unit)


def _begins_unit(text: str) -> bool:
    first = plain(text.split("(")[0])
    return any(first == head or first.startswith(head + " ") for head in _heads())


def _key(text: str) -> str:
    return _DASHES.sub(" - ", plain(text))


@cache
def _names() -> dict[str, str]:
    return {_key(name): name for name in dictionaries.lines("units.txt")}


@cache
def _heads() -> tuple[str, ...]:
    heads = [*dictionaries.lines("unit-heads.txt"), "Các", "CC", "Công chức", "Trạm", "Trưởng", "Đài"]
    return tuple(plain(head) for head in heads)
