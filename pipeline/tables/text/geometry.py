"""How wide the columns of a table are and where they start, told from a first look at its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.document import Word
from pipeline.tables.text.word_costs import Costs


@dataclass(frozen=True, slots=True)
class GeometryLimits:
    """What columns are measured by; set by hand on text of plans, not fitted."""

    # A column is as wide as this percentile of its pieces, in lines of at least so many pieces.
    wide: float = 88
    shared: int = 3
    # Minimum number of pieces to measure a column by.
    pieces: int = 4
    # Columns are at fixed places if the middle half of their pieces starts within so many letters.
    aligned: float = 2


LIMITS = GeometryLimits()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line in one column. `carries` means that they go on with a cell of the row above."""

    column: int
    words: tuple[Word, ...]
    carries: bool = False


@dataclass(frozen=True, slots=True)
class Geometry:
    """What is known of columns: the letters that fit (inf: any), where they start (nan: anywhere)."""

    widths: Costs
    starts: Costs


def unknown_geometry(count: int) -> Geometry:
    return Geometry(np.full(count, np.inf), np.full(count, np.nan))


def geometry_of(pieces: Sequence[Piece], count: int) -> Geometry:
    """The geometry of `count` columns from the pieces of their cells."""
    return Geometry(_widths(pieces, count), _starts(pieces, count))


def _widths(pieces: Sequence[Piece], count: int) -> Costs:
    """How many letters fit into each column: what its longer pieces have in lines of several columns."""
    shared: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.words[0].line == piece.words[-1].line:
            shared.setdefault(piece.words[0].line, []).append(piece)
    lengths: list[list[int]] = [[] for _ in range(count)]
    for found in shared.values():
        for piece in found if len(found) >= LIMITS.shared else ():
            lengths[piece.column].append(sum(len(word.text) + 1 for word in piece.words) - 1)
    return np.array(
        [np.percentile(one, LIMITS.wide) if len(one) >= LIMITS.pieces else np.inf for one in lengths]
    )


def _starts(pieces: Sequence[Piece], count: int) -> Costs:
    """Where the columns start, if the text keeps its columns at fixed places as the page does."""
    offsets: list[list[int]] = [[] for _ in range(count)]
    for piece in pieces:
        offsets[piece.column].append(piece.words[0].start)
    starts = np.full(count, np.nan)
    for column, found in enumerate(offsets):
        if len(found) >= LIMITS.pieces and np.subtract(*np.percentile(found, [75, 25])) <= LIMITS.aligned:
            starts[column] = np.median(found)
    used = sum(len(found) >= LIMITS.pieces for found in offsets)
    return starts if 2 * np.isfinite(starts).sum() > used else np.full(count, np.nan)
