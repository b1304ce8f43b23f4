"""Numbers of sections that were misread are told by their sequence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.match import read_exactly
from pipeline.messages import tr
from pipeline.plan import PlanWarning
from pipeline.segment.appendix_headings import is_note
from pipeline.segment.items import Item
from pipeline.segment.title import document_type
from pipeline.vietnamese.numerals import roman, roman_value
from pipeline.vietnamese.shape import is_capital

# What two or three strokes side by side may be read as, before a heading and alone.
_BAD_ROMAN = re.compile(r"^[IVXHUL1l|!iT]{2,5}(?:\s*[.,:)]\s*|\s+)(?=\w)")
# What a single stroke may be read as, before a heading.
_BAD_ONE = re.compile(r"[LTl|!]\s*[.,:]\s+(?=[^\W\d_a-z])")
_LIKE_ROMAN = "H"
# Among so many paragraphs of an appendix stands the note of its title.
TITLE = 8


def with_markers_repaired(items: Sequence[Item]) -> tuple[list[Item], list[PlanWarning]]:
    """Headings in capitals among Roman sections are Roman sections, whatever their marker was read as."""
    items, warnings = _with_first_numeral(items)
    romans = [item for item in items if item.kind == "roman"]
    # What stands above the first numeral that was read, or the note of an appendix, is a title.
    noted = (place for place, item in enumerate(items[:TITLE], 1) if any(map(is_note, item.lines)))
    first = next(
        (i for i, item in enumerate(items) if item.kind == "roman" and item.marker == "I"),
        max(noted, default=0),
    )
    sequence = _Sequence(bool(romans) and 2 * sum(is_capital(item.text) for item in romans) >= len(romans))
    repaired = [*items[:first], *(sequence.numbered(item) for item in items[first:])]
    return repaired, [*warnings, *sequence.warnings]


def _with_first_numeral(items: Sequence[Item]) -> tuple[list[Item], list[PlanWarning]]:
    """The items; where a second Roman section stands and no first, what looks like I. is that first."""
    place = next((i for i, item in enumerate(items) if item.kind == "" and _BAD_ONE.match(item.text)), None)
    markers = [item.marker for item in items if item.kind in ("roman", "capital")]
    if place is None or "I" in markers or not {"II", _LIKE_ROMAN} & set(markers):
        return list(items), []
    read = items[place]
    item = Item("roman", "I", _BAD_ONE.sub("", read.text), read.lines, read.words)
    return [*items[:place], item, *items[place + 1 :]], _warnings(item)


@dataclass
class _Sequence:
    """The numerals read so far, and the kind of the item `above`.

    `is_capital` says that the headings of Roman sections are in capitals.
    """

    is_capital: bool
    last: int = 0
    highest: int = 0
    letter: str = ""
    above: str = ""
    letters: set[str] = field(default_factory=set)
    warnings: list[PlanWarning] = field(default_factory=list)

    def numbered(self, item: Item) -> Item:
        """The item with the number that its place gives it, if its own was misread."""
        if item.kind == "letter":
            item = self.lettered(item)
        value = roman_value(item.marker) if item.kind == "roman" else None
        is_known = value in (self.last + 1, self.highest + 1)
        is_other = value is not None and not is_known and is_capital(item.text)
        is_misread = self.last and _is_no_letter(item, self.letter)
        if (self.is_capital and (is_other or _is_next(item, self.above))) or is_misread:
            item, value = _numbered(item, self.last + 1), self.last + 1
            self.warnings += _warnings(item)
        self.last = value if value is not None else self.last
        self.highest = max(self.highest, self.last)
        self.letter = item.marker if item.kind == "capital" else self.letter
        self.above = item.kind
        return item

    def lettered(self, item: Item) -> Item:
        """The item without a stray digit behind its letter: a4) is a) where no a3) stands above it."""
        letter, digit = item.marker[0], item.marker[1:]
        self.letters.add(item.marker)
        if digit in ("", "0", "1") or f"{letter}{int(digit) - 1}" in self.letters:
            return item
        item = replace(item, marker=letter)
        self.warnings += _warnings(item)
        return item


def _numbered(item: Item, number: int) -> Item:
    """An item as the Roman section of a number; what was read for the numeral is none of its heading."""
    text = item.text if item.kind == "roman" else _BAD_ROMAN.sub("", item.text)
    return Item("roman", roman(number), text, item.lines, item.words)


def _is_next(item: Item, above: str) -> bool:
    """Whether an item looks like a Roman section but for its number: capitals, several words, no title.

    Letters that were read exactly are no numeral.
    Strokes alone are read as ones; 1. MỤC ĐÍCH right below I. MỤC ĐÍCH, YÊU CẦU is what it is, and 2. is.
    """
    if item.kind == "arabic" and (set(item.marker) != {"1"} or above == "roman"):
        return False
    if item.kind == "" and read_exactly(item.words) and not _BAD_ROMAN.match(item.text):
        return False
    is_unread = item.kind in ("", "arabic", "letter") and is_capital(item.text) and " " in item.text
    return is_unread and not document_type(item.lines[0])


def _is_no_letter(item: Item, above: str) -> bool:
    """Whether a capital letter is a misread numeral: H. is II. where no G. stands above it."""
    return item.kind == "capital" and item.marker in _LIKE_ROMAN and ord(item.marker) - 1 != ord(above or " ")


def _warnings(item: Item) -> list[PlanWarning]:
    read = item.lines[0].raw.split()[0]
    if read.rstrip(".") == item.marker:
        return []
    message = tr(
        "The section's number was read as {read!r}; its place in the sequence makes it {marker}.",
        read=read,
        marker=item.marker,
    )
    where = f"line {item.lines[0].index + 1}"
    return [
        PlanWarning(code="marker-repaired", message=message, raw=read, proposals=(item.marker,), where=where)
    ]
