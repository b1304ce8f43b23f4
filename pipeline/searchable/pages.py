"""The pages of a PDF or a picture as a new PDF, each with what was read on it as an invisible layer."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from pypdfium2 import raw as pdfium

from pipeline.document import PageNote
from pipeline.read.pixels import open_picture, resolution
from pipeline.searchable.layer import Layer
from pipeline.searchable.placed import PlacedLine, of_page

# Pages of these kinds have a text of their own that is good, or nothing to be put over them.
KEPT = ("clean", "blank", "failed")
# A page whose own text is wrong becomes a picture of so many dots an inch, as JPEG.
DPI, QUALITY = 200, 85
# Forms in forms in which a text may stand.
DEPTH = 15


class Pages:
    """A new PDF with the pages of a source."""

    def __init__(self) -> None:
        self.document = pypdfium2.PdfDocument.new()

    def with_layers(
        self, notes: Sequence[PageNote], lines: Sequence[PlacedLine]
    ) -> list[tuple[float, float]]:
        """Lay what was read over the pages that need it; the widths and heights of all, in points."""
        # What was read by OCR all the same was not good enough for somebody.
        kinds = {note.page: note.kind for note in notes if note.engine or note.kind not in KEPT}
        layer = Layer(self.document)
        sizes = []
        for number in range(1, len(self.document) + 1):
            page = self.document[number - 1]
            sizes.append(page.get_size())
            if number in kinds and (own := of_page(lines, number)):
                if _has_visible_text(page) and kinds[number] != "image":
                    page = self._as_picture(page, number - 1)
                layer.put(page, own)
            page.close()
        return sizes

    def add_picture(self, picture: Image.Image, place: int | None = None, dpi: float = DPI) -> None:
        """A page that is a picture: grey ones as they are, coloured ones as JPEG."""
        width, height = picture.width * 72 / dpi, picture.height * 72 / dpi
        page = self.document.new_page(width, height, place)
        image = pypdfium2.PdfImage.new(self.document)
        if picture.mode == "L":
            image.set_bitmap(pypdfium2.PdfBitmap.from_pil(picture))
        else:
            file = io.BytesIO()
            picture.save(file, "JPEG", quality=QUALITY)
            image.load_jpeg(file, inline=True)
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page.insert_obj(image)
        page.gen_content()
        page.close()

    def saved(self) -> bytes:
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    def _as_picture(self, page: pypdfium2.PdfPage, place: int) -> pypdfium2.PdfPage:
        picture = page.render(scale=DPI / 72).to_pil().convert("RGB")
        page.close()
        self.document.del_page(place)
        self.add_picture(picture, place)
        return self.document[place]


@contextmanager
def opened(path: Path, password: str) -> Iterator[Pages]:
    """A source's pages, without the layers that other OCR left on them.

    Raises PdfiumError, or what Pillow raises, where it is no PDF or picture.
    """
    pages = Pages()
    try:
        with path.open("rb") as file:
            is_pdf = b"%PDF" in file.read(1024)
        if is_pdf:
            _add_pdf(pages, path, password)
        else:
            _add_pictures(pages, path)
        yield pages
    finally:
        pages.document.close()


def _add_pdf(pages: Pages, path: Path, password: str) -> None:
    source = pypdfium2.PdfDocument(path, password=password or None)
    try:
        for page in source:
            # What forms and signatures show becomes part of the page.
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_PRINT)
            page.close()
        pages.document.import_pages(source)
    finally:
        source.close()


def _add_pictures(pages: Pages, path: Path) -> None:
    with open_picture(path) as file:
        for number in range(getattr(file, "n_frames", 1)):
            file.seek(number)
            upright = ImageOps.exif_transpose(file)
            picture = upright.convert("L" if upright.mode in ("1", "L") else "RGB")
            pages.add_picture(picture, dpi=resolution(upright))


def _has_visible_text(page: pypdfium2.PdfPage) -> bool:
    """Whether a page still has a text of its own once the invisible one is taken away."""
    for thing in list(page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT], max_depth=1)):
        if pdfium.FPDFTextObj_GetTextRenderMode(thing) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
            page.remove_obj(thing)
    page.gen_content()
    return any(True for _ in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT], max_depth=DEPTH))
