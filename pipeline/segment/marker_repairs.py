"""Numbers of sections that were misread are told by their sequence."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.plan import PlanWarning
from pipeline.segment.items import Item
from pipeline.segment.title import document_type
from pipeline.vietnamese.numerals import roman, roman_value
from pipeline.vietnamese.shape import is_capital


def with_markers_repaired(items: Sequence[Item]) -> tuple[list[Item], list[PlanWarning]]:
    """Headings in capitals among Roman sections are Roman sections, whatever their marker was read as."""
    are_capital = [is_capital(item.text) for item in items if item.kind == "roman"]
    if not are_capital or sum(are_capital) * 2 < len(are_capital):
        return list(items), []
    warnings: list[PlanWarning] = []
    repaired = []
    last = 0
    for item in items:
        value = roman_value(item.marker) if item.kind == "roman" else None
        is_other = value is not None and value != last + 1 and is_capital(item.text)
        if is_other or _is_next(item):
            item, value = Item("roman", roman(last + 1), item.text, item.lines, item.words), last + 1
            warnings += _warnings(item)
        last = value if value is not None else last
        repaired.append(item)
    return repaired, warnings


def _is_next(item: Item) -> bool:
    """Whether an item looks like a Roman section but for its number: capitals, several words, no title."""
    is_unread = item.kind in ("", "arabic") and is_capital(item.text) and " " in item.text
    return is_unread and not document_type(item.lines[0])


def _warnings(item: Item) -> list[PlanWarning]:
    read = item.lines[0].raw.split()[0]
    if read.rstrip(".") == item.marker:
        return []
    message = f"The section's number was read as {read!r}; its place in the sequence makes it {item.marker}."
    where = f"line {item.lines[0].index + 1}"
    return [PlanWarning(code="marker-repaired", message=message, where=where)]
