"""The text layers of a PDF: the words of each page as they are seen on it, and its tables."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader
from sys import intern

import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve_all
from pdfplumber.page import Page as PdfPage

from pipeline.document import Box
from pipeline.page import PageTable, PageWord, table_of
from pipeline.read.letters import is_bold, is_seen, letters_for_spaces, raise_letters, unseen_letters
from pipeline.read.stamps import Stamp, stamps_of
from pipeline.read.triage import Layer
from pipeline.read.watermarks import watermark_of

# Letters that stand so near (in points) are of one word: spaces of justified lines are narrow.
NEAR = 1.5
# After so many pages what was read of them is let go.
FORGOTTEN = 20

_LINES = {"snap_tolerance": 3, "join_tolerance": 3, "edge_min_length": 8}
_NOTHING = Layer(())


@dataclass(frozen=True, slots=True)
class PageLayer:
    """A page's text layer, its words with their places, its tables; what lies over it as a watermark."""

    layer: Layer = _NOTHING
    words: tuple[PageWord, ...] = ()
    tables: tuple[PageTable, ...] = ()
    watermark: tuple[str, ...] = ()


class BrokenLayer(Exception):
    """A page's text layer cannot be read, or the whole file's."""


class Layers:
    """The text layers of a file's pages; one without a size, or broken, leaves the others alone."""

    def __init__(self, file: BufferedReader, password: str = "") -> None:
        self.document: PDFDocument | None = None
        self._pages: list[PDFPage] = []
        # What damaged files make the libraries raise has no end: it is told page by page.
        with suppress(Exception):
            self._file = pdfplumber.open(file, password=password or None)
            self.document = self._file.doc
            self._pages += PDFPage.create_pages(self.document)

    def layer(self, number: int, page: pypdfium2.PdfPage) -> PageLayer:
        """The layer of a page. Raises BrokenLayer."""
        try:
            return _layer(self._page(number, page), page)
        except Exception as error:
            raise BrokenLayer(str(error)) from None

    def stamps(self, number: int, page: pypdfium2.PdfPage) -> tuple[Stamp, ...]:
        """What was put on a page afterwards; a page of which that cannot be read is whole without it."""
        with suppress(Exception):
            return stamps_of(self._page(number, page))
        return ()

    def _page(self, number: int, page: pypdfium2.PdfPage) -> PdfPage:
        found = self._pages[number - 1]
        if number % FORGOTTEN == 0:
            # pdfminer keeps whatever it read, pictures too; no page needs what another showed.
            getattr(self.document, "_cached_objs", {}).clear()
        if not resolve_all(found.attrs.get("MediaBox")):
            found.attrs["MediaBox"] = list(page.get_mediabox())
        return PdfPage(self._file, found, number)


def _layer(layers: PdfPage, page: pypdfium2.PdfPage) -> PageLayer:
    watermark = watermark_of(layers.chars)
    chars = [char for char in layers.chars if id(char) not in watermark.letters]
    unseen = unseen_letters(chars, page) | watermark.letters
    raise_letters(chars)
    kept = layers.filter(lambda thing: id(thing) not in unseen) if unseen else layers
    words = tuple(
        PageWord(
            intern(word["text"]),
            Box(word["x0"], word["top"], word["x1"], word["bottom"]),
            is_bold=all(map(is_bold, word["chars"])),
        )
        for word in kept.extract_words(x_tolerance=NEAR, keep_blank_chars=False, return_chars=True)
        # Fonts may say of a sign that it stands for no letter.
        if word["text"].strip()
    )
    boxes = [table.cells for table in layers.filter(is_seen).find_tables(_LINES)]
    tables = tuple(table_of(Box(*cell) for cell in cells) for cells in boxes if len(cells) > 1)
    printed = [char for char in chars if char["text"].strip()]
    lost = letters_for_spaces(chars, page)
    count = max(len(printed) + lost, 1)
    meaningless = (sum(_is_meaningless(char["text"]) for char in printed) + lost) / count
    sideways = sum(not char["upright"] for char in printed) / count
    seen = Layer(tuple(w.text for w in words), meaningless, sideways)
    return PageLayer(seen, words, tables, watermark.lines)


def _is_meaningless(text: str) -> bool:
    first = text[:1]
    return text.startswith("(cid:") or "\ue000" <= first <= "\uf8ff" or first == "\ufffd" or first < " "
