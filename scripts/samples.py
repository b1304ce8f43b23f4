"""Writes the invented samples anew: `python scripts/samples.py [samples]`.

A scan, a Word file whose numbers Word sets, a PDF with number and day put over the page as offices do when
they sign, a workbook of indicators; what they say stands in samples.toml. Needs the extras `learn` and `dev`,
and the font Tinos.
"""

from __future__ import annotations

import io
import random
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfdoc
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from benchmarks.plan_pages import MIDDLE, font, register_fonts, ruled
from pipeline.learn.pages import Style, degrade

ROOT = Path(__file__).parents[1]
Said = dict[str, Any]
Place = tuple[float, float, float, float]
ISSUER = ("ỦY BAN NHÂN DÂN", "XÃ SUỐI LAM")
STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
SIGNATURE: Place = (330, 428, 560, 458)
SCANNED = Style("Tinos-Regular.ttf", 13, 170, False, skew=0.6, blur=0.5, noise=6.0, jpeg=35)
# Word's own numbers: I., 1., a) of headings, 1. of rows.
LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
ROWS = (("decimal", "%1"),)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "samples"
    said = tomllib.loads((Path(__file__).parent / "samples.toml").read_text(encoding="utf-8"))
    register_fonts()
    (folder / said["scan"]["file"]).write_bytes(_scanned(_pdf(said["scan"])))
    (folder / said["signed"]["file"]).write_bytes(_pdf(said["signed"]))
    _word(said["word"]).save(folder / said["word"]["file"])
    _workbook(said["workbook"]).save(folder / said["workbook"]["file"])


def _pdf(said: Said) -> bytes:
    """The plan on two upright pages; what was put over the first of them, if anything."""
    packed = io.BytesIO()
    pages = SimpleDocTemplate(
        packed, pagesize=A4, leftMargin=2.5 * cm, topMargin=2 * cm, title="", invariant=1
    )

    def put_over(canvas: Any, document: Any) -> None:
        stamps = [((text,), (x, y, x + 30, y + 16), 12) for text, x, y in said.get("stamps", ())]
        if lines := said.get("signature"):
            stamps.append((lines, SIGNATURE, 8))
        looks = [_looks(canvas, *stamp) for stamp in stamps]
        for (_, place, _), look in zip(stamps, looks, strict=True):
            _annotate(canvas, place, look)

    pages.build([*_front(said), PageBreak(), *_appendix(said)], onFirstPage=put_over)
    return packed.getvalue()


