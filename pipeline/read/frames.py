"""Which of a page's ruled frames are tables: a frame around text is none, unless a table goes on in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.page import Page, PageTable

# The columns of two parts of a table part at the same places, within so many points, as drawn plans and their
# scans have them; the second begins in this share of its page.
SAME_EDGE, TOP = 6.0, 0.25


def with_tables(pages: Sequence[Page]) -> Iterator[Page]:
    """The pages, each with those of its frames that are tables.

    A table has two rows. One row may be the rest of the table that ended the page before.
    """
    last: PageTable | None = None
    for page in pages:
        frames = [
            frame
            for place, frame in enumerate(page.tables)
            if _is_table(frame) or (place == 0 and last and _goes_on(last, frame, page))
        ]
        yield replace(page, tables=tuple(frames))
        last = frames[-1] if frames else None


def _is_table(frame: PageTable) -> bool:
    """Whether it has rows and columns."""
    return len(frame.edges) > 2 and any(cell.rows[0] for cell in frame.cells)


def _goes_on(above: PageTable, frame: PageTable, page: Page) -> bool:
    """Whether a page's first frame stands at its top and has the columns of the table above."""
    if frame.box.y0 > TOP * page.height or not len(frame.edges) == len(above.edges) > 2:
        return False
    pairs = zip(above.edges, frame.edges, strict=True)
    return all(abs((a - above.edges[0]) - (b - frame.edges[0])) <= SAME_EDGE for a, b in pairs)
