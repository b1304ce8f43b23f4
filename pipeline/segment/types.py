"""What segmenting gives: the parts of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.document import Word
from pipeline.plan import Appendix, Header, LegalBasis, PlainTable, PlanWarning, Section, Signature
from pipeline.tables.grid import Grid


@dataclass(frozen=True, slots=True)
class AppendixPart:
    """An appendix and its tables.

    One that is not announced is a table in the body of the plan.
    """

    appendix: Appendix
    tables: tuple[Grid, ...]
    is_announced: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body: its words, and the headings that it stands under, outermost first."""

    text: str
    words: tuple[Word, ...]
    headings: tuple[str, ...]
    section: str


@dataclass(frozen=True, slots=True)
class Segments:
    """The parts of a plan. `places` says for each printed line (by index) where it went."""

    header: Header
    legal_basis: tuple[LegalBasis, ...]
    sections: tuple[Section, ...]
    recipients: tuple[str, ...]
    signature: Signature | None
    appendices: tuple[AppendixPart, ...]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[PlainTable, ...]
    warnings: tuple[PlanWarning, ...]
    places: Mapping[int, str]
