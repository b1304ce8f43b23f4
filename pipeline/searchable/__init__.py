"""A searchable copy of a scan: what was read as an invisible layer over its pages, and as hOCR."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pypdfium2 import PdfiumError

from pipeline.document import Document
from pipeline.read.pixels import PICTURE_ERRORS
from pipeline.searchable.hocr import hocr_of
from pipeline.searchable.pages import opened
from pipeline.searchable.placed import placed_lines

__all__ = ["Searchable", "searchable"]


@dataclass(frozen=True, slots=True)
class Searchable:
    """The copy as PDF, and the words with their boxes as hOCR."""

    pdf: bytes
    hocr: str


def searchable(document: Document, path: Path, password: str = "") -> Searchable | None:
    """The copy of the source that a document was read from; None where it is no PDF or picture, or its pages
    cannot be copied.

    A page whose own text is good stays as it is. Signatures of the file do not hold for a copy: of them only
    what they show is kept.
    """
    lines = placed_lines(document)
    if not lines:
        return None
    try:
        with opened(path, password) as pages:
            sizes = pages.with_layers(document.notes, lines)
            return Searchable(pages.saved(), hocr_of(path.name, sizes, lines))
    except (PdfiumError, *PICTURE_ERRORS):
        return None
