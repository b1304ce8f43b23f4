"""Cells that name both who leads and who helps, each behind its label: Chủ trì: … Phối hợp: …"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline.document import Word, join_words
from pipeline.extract.cells import evidence
from pipeline.messages import tr
from pipeline.plan import CellEvidence, Repair
from pipeline.tables.grid import Cell, Column, Grid, GridRow
from pipeline.tables.roles import known_headings
from pipeline.vietnamese.folding import skeleton

Words = tuple[Word, ...]
ROLES = ("lead", "coordination")
# A label has at most so many words.
LABEL_WORDS = 6
_SIGNS = " -–—+•*.;,:"


def with_place_for_helpers(grid: Grid) -> Grid:
    """The grid, with a column of who helps where some cell of who leads names both and there is none."""
    lead = grid.index("lead")
    if lead is None or grid.index("coordination") is not None:
        return grid
    if not any(_parts(row.cells[lead].words) for row in grid.rows if not row.is_group):
        return grid
    columns = (*grid.columns, Column("coordination", ""))
    return replace(
        grid, columns=columns, rows=tuple(replace(row, cells=(*row.cells, Cell())) for row in grid.rows)
    )


def parted(grid: Grid, row: GridRow) -> tuple[GridRow, Mapping[str, CellEvidence]]:
    """The row, what its cell of who leads says of who helps in the cell of these, if nothing is there.

    Beside it the evidence of both, with their labels.
    """
    lead, coordination = grid.index("lead"), grid.index("coordination")
    if lead is None or coordination is None or row.cells[coordination].words:
        return row, {}
    parts = _parts(row.cells[lead].words)
    if parts is None:
        return row, {}
    cells = list(row.cells)
    proofs = {}
    for role, place, (labelled, bare) in zip(ROLES, (lead, coordination), parts, strict=True):
        cells[place] = replace(row.cells[place], words=bare)
        ground = tr("the cell names who leads and who helps, each behind a label")
        proofs[role] = evidence(replace(cells[place], words=labelled), Repair(rule="label", ground=ground))
    return replace(row, cells=tuple(cells)), proofs


def _parts(words: Words) -> tuple[tuple[Words, Words], tuple[Words, Words]] | None:
    """The words of who leads and of who helps, with their labels and without; None where a cell names one."""
    found = list(_labels_in(words))
    if tuple(role for _, role, _ in found) != ROLES or _bare(words[: found[0][0]]):
        return None
    (_, _, first), (second, _, behind) = found
    leads, helps = _bare(words[first:second]), _bare(words[behind:])
    return ((words[:second], leads), (words[second:], helps)) if leads and helps else None


def _labels_in(words: Words) -> Iterator[tuple[int, str, int]]:
    """The labels in a cell: where each begins, its role, the place behind it."""
    place = 0
    while place < len(words):
        label = _label_at(words, place)
        if label:
            yield (place, *label)
        place = label[1] if label else place + 1


def _label_at(words: Words, place: int) -> tuple[str, int] | None:
    """The role of the label that begins at a word, and the place behind it; None where none does."""
    if not words[place].text.strip(_SIGNS):
        return None
    for end in range(place + 1, min(place + LABEL_WORDS, len(words)) + 1):
        text = join_words(words[place:end])
        if text.rstrip().endswith(":"):
            role = _labels().get(skeleton(text).strip(_SIGNS))
            return (role, end) if role else None
    return None


def _bare(words: Sequence[Word]) -> Words:
    """The words without signs at either end."""
    printed = [place for place, word in enumerate(words) if word.text.strip(_SIGNS)]
    if not printed:
        return ()
    *before, last = words[printed[0] : printed[-1] + 1]
    return (*before, replace(last, text=last.text.rstrip(" ;,")))


@cache
def _labels() -> dict[str, str]:
    """The headings of columns of who leads and who helps, folded: they are the labels in a cell, too."""
    both = (one for one in known_headings() if one.role in ROLES)
    return {skeleton(one.text): one.role for one in both}
