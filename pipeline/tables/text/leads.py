"""The unit of each indicator: its own cell, or the merged cell that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.extract.cells import read_cell
from pipeline.extract.units import begins_unit, is_known
from pipeline.plan import CellEvidence
from pipeline.tables.codes import Coded
from pipeline.tables.grid import Grid, GridRow
from pipeline.tables.text.merged_cells import Extent, spans

# A column is one of units if so many of its cells begin as units do.
MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Lead:
    text: str
    proof: CellEvidence | None
    is_unit: bool = True


def read_leads(grid: Grid, codes: Sequence[Coded]) -> list[Lead]:
    """Each row's unit; one taken from a merged cell says so in its evidence."""
    column = grid.index("lead")
    if column is None:
        return [Lead("", None)] * len(codes)
    own = [Lead(*read_cell(row.cells[column], "lead")) for row in grid.rows]
    if grid.is_ruled:
        return own
    own = _units_alone(_whole_units(own))
    found = list(own)
    for group in _groups(codes, own):
        extents = [_extent(grid.rows[i], column, _is_parent(codes, i)) for i in group]
        for place, owner in zip(group, spans(extents), strict=True):
            if owner is None or own[place].text or not own[group[owner]].is_unit:
                continue
            source = own[group[owner]]
            if source.proof:
                row = codes[group[owner]].code
                ground = f"merged cell: the unit is printed once, at row {row!r}, in the middle of its rows"
                found[place] = Lead(source.text, source.proof.model_copy(update={"repair": ground}))
    return found


def _whole_units(leads: Sequence[Lead]) -> list[Lead]:
    """The leads; a unit whose end was taken for the next row's is whole again."""
    whole = list(leads)
    for place, (above, below) in enumerate(pairwise(leads)):
        joined = f"{above.text} {below.text}"
        if above.proof and below.proof and not begins_unit(below.text) and is_known(joined):
            proof = above.proof.model_copy(
                update={
                    "raw": f"{above.proof.raw} {below.proof.raw}",
                    "repair": f"read in two rows; together they are the unit {joined!r}",
                }
            )
            whole[place], whole[place + 1] = Lead(joined, proof), Lead("", None)
    return whole


def _units_alone(leads: Sequence[Lead]) -> list[Lead]:
    """The leads; what neither is a unit nor begins as one is no merged cell's, where most of them are."""
    named = [lead for lead in leads if lead.text]
    if sum(begins_unit(lead.text) for lead in named) < MOSTLY * len(named):
        return list(leads)
    return [replace(lead, is_unit=not lead.text or begins_unit(lead.text)) for lead in leads]


def _groups(codes: Sequence[Coded], leads: Sequence[Lead]) -> list[list[int]]:
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
    return [group for group in groups if sum(not leads[i].text for i in group) > (not has_depth)]


def _is_parent(codes: Sequence[Coded], place: int) -> bool:
    return place + 1 < len(codes) and codes[place + 1].level > codes[place].level


def _extent(row: GridRow, lead: int, is_parent: bool) -> Extent:
    words = [word for i, cell in enumerate(row.cells) if i != lead for word in cell.words]
    page = words[0].page if words else 0
    lines = [word.line for word in words if word.page == page] or [0]
    unit = row.cells[lead].words
    printed = (float(unit[0].line), float(unit[-1].line)) if unit else None
    return Extent(page, float(min(lines)), float(max(lines)), printed, is_parent)
