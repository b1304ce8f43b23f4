"""Pictures as pages: how many dots of them are an inch, and what a damaged one makes its library raise."""

from __future__ import annotations

import struct
import zlib

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


def resolution(image: Image.Image) -> float:
    """Dots an inch: what the file says, if that makes it a page, else what makes it an A4 page."""
    said = float(image.info.get("dpi", (0, 0))[0] or 0)
    if said and SMALLEST <= max(image.size) / said <= LARGEST:
        return said
    return max(max(image.size) / PAGE[1], FEWEST)
