"""PDFs whose letters are not what a reader sees: printed twice for bold, white on white, raised behind numbers."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from pipeline.read import read
from pipeline.read.layers import Layers
from tests.read.test_stamps import FONTS, lines, no_engine, stream

# A ground for the page that reads as Vietnamese, so that its layer is taken for good.
GROUND = "BT /F 12 Tf 60 700 Td (thu ngan sach nam nay la) Tj ET "
BOLD = FONTS.replace("/F 5 0 R", "/F 5 0 R /B 6 0 R")
RED = "1 0 0 rg 190 690 200 30 re f 1 1 1 rg "


def page_with(tmp_path: Path, content: str, size: str = "/MediaBox [0 0 600 800]") -> Path:
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< /Type /Page /Parent 2 0 R {size} /Contents 4 0 R /Resources {BOLD} >>",
        4: stream("<<", GROUND + content),
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        6: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    }
    path = tmp_path / "page.pdf"
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in objects.items())
    path.write_bytes(f"%PDF-1.7\n{body}trailer << /Root 1 0 R /Size 99 >>\n%%EOF".encode("latin-1"))
    return path


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        ("BT /F 12 Tf 200 700 Td (1155) Tj 0.3 0 Td (1155) Tj ET", "1155"),
        ("BT /F 12 Tf 200 700 Td (111) Tj 1 1 1 rg (999) Tj ET", "111"),
        (f"{RED} BT /F 12 Tf 200 700 Td (111) Tj ET", "111"),
        ("BT /F 12 Tf 200 700 Td (111) Tj 1 g (999) Tj ET", "111"),
        ("BT /F 12 Tf 200 700 Td (111) Tj /F 7 Tf 5 Ts (12) Tj ET", "111¹²"),
        ("BT /F 12 Tf 200 700 Td (111) Tj /F 7 Tf (2) Tj ET", "111 2"),
    ],
    ids=[
        "bold by printing twice",
        "white",
        "white as a grey",
        "white on red",
        "a mark",
        "a small digit on the line",
    ],
)
def test_letters_are_those_that_are_seen(tmp_path: Path, content: str, seen: str) -> None:
    document, _ = read(page_with(tmp_path, content), engine=no_engine)
    assert lines(document) == [f"thu ngan sach nam nay la {seen}"]


def test_a_page_without_a_size_has_the_usual_one(tmp_path: Path) -> None:
    document, _ = read(page_with(tmp_path, "", size=""), engine=no_engine)
    assert lines(document) == ["thu ngan sach nam nay la"]


def test_words_of_a_bold_font_are_bold(tmp_path: Path) -> None:
    content = "BT /B 12 Tf 200 700 Td (va) Tj /F 12 Tf ( chi) Tj ET"
    document, _ = read(page_with(tmp_path, content), engine=no_engine)
    assert [word.text for word in document.words if word.is_bold] == ["va"]


ASLANT = "0.7 0.7 -0.7 0.7 205 690 Tm"


@pytest.mark.parametrize(
    ("content", "seen", "over"),
    [
        (f"BT /F 12 Tf 200 700 Td (111) Tj ET BT /F 60 Tf {ASLANT} (NHAP) Tj ET", "111", ["NHAP"]),
        ("BT /F 12 Tf 200 700 Td (111) Tj ET 0.8 g BT /F 60 Tf 195 690 Td (SAO Y) Tj ET", "111", ["SAO Y"]),
        ("BT /F 12 Tf 200 700 Td (111) Tj 30 0 Td /F 30 Tf (TO) Tj ET", "111 TO", []),
    ],
    ids=["aslant", "large and pale over the text", "large, but no paler than the text"],
)
def test_a_watermark_is_apart_from_the_text(tmp_path: Path, content: str, seen: str, over: list[str]) -> None:
    document, _ = read(page_with(tmp_path, content), engine=no_engine)
    assert lines(document) == [f"thu ngan sach nam nay la {seen}"]
    assert [(aside.kind, aside.text) for aside in document.asides] == [("watermark", text) for text in over]


@pytest.mark.parametrize(
    ("colour", "tables"),
    [("1 g 1 G", 0), ("0.9 g 0.9 G", 1), ("1 1 1 rg 0 G", 1)],
    ids=["white", "grey", "ruled"],
)
def test_rules_and_grounds_that_are_white_make_no_table(tmp_path: Path, colour: str, tables: int) -> None:
    boxes = "".join(f"{x} {y} 250 20 re B " for x in (50, 300) for y in (650, 670, 690))
    words = "BT /F 12 Tf 320 655 Td (chi) Tj 0 20 Td (va) Tj ET "
    page = page_with(tmp_path, f"{colour} {boxes} 0 g {words}")
    assert len(read(page, engine=no_engine)[0].tables) == tables


@pytest.mark.parametrize(("mapped", "share"), [("0020", 0.5), ("004E", 0.0)])
def test_letters_that_a_font_maps_to_spaces_have_no_meaning(
    tmp_path: Path, mapped: str, share: float
) -> None:
    cmap = f"/CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <4E> <{mapped}> endbfchar"
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        4: stream("<<", "BT /F 12 Tf 60 700 Td (NhNhNhNh) Tj ET"),
        5: "<< /Type /Font /Subtype /TrueType /BaseFont /Plain /FirstChar 32 /LastChar 127 "
        f"/Widths [{'722 ' * 96}] /ToUnicode 6 0 R >>",
        6: stream("<<", cmap),
    }
    path = tmp_path / "page.pdf"
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in objects.items())
    path.write_bytes(f"%PDF-1.7\n{body}trailer << /Root 1 0 R /Size 99 >>\n%%EOF".encode("latin-1"))
    with path.open("rb") as file:
        layer = Layers(file).layer(1, pypdfium2.PdfDocument(path)[0]).layer
    assert layer.meaningless == share
