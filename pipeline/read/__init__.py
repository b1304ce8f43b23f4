"""Reading: a source file -> a Document of words in lines, with the tables whose cells are known."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from pipeline.document import Document
from pipeline.errors import EmptyFile, FileMissing, UnknownFormat, Unreadable
from pipeline.plan import DocumentKind
from pipeline.read.image import read_image
from pipeline.read.layout import assemble
from pipeline.read.pdf import Look, read_pdf
from pipeline.read.text import read_text
from pipeline.scan.engine import Engine, Tesseract
from pipeline.settings import Settings

__all__ = ["read", "read_text"]

DEFAULTS = Settings()
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")


def read(
    path: Path,
    settings: Settings = DEFAULTS,
    engine: Callable[[], Engine] | None = None,
) -> tuple[Document, DocumentKind]:
    """What a source file holds, and what kind of source it is. Told by its first bytes, not by its name.

    Raises a KehoachError that says what to do where it cannot be read. `engine` makes the OCR engine.
    """
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except (FileNotFoundError, NotADirectoryError):
        raise FileMissing(path) from None
    except IsADirectoryError:
        raise UnknownFormat(path, "a folder") from None
    except OSError as error:
        raise Unreadable(path, "file", error.strerror or str(error)) from None
    engine = engine or _tesseract
    if b"%PDF" in start:
        pages = read_pdf(path, settings, engine, _looking(settings, path))
        by_ocr = sum(bool(page.engine) for page in pages)
        return _with_text(path, assemble(pages)), "pdf-scan" if 2 * by_ocr > len(pages) else "pdf-text"
    if start.startswith(_PICTURES):
        pages = read_image(path, engine, _looking(settings, path))
        return _with_text(path, assemble(pages)), "image"
    if start.startswith(b"PK\x03\x04"):
        from pipeline.read.docx import read_docx

        return read_docx(path), "text"
    return read_text(path), "text"


def _looking(settings: Settings, path: Path) -> Look | None:
    if settings.debug_pages is None:
        return None
    from pipeline.scan.drawing import drawer

    return drawer(settings.debug_pages, path.stem)


@cache
def _tesseract() -> Engine:
    return Tesseract()


def _with_text(path: Path, document: Document) -> Document:
    """The document, unless nothing was read in it and nothing failed."""
    if not any(line.words for line in document.lines) and not any(n.kind == "failed" for n in document.notes):
        raise EmptyFile(path)
    return document
