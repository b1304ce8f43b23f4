"""Small Word files for tests, written as XML."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from pipeline.document import Document
from pipeline.read.docx import read_docx

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:m="{OFFICE}/math" xmlns:r="{OFFICE}/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "header": "hdr",
    "footer": "ftr",
}


def word_file(path: Path, body: str, **parts: str) -> Path:
    """A Word file with the XML of its body, and of other parts by name: styles, numbering, footnotes …"""
    targets = {name: f"{name}1.xml" if name in ("header", "footer") else f"{name}.xml" for name in parts}
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _content_types(targets.values()))
        file.writestr("_rels/.rels", _relationships({"officeDocument": "word/document.xml"}))
        file.writestr("word/_rels/document.xml.rels", _relationships(targets))
        file.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        for name, xml in parts.items():
            root = ROOTS[name]
            file.writestr(f"word/{targets[name]}", f"<w:{root} {NAMES}>{xml}</w:{root}>")
    return path


def _content_types(targets: Iterable[str]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    names = {
        "document.xml": "document.main",
        **{name: name.partition(".")[0].rstrip("1") for name in targets},
    }
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{kind}{part}+xml"/>' for name, part in names.items()
    )
    usual = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{PACKAGE}/content-types">{usual}{overrides}</Types>'


def _relationships(targets: dict[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def read(tmp_path: Path, body: str, **parts: str) -> Document:
    return read_docx(word_file(tmp_path / "file.docx", body, **parts))


def raws(document: Document) -> list[str]:
    """The lines that have text."""
    return [line.raw for line in document.lines if line.raw.strip()]


def words(document: Document) -> list[str]:
    return [word.text for word in document.words]


def p(
    *runs: str, style: str = "", number: tuple[int, int] | None = None, end: str = "", more: str = ""
) -> str:
    """A paragraph; a run that is no XML is plain text. `number` is (list, level), `end` what its mark looks like."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    properties += f"<w:rPr>{end}</w:rPr>" if end else ""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}{more}</w:pPr>{inside}</w:p>"


def r(text: str, look: str = "") -> str:
    inside = text if text.startswith("<") else f'<w:t xml:space="preserve">{text}</w:t>'
    return f"<w:r><w:rPr>{look}</w:rPr>{inside}</w:r>"


def tbl(*rows: str, borders: bool = True, grid: tuple[int, ...] = ()) -> str:
    """A table of rows; drawn lines around all cells unless told otherwise."""
    sides = "".join(
        f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    drawn = f"<w:tblBorders>{sides}</w:tblBorders>" if borders else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr>{drawn}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def tr(*cells: str, look: str = "") -> str:
    inside = "".join(
        cell if cell.startswith("<w:tc>") or cell.startswith("<w:sdt>") else tc(cell) for cell in cells
    )
    return f"<w:tr><w:trPr>{look}</w:trPr>{inside}</w:tr>"


def tc(content: str, look: str = "") -> str:
    inside = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{inside}</w:tc>"


def grid_texts(document: Document, table: int = 0) -> list[tuple[tuple[int, int], tuple[int, int], str]]:
    """The cells of a table: rows, columns, the lines parted by a stroke."""
    return [
        (cell.rows, cell.columns, " / ".join(document.lines[index].raw for index in cell.lines))
        for cell in document.tables[table].cells
    ]
