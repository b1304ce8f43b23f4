"""Reading Word files (DOCX): paragraphs as lines, tables cell by cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile

from docx import Document as open_docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from pipeline.document import Document, Line, PageNote, Table, TableCell
from pipeline.errors import EmptyFile, Unreadable
from pipeline.read.text import words_of_line

# A table of so few columns without numbers is a letterhead or a signature block set side by side.
MOST_SIDES = 2
SIDES = " " * 8


def read_docx(path: Path) -> Document:
    """The lines and tables of a Word file; its pages end where it says that they do.

    Raises Unreadable or EmptyFile.
    """
    try:
        source = open_docx(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise Unreadable(path, "Word file", str(error)) from None
    lines: list[Line] = []
    tables: list[Table] = []
    cells, page = 0, 1
    for part in source.iter_inner_content():
        if isinstance(part, Paragraph):
            breaks = _page_breaks(part)
            page += breaks if not part.text.strip() else min(breaks, 1)
            for text in part.text.split("\n"):
                _add(lines, text, page)
            page += len(part._p.xpath("./w:pPr/w:sectPr"))
        elif len(part.columns) <= MOST_SIDES:
            for text in _sides(part):
                _add(lines, text, page)
        else:
            place = len(lines)
            found = []
            for rows, columns, texts in _cells(part):
                inside = tuple(_add(lines, text, page, cells) for text in texts if text.strip())
                found.append(TableCell(rows, columns, inside))
                cells += 1
            tables.append(Table(page, place, tuple(found)))
    if not any(line.words for line in lines):
        raise EmptyFile(path)
    notes = tuple(PageNote(number, "clean", "a Word file") for number in range(1, page + 1))
    return Document(tuple(lines), page, tuple(tables), notes)


def _page_breaks(paragraph: Paragraph) -> int:
    """How many pages begin with a paragraph, or in it."""
    asked = paragraph._p.xpath('.//w:br[@w:type="page"] | ./w:pPr/w:pageBreakBefore')
    return max(len(asked), len(paragraph.rendered_page_breaks))


def _texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [text for paragraph in paragraphs for text in paragraph.text.split("\n")]


def _add(lines: list[Line], text: str, page: int, cell: int = -1) -> int:
    index = len(lines)
    raw = unicodedata.normalize("NFC", text).replace("\t", SIDES)
    lines.append(Line(index, page, raw, words_of_line(raw, page, index), cell))
    return index


def _sides(table: WordTable) -> Iterator[str]:
    """The rows of a table as lines, what stands side by side with a gap between."""
    for row in table.rows:
        sides = [_texts(cell.paragraphs) for cell in row.cells]
        for number in range(max(map(len, sides), default=0)):
            texts = [side[number].strip() if number < len(side) else "" for side in sides]
            yield SIDES.join(text for text in texts if text)


def _cells(table: WordTable) -> Iterator[tuple[tuple[int, int], tuple[int, int], Sequence[str]]]:
    """Each cell once: the rows and columns that it spans, its paragraphs."""
    owner: dict[int, list[tuple[int, int]]] = {}
    texts: dict[int, list[str]] = {}
    kept = []
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            # A merged cell is one and the same element in all the places that it spans.
            element = cell._tc
            kept.append(element)
            owner.setdefault(id(element), []).append((r, c))
            texts.setdefault(id(element), _texts(cell.paragraphs))
    for key, places in owner.items():
        rows, columns = [r for r, _ in places], [c for _, c in places]
        yield (min(rows), max(rows) + 1), (min(columns), max(columns) + 1), texts[key]
