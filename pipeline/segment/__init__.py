"""Segmenting: a restored document -> letterhead, sections, recipients, appendices with their tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.document import Document, Line
from pipeline.messages import tr
from pipeline.plan import Appendix, PlainTable, PlanWarning, Section
from pipeline.segment.alone import lines_alone
from pipeline.segment.appendices import announced, area_of, read_appendices
from pipeline.segment.attached import read_texts
from pipeline.segment.cited_doubts import cited_doubts
from pipeline.segment.closing import End, read_end
from pipeline.segment.header import read_header
from pipeline.segment.legal import legal_bases, preamble
from pipeline.segment.outline import headings_above, section_at, section_of
from pipeline.segment.regions import Regions, find_regions
from pipeline.segment.sections import read_sections
from pipeline.segment.signature import missing, with_signers
from pipeline.segment.types import AppendixPart, Point, Segments
from pipeline.tables import Area, FoundTable, find_tables
from pipeline.tables.grid import Grid

__all__ = ["segment"]


def segment(document: Document) -> Segments:
    """The parts of a plan. What is missing is empty, and warned of where a plan must have it."""
    regions = find_regions([line for line in document.lines if line.cell < 0])
    areas = [Area(regions.body), *map(area_of, regions.appendices)]
    tables = find_tables(document, areas)
    header, odd_header = read_header(regions, _unread_pages(document))
    first = min((lines[0].index for lines in regions.appendices), default=len(document.lines))
    in_body = [table for table in tables if table.place < first]
    of_tables = frozenset[int]().union(*(table.lines for table in in_body))
    body = [line for line in regions.body if line.index not in of_tables]
    are_alone = bool(lines_alone(regions))
    texts = read_texts(body, regions.appendices, tables, are_alone=are_alone, is_exact=document.is_exact)
    read = read_sections(body, is_exact=document.is_exact, has_articles=not texts.sections)
    above = len(regions.letterhead) + len(regions.title)
    bases = legal_bases(preamble(_down_to(regions.body, document), above), is_exact=document.is_exact)
    end = read_end(regions.end)
    of_file = with_signers(end.signature, document.digital_signer, document.digital_person)
    signature = of_file.signature
    appendices, odd = read_appendices(regions.appendices, tables)
    counted = _count_warning(announced("\n".join(line.text for line in body)), appendices)
    return Segments(
        header=header,
        legal_basis=bases.found,
        sections=(*read.sections, *texts.sections) or _undivided(read.preamble),
        outline=read.outline,
        tables=tuple(_plain_tables(tables, regions.appendices, appendices, read.outline)),
        recipients=end.recipients,
        signature=signature,
        appendices=(*_of_body(in_body, read.outline), *_with_outlines(appendices, texts.outlines)),
        warnings=odd_header
        + read.warnings
        + texts.warnings
        + bases.warnings
        + tuple(cited_doubts(body))
        + end.warnings
        + of_file.warnings
        + (tuple(missing(signature)) if end.recipients else ())
        + odd
        + counted
        + _unread(tables),
        places=_places(regions, _first_heading(read.outline), of_tables, end)
        | _cell_places(document, tables),
    )


def _with_outlines(
    parts: Iterable[AppendixPart], outlines: Iterable[tuple[Point, ...]]
) -> Iterator[AppendixPart]:
    yield from (replace(part, outline=outline) for part, outline in zip(parts, outlines, strict=True))


def _down_to(body: Sequence[Line], document: Document) -> Sequence[Line]:
    """All lines above the end of the body, also those that a frame or a mark makes a table of."""
    return document.lines[: body[-1].index + 1] if body else ()


def _unread_pages(document: Document) -> frozenset[int]:
    """Pages whose text layer is bad and was taken all the same."""
    bad = ("garbled", "broken-fonts")
    return frozenset(note.page for note in document.notes if note.kind in bad and not note.engine)


def _of_body(tables: Sequence[FoundTable], outline: Sequence[Point]) -> Iterator[AppendixPart]:
    """The tables that stand among the sections, as a part that is no appendix."""
    grids = tuple(_in_sections([table for table in tables if table.grid], outline))
    if grids:
        columns = tuple(column.heading for grid in grids for column in grid.columns)
        yield AppendixPart(Appendix(kind=grids[0].kind, columns=columns), grids, is_announced=False)


def _in_sections(tables: Sequence[FoundTable], outline: Sequence[Point]) -> Iterator[Grid]:
    """The tables with the sections that they stand in.

    Where tables of tasks stand in several subsections, the headings above these are those of their rows.
    """
    headings = [[one for one in headings_above(outline, table.place) if one.kind] for table in tables]
    told = [section_of(above) for table, above in zip(tables, headings, strict=True) if _has_tasks(table)]
    are_told_apart = len(set(told)) == len(told) > 1
    for table, above in zip(tables, headings, strict=True):
        grid = table.grid
        assert grid is not None
        if are_told_apart and len(above) > 1 and grid.kind == "tasks":
            path = tuple(f"{one.marker} {one.text}" for one in above)
            grid = replace(grid, rows=tuple(replace(row, path=(*path, *row.path)) for row in grid.rows))
        yield replace(grid, section=section_of(above))


def _has_tasks(table: FoundTable) -> bool:
    return table.grid is not None and table.grid.kind == "tasks"


def _count_warning(expected: set[int], parts: Sequence[AppendixPart]) -> tuple[PlanWarning, ...]:
    present = {part.appendix.number for part in parts if part.appendix.number}
    if not expected or expected == present:
        return ()
    message = tr(
        "The text announces appendices {expected}; the document has {present}.",
        expected=_listed(expected),
        present=_listed(present) or tr("none"),
    )
    return (PlanWarning(code="appendix-count", message=message, where="appendices"),)


def _plain_tables(
    tables: Sequence[FoundTable],
    regions: Sequence[Sequence[Line]],
    parts: Sequence[AppendixPart],
    outline: Sequence[Point],
) -> Iterator[PlainTable]:
    """The tables of neither tasks nor indicators, cell by cell, each with where it stands.

    So are the rows that sum up tasks.
    """
    starts = [lines[0].index for lines in regions]
    numbers = [part.appendix.number for part in parts if part.is_announced]
    for table in tables:
        above = [number for start, number in zip(starts, numbers, strict=True) if start <= table.place]
        kind, columns, rows = table.kind, table.columns, table.rows
        if table.grid:
            kind, rows = "totals", table.totals
            columns = tuple(column.heading for column in table.grid.columns)
        if rows or not table.grid:
            title = table.titles[0] if table.titles else ""
            place = above[-1] if above else None
            section = section_at(outline, table.place) if place is None else ""
            yield PlainTable(
                appendix=place,
                section=section,
                page=table.page,
                kind=kind,
                title=title,
                columns=columns,
                rows=rows,
            )


def _unread(tables: Sequence[FoundTable]) -> tuple[PlanWarning, ...]:
    """A warning for each table of which nothing says what it is: nothing of it is among the rows."""
    return tuple(
        PlanWarning(
            code="table-unread",
            message=tr(
                "A table of {rows} rows and {columns} columns has no headings that are known as "
                "those of tasks or indicators; it is kept as it is, among the plain tables.",
                rows=len(table.rows),
                columns=len(table.rows[0]),
            ),
            page=table.page,
        )
        for table in tables
        if not table.grid and not table.kind
    )


def _cell_places(document: Document, tables: Sequence[FoundTable]) -> dict[int, str]:
    """What the lines of tables are: those that number the columns have no value."""
    inside = {line.index: "table" for line in document.lines if line.cell >= 0 and line.words}
    counting = frozenset[int]().union(*(table.counting for table in tables))
    return inside | dict.fromkeys(counting, "number of a column")


def _undivided(paragraphs: tuple[str, ...]) -> tuple[Section, ...]:
    """A text without any heading as one section: a letter, a notice."""
    return (Section(paragraphs=paragraphs),) if paragraphs else ()


def _first_heading(outline: Sequence[Point]) -> int:
    """The line of the first heading, 0 where there is none: then all of the text is one section."""
    return next((point.words[0].line for point in outline if point.is_heading and point.words), 0)


def _listed(numbers: set[int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers))


def _places(regions: Regions, begins: int, of_tables: frozenset[int], end: End) -> dict[int, str]:
    """Of which part each printed line is; the body is preamble up to the line that `begins` its sections."""
    tables = of_tables.intersection(line.index for line in regions.body)
    preamble = {line.index for line in regions.body if line.index < begins} - tables
    unplaced = {line.index for line in end.unplaced}
    parts = {name: getattr(regions, name) for name in ("letterhead", "title", "body", "closing", "end")}
    parts |= {f"appendix {number}": lines for number, lines in enumerate(regions.appendices, 1)}
    places = {line.index: part for part, lines in parts.items() for line in lines if line.words}
    for part, of_part in (("table", tables), ("preamble", preamble), ("unplaced", unplaced)):
        places |= dict.fromkeys(of_part.intersection(places), part)
    return places
