"""Pictures and Word files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from docx import Document as new_docx
from PIL import Image

from pipeline.conversion import convert
from pipeline.errors import EmptyFile, Unreadable
from pipeline.read import image, read
from pipeline.scan.clean import Picture
from pipeline.scan.engine import Engine, Reading

WORDS = ["Thực", "hiện", "kế", "hoạch", "cải", "cách", "hành", "chính", "năm", "2024"]


class Canned:
    """An engine that reads the same line on each page."""

    name = "canned 1.0"

    def read(self, picture: Picture, dpi: int, layout: str, language: str = "vie") -> list[Reading]:
        return [Reading(text, 100.0 + 200 * n, 50, 280.0 + 200 * n, 90, 0.9) for n, text in enumerate(WORDS)]


def canned() -> Engine:
    return Canned()


def frame() -> Image.Image:
    pixels = np.full((1754, 1240), 255, dtype=np.uint8)
    pixels[400:420, 200:900] = 0
    return Image.fromarray(pixels)


@pytest.mark.parametrize("name", ["page.png", "page.jpg", "page.tif", "page.webp"])
def test_pictures_are_read_by_the_engine(tmp_path: Path, name: str) -> None:
    frame().save(tmp_path / name, dpi=(150, 150))
    plan, text = convert(tmp_path / name, engine=canned)
    assert (plan.source.kind, plan.source.engine, plan.source.pages) == ("image", "canned 1.0", 1)
    assert " ".join(WORDS) in " ".join(text.split())


def test_frames_are_opened_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame().save(tmp_path / "scan.tiff", save_all=True, append_images=[frame(), frame()])
    done: list[str] = []

    class Noting(Canned):
        def read(self, picture: Picture, dpi: int, layout: str, language: str = "vie") -> list[Reading]:
            done.append("read")
            return super().read(picture, dpi, layout, language)

    opened = image._page_picture
    monkeypatch.setattr(image, "_page_picture", lambda one: (done.append("opened"), opened(one))[1])
    read(tmp_path / "scan.tiff", engine=Noting)
    assert [now for now, before in zip(done, ["", *done], strict=False) if now != before] == [
        "opened",
        "read",
    ] * 3


def test_a_tiff_has_several_pages(tmp_path: Path) -> None:
    frame().save(tmp_path / "scan.tiff", save_all=True, append_images=[frame(), frame()])
    document, _ = read(tmp_path / "scan.tiff", engine=canned)
    assert document.pages == 3
    assert [note.page for note in document.notes] == [1, 2, 3]


def test_a_damaged_page_of_a_picture_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "scan.tiff"
    noise = Image.fromarray(np.random.default_rng(7).integers(0, 255, (400, 300), dtype=np.uint8))
    noise.save(path, save_all=True, append_images=[frame()], compression="tiff_lzw")
    data = bytearray(path.read_bytes())
    data[200:600] = bytes(400)
    path.write_bytes(data)
    document, _ = read(path, engine=canned)
    assert [note.kind for note in document.notes] == ["failed", "image"]


@pytest.mark.parametrize("size", [(1, 30000), (30000, 1), (3, 3)])
def test_a_picture_that_is_no_page_says_so(tmp_path: Path, size: tuple[int, int]) -> None:
    Image.new("L", size).save(tmp_path / "thin.png")
    with pytest.raises(Unreadable, match="no page is so narrow"):
        read(tmp_path / "thin.png", engine=canned)


def test_a_broken_picture_says_so(tmp_path: Path) -> None:
    path = tmp_path / "cut.png"
    frame().save(path)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(Unreadable, match="picture cannot be opened"):
        read(path, engine=canned)


def word_file(path: Path) -> Path:
    file = new_docx()
    head = file.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ BÌNH MINH\nSố: 12/KH-UBND"
    head.cell(
        0, 1
    ).text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBình Minh, ngày 05 tháng 3 năm 2024"
    )
    for text in ("KẾ HOẠCH", "Chuyển đổi số năm 2024", "", "I. MỤC ĐÍCH", "Tạo chuyển biến rõ nét.", ""):
        file.add_paragraph(text)
    for text in ("PHỤ LỤC 1", "DANH MỤC NHIỆM VỤ"):
        file.add_paragraph(text)
    rows = (
        ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian"),
        ("A", "HẠ TẦNG SỐ", "", ""),
        ("1", "Hoàn thiện mạng nội bộ", "Văn phòng", "Quý I/2024"),
        ("2", "Trang bị máy tính", "", "Tháng 5/2024"),
    )
    table = file.add_table(rows=len(rows), cols=4)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    table.cell(1, 1).merge(table.cell(1, 3))
    table.cell(2, 2).merge(table.cell(3, 2))
    file.save(str(path))
    return path


def test_a_word_file_keeps_its_tables(tmp_path: Path) -> None:
    plan, _ = convert(word_file(tmp_path / "plan.docx"), engine=canned)
    assert plan.header.issuer == "ỦY BAN NHÂN DÂN XÃ BÌNH MINH"
    assert (plan.header.number, plan.header.date) == ("12/KH-UBND", "2024-03-05")
    assert plan.header.title == "Chuyển đổi số năm 2024"
    assert [(t.no, t.task, t.lead, t.deadline) for t in plan.tasks] == [
        ("1", "Hoàn thiện mạng nội bộ", "Văn phòng", "Quý I/2024"),
        ("2", "Trang bị máy tính", "Văn phòng", "Tháng 5/2024"),
    ]
    assert {t.group for t in plan.tasks} == {("A HẠ TẦNG SỐ",)}


def test_a_word_file_without_text_says_so(tmp_path: Path) -> None:
    new_docx().save(str(tmp_path / "empty.docx"))
    with pytest.raises(EmptyFile):
        read(tmp_path / "empty.docx", engine=canned)
    (tmp_path / "no.docx").write_bytes(b"PK\x03\x04 not a zip")
    with pytest.raises(Unreadable, match="Word file"):
        read(tmp_path / "no.docx", engine=canned)
