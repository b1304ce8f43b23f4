"""Searchable copies: what was read is found where it stands, and nothing else."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from pipeline.document import Box, Document, Line, PageNote, PageTurn, Word
from pipeline.searchable import Searchable, searchable
from pipeline.searchable.layer import Layer
from pipeline.searchable.placed import placed_lines
from tests.conftest import DATA

PLAN = DATA / "plan.digital.pdf"

READ = [("Ủy", Box(40, 50, 60, 62)), ("ban", Box(64, 50, 90, 62)), ("(1.250,5)", Box(200, 300, 260, 312))]
WIDTH, HEIGHT = 300, 400


def document(
    kind: str = "image", pages: int = 1, turns: tuple[PageTurn, ...] = (), engine: str = ""
) -> Document:
    """The words of READ on each page, each on a line of its own."""
    lines = []
    for page in range(1, pages + 1):
        for text, box in READ:
            word = Word(text, text, page, len(lines), 0, len(text), 0.9, box)
            lines.append(Line(len(lines), page, text, (word,)))
    notes = tuple(PageNote(page, kind, "", engine) for page in range(1, pages + 1))
    return Document(tuple(lines), pages, notes=notes, turns=turns)


def found(copy: Searchable | None) -> list[list[tuple[str, tuple[int, ...]]]]:
    """The words of each page with their boxes, as another library reads them."""
    assert copy
    with pdfplumber.open(io.BytesIO(copy.pdf)) as pdf:
        return [
            [
                (w["text"], tuple(round(w[k]) for k in ("x0", "top", "x1", "bottom")))
                for w in page.extract_words()
            ]
            for page in pdf.pages
        ]


def expected() -> list[tuple[str, tuple[int, ...]]]:
    return [(text, tuple(map(round, box))) for text, box in READ]


def pdf(path: Path, rotation: int = 0, hidden: Document | None = None) -> Path:
    """A page of the size that one sees, turned so, with an invisible text that other OCR left."""
    made = pypdfium2.PdfDocument.new()
    sides = (WIDTH, HEIGHT) if rotation % 180 == 0 else (HEIGHT, WIDTH)
    page = made.new_page(*sides)
    page.set_rotation(rotation)
    if hidden:
        Layer(made).put(page, placed_lines(hidden))
    made.save(path)
    return path


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_are_found_where_they_stand(tmp_path: Path, rotation: int) -> None:
    copy = searchable(document(), pdf(tmp_path / "a.pdf", rotation))
    (words,) = found(copy)
    assert sorted(words) == sorted(expected())


@pytest.mark.parametrize(("suffix", "mode", "pages"), [("png", "L", 1), ("jpg", "RGB", 1), ("tif", "1", 2)])
def test_pictures_become_pages(tmp_path: Path, suffix: str, mode: str, pages: int) -> None:
    path = tmp_path / f"a.{suffix}"
    frame = Image.new(mode, (WIDTH * 3, HEIGHT * 3), "white")
    more = {"save_all": True, "append_images": [frame] * (pages - 1)} if suffix == "tif" else {}
    frame.save(path, dpi=(216, 216), **more)
    # So few inches are no page: it is taken for one of A4.
    scale = 11.69 * 72 / HEIGHT
    assert [
        [(text, tuple(round(v / scale) for v in box)) for text, box in words]
        for words in found(searchable(_scaled(document(pages=pages), scale), path))
    ] == [expected()] * pages


def _scaled(source: Document, scale: float) -> Document:
    lines = []
    for line in source.lines:
        (word,) = line.words
        assert word.box
        lines.append(replace(line, words=(replace(word, box=Box(*(v * scale for v in word.box))),)))
    return replace(source, lines=tuple(lines))


def test_a_page_that_was_turned_to_be_read_has_its_words_where_they_lie(tmp_path: Path) -> None:
    # Read upright with x to the right, it lies on its side: x goes up the page in the file.
    turn = PageTurn(1, (0, 1, 0, -1, 0, 300, 0, 0))
    (words,) = found(searchable(document(turns=(turn,)), pdf(tmp_path / "a.pdf")))
    assert "".join(text for text, _ in words)
    copy = searchable(document(turns=(turn,)), tmp_path / "a.pdf")
    assert copy
    (page,) = pypdfium2.PdfDocument(copy.pdf)
    text = page.get_textpage()
    searcher = text.search("ban")
    at, count = searcher.get_next()
    left, bottom, right, top = (
        pick(text.get_charbox(n)[side] for n in range(at, at + count))
        for pick, side in ((min, 0), (min, 1), (max, 2), (max, 3))
    )
    assert (round(left), round(HEIGHT - top), round(right), round(HEIGHT - bottom)) == (50, 210, 62, 236)


def test_what_other_ocr_left_is_gone(tmp_path: Path) -> None:
    wrong = document()
    wrong = replace(
        wrong, lines=tuple(replace(x, words=(replace(x.words[0], text="sai"),)) for x in wrong.lines)
    )
    path = pdf(tmp_path / "a.pdf", hidden=wrong)
    (words,) = found(searchable(document("garbled"), path))
    assert sorted(words) == sorted(expected())


@pytest.mark.parametrize(
    ("kind", "engine", "is_kept"),
    [("clean", "", True), ("clean", "tesseract", False), ("broken-fonts", "", False)],
)
def test_a_text_that_is_good_stays_and_a_wrong_one_becomes_a_picture(
    kind: str, engine: str, is_kept: bool
) -> None:
    (own, *_) = found(Searchable(PLAN.read_bytes(), ""))
    (words, *_) = found(searchable(document(kind, engine=engine), PLAN))
    assert (words == own) is is_kept
    assert (sorted(words) == sorted(expected())) is not is_kept


def test_what_has_no_pages_has_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Ủy ban", encoding="utf-8")
    assert searchable(document(), path) is None
    assert searchable(Document((), 1), pdf(tmp_path / "a.pdf")) is None


def test_hocr_has_pages_lines_and_words(tmp_path: Path) -> None:
    copy = searchable(document(), pdf(tmp_path / 'a "b" & c.pdf'))
    assert copy
    root = etree.fromstring(copy.hocr.encode())
    named = [(one.get("class"), one.get("title")) for one in root.iter() if one.get("class")]
    assert named[:3] == [
        ("ocr_page", 'image "a _b_ & c.pdf"; bbox 0 0 1250 1667; ppageno 0; scan_res 300 300'),
        ("ocr_line", "bbox 167 208 250 258"),
        ("ocrx_word", "bbox 167 208 250 258; x_wconf 90"),
    ]
    assert [one.text for one in root.iter() if one.get("class") == "ocrx_word"] == [text for text, _ in READ]
