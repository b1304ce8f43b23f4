"""Words as an invisible text of a PDF's page, each over its own picture."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable
from importlib.resources import files

import pypdfium2
from pypdfium2 import raw as pdfium

from pipeline.searchable.placed import PlacedLine, PlacedWord, Point

# The font is Tesseract's pdf.ttf (Apache-2.0). It has one glyph, which shows nothing and is half as wide as
# it is high; a letter's code is its Unicode.
FONT, WIDTH, CODES = "glyphless.ttf", 0.5, 0x10000
TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identify-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
# Points are told in whole parts of one: so many.
FINE = 100


class Layer:
    """Puts words on pages of one PDF. Raises PdfiumError where the font cannot be put into it."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document
        font = (files(__package__) / FONT).read_bytes()
        glyphs = b"\0\1" * CODES
        self._font = pdfium.FPDFText_LoadCidType2Font(
            document, _buffer(font), len(font), TO_UNICODE, _buffer(glyphs), len(glyphs)
        )
        if not self._font:
            raise pypdfium2.PdfiumError("the invisible font cannot be loaded")

    def put(self, page: pypdfium2.PdfPage, lines: Iterable[PlacedLine]) -> None:
        """Put lines on a page."""
        for line in lines:
            for word in line.words:
                self._put(page, word)
        page.gen_content()

    def _put(self, page: pypdfium2.PdfPage, word: PlacedWord) -> None:
        low_left, low_right, high_left = (_on_page(page, corner) for corner in word.corners)
        # A space behind each word parts it from the next.
        codes = _codes(f"{word.text} ")
        text = pdfium.FPDFPageObj_CreateTextObj(self._document, self._font, ctypes.c_float(1.0))
        pdfium.FPDFText_SetCharcodes(text, (ctypes.c_uint32 * len(codes))(*codes), len(codes))
        pdfium.FPDFTextObj_SetTextRenderMode(text, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
        wide = WIDTH * (len(codes) - 1)
        across = (low_right[0] - low_left[0]) / wide, (low_right[1] - low_left[1]) / wide
        up = high_left[0] - low_left[0], high_left[1] - low_left[1]
        pdfium.FPDFPageObj_SetMatrix(text, pdfium.FS_MATRIX(*across, *up, *low_left))
        pdfium.FPDFPage_InsertObject(page, text)


def _on_page(page: pypdfium2.PdfPage, point: Point) -> Point:
    """A point of the page as one sees it, from its top left, in the page's own coordinates."""
    width, height = (round(size * FINE) for size in page.get_size())
    x, y = ctypes.c_double(), ctypes.c_double()
    seen = (round(value * FINE) for value in point)
    pdfium.FPDF_DeviceToPage(page, 0, 0, width, height, 0, *seen, x, y)
    return x.value, y.value


def _codes(text: str) -> list[int]:
    data = unicodedata.normalize("NFC", text).encode("utf-16-le", "replace")
    return [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]


def _buffer(data: bytes) -> ctypes.Array[ctypes.c_uint8]:
    return (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