def _front(said: Said) -> Iterator[Any]:
    bold, plain, body = (
        font(12, "TB", **MIDDLE),
        font(12, **MIDDLE),
        font(13, alignment=TA_JUSTIFY, spaceAfter=5),
    )
    number = said["number"] if said["number"].startswith("Số") else f"Số: {said['number']}"
    left = [*(Paragraph(text, bold) for text in ISSUER), Spacer(1, 6), Paragraph(_kept(number), plain)]
    right = [
        *(Paragraph(text, bold) for text in STATE),
        Spacer(1, 6),
        Paragraph(_kept(said["date"]), font(12, "TI", **MIDDLE)),
    ]
    yield Table([[left, right]], [6.2 * cm, 10.2 * cm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
    yield Spacer(1, 14)
    yield from (Paragraph(text, font(14, "TB", **MIDDLE)) for text in (said["kind"], said["title"]))
    yield Spacer(1, 12)
    if authority := said.get("authority"):
        yield Paragraph(authority, font(13, "TB", spaceAfter=8, **MIDDLE))
    yield Paragraph(said["opening"], body)
    for heading, *paragraphs in said["body"]:
        is_heading = heading.isupper() or heading.startswith(("I", "V"))
        yield Paragraph(heading, font(13, "TB", spaceBefore=6, spaceAfter=4) if is_heading else body)
        yield from (Paragraph(text, body) for text in paragraphs)
    small = font(11)
    recipients = [
        Paragraph("Nơi nhận:", font(11, "TB")),
        *(Paragraph(f"- {one};", small) for one in said["recipients"]),
    ]
    *above, name = (Paragraph(text, font(13, "TB", **MIDDLE)) for text in said["signed"])
    yield Table(
        [[recipients, [*above, Spacer(1, 50), name]]],
        [8 * cm, 8.5 * cm],
        style=[("VALIGN", (0, 0), (-1, -1), "TOP")],
    )


def _appendix(said: Said) -> Iterator[Any]:
    yield from (Paragraph(text, font(13, "TB", **MIDDLE)) for text in ("PHỤ LỤC", said["appendix"]))
    yield Paragraph(_kept(said["issued"]), font(12, "TI", spaceAfter=10, **MIDDLE))
    heads, *rows = said["table"]
    cells = [[Paragraph(text, font(12, "TB", **MIDDLE)) for text in heads]]
    cells += [[Paragraph(text, font(12)) for text in row] for row in rows]
    yield ruled(cells, said["widths"], [])


def _kept(text: str) -> str:
    """The text with its gaps, which are to be written in."""
    return text.replace("  ", "&nbsp; ")


def _looks(canvas: Any, lines: Sequence[str], place: Place, size: int) -> str:
    """The name of a drawing of some lines, to be shown at a place."""
    x0, y0, x1, y1 = place
    name = f"stamp{x0:.0f}-{y0:.0f}"
    canvas.beginForm(name, 0, 0, x1 - x0, y1 - y0)
    canvas.setFont("T", size)
    for row, text in enumerate(lines):
        canvas.drawString(2, y1 - y0 - (row + 1) * size * 1.2, text)
    canvas.endForm()
    return name


def _annotate(canvas: Any, place: Place, name: str) -> None:
    """Put an annotation over the page that looks like a drawing."""
    looks = pdfdoc.PDFDictionary({"N": pdfdoc.PDFObjectReference(pdfdoc.xObjectName(name))})
    entries = {"Type": pdfdoc.PDFName("Annot"), "Subtype": pdfdoc.PDFName("Stamp"), "F": 4}
    canvas._addAnnotation(pdfdoc.PDFDictionary(entries | {"Rect": pdfdoc.PDFArray(place), "AP": looks}))


def _scanned(digital: bytes) -> bytes:
    """The pages as an office's scanner gives them, without any text."""
    rng = random.Random("samples")
    pages = [
        degrade(page.render(scale=SCANNED.dpi / 72).to_pil().convert("L"), SCANNED, rng)
        for page in pypdfium2.PdfDocument(digital)
    ]
    packed = io.BytesIO()
    first, *others = (_packed(page) for page in pages)
    first.save(
        packed, "PDF", save_all=True, append_images=others, resolution=SCANNED.dpi, quality=SCANNED.jpeg
    )
    return packed.getvalue()


def _packed(page: Image.Image) -> Image.Image:
    return page.convert("L")


def _word(said: Said) -> Any:
    """The plan as a Word file; its numbers are Word's own."""
    document = docx.Document()
    headings, rows = _numbering(document, 90, LEVELS), _numbering(document, 91, ROWS)
    head = document.add_table(1, 2)
    head.cell(0, 0).text = "\n".join((*ISSUER, f"Số: {said['number']}"))
    head.cell(0, 1).text = "\n".join((*STATE, said["date"]))
    for text in (said["kind"], said["title"]):
        _bold(document.add_paragraph(), text)
    document.add_paragraph(said["opening"])
    for text in (text for part in said["body"] for text in part):
        level, _, rest = text.partition(" ")
        paragraph = document.add_paragraph()
        if level.isdigit() and len(level) == 1:
            _number(paragraph, headings, int(level))
            _bold(paragraph, rest, is_bold=level != "2", centred=False)
        else:
            paragraph.add_run(text)
    end = document.add_table(1, 2)
    end.cell(0, 0).text = "\n".join(("Nơi nhận:", *(f"- {one};" for one in said["recipients"])))
    end.cell(0, 1).text = "\n".join((*said["signed"][:2], "", "", said["signed"][2]))
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for text in ("PHỤ LỤC", said["appendix"], said["issued"]):
        _bold(document.add_paragraph(), text, is_bold=text != said["issued"])
    table = document.add_table(0, len(said["table"][0]), "Table Grid")
    for place, row in enumerate(said["table"]):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            _bold(cell.paragraphs[0], text, is_bold=place == 0, centred=False)
        if place:
            _number(cells[0].paragraphs[0], rows, 0)
    return document


def _bold(paragraph: Any, text: str, *, is_bold: bool = True, centred: bool = True) -> None:
    paragraph.add_run(text).bold = is_bold
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _numbering(document: Any, number: int, levels: Sequence[tuple[str, str]]) -> int:
    """A list of numbers of its own, by how its levels are written."""
    written = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{written}</w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
    )
    return number


def _number(paragraph: Any, number: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def _workbook(said: Said) -> Any:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Phụ lục"
    for line in (*said["above"], ""):
        sheet.append([line])
    for row in said["table"]:
        sheet.append(row)
    return book


if __name__ == "__main__":
    main()
