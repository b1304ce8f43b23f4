"""The text of appendices; of a document that a decision issues it is the text of the plan itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document import Line
from pipeline.plan import PlanWarning, Section
from pipeline.segment.items import items_of
from pipeline.segment.sections import read_sections
from pipeline.segment.title import head_of
from pipeline.segment.types import Point
from pipeline.tables import FoundTable


@dataclass(frozen=True, slots=True)
class Texts:
    """The outline of each appendix, and the sections of those that are documents of their own."""

    outlines: tuple[tuple[Point, ...], ...]
    sections: tuple[Section, ...]
    warnings: tuple[PlanWarning, ...]


def read_texts(
    body: Sequence[Line],
    appendices: Sequence[Sequence[Line]],
    tables: Sequence[FoundTable],
    *,
    are_alone: bool,
    is_exact: bool,
) -> Texts:
    """What is printed in appendices outside their tables; `appendices` are all lines of each.

    Where no document stands before them (`are_alone`) theirs are the sections of the file. A `body` of
    articles only issues another document: the first appendix that has sections, if none names its kind.
    """
    documents = [_is_document(lines) for lines in appendices]
    is_issued = not any(documents) and has_only_articles(body)
    of_tables = frozenset[int]().union(*(table.lines for table in tables))
    outlines: list[tuple[Point, ...]] = []
    sections: list[Section] = []
    warnings: list[PlanWarning] = []
    for lines, is_document in zip(appendices, documents, strict=True):
        read = read_sections([line for line in lines if line.index not in of_tables], is_exact=is_exact)
        outlines.append(read.outline)
        if is_document or ((are_alone or is_issued) and _is_divided(read.outline)):
            is_issued = False
            sections += read.sections
            warnings += read.warnings
    return Texts(tuple(outlines), tuple(sections), tuple(warnings))


def has_only_articles(body: Sequence[Line]) -> bool:
    """Whether all that is numbered in a text are articles and their points."""
    return {item.kind for item in items_of(body)} - {"", "-", "letter"} == {"part"}


def _is_divided(outline: Sequence[Point]) -> bool:
    """Whether a text has sections with Roman numerals; other numbers may be those of a table's rows."""
    return any(point.is_heading and point.kind == "roman" for point in outline)


def _is_document(lines: Sequence[Line]) -> bool:
    """Whether an appendix is headed as documents are: KẾ HOẠCH, QUY CHẾ …"""
    return head_of([line for line in lines if not line.is_blank]) is not None
