"""What a file is by its bytes, whatever its name says; and the next step for what is not read."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import puremagic

from pipeline.errors import FileMissing, UnknownFormat, Unreadable
from pipeline.messages import later, tr

# A file without a signature: text, or nothing that is known.
TEXT = "text"
# Bytes at a file's start. PDF (ISO 32000-1, annex H) lets its header stand anywhere in the first 1,024.
START = 1024
PDF = b"%PDF-"
HTML = "<html"
# A signature of three bytes or more, in puremagic's points; two letters begin many a text.
LEAST_SURE = 0.3
# Formats in containers: the folder of a ZIP that only they have, what they say themselves, or a stream
# of an OLE file; first come, first served, since documents hold others.
_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/epub+zip": "epub",
}
_STREAMS = {
    "EncryptedPackage": "locked-office",
    "WordDocument": "doc",
    "PowerPoint Document": "ppt",
    "Workbook": "xls",
    "Book": "xls",
}


@dataclass(frozen=True, slots=True)
class Unread:
    """A format that is not read: what people call it, and what to do; `{path}` stands for the file. Both are
    marked for the catalogue.
    """

    name: str
    next_step: str


_TO_DOCX = later(
    "Install LibreOffice, by which it is read; or save it as .docx elsewhere: "
    "soffice --headless --convert-to docx '{path}'"
)
_TO_XLSX = later(
    "Install LibreOffice, by which it is read; or save it as .xlsx elsewhere: "
    "soffice --headless --convert-to xlsx '{path}'"
)
_TO_PDF = later("Save it as a PDF, with LibreOffice: soffice --headless --convert-to pdf '{path}'")
_TO_PNG = later("Save it as PNG or JPEG in a picture program, and convert that.")
_UNPACK = later("Unpack it, and convert the folder that comes out.")
UNREAD = {
    "doc": Unread(later("an old Word file (.doc)"), _TO_DOCX),
    "odt": Unread(later("an OpenDocument text (.odt)"), _TO_DOCX),
    "rtf": Unread(later("an RTF file"), _TO_DOCX),
    "locked-office": Unread(
        later("an Office file locked with a password"), later("Open it and save it without one.")
    ),
    "xls": Unread(later("an old Excel workbook (.xls)"), _TO_XLSX),
    "ods": Unread(later("an OpenDocument workbook (.ods)"), _TO_XLSX),
    "ppt": Unread(later("an old PowerPoint file (.ppt)"), _TO_PDF),
    "pptx": Unread(later("a PowerPoint file (.pptx)"), _TO_PDF),
    "odp": Unread(later("an OpenDocument presentation (.odp)"), _TO_PDF),
    "ole": Unread(later("a file of an old Office program"), _TO_PDF),
    "epub": Unread(later("an electronic book (EPUB)"), later("Save it as a PDF.")),
    "xml": Unread(
        later("an XML file"), later("Open it in the program that made it and save it as .docx or PDF.")
    ),
    "zip": Unread(later("a ZIP archive"), _UNPACK),
    "rar": Unread(later("a RAR archive"), _UNPACK),
    "7z": Unread(later("a 7-Zip archive"), _UNPACK),
    "gz": Unread(later("a gzip archive"), _UNPACK),
    "gif": Unread(later("a GIF picture"), _TO_PNG),
    "heif": Unread(later("a HEIF picture (of a phone)"), _TO_PNG),
    "jp2": Unread(later("a JPEG 2000 picture"), _TO_PNG),
}


def format_of(path: Path, known: Container[str]) -> str:
    """What a file is, by its first bytes and by what its container holds: one of `known`, or "text".

    Raises FileMissing, UnknownFormat where it is a folder, Unreadable where it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            start = file.read(START)
        names = _names(start)
        if "zip" in names:
            return _in_zip(path)
        if "doc" in names:
            return _in_ole(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise FileMissing(path) from None
    except IsADirectoryError:
        raise UnknownFormat(path, tr("a folder"), tr("Give the files in it: {path}/*.", path=path)) from None
    except OSError as error:
        raise Unreadable(path, tr("file"), error.strerror or str(error)) from None
    return next((name for name in names if name in known), TEXT)


def _names(start: bytes) -> list[str]:
    """What puremagic calls a file that begins so, the surest first."""
    if _is_web_page(start):
        return ["html"]
    start = start[max(start.find(PDF), 0) :].removeprefix(codecs.BOM_UTF8).lstrip()
    try:
        found = puremagic.magic_string(start)
    except (puremagic.PureError, ValueError):
        return []
    return [one.extension.removeprefix(".") for one in found if one.confidence >= LEAST_SURE]


def _is_web_page(start: bytes) -> bool:
    """Whether a file begins as HTML does, perhaps behind the line that makes XML of it."""
    is_wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = start.decode("utf-16" if is_wide else "utf-8-sig", errors="ignore").lstrip().lower()
    return text.startswith("<") and HTML in text


def _in_zip(path: Path) -> str:
    try:
        with ZipFile(path) as archive:
            members = archive.namelist()
            said = archive.read("mimetype").strip() if "mimetype" in members else b""
    except (BadZipFile, NotImplementedError, RuntimeError, zlib.error, ValueError) as error:
        raise Unreadable(path, tr("Word file or ZIP archive"), str(error)) from None
    found = (form for folder, form in _FOLDERS.items() if any(one.startswith(folder) for one in members))
    return _MIMETYPES.get(said) or next(found, "zip")


def _in_ole(data: bytes) -> str:
    """Streams are named in UTF-16."""
    found = (form for stream, form in _STREAMS.items() if stream.encode("utf-16-le") in data)
    return next(found, "ole")
