"""Pictures of pages and of places on them, cut out of the source by their boxes."""

from __future__ import annotations

import io
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageDraw, ImageOps

from pipeline.read.pixels import PICTURE_ERRORS, open_picture, resolution

# Dots an inch of what is shown; pages that are kept in memory (4 MB each).
DPI, KEPT = 150, 6
# How much of the page is shown around a box, in points: the row above and below; and how wide it is at least.
ABOVE, BESIDE, LEAST = 42.0, 60.0, 300.0
MARK = (208, 60, 0)
Rectangle = tuple[float, float, float, float]


class Shown(NamedTuple):
    """A page as a picture, and how many dots a point has."""

    picture: Image.Image
    scale: float


class Pictures:
    """Pages of sources, the last ones kept; one is rendered at a time, as its library wants it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pages: OrderedDict[tuple[Path, int], Shown | None] = OrderedDict()

    def page(self, source: Path, number: int) -> Shown | None:
        """A page, from 1; None where the source has no such page or is no PDF or picture."""
        key = (source, number)
        with self._lock:
            if key not in self._pages:
                self._pages[key] = _page(source, number)
            self._pages.move_to_end(key)
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
            return self._pages[key]

    def png(self, source: Path, number: int, box: Rectangle | None = None) -> bytes | None:
        """A page as PNG, or what is around a box on it, the box outlined."""
        shown = self.page(source, number)
        if shown is None:
            return None
        picture = _around(shown, box) if box else shown.picture
        file = io.BytesIO()
        picture.save(file, "PNG", compress_level=1)
        return file.getvalue()


def size(shown: Shown) -> tuple[float, float]:
    """Width and height of a page in points."""
    return shown.picture.width / shown.scale, shown.picture.height / shown.scale


def _around(shown: Shown, box: Rectangle) -> Image.Image:
    width, height = size(shown)
    x0, y0, x1, y1 = box
    beside = max(BESIDE, (LEAST - (x1 - x0)) / 2)
    left, top = max(x0 - beside, 0), max(y0 - ABOVE, 0)
    right, bottom = min(x1 + beside, width), min(y1 + ABOVE, height)
    if left >= right or top >= bottom:
        return shown.picture
    scale = shown.scale
    place = round(left * scale), round(top * scale), round(right * scale), round(bottom * scale)
    cut = shown.picture.crop(place).convert("RGB")
    outline = [
        (v - shift) * scale for v, shift in zip(box, (left + 2, top + 2, left - 2, top - 2), strict=True)
    ]
    ImageDraw.Draw(cut).rectangle(outline, outline=MARK, width=2)
    return cut


def _page(source: Path, number: int) -> Shown | None:
    try:
        with source.open("rb") as file:
            is_pdf = b"%PDF" in file.read(1024)
        return _of_pdf(source, number) if is_pdf else _of_picture(source, number)
    except (pypdfium2.PdfiumError, *PICTURE_ERRORS):
        return None


def _of_pdf(source: Path, number: int) -> Shown | None:
    document = pypdfium2.PdfDocument(source)
    try:
        if not 1 <= number <= len(document):
            return None
        return Shown(document[number - 1].render(scale=DPI / 72).to_pil(), DPI / 72)
    finally:
        document.close()


def _of_picture(source: Path, number: int) -> Shown:
    with open_picture(source) as file:
        file.seek(number - 1)
        upright = ImageOps.exif_transpose(file)
        factor = DPI / resolution(upright)
        dots = (max(round(upright.width * factor), 1), max(round(upright.height * factor), 1))
        return Shown(upright.convert("RGB").resize(dots), DPI / 72)
