"""The units of indicators in text, where merged cells show no bounds: each row's own, or the merged one's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.messages import tr
from pipeline.tables.grid import Cell, Code, Grid, GridRow, cell_text
from pipeline.tables.text.merged_cells import Extent, spans
from pipeline.vietnamese.units import begins_unit, is_known

# Minimum share of a column's cells that begin as units do, for it to be one of units.
MOSTLY = 0.6


def with_merged_leads(grid: Grid) -> Grid:
    """The grid, each row with the unit of the merged cell that it stands in; its cell says so."""
    column = grid.index("lead")
    if column is None:
        return grid
    codes = [row.code for row in grid.rows if row.code]
    own = _whole_units([row.cells[column] for row in grid.rows])
    may_be_merged = _units_alone(own)
    found = list(own)
    for group in _groups(codes, own):
        extents = [_extent(grid.rows[i], column, _is_parent(codes, i)) for i in group]
        for place, owner in zip(group, spans(extents), strict=True):
            if owner is None or own[place].words or not may_be_merged[group[owner]]:
                continue
            row = codes[group[owner]].code
            reason = tr(
                "merged cell: the unit is printed once, at row {row!r}, in the middle of its rows", row=row
            )
            if own[group[owner]].words:
                found[place] = replace(own[group[owner]], repair=reason)
    rows = (
        replace(row, cells=(*row.cells[:column], cell, *row.cells[column + 1 :]))
        for row, cell in zip(grid.rows, found, strict=True)
    )
    return replace(grid, rows=tuple(rows))


def _whole_units(cells: Sequence[Cell]) -> list[Cell]:
    """The cells; a unit whose end was taken for the next row's is whole again."""
    whole = list(cells)
    for place, (above, below) in enumerate(pairwise(cells)):
        joined = f"{cell_text(above)} {cell_text(below)}"
        if above.words and below.words and not begins_unit(cell_text(below)) and is_known(joined):
            reason = tr("read in two rows; together they are the unit {joined!r}", joined=joined)
            whole[place] = replace(above, words=above.words + below.words, repair=reason)
            whole[place + 1] = replace(below, words=())
    return whole


def _units_alone(cells: Sequence[Cell]) -> list[bool]:
    """Which cells may be merged ones: where most are units, what neither is one nor begins as one is none."""
    are_units = [begins_unit(cell_text(cell)) for cell in cells]
    named = sum(bool(cell.words) for cell in cells)
    is_strict = sum(are_units) >= MOSTLY * named
    return [
        not is_strict or not cell.words or is_unit for cell, is_unit in zip(cells, are_units, strict=True)
    ]


def _groups(codes: Sequence[Code], leads: Sequence[Cell]) -> list[list[int]]:
    """Runs of rows below each row of the first level.

    Where codes have no depth of their own, a single row without a unit is not taken for part of a
    merged cell: its unit may as well have been lost.
    """
    has_depth = any("." in code.code for code in codes)
    groups: list[list[int]] = [[]]
    for i, code in enumerate(codes):
        if code.level <= 1:
            groups.append([])
        else:
            groups[-1].append(i)
    return [group for group in groups if sum(not leads[i].words for i in group) > (not has_depth)]


def _is_parent(codes: Sequence[Code], place: int) -> bool:
    return place + 1 < len(codes) and codes[place + 1].level > codes[place].level


def _extent(row: GridRow, lead: int, is_parent: bool) -> Extent:
    words = [word for i, cell in enumerate(row.cells) if i != lead for word in cell.words]
    page = words[0].page if words else 0
    lines = [word.line for word in words if word.page == page] or [0]
    unit = row.cells[lead].words
    printed = (float(unit[0].line), float(unit[-1].line)) if unit else None
    return Extent(page, float(min(lines)), float(max(lines)), printed, is_parent)
