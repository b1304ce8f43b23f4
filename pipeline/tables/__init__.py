"""Finding tables: a document -> grids, however its tables are laid out.

Two ways lead in: `drawn/` reads tables whose cells are known, from ruling lines or from a Word file, and
`text/` those of which only lines of text are left, the columns interleaved. Both give the same grids;
nothing behind this stage knows which way a table came.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.document import Document
from pipeline.tables.drawn import read_drawn
from pipeline.tables.grid import FoundTable
from pipeline.tables.text.find import Area, tables_in
from pipeline.tables.titles import with_titles

__all__ = ["Area", "FoundTable", "find_tables"]


def find_tables(document: Document, areas: Sequence[Area]) -> tuple[FoundTable, ...]:
    """The tables of a document, in its order.

    `areas` are the runs of lines in which text may be laid out as a table; none is looked for there if
    the same part of the document has tables whose cells are known.
    """
    found = read_drawn(document, frozenset(_anew(areas)))
    for area, end in zip(areas, [*(_start(area) for area in areas[1:]), len(document.lines)], strict=True):
        start = _start(area)
        if not any(start <= table.place < end for table in found):
            found += tables_in(area)
    return tuple(with_titles(document, sorted(found, key=lambda table: table.place)))


def _anew(areas: Sequence[Area]) -> Iterator[int]:
    """Where another appendix begins; one that repeats the last heading may be a running head."""
    last = ""
    for area in areas:
        heading = next((line.text.strip() for line in area.lines if not line.is_blank), "")
        if area.is_appendix and heading != last:
            yield _start(area)
        last = heading


def _start(area: Area) -> int:
    """The line from which on tables are an area's own; what stands before the sections is with them."""
    return area.lines[0].index if area.is_appendix else 0
