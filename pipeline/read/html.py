"""Reading web pages (HTML) that were saved: their text as lines, their tables cell by cell.

What a browser would fetch (pictures, styles of other files, scripts) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.document import Document, PageNote
from pipeline.errors import BadEncoding, NoPages, Unreadable
from pipeline.messages import tr
from pipeline.read.docx import Draft
from pipeline.read.docx.content import Block, CellContent, Paragraph, Role, Span, TableContent, TextLine

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# A page names its encoding in so many bytes (HTML Standard, 4.2.5.4).
START = 1024
_SPACE = re.compile(r"[\s\xa0]+")
_LINES = {
    "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "ul",
}  # fmt: skip
_UNSEEN = {
    "button", "del", "head", "iframe", "noscript", "object", "option", "s", "script", "select", "strike",
    "style", "svg", "template", "textarea",
}  # fmt: skip
_BOLD = {"b", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "th"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|line-through", re.IGNORECASE)
_IS_BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_BORDER = re.compile(r"border[\w-]*\s*:(?!\s*(0|none|medium none))", re.IGNORECASE)
# A raised number points to a note, unless it is an exponent: m2, km3.
_MARK, _UNIT = re.compile(r"[\s()\[\]*\d]+"), re.compile(r"(^|[^\w])(k|c|d|m)?m$", re.IGNORECASE)


def read_html(path: Path) -> Document:
    """The lines and tables of a web page. Raises Unreadable, BadEncoding or NoPages."""
    data = path.read_bytes()
    try:
        # Without huge_tree what is nested deeper than 256 elements would be missing without a word.
        parser = etree.HTMLParser(encoding=_encoding(path, data), no_network=True, huge_tree=True)
        root = etree.fromstring(data, parser)
        flow = _Flow()
        if root is not None:
            flow.read(root)
        flow.end_paragraph()
    except (etree.ParserError, etree.XMLSyntaxError, RecursionError, LookupError) as error:
        raise Unreadable(path, tr("web page"), str(error)) from None
    draft = Draft()
    draft.add_all(flow.blocks)
    if not draft.lines:
        raise NoPages(path)
    note = PageNote(1, "clean", tr("a web page"))
    return Document(tuple(draft.lines), 1, tuple(draft.tables), (note,), is_exact=True)


def _encoding(path: Path, data: bytes) -> str:
    """The encoding that a page names, UTF-8 where it names none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if named := _CHARSET.search(data[:START]):
        return named.group(1).decode("ascii")
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadEncoding(path, error.start) from None
    return "utf-8"


@dataclass
class _Flow:
    """The blocks of an element on their way: spans till a line ends, lines till a paragraph does."""

    blocks: list[Block] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def read(self, node: Any, *, is_bold: bool = False, role: Role = "text") -> None:
        """What an element shows, and what stands behind the elements in it."""
        is_bold = is_bold or node.tag in _BOLD or bool(_IS_BOLD.search(node.get("style", "")))
        self._text(node.text, is_bold, role)
        items = 0
        for child in node:
            if isinstance(child.tag, str) and not _is_hidden(child):
                items += child.tag == "li"
                self._element(child, items, is_bold, role)
            self._text(child.tail, is_bold, role)

    def _element(self, child: Any, items: int, is_bold: bool, role: Role) -> None:
        if child.tag == "br":
            self._end_line(is_kept=True)
        elif child.tag == "table":
            self.end_paragraph()
            for caption in child.iterchildren("caption"):
                self.read(caption, is_bold=is_bold, role=role)
                self.end_paragraph()
            self.blocks.append(_table(child))
        elif child.tag == "sup" and self._is_mark(child):
            self.read(child, is_bold=is_bold, role="mark")
        elif child.tag in _LINES:
            self.end_paragraph()
            if child.tag == "li" and (shown := _number(child, items)):
                self.spans.append(Span(shown, "number"))
            self.read(child, is_bold=is_bold, role=role)
            self._end_line(is_kept=child.tag == "p")
            self.end_paragraph()
        else:
            self.read(child, is_bold=is_bold, role=role)

    def end_paragraph(self) -> None:
        self._end_line()
        if self.lines:
            self.blocks.append(Paragraph(tuple(self.lines)))
        self.lines = []

    def _is_mark(self, node: Any) -> bool:
        above = "".join(span.text for span in self.spans).rstrip()
        return bool(_MARK.fullmatch("".join(node.itertext()))) and not _UNIT.search(above)

    def _end_line(self, *, is_kept: bool = False) -> None:
        """A line ends; an empty one is none, unless the page itself has it (`is_kept`)."""
        is_empty = not "".join(span.text for span in self.spans).strip()
        if not is_empty or (is_kept and not self.lines):
            self.lines.append(TextLine(() if is_empty else tuple(self.spans), 1))
        self.spans = []

    def _text(self, text: str | None, is_bold: bool, role: Role) -> None:
        shown = _SPACE.sub(" ", text or "")
        if not self.spans or self.spans[-1].text.endswith(" "):
            shown = shown.lstrip()
        if shown:
            self.spans.append(Span(shown, role, is_bold))


def _is_hidden(node: Any) -> bool:
    return (
        node.tag in _UNSEEN or node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style", "")))
    )


def _number(item: Any, items: int) -> str:
    """The number that a browser sets before the item of such a place, "" before a bullet."""
    above = item.getparent()
    if above is None or above.tag != "ol":
        return ""
    place = items - 1 + _whole(above.get("start"), 1)
    if above.get("type", "1").lower() == "a" and place <= 26:
        return f"{chr(ord(above.get('type')) + place - 1)}. "
    return f"{place}. "


def _table(node: Any) -> TableContent:
    """A table, its cells where rowspan and colspan put them."""
    is_drawn = _whole(node.get("border"), 0) > 0 or bool(_BORDER.search(node.get("style", "")))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row, line in enumerate(_rows(node)):
        column = 0
        for cell in line:
            if cell.tag not in ("td", "th") or _is_hidden(cell):
                continue
            while (row, column) in taken:
                column += 1
            down, across = (max(1, min(_whole(cell.get(n), 1), 1000)) for n in ("rowspan", "colspan"))
            taken |= {(r, c) for r in range(row, row + down) for c in range(column, column + across)}
            flow = _Flow()
            flow.read(cell)
            flow.end_paragraph()
            sides = 4 if is_drawn or _BORDER.search(cell.get("style", "")) else 0
            spans = (row, row + down), (column, column + across)
            cells.append(CellContent(*spans, tuple(flow.blocks), sides))
    return TableContent(1, tuple(cells))


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table, not those of tables in its cells."""
    for child in table:
        if child.tag == "tr" and not _is_hidden(child):
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (one for one in child if one.tag == "tr" and not _is_hidden(one))


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else otherwise
