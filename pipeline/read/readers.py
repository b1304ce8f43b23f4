"""The readers: for each kind of file its names, its signature, and the function that reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import plugins
from pipeline.document import Document
from pipeline.messages import later, tr
from pipeline.read import office
from pipeline.read.formats import TEXT
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.scan.engine import Engine

EngineMaker = Callable[[], "Engine"]


@dataclass(frozen=True, slots=True)
class Reader:
    """How one kind of file is read.

    `kind` is what the plan says of its source; `read_by_ocr` where an engine read most of its pages.
    """

    kind: str
    # For people: "a Word file (DOCX)" is named so in messages and help.
    name: str
    # What such files are called in folders, lower case with the dot.
    suffixes: tuple[str, ...]
    # What `pipeline.read.formats.format_of` says of their bytes.
    formats: tuple[str, ...]
    # It raises a KehoachError where it cannot; the engine is asked for only once a page needs it.
    read: Callable[[Path, Settings, EngineMaker], Document]
    kind_by_ocr: str = ""


def _pdf(path: Path, settings: Settings, engine: EngineMaker) -> Document:
    from pipeline.read.pdf import read_pdf

    return read_pdf(path, settings, engine)


def _picture(path: Path, settings: Settings, engine: EngineMaker) -> Document:
    from pipeline.read.image import read_image

    return read_image(path, settings, engine)


def _word(path: Path, settings: Settings, engine: EngineMaker) -> Document:
    from pipeline.read.docx import read_docx

    return read_docx(path)


def _workbook(path: Path, settings: Settings, engine: EngineMaker) -> Document:
    from pipeline.read.xlsx import read_xlsx

    return read_xlsx(path)


def _web_page(path: Path, settings: Settings, engine: EngineMaker) -> Document:
    from pipeline.read.html import read_html

    return read_html(path)


def _office(path: Path, settings: Settings, engine: EngineMaker) -> Document:
    return office.read_office(path)


def _text(path: Path, settings: Settings, engine: EngineMaker) -> Document:
    from pipeline.read.text import read_text

    return read_text(path)


PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp")
# Their functions import what they need when they are called: most runs need one of them.
READERS = (
    Reader("pdf-text", "a PDF", (".pdf",), ("pdf",), _pdf, kind_by_ocr="pdf-scan"),
    Reader(
        "image",
        later("a picture (PNG, JPEG, TIFF, WebP)"),
        PICTURES,
        ("png", "jpg", "jpeg", "jfif", "jpe", "tif", "tiff", "webp"),
        _picture,
    ),
    Reader("docx", later("a Word file (DOCX)"), (".docx",), ("docx",), _word),
    Reader("xlsx", later("an Excel workbook (XLSX)"), (".xlsx", ".xlsm"), ("xlsx",), _workbook),
    Reader("html", later("a web page (HTML)"), (".html", ".htm"), ("html",), _web_page),
    Reader("text", later("a text file (UTF-8)"), (".txt",), (TEXT,), _text),
)

# What only LibreOffice opens: read where it is installed, in formats.UNREAD where it is not.
OFFICE = Reader(
    "office",
    later("an old Word or Excel, OpenDocument or RTF file"),
    (".doc", ".odt", ".rtf", ".xls", ".ods"),
    office.FORMATS,
    _office,
)

# So are pictures of phones where the package pillow-heif is.
PHONE = Reader("image", later("a picture of a phone (HEIC)"), (".heic", ".heif"), ("heif", "heic"), _picture)


@cache
def readers() -> tuple[Reader, ...]:
    """Ours, and before them those that other packages add (plugins.READERS); raises PluginBroken."""
    added = (plugins.load(plugins.READERS, name) for name in plugins.names(plugins.READERS))
    more = ((OFFICE, office.office_program()), (PHONE, find_spec("pillow_heif")))
    return (*added, *READERS, *(reader for reader, program in more if program))


def reader_of(form: str) -> Reader | None:
    """The reader of a format, None where there is none."""
    return next((reader for reader in readers() if form in reader.formats), None)


def suffixes(kind: str = "") -> tuple[str, ...]:
    """What a folder is searched for; for files of one kind only, where one is given."""
    found = (reader.suffixes for reader in readers() if kind in ("", reader.kind))
    return tuple(dict.fromkeys(suffix for some in found for suffix in some))


def what_can_be_read() -> str:
    """For messages: "a PDF, a picture (PNG, JPEG, TIFF), a Word file (DOCX) or a text file (UTF-8)"."""
    *names, last = (tr(reader.name) for reader in readers())
    return tr("{names} or {last}", names=", ".join(names), last=last)
