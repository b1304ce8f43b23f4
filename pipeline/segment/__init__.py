"""Segmenting: a restored document -> letterhead, sections, recipients, appendices with their tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.document import Document, Line
from pipeline.plan import Appendix, PlainTable, Warning
from pipeline.segment.appendices import announced, numbered, read_tables
from pipeline.segment.closing import read_end
from pipeline.segment.legal import legal_bases
from pipeline.segment.letterhead import read_letterhead
from pipeline.segment.regions import Regions, find_regions
from pipeline.segment.sections import read_sections
from pipeline.segment.types import AppendixPart, Segments
from pipeline.tables.drawn.rows import RuledTable, read_ruled
from pipeline.tables.grid import Grid, TextTable
from pipeline.tables.text.headings import read_headings
from pipeline.vietnamese.folding import confusable
from pipeline.vietnamese.numerals import roman_value
from pipeline.vietnamese.shape import is_capital

__all__ = ["segment"]

# The body holds a table of its own only where headings of so many columns stand.
TABLE_COLUMNS, HEADING_LINES = 4, 8


def segment(document: Document) -> Segments:
    """The parts of a plan. What is missing is empty, and warned of where a plan must have it."""
    ruled = read_ruled(document)
    regions = find_regions([line for line in document.lines if line.cell < 0])
    header, missing = read_letterhead(regions.letterhead, regions.title)
    first = min((lines[0].index for lines in regions.appendices), default=len(document.lines))
    in_body = [table for table in ruled if table.place < first]
    body, table_lines = (regions.body, ()) if in_body else _split_at_table(regions.body)
    read = read_sections(body)
    bases = legal_bases(read.preamble)
    end = read_end(regions.end)
    appendices, odd = numbered(regions.appendices, ruled)
    counted = _count_warning(announced("\n".join(line.text for line in body)), appendices)
    grids = [table.grid for table in in_body if table.grid]
    tables: tuple[Grid | TextTable, ...] = (*grids, *read_tables(table_lines))
    if tables:
        columns = tuple(column.heading for table in tables for column in table.columns)
        part = AppendixPart(Appendix(kind=tables[0].kind, columns=columns), tables, is_announced=False)
        appendices = (part, *appendices)
    return Segments(
        header=header,
        legal_basis=bases,
        sections=read.sections,
        paragraphs=read.paragraphs,
        tables=tuple(_plain_tables(ruled, regions.appendices, appendices)),
        recipients=end.recipients,
        signature=end.signature,
        appendices=appendices,
        warnings=missing + read.warnings + end.warnings + odd + counted + _unread(ruled),
        places=_places(regions, table_lines) | _cell_places(document),
    )


def _split_at_table(body: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The body's lines around a table of its own, and those of the table."""
    numbered = {
        line.index for line in body if any(confusable(word.text) in ("stt", "tt") for word in line.words)
    }
    for place, line in enumerate(body):
        # Headings are searched for only where the column of row numbers may be among them.
        is_near = any(line.index <= index < line.index + HEADING_LINES for index in numbered)
        if is_near and not line.is_blank and (count := _columns(body[place:])) >= TABLE_COLUMNS:
            # A section's heading above the table may look like one of its own.
            later = [p for p in range(place, min(place + HEADING_LINES, len(body))) if not body[p].is_blank]
            start = max(p for p in later if _columns(body[p:]) >= count)
            end = _table_end(body, start)
            return [*body[:start], *body[end:]], body[start:end]
    return body, ()


def _table_end(body: Sequence[Line], start: int) -> int:
    """The line that goes on with the sections' numerals, unless the table has numerals of its own."""
    due = max((value for line in body[:start] if (value := _numeral(line))), default=0) + 1
    for place in range(start, len(body)):
        value = _numeral(body[place])
        if value == due:
            return place
        if value:
            break
    return len(body)


def _numeral(line: Line) -> int | None:
    """The value of the Roman numeral that a heading in capitals begins with."""
    words = line.text.split()
    is_heading = len(words) > 1 and is_capital(" ".join(words[1:]))
    return roman_value(words[0].strip(".,:)-")) if is_heading else None


def _columns(lines: Sequence[Line]) -> int:
    """How many columns the headings have that open some lines, 0 unless the first is of row numbers."""
    found = read_headings(lines)
    return len(found[1]) if found and found[1][0].role in ("no", "code") else 0


def _count_warning(expected: set[int], parts: Sequence[AppendixPart]) -> tuple[Warning, ...]:
    present = {part.appendix.number for part in parts if part.appendix.number}
    if not expected or expected == present:
        return ()
    message = (
        f"The text announces appendices {_listed(expected)}; the document has {_listed(present) or 'none'}."
    )
    return (Warning(code="appendix-count", message=message, where="appendices"),)


def _plain_tables(
    tables: Sequence[RuledTable], regions: Sequence[Sequence[Line]], parts: Sequence[AppendixPart]
) -> Iterator[PlainTable]:
    """The tables that have no meaning to us, cell by cell, each with the appendix that it stands in."""
    starts = [lines[0].index for lines in regions]
    numbers = [part.appendix.number for part in parts if part.is_announced]
    for table in tables:
        if not table.grid:
            above = [number for start, number in zip(starts, numbers, strict=True) if start <= table.place]
            yield PlainTable(appendix=above[-1] if above else None, page=table.page, rows=table.rows)


def _unread(tables: Sequence[RuledTable]) -> tuple[Warning, ...]:
    """A warning for each table whose headings are not known: nothing of it is among the rows."""
    return tuple(
        Warning(
            code="table-unread",
            message=f"A table of {len(table.rows)} rows and {len(table.rows[0])} columns has no headings "
            "that are known as those of tasks or indicators; it is kept as it is, among the plain tables.",
            where=f"page {table.page}",
        )
        for table in tables
        if not table.grid
    )


def _cell_places(document: Document) -> dict[int, str]:
    return {line.index: "table" for line in document.lines if line.cell >= 0 and line.words}


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
