"""The body as a tree of numbered sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.document import Line
from pipeline.plan import PlanWarning, Section
from pipeline.segment.headings import headings_told
from pipeline.segment.items import items_of
from pipeline.segment.marker_repairs import with_markers_repaired
from pipeline.segment.outline import outline
from pipeline.segment.types import Point


@dataclass(frozen=True, slots=True)
class Body:
    """The text as an outline, its sections, the paragraphs before the first of them."""

    outline: tuple[Point, ...]
    sections: tuple[Section, ...]
    preamble: tuple[str, ...]
    warnings: tuple[PlanWarning, ...]


def read_sections(lines: Sequence[Line], *, is_exact: bool = False, has_articles: bool = True) -> Body:
    """The body as sections; markers that were repaired are warned of.

    Where the text is exact no marker can be misread. Articles that only issue another document are no
    headings of it (`has_articles`).
    """
    items = list(items_of(lines))
    items, warnings = (items, []) if is_exact else with_markers_repaired(items)
    points = outline(headings_told(items, lines, has_articles=has_articles))
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
