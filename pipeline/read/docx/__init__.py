"""Reading Word files (DOCX) whole: paragraphs as lines, tables cell by cell, the numbers that Word sets.

`package` opens the file, `story` reads its XML to paragraphs and tables (with `styles`, `numbering`,
`runs`, `tables`), `layout` tells tables of data from those that only lay out text, and this module makes
lines of all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from pipeline.document import Document, Line, PageNote, Table, TableCell, Word, WordNote
from pipeline.errors import NoPages, Unreadable
from pipeline.messages import tr
from pipeline.read.docx.content import Block, Paragraph, TableContent, TextLine, lines_of
from pipeline.read.docx.layout import laid_out, order
from pipeline.read.docx.notes import Notes, margins
from pipeline.read.docx.numbering import read_numbering
from pipeline.read.docx.package import open_package
from pipeline.read.docx.pages import Pages
from pipeline.read.docx.story import Story
from pipeline.read.docx.styles import read_styles
from pipeline.read.docx.xml import W, value
from pipeline.read.text import words_of_line

__all__ = ["Draft", "read_docx"]

TAB = " " * 8


def read_docx(path: Path) -> Document:
    """The lines and tables of a Word file; its pages end where it says that they do.

    Raises Unreadable or NoPages.
    """
    package = open_package(path)
    if package.main.tag != W + "document":
        raise Unreadable(path, tr("Word file"), tr("what it names as its document is none"))
    body = package.main.find(W + "body")
    if body is None:
        raise NoPages(path)
    styles = read_styles(package.styles)
    pages = Pages()
    notes = Notes(package, pages)
    starts = [value(section, "type") or "nextPage" for section in body.iter(W + "sectPr")]
    story = Story(styles, read_numbering(package.numbering, styles), pages, notes.mark_of, starts)
    draft = Draft()
    draft.add_all(story.read(body))
    last = pages.number
    apart = [*notes.read(story), *margins(package, story)]
    asides = (*story.asides, *apart)
    read = tuple(PageNote(number, "clean", tr("a Word file")) for number in range(1, last + 1))
    return Document(tuple(draft.lines), last, tuple(draft.tables), read, asides, is_exact=True)


@dataclass
class Draft:
    """A document on its way."""

    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    cells: int = 0
    paragraphs: int = 0

    def add_all(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                for line in block.lines:
                    self._add(line)
                self.paragraphs += 1
            elif (way := order(block)) is not None:
                self.add_all(laid_out(block, way))
            else:
                self._add_table(block)

    def _add_table(self, table: TableContent) -> None:
        place = len(self.lines)
        cells = []
        for cell in table.cells:
            cells.append(TableCell(cell.rows, cell.columns, tuple(self._add_cell(cell.blocks))))
            self.cells += 1
        if len(self.lines) > place:
            self.tables.append(Table(table.page, place, tuple(cells)))

    def _add_cell(self, blocks: Iterable[Block]) -> Iterable[int]:
        """The indices of a cell's lines; a table inside it gives a line for each of its own."""
        for block in blocks:
            for line in lines_of((block,)):
                if line.text.strip():
                    yield self._add(line, self.cells)
            self.paragraphs += 1

    def _add(self, line: TextLine, cell: int = -1) -> int:
        index = len(self.lines)
        raw = ""
        words: list[Word] = []
        for role, spans in groupby(line.spans, key=lambda span: span.role):
            start, bold = len(raw), set[int]()
            for span in spans:
                text = unicodedata.normalize("NFC", span.text).replace("\t", TAB)
                bold |= set(range(len(raw), len(raw) + len(text))) if span.is_bold else set()
                raw += text
            note: WordNote = "automatic" if role == "number" else ""
            for word in words_of_line(raw[start:], line.page, index) if role != "mark" else ():
                at = start + word.start
                words.append(replace(word, start=at, end=start + word.end, note=note, is_bold=at in bold))
        self.lines.append(Line(index, line.page, raw, tuple(words), cell, self.paragraphs))
        return index
