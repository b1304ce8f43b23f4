"""The body as one tree: each heading and paragraph, and what stands below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.segment.items import RANK, UNNUMBERED, Item
from pipeline.segment.types import Point


@dataclass
class _Node:
    """A point while what stands below it is still being read."""

    item: Item
    is_heading: bool
    children: list[_Node] = field(default_factory=list)

    @property
    def level(self) -> tuple[int, int]:
        """How deep its number says that it stands: 1.1 is above 1.1.1."""
        kind = self.item.kind
        return RANK[kind], self.item.marker.count(".") if kind == "decimal" else 0

    @property
    def is_numbered(self) -> bool:
        return self.level[0] < UNNUMBERED

    @property
    def announces(self) -> bool:
        """Whether it ends as what goes on below does: … như sau:"""
        return self.item.text.rstrip().endswith(":")

    def has(self, sign: str) -> bool:
        return any(child.item.kind == "-" and child.item.marker == sign for child in self.children)

    def point(self) -> Point:
        item = self.item
        return Point(
            kind=item.kind,
            marker=item.marker,
            text=item.text,
            printed=item.printed,
            words=item.words,
            is_heading=self.is_heading,
            children=tuple(child.point() for child in self.children),
        )


def outline(items: Iterable[tuple[Item, bool]]) -> tuple[Point, ...]:
    """The tree of some paragraphs; beside each stands whether it is a heading."""
    root = _Node(Item("", "", "", ()), is_heading=True)
    path = [root]
    for item, is_heading in items:
        node = _Node(item, is_heading)
        del path[_depth(node, path) :]
        path[-1].children.append(node)
        path.append(node)
    return tuple(child.point() for child in root.children)


def _depth(node: _Node, path: list[_Node]) -> int:
    """How many of the path stay above a new point."""
    if node.item.kind == "-":
        return _depth_of_bullet(node, path)
    if not node.is_numbered and node.is_heading:
        return 1
    if not node.is_numbered:
        # Text goes on below the number or heading that it follows, whatever bullets stand between.
        return max(place for place, above in enumerate(path, 1) if above.is_numbered or above.is_heading)
    depth = _not_above(node, path, 1)
    if node.is_heading:
        return min(depth, sum(above.is_heading for above in path))
    while depth < len(path) and path[depth].announces and not path[depth].is_numbered:
        # Giao Sở Nội vụ: 1. … 2. …
        depth = _not_above(node, path, depth + 1)
    return depth


def _not_above(node: _Node, path: list[_Node], start: int) -> int:
    """The first place of a path that no longer is above a number."""
    return next((place for place in range(start, len(path)) if path[place].level >= node.level), len(path))


def _depth_of_bullet(node: _Node, path: list[_Node]) -> int:
    """Below what announces it, beside bullets of its own sign, else below the last point."""
    if path[-1].announces:
        return len(path)
    for place in range(len(path) - 1, -1, -1):
        if path[place].has(node.item.marker):
            return place + 1
        if path[place].is_numbered or path[place].is_heading:
            break
    return len(path)


def section_of(headings: Iterable[Point]) -> str:
    """The markers of the headings above, one from the other by a point: III.2; 2.1 says the 2 itself."""
    markers: list[str] = []
    for heading in headings:
        if heading.kind in ("", "-"):
            continue
        if markers and heading.marker.startswith(markers[-1] + "."):
            markers.pop()
        markers.append(heading.marker)
    return ".".join(markers)


def section_at(points: Iterable[Point], line: int) -> str:
    """The section that a line stands in, as `section_of` has it; "" above the first heading."""
    return section_of(headings_above(points, line))


def headings_above(points: Iterable[Point], line: int) -> Iterator[Point]:
    """The last heading of each level that begins above a line, outermost first."""
    last = None
    for point in points:
        if point.is_heading and point.words and point.words[0].line < line:
            last = point
    if last is not None:
        yield last
        yield from headings_above(last.children, line)
