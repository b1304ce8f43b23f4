"""Pages of a table: most are read line by line, some cell by cell, one block of lines after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


LIMITS = BlockLimits()


def units(lines: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    """The table's lines; of a page that was read cell by cell, each block as one line, marked True."""
    longest = max((len(line.raw) for line in lines), default=0)
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        blocks = [list(run) for is_text, run in groupby(page, key=lambda line: bool(line.words)) if is_text]
        is_short = max(len(line.raw) for line in page) <= LIMITS.short * longest
        apart = LIMITS.apart_if_short if is_short else LIMITS.apart
        if len(blocks) >= LIMITS.blocks and len(blocks) >= apart * sum(map(len, blocks)):
            yield from ((_joined(block), True) for block in blocks)
        else:
            yield from ((line, False) for block in blocks for line in block)


def _joined(block: Sequence[Line]) -> Line:
    words = tuple(word for line in block for word in line.words)
    return Line(block[0].index, block[0].page, block[0].raw, words)
