"""Pages of a table: most are read line by line, some cell by cell, one block of lines after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.document import Line


@dataclass(frozen=True, slots=True)
class BlockLimits:
    """When a page was read cell by cell; set by hand on text of OCR engines, not fitted."""

    # Minimum share of its lines that stand apart from the line above.
    apart: float = 0.55
    # The same where all its lines are short beside the table's longest: none then holds several columns.
    apart_if_short: float = 0.35
    # The most that short lines have of the longest one's letters.
    short: float = 0.65
    # Minimum number of blocks.
    blocks: int = 4
    # The most of a page's lines that hold words of several columns, where these are told; real and made
    # pages have at most 0.13 where they were read cell by cell, at least 0.26 elsewhere.
    mixed: float = 0.15
    # The same of the lines of a block that is one cell: some words are told wrongly.
    mixed_in_cell: float = 0.5


LIMITS = BlockLimits()


def units(
    lines: Sequence[Line], is_mixed: Callable[[Line], bool] | None = None
) -> Iterator[tuple[Line, bool]]:
    """The table's lines; of a page that was read cell by cell, each block as one line, marked True.

    `is_mixed` says whether a line holds words of several columns; where that is not known a page is told
    by its blank lines and its short ones.
    """
    longest = max((len(line.raw) for line in lines), default=0)
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        blocks = [list(run) for is_text, run in groupby(page, key=lambda line: bool(line.words)) if is_text]
        printed = [line for block in blocks for line in block]
        if is_mixed:
            by_cell = _share(printed, is_mixed) <= LIMITS.mixed
        else:
            by_cell = _stands_apart(printed, len(blocks), longest)
        for block in blocks:
            one_cell = not is_mixed or _share(block, is_mixed) <= LIMITS.mixed_in_cell
            if len(blocks) >= LIMITS.blocks and by_cell and one_cell:
                yield _joined(block), True
            else:
                yield from ((line, False) for line in block)


def _share(lines: Sequence[Line], are: Callable[[Line], bool]) -> float:
    return sum(map(are, lines)) / max(len(lines), 1)


def _stands_apart(printed: Sequence[Line], blocks: int, longest: int) -> bool:
    """Whether so many blank lines part the lines of a page that each block is a cell."""
    is_short = max((len(line.raw) for line in printed), default=0) <= LIMITS.short * longest
    apart = LIMITS.apart_if_short if is_short else LIMITS.apart
    return blocks >= apart * len(printed)


def _joined(block: Sequence[Line]) -> Line:
    words = tuple(word for line in block for word in line.words)
    return Line(block[0].index, block[0].page, block[0].raw, words)
