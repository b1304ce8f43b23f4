"""Lines beside and of the recipients that two readers read where a seal lies over them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from pipeline.document import Box
from pipeline.page import PageWord
from pipeline.scan.clean import Picture
from pipeline.scan.digits import Glyph, second_reader
from pipeline.scan.engine import Reading
from pipeline.scan.line_finder import may_be_line
from pipeline.scan.lost_recipients import with_lost_recipients
from pipeline.scan.lost_signature import with_lost_signature
from pipeline.scan.signed_lines import CUTS, SignedLine, read_signed
from tests.scan.pictures import written

HEIGHT = 14


def page_of(count: int) -> Picture:
    """A page whose lines, 30 points below one another, are each of a grey of their own."""
    page = np.full((842, 595), 255, dtype=np.uint8)
    for number in range(count):
        page[100 + 30 * number : 100 + 30 * number + HEIGHT, :] = number
    return page


class Readers:
    """Both readers, who know by its grey which line a crop is of; what is not said is not read."""

    name = "lines"

    def __init__(self, first: Sequence[str], second: Sequence[str], x: int = 20) -> None:
        self.first, self.second, self.x = first, second, x

    def find_lines(self, picture: Picture, dpi: int) -> list[tuple[int, int, int, int]]:
        tops = [int(np.flatnonzero(picture[:, 0] == number)[0]) for number in range(len(self.second))]
        return [(self.x, top, 250, top + HEIGHT) for top in tops]

    def read_crops(self, crops: Sequence[Picture]) -> list[list[Glyph]]:
        return [[Glyph(one, 0.95, ()) for one in self.second[int(crop.min())]] for crop in crops]


class Second(Readers):
    def read(self, crops: Sequence[Picture]) -> list[list[Glyph]]:
        return self.read_crops(crops)


class First(Readers):
    def read(self, picture: Picture, dpi: int, layout: str, language: str = "vie") -> list[Reading]:
        if layout != "line":
            return []
        words = self.first[int(picture.min())].split()
        return [Reading(word, 30 * n, 0, 30 * n + 25, HEIGHT, 0.9) for n, word in enumerate(words)]


def read(first: Sequence[str], second: Sequence[str], x: int = 20) -> list[SignedLine]:
    part = Box(250, 50, 595, 800)
    return list(
        read_signed(page_of(len(second)), part, 72, First(first, second, x), Second(first, second, x))
    )


@pytest.mark.parametrize(
    ("first", "second", "found", "is_name"),
    [
        ("(¡ HỂ", "THUTUÓNG", "THỦ TƯỚNG", False),
        ("", "KT. GIÁMDOC", "KT. GIÁM ĐỐC", False),
        ("", "PHÓ TÔ TRUONG THUÒNG TRUC", "PHÓ TỔ TRƯỞNG THƯỜNG TRỰC", False),
        # what a seal left of what stands before a post
        ("", "T. CHÚ TICH", "KT. CHỦ TỊCH", False),
        ("", "Ó CHÚ TICH", "PHÓ CHỦ TỊCH", False),
        ("", "XÓ CHÚ TICH", "", False),
        # posts with the same letters are told by their marks, and are no other post with a letter before it
        ("", "THÚ TRUONG", "THỨ TRƯỞNG", False),
        ("", "THU TRUONG", "", False),
        # letters with two marks are missing
        ("", "GIÁM ĐC", "GIÁM ĐỐC", False),
        ("", "TINH KIEN", "", False),
        # a surname is told by its letters, the rest is read by both
        ("-Ñøwfên-Xuân Phúc", "NguyenXuân Phúc", "Nguyễn Xuân Phúc", True),
        ("Đại tá Bùi Duy Hưng", "Đi tá Bùi Duy Hung", "Bùi Duy Hưng", True),
        ("Trần Văn Bình", "Tr Văn Binh", "", True),
        ("Hoàng Anh", "LA Hoang Anh", "", True),
        ("Trần Minh An", "Tran Van An", "", True),
        ("của Bộ Tài chính", "ca Bô Tài chinh", "", True),
    ],
)
def test_posts_and_names_are_read_by_two(first: str, second: str, found: str, is_name: bool) -> None:
    lines = read([first], [second])
    texts = [" ".join(word.text for word in line.words) for line in lines]
    assert (texts, [line.is_name for line in lines]) == (([found], [is_name]) if found else ([], []))


def test_what_was_read_of_a_line_is_kept_where_it_is_otherwise() -> None:
    (line, same) = read(["", ""], ["GIÁM ĐC", "GIÁM ĐÓC"])
    assert [text for word in line.words for text, _ in word.alternatives] == ["GIÁM ĐC"]
    assert not any(word.alternatives for word in same.words)
    assert line.box == Box(270, 100, 500, 114)


def test_what_is_cut_off_at_the_edge_is_of_the_recipients() -> None:
    assert not read([""], ["CHU TICH"], x=0)


def test_lines_are_neither_dots_nor_seals() -> None:
    boxes = [Box(0, 0, 100, 12), Box(0, 0, 100, 60), Box(0, 0, 10, 12), Box(0, 0, 100, 3)]
    assert [may_be_line(box) for box in boxes] == [True, False, False, False]
    assert CUTS[0] == 0


def line(text: str, x: float, y: float, sure: float = 0.9) -> list[PageWord]:
    return [
        PageWord(word, Box(x + 40 * n, y, x + 40 * n + 30, y + 12), sure)
        for n, word in enumerate(text.split())
    ]


def signed(words: Sequence[PageWord], *lines: str) -> list[str]:
    """The words beside recipients with what two readers make of lines there."""
    first, second = First(lines, lines), Second(lines, lines)
    page = page_of(len(lines))
    found = with_lost_signature([*line("Nơi nhận:", 60, 100), *words], page, 72, first, second)
    return [word.text for word in found[2:]]


def test_a_post_that_was_read_well_stays_and_one_that_was_not_is_read_anew() -> None:
    name = line("Trần Văn Bình", 350, 160)
    assert signed([*line("KT. GIÁM ĐỐC", 350, 100), *name], "TL. CHỦ TỊCH")[:3] == ["KT.", "GIÁM", "ĐỐC"]
    blurred = line("KT. GIÁM ĐC", 350, 100, sure=0.3)
    assert sorted(signed([*blurred, *name], "PHÓ GIÁM ĐỐC")) == sorted(
        ["PHÓ", "GIÁM", "ĐỐC", "Trần", "Văn", "Bình"]
    )


def test_a_name_that_was_not_read_is_added() -> None:
    post = line("GIÁM ĐỐC", 350, 100)
    assert signed(post, "GIÁM ĐỐC", "Trần Văn Bình")[2:] == ["Trần", "Văn", "Bình"]


def test_lines_of_recipients_that_were_lost_are_added() -> None:
    lines = ("Nơi nhận:", "- Sở Y tế;", "- Lưu: VT.")
    page, first, second = page_of(3), First(lines, lines), Second(lines, lines)
    whole = [word for n, text in enumerate(lines) for word in line(text, 20, 100 + 30 * n)]
    assert with_lost_recipients(whole, page, 72, first, second) == whole
    without_copy = [word for word in whole if word.box.y0 < 160]
    found = with_lost_recipients(without_copy, page, 72, first, second)
    assert [word.text for word in found] == [word.text for word in whole]
    garbled = [*line("T%§ n", 20, 100, sure=0.1), *(word for word in whole if word.box.y0 > 120)]
    found = with_lost_recipients(garbled, page, 72, first, second)
    assert sorted(word.text for word in found) == sorted(word.text for word in whole)
    assert with_lost_recipients(line("Báo cáo", 20, 100), page, 72, first, second) == line("Báo cáo", 20, 100)


def test_the_detector_finds_a_line_below_a_ring() -> None:
    reader = second_reader("rapidocr")
    if reader is None:
        pytest.skip("rapidocr is not installed")
    page = np.full((600, 1200), 255, dtype=np.uint8)
    line = written("TRAN VAN BINH", 60)[:, :700]
    page[240 : 240 + line.shape[0], 300 : 300 + line.shape[1]] = line
    cv2.circle(page, (380, 220), 180, 0, 6)
    found = [box for box in reader.find_lines(page, 300) if box[1] < 300 < box[3] and box[2] - box[0] > 300]
    assert len(found) == 1
    assert 200 < found[0][0] < 420
