"""What segmenting gives: the parts of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.document import Word
from pipeline.plan import Appendix, Header, LegalBasis, PlainTable, PlanWarning, Section, Signature
from pipeline.tables.grid import Grid


@dataclass(frozen=True, slots=True)
class Point:
    """A heading or a paragraph, and what stands below it.

    `kind` is that of its marker: "" for plain text, "-" for a bullet, whose marker is its sign. `text`
    has no marker, `printed` has the number; `words` are all of its words.
    """

    kind: str
    marker: str
    text: str
    printed: str
    words: tuple[Word, ...] = ()
    is_heading: bool = False
    children: tuple[Point, ...] = ()

    def all_below(self) -> Iterator[Point]:
        """The points below it in the order of the text."""
        for child in self.children:
            yield child
            yield from child.all_below()


@dataclass(frozen=True, slots=True)
class AppendixPart:
    """An appendix, its tables and its text.

    One that is not announced is a table in the body of the plan.
    """

    appendix: Appendix
    tables: tuple[Grid, ...]
    is_announced: bool = True
    outline: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Segments:
    """The parts of a plan. `places` says for each printed line (by index) where it went."""

    header: Header
    legal_basis: tuple[LegalBasis, ...]
    sections: tuple[Section, ...]
    recipients: tuple[str, ...]
    signature: Signature | None
    appendices: tuple[AppendixPart, ...]
    outline: tuple[Point, ...]
    tables: tuple[PlainTable, ...]
    warnings: tuple[PlanWarning, ...]
    places: Mapping[int, str]
