"""Segmenting: a restored document -> letterhead, sections, recipients, appendices with their tables."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Document, Line
from pipeline.plan import Appendix, Warning
from pipeline.segment.appendices import announced, numbered, read_tables
from pipeline.segment.closing import read_end
from pipeline.segment.legal import legal_bases
from pipeline.segment.letterhead import read_letterhead
from pipeline.segment.regions import Regions, find_regions
from pipeline.segment.sections import read_sections
from pipeline.segment.types import AppendixPart, Segments
from pipeline.tables.headings import read_headings

__all__ = ["segment"]

# The body holds a table of its own only where headings of so many columns stand.
TABLE_COLUMNS = 4


def segment(document: Document) -> Segments:
    """The parts of a plan. What is missing is empty, and warned of where a plan must have it."""
    regions = find_regions(document.lines)
    header, missing = read_letterhead(regions.letterhead, regions.title)
    body, table_lines = _split_at_table(regions.body)
    sections, preamble, repaired = read_sections(body)
    bases = legal_bases(preamble)
    recipients, signature = read_end(regions.end)
    appendices, odd = numbered(regions.appendices)
    counted = _count_warning(announced("\n".join(line.text for line in body)), appendices)
    if table_lines:
        tables = tuple(read_tables(table_lines))
        columns = tuple(column.heading for table in tables for column in table.columns)
        part = AppendixPart(Appendix(kind=tables[0].kind, columns=columns), tables, is_announced=False)
        appendices = (part, *appendices)
    return Segments(
        header=header,
        legal_basis=bases,
        sections=sections,
        recipients=recipients,
        signature=signature,
        appendices=appendices,
        warnings=missing + repaired + odd + counted,
        places=_places(regions, table_lines),
    )


def _split_at_table(body: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The body's lines before a table of its own, and from its headings on."""
    for place, line in enumerate(body):
        found = read_headings(body[place:]) if not line.is_blank else None
        if found and len(found[1]) >= TABLE_COLUMNS and found[1][0].role in ("no", "code"):
            return body[:place], body[place:]
    return body, ()


def _count_warning(expected: set[int], parts: Sequence[AppendixPart]) -> tuple[Warning, ...]:
    present = {part.appendix.number for part in parts if part.appendix.number}
    if not expected or expected == present:
        return ()
    message = (
        f"The text announces appendices {_listed(expected)}; the document has {_listed(present) or 'none'}."
    )
    return (Warning(code="appendix-count", message=message, where="appendices"),)


def _listed(numbers: set[int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers))


def _places(regions: Regions, table_lines: Sequence[Line]) -> dict[int, str]:
    places: dict[int, str] = {}
    for name in ("letterhead", "title", "body", "closing", "end"):
        places |= {line.index: name for line in getattr(regions, name) if line.words}
    places |= {line.index: "table" for line in table_lines if line.words}
    for number, lines in enumerate(regions.appendices, 1):
        places |= {line.index: f"appendix {number}" for line in lines if line.words}
    return places
