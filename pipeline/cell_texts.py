"""What stands in cells, once it is known which words do: restored anew as whole texts."""

from __future__ import annotations

from dataclasses import replace

from pipeline.restoration import restore_texts
from pipeline.segment.types import Segments
from pipeline.settings import Settings
from pipeline.tables.grid import Grid

# Cells of these hold no text.
NUMBERS = ("no", "code", "max", "value")


def with_whole_texts(segments: Segments, settings: Settings) -> Segments:
    """The segments, cells of tables that were woven restored as whole texts."""
    parts = [
        replace(part, tables=tuple(_restored(grid, settings) for grid in part.tables))
        for part in segments.appendices
    ]
    return replace(segments, appendices=tuple(parts))


def _restored(grid: Grid, settings: Settings) -> Grid:
    if not grid.is_woven:
        return grid
    places = [
        (row, column)
        for row, found in enumerate(grid.rows)
        for column, cell in enumerate(found.cells)
        if cell.words and not found.is_group and grid.columns[column].role not in NUMBERS
    ]
    texts = restore_texts([grid.rows[row].cells[column].words for row, column in places], settings)
    new = {place: tuple(words) for place, words in zip(places, texts, strict=True)}
    rows = [
        replace(
            found,
            cells=tuple(
                replace(cell, words=new.get((row, column), cell.words))
                for column, cell in enumerate(found.cells)
            ),
        )
        for row, found in enumerate(grid.rows)
    ]
    return replace(grid, rows=tuple(rows))
