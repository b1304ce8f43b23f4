"""Whether a table goes on on the next page: what stands between its parts, and whether these are alike."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.document import Document, Line, Table
from pipeline.vietnamese.folding import confusable

# The columns of two parts of a table part at the same places, within so many points; set by hand on scans.
SAME_EDGE = 12.0
# What stands at the foot or head of every page: at most so many lines, so many of them so like (0 to 100) to
# a line of another page; set by hand on office scans.
RUNNING_LINES, RUNNING_SHARE, RUNNING_LIKENESS = 10, 0.5, 65.0


def may_go_on(above: Table, below: Table, document: Document, anew: frozenset[int] = frozenset()) -> bool:
    """Whether a table may be the next page's part of the one above: nothing printed for itself is between.

    At the lines of `anew` another appendix begins, be its heading as like those of other pages as it may.
    """
    if below.page not in (above.page, above.page + 1) or anew & set(range(_end(above) + 1, below.place + 1)):
        return False
    between = [line for line in document.lines[_end(above) + 1 : below.place] if line.words]
    if not between:
        return True
    return below.page == above.page + 1 and _are_running(between, document)


def parts_alike(above: Table, below: Table) -> bool:
    """Whether the columns of two tables part at the same places."""
    if len(above.edges) != len(below.edges):
        return False
    if not above.edges:
        return above.page != below.page
    return all(
        abs((a - above.edges[0]) - (b - below.edges[0])) <= SAME_EDGE
        for a, b in zip(above.edges, below.edges, strict=True)
    )


def _are_running(lines: Sequence[Line], document: Document) -> bool:
    """Whether lines are a page's foot and the next one's head: numbers, and what other pages have as well."""
    if len(lines) > RUNNING_LINES:
        return False
    pages = {line.page for line in lines}
    others = [confusable(one.text) for one in document.lines if one.page not in pages and one.cell < 0]
    known = sum(_is_number(line) or _is_like_any(confusable(line.text), others) for line in lines)
    return known >= RUNNING_SHARE * len(lines)


def _is_number(line: Line) -> bool:
    """Whether a line is a page's number, maybe misread: T7 is 17."""
    text = line.text.strip()
    return not any(letter.isalpha() for letter in text) or (len(text) < 4 and not text.isalpha())


def _is_like_any(text: str, others: Sequence[str]) -> bool:
    return any(fuzz.ratio(text, other) >= RUNNING_LIKENESS for other in others if other)


def _end(table: Table) -> int:
    return max((index for cell in table.cells for index in cell.lines), default=table.place)
