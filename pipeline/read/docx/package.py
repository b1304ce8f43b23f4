"""A Word file as a package: its parts as XML, opened so that no file can do harm."""

from __future__ import annotations

import lzma
import posixpath
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from pipeline.errors import Unreadable
from pipeline.messages import tr
from pipeline.read.docx.xml import Element

# Namespaces of the strict variant of the format, and those that everybody else writes.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DAMAGE = (
    BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a Word file may ask for before it is taken to be made to do harm."""

    part: int = 64 * 2**20
    """Bytes of one part of XML when inflated, at most; set by hand: plans of 200 pages have 5 MB."""
    ratio: int = 400
    """Inflated bytes for each stored byte of a part over 1 MB, at most; set by hand: text has 10 to 30."""


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file that have text or shape it; those that it does not have are None."""

    main: Element
    styles: Element | None = None
    numbering: Element | None = None
    settings: Element | None = None
    footnotes: Element | None = None
    endnotes: Element | None = None
    margins: tuple[tuple[str, Element], ...] = ()
    """Headers and footers: "header" or "footer", the part."""


def open_package(path: Path, limits: Limits = LIMITS) -> Package:
    """The parts of a Word file. Raises Unreadable where it is damaged, no Word file, or made to do harm."""
    try:
        with ZipFile(path) as file:
            return _package(_Parts(path, file, limits))
    except _DAMAGE as error:
        raise Unreadable(path, tr("Word file"), str(error) or type(error).__name__) from None


def _package(parts: _Parts) -> Package:
    top = parts.related("")
    name = next((target for kind, target in top if kind == "officeDocument"), "word/document.xml")
    main = parts.xml(name)
    if main is None:
        raise parts.error(tr("there is no {name} in it", name=name))
    related = parts.related(name)

    def part(kind: str) -> Element | None:
        return next((parts.xml(target) for found, target in related if found == kind), None)

    margins = ((kind, parts.xml(target)) for kind, target in related if kind in ("header", "footer"))
    return Package(
        main=main,
        styles=part("styles"),
        numbering=part("numbering"),
        settings=part("settings"),
        footnotes=part("footnotes"),
        endnotes=part("endnotes"),
        margins=tuple((kind, root) for kind, root in margins if root is not None),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    path: Path
    file: ZipFile
    limits: Limits

    def error(self, why: str) -> Unreadable:
        return Unreadable(self.path, tr("Word file"), why)

    def xml(self, name: str) -> Element | None:
        """A part's root element; None where the package has no such part."""
        try:
            info = self.file.getinfo(name)
        except KeyError:
            return None
        size = info.file_size
        is_bomb = size > 2**20 and size > self.limits.ratio * max(info.compress_size, 1)
        if size > self.limits.part or is_bomb:
            raise self.error(
                tr(
                    "{name} would take {size:.0f} MB of memory, packed into {packed} bytes",
                    name=name,
                    size=size / 2**20,
                    packed=info.compress_size,
                )
            )
        data = self.file.read(info)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self.error(f"{name}: {error.msg}") from None
        if root.getroottree().docinfo.internalDTD:
            raise self.error(tr("{name} declares a document type, which no Word file does", name=name))
        return root

    def related(self, name: str) -> list[tuple[str, str]]:
        """What a part refers to, "" for the package itself: the kind, the name of the part."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", base + ".rels"))
        found = []
        for one in [] if root is None else root.iter(_RELATIONSHIP):
            target = one.get("Target", "")
            if one.get("TargetMode") != "External":
                whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found.append((one.get("Type", "").rpartition("/")[2], posixpath.normpath(whole)))
        return found
