"""Pictures as pages: how many dots of them are an inch, and what a damaged one makes its library raise."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

# A4 in inches; a picture whose own resolution would make it no page is taken for a page of this size.
PAGE = 8.27, 11.69
SMALLEST, LARGEST = 5.0, 24.0
# A photograph of a page has at least so many dots an inch, however small it is.
FEWEST = 100.0
PICTURE_ERRORS = (
    UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError,
    OverflowError, AttributeError, MemoryError, struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip


def open_picture(path: Path) -> Image.Image:
    """A picture's file, opened; that of a phone (HEIC) too, where the package pillow-heif is installed."""
    _know_phone_pictures()
    return Image.open(path)


@cache
def _know_phone_pictures() -> None:
    with suppress(ImportError):
        import_module("pillow_heif").register_heif_opener()


def flattened(image: Image.Image) -> NDArray[np.uint8]:
    """A picture in grey or colours of 8 bits each; what is transparent in it is white paper."""
    if image.mode[0] in "IF":
        # Greys of more bits: their lightest is white.
        greys = np.asarray(image, dtype=np.float64).clip(0)
        return (greys * (255 / max(float(greys.max()), 255.0))).round().astype(np.uint8)
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        image = Image.alpha_composite(paper, clear).convert("RGB")
    has_colour = image.mode not in ("1", "L")
    return np.asarray(image.convert("RGB" if has_colour else "L"), dtype=np.uint8)


def resolution(image: Image.Image) -> float:
    """Dots an inch: what the file says, if that makes it a page, else what makes it an A4 page."""
    said = float(image.info.get("dpi", (0, 0))[0] or 0)
    if said and SMALLEST <= max(image.size) / said <= LARGEST:
        return said
    return max(max(image.size) / PAGE[1], FEWEST)
