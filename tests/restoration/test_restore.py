from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read.text import parse_text
from pipeline.restoration import pages, restore
from tests.conftest import CLEAN

# What English OCR made of Vietnamese lines, and what was printed. In the wild, none from the sample.
IN_THE_WILD = [
    ("Thuc hién Nghi quyét s6 76/NQ-CP cia Chinh phu", "Thực hiện Nghị quyết số 76/NQ-CP của Chính phủ"),
    ("cai cach thi tuc hanh chinh trén dia ban tinh", "cải cách thủ tục hành chính trên địa bàn tỉnh"),
    (
        "Nang cao chat lugng phuc vu nguoi dan va doanh nghiép",
        "Nâng cao chất lượng phục vụ người dân và doanh nghiệp",
    ),
    ("Uy ban nhan dan cac x4, phudng, thi tran", "Ủy ban nhân dân các xã, phường, thị trấn"),
    ("bao cao két qua thuc hién trudc ngay 15/12/2024", "báo cáo kết quả thực hiện trước ngày 15/12/2024"),
    ("S& Nong nghiép va Phat trién nong thon chu tri", "Sở Nông nghiệp và Phát triển nông thôn chủ trì"),
]
# Text that lost all its marks; letters of lists, units of measure and single capitals stay.
STRIPPED = [
    (
        "b) Giao co quan nha nuoc truc tiep su dung tru so",
        "b) Giao cơ quan nhà nước trực tiếp sử dụng trụ sở",
    ),
    ("Tru luong dat san lap khoang 260 trieu m3.", "Trữ lượng đất san lấp khoảng 260 triệu m3."),
    ("Uy ban nhan dan tinh chi dao cac so, ban, nganh", "Ủy ban nhân dân tỉnh chỉ đạo các sở, ban, ngành"),
]
# Numbers, dates, codes and abbreviations: never touched.
NEGATIVE = [
    "78/KH-UBND",
    "07/6/2024",
    "1.234,56",
    "92.00",
    "3.2.1",
    "UBND",
    "HĐND",
    "TTHC",
    "85%",
    "2024-2025",
]


@pytest.mark.parametrize(("read", "printed"), IN_THE_WILD)
def test_in_the_wild(read: str, printed: str) -> None:
    assert restore(parse_text(read)).text.replace("Uỷ", "Ủy") == printed


@pytest.mark.parametrize(("read", "printed"), STRIPPED)
def test_stripped_text(read: str, printed: str) -> None:
    assert restore(parse_text(read)).text.replace("Uỷ", "Ủy") == printed


@pytest.mark.parametrize("token", NEGATIVE)
def test_codes_and_numbers_stay(token: str) -> None:
    text = f"Thuc hién Ké hoach {token} ctia Uy ban nhan dan tinh vé cai cach hanh chinh"
    assert f" {token} " in restore(parse_text(text)).text


@pytest.mark.xfail(reason="a word of one sign is taken for the sign that it is, not for ở or số")
def test_known_failure_sign_for_a_word() -> None:
    assert restore(parse_text("Cong tac thanh tra, kiém tra % cac co quan, don vi")).text.endswith(
        "ở các cơ quan, đơn vị"
    )


def test_what_an_engine_for_vietnamese_read_right_stays() -> None:
    text = (
        "Tổ chức hội nghị tuyên truyền về chuyển đổi số cho cán bộ, công chức\n"
        "Nâng cấp hạ tầng mạng nội bộ, bảo đảm an toàn thông tin theo quy định lnằm\n"
        "Tuyên truyền, vận động người dân cài đặt ứng dụng định danh Fhụnổ Ngiệt\n"
    )
    restored = restore(parse_text(text)).text
    assert restored.split("\n")[0] == text.split("\n")[0]
    assert restored.split("\n")[1].startswith(
        "Nâng cấp hạ tầng mạng nội bộ, bảo đảm an toàn thông tin theo quy định"
    )


def test_a_clean_page_is_untouched() -> None:
    text = CLEAN.read_text(encoding="utf-8")
    assert restore(parse_text(text)).text == text


def test_an_odd_name_that_a_clean_page_has_often_is_no_misreading() -> None:
    text = CLEAN.read_text(encoding="utf-8") + "Ủy ban nhân dân xã Phú Lâm Đông\n" * 4
    assert restore(parse_text(text)).text == text


SENTENCES = [line for line in CLEAN.read_text(encoding="utf-8").split("\n") if len(line.split()) > 6]


@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=6))
@settings(max_examples=25, deadline=None)
def test_clean_text_is_untouched_however_arranged(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert restore(parse_text(text)).text == text


GARBLED = [read for read, _ in IN_THE_WILD]


@given(st.lists(st.sampled_from([*GARBLED, "", "| 12 | 3.4", "~ _ ; °"]), min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_nothing_changes_without_a_note_and_nothing_is_lost(lines: list[str]) -> None:
    before = parse_text("\n".join(lines))
    after = restore(before)
    assert len(after.lines) == len(before.lines)
    for old, new in zip(before.lines, after.lines, strict=True):
        assert "".join(w.raw for w in new.words).replace(" ", "") == "".join(w.raw for w in old.words)
        assert all(word.note or word.text == word.raw for word in new.words)
        assert all(0 <= word.confidence <= 1 for word in new.words)


def test_more_pages_than_are_decoded_together_come_out_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "TOGETHER", 2)
    read = "thuc hien cai cach thu tuc hanh chinh tren dia ban tinh"
    document = restore(parse_text("\n\f".join(f"{read} {number}" for number in range(5))))
    printed = "thực hiện cải cách thủ tục hành chính trên địa bàn tỉnh"
    assert [line.text for line in document.lines if line.words] == [
        f"{printed} {number}" for number in range(5)
    ]
