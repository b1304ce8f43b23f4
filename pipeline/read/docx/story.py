"""A story (the body, a note, a header) from XML to paragraphs and tables, in the order of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.document import Aside
from pipeline.read.docx.content import (
    Block,
    CellContent,
    Paragraph,
    Span,
    TableContent,
    TextLine,
    lines_of,
)
from pipeline.read.docx.numbering import Number, Numbering
from pipeline.read.docx.pages import Pages
from pipeline.read.docx.runs import Fields, Inline
from pipeline.read.docx.styles import Styles
from pipeline.read.docx.tables import CellPlace, cells_of, lines_of_table
from pipeline.read.docx.xml import Element, W, child, contents, toggle, value

_NEW_PAGE = ("nextPage", "oddPage", "evenPage")


@dataclass
class Story:
    """Reads blocks one after the other: numbers count on, pages end, fields may span paragraphs."""

    styles: Styles
    numbering: Numbering
    pages: Pages
    mark_of: Callable[[str, str], str]
    section_starts: Sequence[str] = ()
    """How each section of the body begins: on a new page, or on the same one ("continuous")."""
    asides: list[Aside] = field(default_factory=list)
    _fields: Fields = field(default_factory=Fields)
    _section: int = 0

    def read(self, parent: Element) -> tuple[Block, ...]:
        """The blocks of the body, a cell, a note or a text box."""
        return tuple(self._blocks(parent))

    def _blocks(self, parent: Element) -> Iterator[Block]:
        waiting: list[Element] = []
        for element in contents(parent):
            if element.tag == W + "p":
                waiting.append(element)
                if not _goes_on(element):
                    yield from self._paragraph(waiting)
                    waiting = []
            elif element.tag == W + "tbl":
                yield from self._table(element)
        if waiting:
            yield from self._paragraph(waiting)

    def _paragraph(self, elements: Sequence[Element]) -> Iterator[Block]:
        """A paragraph, of several elements where the marks between them are hidden or deleted."""
        last = elements[-1]
        properties = child(last, "pPr")
        style = value(properties, "pStyle")
        said = toggle(properties, "pageBreakBefore")
        if (self.styles.breaks_page(style) if said is None else said) and not self.pages.is_empty:
            self.pages.asked()
        inline = Inline(self.pages, self.styles, self._fields, self.mark_of, style)
        end = self.styles.look(style, child(properties, "rPr"))
        page = self.pages.number
        owner = last
        for element in elements:
            inline.style = value(element, "pPr/pStyle")
            inline.read(element)
            # Two paragraphs on one line, the first one's end hidden: its number stands before both.
            if owner is last and inline.has_text and _is_hidden(element):
                owner = element
        lines = inline.finished()
        # A paragraph that is hidden to its end is not there, and is not counted.
        if inline.has_text or not end.is_hidden:
            number = self.numbering.next(owner, end)
            if number is not None:
                self.pages.print()
                lines = (_numbered(lines[0], number), *lines[1:])
            yield from self._placed(Paragraph(lines), style)
        self.asides += (Aside("struck", text, page) for text in [" ".join(inline.struck).strip()] if text)
        for box in inline.boxes:
            yield from self._blocks(box)
        if child(properties, "sectPr") is not None:
            self._end_section()

    def _placed(self, paragraph: Paragraph, style: str | None) -> Iterator[Block]:
        """The paragraph, unless it belongs to a table of contents: that only says what stands elsewhere."""
        if not self.styles.is_contents(style):
            yield paragraph
        elif text := " ".join(line.text for line in paragraph.lines).strip():
            self.asides.append(Aside("contents", text, paragraph.lines[0].page))

    def _end_section(self) -> None:
        self._section += 1
        following = self.section_starts[self._section : self._section + 1]
        if not following or following[0] in _NEW_PAGE:
            self.pages.asked()

    def _table(self, element: Element) -> Iterator[Block]:
        places = cells_of(element)
        if not places:
            return
        size = max(cell.rows[1] for cell in places), max(cell.columns[1] for cell in places)
        lines = lines_of_table(element, self.styles)
        first_page = self.pages.number
        contents_of = self._contents(places)
        cells = tuple(
            CellContent(cell.rows, cell.columns, contents_of[id(cell.element)], lines.around(cell, size))
            for cell in places
        )
        # Word may have moved the first row to the next page.
        pages = (line.page for cell in cells for line in cell.lines if line.text.strip())
        yield TableContent(next(pages, first_page), cells)

    def _contents(self, places: Sequence[CellPlace]) -> dict[int, tuple[Block, ...]]:
        """The blocks of each cell's element; all cells of a row begin on the same page."""
        by_row: dict[int, list[tuple[int, Element, bool]]] = {}
        for cell in places:
            for row, element in enumerate((cell.element, *cell.covered), cell.rows[0]):
                by_row.setdefault(row, []).append((cell.columns[0], element, element is not cell.element))
        found: dict[int, tuple[Block, ...]] = {}
        for row in sorted(by_row):
            start: int | None = None
            for _, element, is_covered in sorted(by_row[row], key=lambda one: one[0]):
                self.pages.begin_cell(start)
                blocks = self.read(element)
                start = start or next((line.page for line in lines_of(blocks)), self.pages.number)
                if is_covered:
                    self._cover(blocks)
                else:
                    found[id(element)] = blocks
            self.pages.end_row()
        return found

    def _cover(self, blocks: Sequence[Block]) -> None:
        """What a merged cell hides is not shown, but was written."""
        spans = (span for line in lines_of(tuple(blocks)) for span in line.spans)
        typed = (span.text for span in spans if span.role != "number")
        if text := " ".join(part for part in map(str.strip, typed) if part):
            self.asides.append(Aside("covered", text, self.pages.number))


def _numbered(line: TextLine, number: Number) -> TextLine:
    """A line with the number that is shown before it, as bold as what it stands before."""
    is_bold = any(span.is_bold for span in line.spans[:1])
    spans = (Span(number.text, "number", is_bold), Span(number.suffix, is_bold=is_bold))
    return replace(line, spans=(*spans, *line.spans))


def _goes_on(paragraph: Element) -> bool:
    """Whether a paragraph's end is not shown, so that the next one goes on with its line."""
    is_deleted = child(child(child(paragraph, "pPr"), "rPr"), "del") is not None
    return is_deleted or _is_hidden(paragraph)


def _is_hidden(paragraph: Element) -> bool:
    """Whether a paragraph's end is hidden."""
    return bool(toggle(child(child(paragraph, "pPr"), "rPr"), "vanish"))
