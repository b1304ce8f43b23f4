"""Pages of a table: most are read line by line, some cell by cell, one block of lines after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.document import Line

# A page was read cell by cell if so many of its lines stand apart from the line above; fewer will do
# where all its lines are short beside the table's longest, since none then holds several columns.
APART, APART_IF_SHORT, SHORT = 0.55, 0.35, 0.65
MIN_BLOCKS = 4


def units(lines: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    """The table's lines; of a page that was read cell by cell, each block as one line, marked True."""
    longest = max((len(line.raw) for line in lines), default=0)
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        blocks = [list(run) for is_text, run in groupby(page, key=lambda line: bool(line.words)) if is_text]
        is_short = max(len(line.raw) for line in page) <= SHORT * longest
        apart = APART_IF_SHORT if is_short else APART
        if len(blocks) >= MIN_BLOCKS and len(blocks) >= apart * sum(map(len, blocks)):
            yield from ((_joined(block), True) for block in blocks)
        else:
            yield from ((line, False) for block in blocks for line in block)


def _joined(block: Sequence[Line]) -> Line:
    words = tuple(word for line in block for word in line.words)
    return Line(block[0].index, block[0].page, block[0].raw, words)
