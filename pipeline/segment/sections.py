"""The body as a tree of numbered sections; markers that were misread are told by their sequence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.document import Line, join_words
from pipeline.plan import PlanWarning, Section
from pipeline.segment.bold import run_in, tells_headings
from pipeline.segment.items import Item, items_of, marker_of
from pipeline.segment.outline import outline
from pipeline.segment.title import document_type
from pipeline.segment.types import Point
from pipeline.vietnamese.numerals import roman, roman_value
from pipeline.vietnamese.shape import is_capital

LONG_HEADING, SHORT_HEADING = 200, 8


@dataclass(frozen=True, slots=True)
class Body:
    """The text as an outline, its sections, the paragraphs before the first of them."""

    outline: tuple[Point, ...]
    sections: tuple[Section, ...]
    preamble: tuple[str, ...]
    warnings: tuple[PlanWarning, ...]


def read_sections(lines: Sequence[Line], *, is_exact: bool = False) -> Body:
    """The body as sections; markers that were repaired are warned of.

    Where the text is exact no marker can be misread.
    """
    items = list(items_of(lines))
    items, warnings = (items, []) if is_exact else _with_markers_repaired(items)
    if tells_headings(lines):
        items = [part for item in items for part in _at_run_in_heading(item)]
    following = [*items[1:], None][: len(items)]
    points = outline((item, _is_heading(item, below)) for item, below in zip(items, following, strict=True))
    whole = _Open()
    _fill(whole, points, whole)
    return Body(points, whole.section().children, tuple(whole.paragraphs), tuple(warnings))


@dataclass
class _Open:
    """A section while it is being read."""

    marker: str = ""
    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)
    children: list[_Open] = field(default_factory=list)

    def section(self) -> Section:
        return Section(
            marker=self.marker,
            heading=self.heading,
            paragraphs=tuple(self.paragraphs),
            children=tuple(child.section() for child in self.children),
        )


def _fill(section: _Open, points: Sequence[Point], last: _Open) -> _Open:
    """Put points into a section, and each paragraph into the `last` one that was begun; the last one then."""
    for point in points:
        if point.is_heading:
            section.children.append(_Open(point.marker, point.text.rstrip(" :.")))
            last = _fill(section.children[-1], point.children, section.children[-1])
        else:
            last.paragraphs.append(point.printed)
            last = _fill(section, point.children, last)
    return last


def _at_run_in_heading(item: Item) -> Iterator[Item]:
    """The item; one that begins with a heading in bold as two, the heading and what stands below it."""
    words = item.words
    split = run_in(words) if item.kind not in ("", "-") else None
    found = marker_of(split[0]) if split else None
    if split is None or found is None or found[:2] != (item.kind, item.marker):
        yield replace(item, is_bold=item.kind not in ("", "-") and all(word.is_bold for word in words))
        return
    yield Item(*found, item.lines, words[: len(words) - len(split[1])], is_bold=True)
    yield Item("", "", join_words(split[1]), item.lines, split[1])


def _is_heading(item: Item, following: Item | None) -> bool:
    if item.kind in ("", "-"):
        return False
    if item.kind in ("part", "capital", "roman") or item.is_bold:
        return True
    if len(item.text) > LONG_HEADING:
        return False
    if item.text[-1:] not in ".;,":
        return True
    is_short = len(item.text.split()) <= SHORT_HEADING and len(item.lines) == 1
    return is_short and following is not None and following.kind != item.kind and item.text[-1:] == "."


def _with_markers_repaired(items: Sequence[Item]) -> tuple[list[Item], list[PlanWarning]]:
    """Headings in capitals among Roman sections are Roman sections, whatever their marker was read as."""
    are_capital = [is_capital(item.text) for item in items if item.kind == "roman"]
    warnings: list[PlanWarning] = []
    if not are_capital or sum(are_capital) * 2 < len(are_capital):
        return list(items), warnings
    repaired = []
    last = 0
    for item in items:
        value = roman_value(item.marker) if item.kind == "roman" else None
        is_title = bool(document_type(item.lines[0]))
        is_next = item.kind in ("", "arabic") and is_capital(item.text) and not is_title
        if is_next or (value is not None and value != last + 1 and is_capital(item.text)):
            read = item.lines[0].raw.split()[0]
            marker = roman(last + 1)
            if read.rstrip(".") != marker:
                message = (
                    f"The section's number was read as {read!r}; its place in the sequence makes it {marker}."
                )
                where = f"line {item.lines[0].index + 1}"
                warnings.append(PlanWarning(code="marker-repaired", message=message, where=where))
            item = Item("roman", marker, item.text, item.lines, item.words)
            value = last + 1
        last = value if value is not None else last
        repaired.append(item)
    return repaired, warnings
