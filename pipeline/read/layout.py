"""Pages of words with boxes -> a Document of lines: text in visual lines, tables cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from sys import intern

from pipeline.document import Document, Line, PageNote, Table, TableCell, Word
from pipeline.page import Page, PageTable, PageWord
from pipeline.read.frames import with_tables
from pipeline.read.parts import LIMITS, part_shown
from pipeline.read.running import SHIFT, EdgeLine, Running, running
from pipeline.read.spreads import halves

# Words are on one line if they overlap by so much of the lower one's height.
OVERLAP = 0.5
# A gap of so many line pitches is an empty line; so many heights between words part columns.
GAP, WIDE = 1.6, 1.2
# Page numbers and running heads stand in this share of the page, at its top or foot.
EDGE = 0.09
# The names of the state stand among so many lines of a page that begins a document.
HEAD = 4
_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W*", re.IGNORECASE)
VisualLine = list[PageWord]


@dataclass
class _Draft:
    """A document on its way."""

    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    cells: int = 0

    def add(self, words: Sequence[PageWord], page: int, cell: int = -1) -> int:
        """One more line; its index."""
        index = len(self.lines)
        raw, placed = "", []
        height = median([word.box.y1 - word.box.y0 for word in words]) if words else 0.0
        for before, word in zip([None, *words], words, strict=False):
            raw += _space(before, word, height)
            end = len(raw) + len(word.text)
            at = page, index, len(raw), end
            # Most words are printed many times: a text of a thousand pages has each of them once.
            text = intern(word.text)
            read = Word(text, text, *at, word.confidence, word.box)
            placed.append(replace(read, alternatives=word.alternatives, is_bold=word.is_bold))
            raw += word.text
        self.lines.append(Line(index, page, raw, tuple(placed), cell))
        return index


def assemble(pages: Sequence[Page], digital_signer: str = "", digital_person: str = "") -> Document:
    """The document that some pages make; page numbers and running heads are left out."""
    draft = _Draft()
    pages = list(with_tables(pages))
    known = _running(pages)
    for page in pages:
        for half in halves(page):
            _add_page(draft, half, known)
    notes = tuple(PageNote(page.number, page.kind, page.reason, page.engine) for page in pages)
    asides = tuple(aside for page in pages for aside in page.asides)
    turns = tuple(page.turn for page in pages if page.turn)
    found = tuple(draft.lines), len(pages), tuple(draft.tables), notes, asides
    return Document(*found, digital_signer=digital_signer, digital_person=digital_person, turns=turns)


def visual_lines(words: Iterable[PageWord]) -> list[VisualLine]:
    """Words as lines from the top, each from the left."""
    lines: list[VisualLine] = []
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda word: word.box.y0 + word.box.y1):
        y0, y1 = word.box.y0, word.box.y1
        for number in range(len(lines) - 1, max(len(lines) - 4, -1), -1):
            top, bottom = spans[number]
            if min(y1, bottom) - max(y0, top) >= OVERLAP * min(y1 - y0, bottom - top):
                lines[number].append(word)
                # The line stays as high as its usual words: a bracket or an accent does not stretch it.
                spans[number] = (
                    median(one.box.y0 for one in lines[number]),
                    median(one.box.y1 for one in lines[number]),
                )
                break
        else:
            lines.append([word])
            spans.append((y0, y1))
    order = sorted(range(len(lines)), key=lambda number: spans[number])
    return [sorted(lines[number], key=lambda word: word.box.x0) for number in order]


def _add_page(draft: _Draft, page: Page, known: Running) -> None:
    tables = [table for table in page.tables if not _is_layout(table, page)]
    inside, outside = _parted(page.words, tables)
    lines = visual_lines(outside)
    text = _without_edges(lines, page, known)
    pitch = _pitch(text)
    waiting = list(enumerate(tables))
    bottom: float | None = None
    for line in text:
        while waiting and waiting[0][1].box.y0 < _middle(line):
            _add_table(draft, page.number, *waiting.pop(0), inside)
            bottom = None
        # The first line below a table, and one below a gap, begins anew.
        if (
            draft.lines
            and draft.lines[-1].page == page.number
            and (bottom is None or max(w.box.y1 for w in line) - bottom > GAP * pitch)
        ):
            draft.add((), page.number)
        draft.add(line, page.number)
        bottom = max(word.box.y1 for word in line)
    for number, table in waiting:
        _add_table(draft, page.number, number, table, inside)


def _parted(
    words: Iterable[PageWord], tables: Sequence[PageTable]
) -> tuple[dict[tuple[int, int], list[PageWord]], list[PageWord]]:
    """The words in cells, by the places of table and cell, and those outside."""
    inside: dict[tuple[int, int], list[PageWord]] = {}
    outside: list[PageWord] = []
    for word in words:
        place = next((found for n, table in enumerate(tables) if (found := _cell_at(n, table, word))), None)
        (outside if place is None else inside.setdefault(place, [])).append(word)
    return inside, outside


def _add_table(
    draft: _Draft,
    page: int,
    number: int,
    table: PageTable,
    inside: dict[tuple[int, int], list[PageWord]],
) -> None:
    place = len(draft.lines)
    cells = []
    for index, cell in enumerate(table.cells):
        words = inside.get((number, index), [])
        lines = tuple(draft.add(line, page, draft.cells) for line in visual_lines(words))
        cells.append(TableCell(cell.rows, cell.columns, lines, cell.box))
        draft.cells += 1
    if len(draft.lines) > place:
        draft.tables.append(Table(page, place, tuple(cells), table.edges, table.box))


def _is_layout(table: PageTable, page: Page) -> bool:
    """Whether it only puts the parts of a letterhead or a closing side by side."""
    inside: dict[int, list[PageWord]] = {}
    for word in page.words:
        if found := _cell_at(0, table, word):
            inside.setdefault(found[1], []).append(word)
    rows = max(cell.rows[1] for cell in table.cells)
    columns = {table.cells[index].columns[0] for index in inside}
    if rows > LIMITS.rows or len(columns) > LIMITS.columns:
        return False
    return any(part_shown(_joined(line)) for words in inside.values() for line in visual_lines(words))


def _has_letterhead(lines: Sequence[VisualLine]) -> bool:
    """Whether a page begins as a document does: its first lines are no running head."""
    first = [line for line in lines[:HEAD] if line]
    sides = (line[start:] for line in first for start in range(len(line)))
    return any(part_shown(_joined(side)) == "letterhead" for side in sides)


def _joined(line: VisualLine) -> str:
    return " ".join(word.text for word in line)


def _cell_at(number: int, table: PageTable, word: PageWord) -> tuple[int, int] | None:
    at = word.box.middle
    if not table.box.holds(*at):
        return None
    return next(((number, i) for i, cell in enumerate(table.cells) if cell.box.holds(*at)), None)


def _middle(line: VisualLine) -> float:
    return sum(word.box.y0 + word.box.y1 for word in line) / (2 * len(line))


def _pitch(lines: Sequence[VisualLine]) -> float:
    """The usual distance from line to line, in points."""
    feet = [max(word.box.y1 for word in line) for line in lines]
    steps = [below - above for above, below in pairwise(feet) if below - above > 4]
    return median(steps) if steps else 20.0


def _space(before: PageWord | None, word: PageWord, height: float) -> str:
    """One space, or several where there is a gap as between two columns."""
    if before is None:
        return ""
    gap = word.box.x0 - before.box.x1
    return " " * max(1, round(gap / (0.5 * height))) if gap > WIDE * height else " "


def _without_edges(lines: Sequence[VisualLine], page: Page, known: Running) -> list[VisualLine]:
    """The lines without page numbers, running heads and feet; a letterhead is no head.

    What a scan has beside them, where they stand on its pages, are parts of them that were misread.
    """
    edges = [line for line in lines if _is_at_edge(line, page)]
    found = [line for line in edges if _without_numbers(_joined(line)) in known.texts]
    if _has_letterhead(lines):
        found = [line for line in found if _middle(line) > page.height / 2]
    gone = [*found, *(line for line in edges if _PAGE_NUMBER.fullmatch(_joined(line)))]
    if page.engine:
        gone += _beside(found, edges, page, known)
    left_out = set(map(id, gone))
    return [line for line in lines if id(line) not in left_out]


def _beside(
    found: Sequence[VisualLine], edges: Sequence[VisualLine], page: Page, known: Running
) -> list[VisualLine]:
    """What stands where running heads or feet do, on a page that has one of them."""
    places = [_middle(line) for line in found]
    above = [place for place in places if place < page.height / 2]
    below = [place for place in places if place > page.height / 2]
    head = max(*above, known.head * page.height + SHIFT) if above else 0.0
    foot = min(*below, known.foot * page.height - SHIFT) if below else page.height
    return [line for line in edges if not head < _middle(line) < foot]


def _is_at_edge(line: VisualLine, page: Page) -> bool:
    return not EDGE * page.height < _middle(line) < (1 - EDGE) * page.height


def _running(pages: Sequence[Page]) -> Running:
    """The texts, numbers left aside, that stand at the edge of several pages."""
    by_ocr = (place for place, page in enumerate(pages) if page.engine)
    return running([list(_edge_lines(page)) for page in pages], by_ocr)


def _edge_lines(page: Page) -> Iterator[EdgeLine]:
    near = [
        word
        for word in page.words
        if _is_at_edge([word], page) and not any(_cell_at(0, table, word) for table in page.tables)
    ]
    for line in visual_lines(near):
        yield EdgeLine(_without_numbers(_joined(line)), _middle(line) / page.height)


def _without_numbers(text: str) -> str:
    return re.sub(r"[\W\d]+", " ", text).strip().lower()
