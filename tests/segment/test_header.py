"""The header: titles whole and without what follows, numbers of misread signs, what may be wrong, evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.document import Document, PageNote
from pipeline.plan import Attached
from pipeline.read.text import parse_text
from pipeline.segment import segment
from pipeline.segment.plan_years import years_of

DECISION = """\
BỘ THỬ NGHIỆM    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 31/QĐ-BTN    Hà Nội, ngày 04 tháng 3 năm 2031

QUYẾT ĐỊNH
VỀ VIỆC BAN HÀNH KẾ HOẠCH TRỒNG RỪNG NĂM 2032

BỘ TRƯỞNG BỘ THỬ NGHIỆM

Căn cứ Nghị định số 5/2030/NĐ-CP ngày 02 tháng 01 năm 2030 của Chính phủ;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch trồng rừng.

Nơi nhận:    BỘ TRƯỞNG
- Lưu: VT.

KẾ HOẠCH
TRỒNG RỪNG NĂM 2032
(Ban hành kèm theo Quyết định số 31/QĐ-BTN ngày 04 tháng 3 năm 2031 của Bộ trưởng Bộ Thử nghiệm)

I. MỤC ĐÍCH
"""
APPENDIX = """\
Phụ lục II
DANH MỤC CÂY TRỒNG
NĂM 2032
(Kèm theo Quyết định số 31/QĐ-BTN ngày 04 tháng 3 năm 2031 của Bộ Thử nghiệm)

1. Cây gỗ lớn.
"""


def read_by_ocr(text: str, confidence: float = 0.96, **unsure: float) -> Document:
    """A document as an engine reads it; `unsure` words, by their letters, were read less surely."""
    document = parse_text(text)
    lines = [
        line.with_words(replace(word, confidence=unsure.get(word.text, confidence)) for word in line.words)
        for line in document.lines
    ]
    return replace(document, lines=tuple(lines))


def doubted(document: Document) -> set[str]:
    return {one.field for one in segment(document).warnings if one.code == "header-doubtful"}


def test_a_title_in_capitals_ends_above_who_decides() -> None:
    header = segment(parse_text(DECISION)).header
    assert header.title == "VỀ VIỆC BAN HÀNH KẾ HOẠCH TRỒNG RỪNG NĂM 2032"
    assert header.attached == Attached(doc_type="Kế hoạch", title="TRỒNG RỪNG NĂM 2032")
    assert (header.date, header.year) == ("2031-03-04", 2032)


@pytest.mark.parametrize(
    ("first", "bases"),
    [
        ("Căn cứ Luật Trồng trọt ngày 19 tháng 11 năm 2018;", 1),
        ("Căn cứ Luật Trồng trọt số 31/2018/QH14\nngày 19 tháng 11 năm 2018;", 1),
        ("Điều 1. Phê duyệt Chương trình.", 0),
    ],
)
def test_a_full_line_of_a_title_ends_above_grounds_and_articles(first: str, bases: int) -> None:
    text = (
        "ỦY BAN NHÂN DÂN XÃ THỬ\nSố: 31/QĐ-UBND\nThử, ngày 04 tháng 3 năm 2031\nQUYẾT ĐỊNH\n"
        f"Phê duyệt Chương trình trồng rừng của xã Thử năm 2032\n{first}\nĐiều 2. Làm ngay."
    )
    found = segment(parse_text(text))
    assert found.header.title == "Phê duyệt Chương trình trồng rừng của xã Thử năm 2032"
    assert len(found.legal_basis) == bases


@pytest.mark.parametrize(
    ("article", "doc_type", "title"),
    [
        ("Ban hành kèm theo Quyết định này Kế hoạch trồng rừng năm 2032.", "Kế hoạch", "trồng rừng năm 2032"),
        ("Ban hành kèm theo Quyết định này là Quy chế họp, gồm 3 Chương.", "Quy chế", "họp"),
        ("Ban hành Kế hoạch trồng rừng kèm theo Quyết định này.", "Kế hoạch", "trồng rừng"),
        ("Phê duyệt Đề án trồng rừng (có Đề án kèm theo).", "Đề án", "trồng rừng"),
        ("Phê duyệt Đề án trồng rừng với nội dung sau:", "", ""),
        ("Công bố kèm theo Quyết định này Danh mục cây rừng.", "", ""),
        ("Sửa đổi Quy chế ban hành kèm theo Quyết định số 5/QĐ-UBND.", "", ""),
        ("Ban hành kèm theo Quyết định số 5/QĐ-UBND là sai.", "", ""),
    ],
)
def test_an_article_says_what_a_decision_issues(article: str, doc_type: str, title: str) -> None:
    text = f"UBND XÃ THỬ\nSố: 31/QĐ-UBND\nThử, ngày 04 tháng 3 năm 2031\nQUYẾT ĐỊNH\nVề việc ở xã\n\nĐiều 1. {article}"
    attached = segment(parse_text(text)).header.attached
    assert (attached.doc_type, attached.title) == (doc_type, title) if attached else not doc_type


@pytest.mark.parametrize(
    ("lines", "doc_type", "title"),
    [
        ("THÔNG TƯ\nTHÔNG TƯ QUY ĐỊNH VIỆC TRỒNG RỪNG", "Thông tư", "QUY ĐỊNH VIỆC TRỒNG RỪNG"),
        ("QUYẾT ĐỊNH\nQuyết định về trồng rừng", "Quyết định", "về trồng rừng"),
        ("KẾ HOẠCH\nKế hoạch hóa gia đình", "Kế hoạch", "Kế hoạch hóa gia đình"),
        ("HƯỚNG DẪN LIÊN NGÀNH\nTRỒNG RỪNG", "Hướng dẫn liên ngành", "TRỒNG RỪNG"),
        ("KẾ HOẠCH HÀNH ĐỘNG\nTRỒNG RỪNG", "Kế hoạch hành động", "TRỒNG RỪNG"),
        ("KẾ HOẠCH\nHÀNH ĐỘNG TRỒNG RỪNG", "Kế hoạch", "HÀNH ĐỘNG TRỒNG RỪNG"),
    ],
)
def test_a_kind_is_told_once(lines: str, doc_type: str, title: str) -> None:
    text = f"UBND XÃ THỬ\nSố: 31/ABC-UBND\nThử, ngày 04 tháng 3 năm 2031\n{lines}\n\nI. MỤC ĐÍCH"
    header = segment(parse_text(text)).header
    assert (header.doc_type, header.title) == (doc_type, title)


def test_a_misread_name_of_the_kind_is_told_by_the_number() -> None:
    text = DECISION.replace("QUYẾT ĐỊNH\n", "QUY ÔNH\n", 1)
    header = segment(read_by_ocr(text)).header
    assert (header.doc_type, header.title) == ("Quyết định", "VỀ VIỆC BAN HÀNH KẾ HOẠCH TRỒNG RỪNG NĂM 2032")


def test_a_stamp_below_a_title_is_not_of_it() -> None:
    text = DECISION.replace(
        "VỀ VIỆC BAN HÀNH KẾ HOẠCH TRỒNG RỪNG NĂM 2032\n", "Về trồng rừng\nVĂN PHÒNG ĐẾN SỐ\n"
    )
    assert segment(read_by_ocr(text)).header.title == "Về trồng rừng"


@pytest.mark.parametrize("sign", ["QD", "QĐĐ"])
def test_a_misread_sign_is_that_of_the_kind_and_doubted(sign: str) -> None:
    document = read_by_ocr(DECISION.replace("31/QĐ-BTN  ", f"31/{sign}-BTN  ", 1))
    header = segment(document).header
    assert header.number == "31/QĐ-BTN"
    assert header.evidence["number"].repair is not None
    assert doubted(document) == {"number"}


def test_a_sign_that_was_typed_so_stays() -> None:
    document = replace(parse_text(DECISION.replace("31/QĐ-BTN  ", "31/QD-BTN  ", 1)), is_exact=True)
    assert segment(document).header.number == "31/QD-BTN"


def test_number_and_date_that_cannot_be_read_come_from_the_own_appendix() -> None:
    document = read_by_ocr(DECISION.replace("Số: 31/QĐ-BTN    Hà Nội, ngày 04 tháng 3 năm 2031", "S6 1124"))
    header = segment(document).header
    assert (header.number, header.date) == ("31/QĐ-BTN", "2031-03-04")
    assert doubted(document) == {"number", "date"}


def test_abbreviations_in_a_number_are_no_misread_words() -> None:
    document = read_by_ocr(DECISION.replace("31/QĐ-BTN  ", "31/QĐ- STC  ", 1))
    line = document.lines[1]
    restored = [replace(word, text="sửa") if word.raw == "STC" else word for word in line.words]
    lines = (document.lines[0], line.with_words(restored), *document.lines[2:])
    assert segment(replace(document, lines=lines)).header.number == "31/QĐ-STC"


def test_handwriting_that_could_not_be_read_leaves_no_blank_number() -> None:
    document = read_by_ocr(DECISION.partition("KẾ HOẠCH\n")[0].replace("31/QĐ", "ÓÝƑ    /QĐ", 1))
    (warning,) = (one for one in segment(document).warnings if one.field == "number")
    assert warning.code == "header-missing"
    assert "could be read" in warning.message


def test_the_kind_of_a_document_is_told_by_its_appendix() -> None:
    text = DECISION.replace("QUYẾT ĐỊNH\n", "QUYÊR\n", 1).replace("Số: 31/QĐ-BTN", "S6 1124")
    header = segment(read_by_ocr(text)).header
    assert (header.doc_type, header.number) == ("Quyết định", "31/QĐ-BTN")
    assert header.title == "VỀ VIỆC BAN HÀNH KẾ HOẠCH TRỒNG RỪNG NĂM 2032"


def test_the_title_has_the_place_by_its_name() -> None:
    text = "UBND TỈNH TÂN LẬP\nSố: 1/KH-UBND\nTân Lập, ngày 3 tháng 4 năm 2031\n\nKẾ HOẠCH\nTrồng rừng tỉnh Tấn Lập"
    document = read_by_ocr(text)
    assert segment(document).header.title == "Trồng rừng tỉnh Tân Lập"
    assert doubted(document) == {"title"}
    assert segment(parse_text(text)).header.title == "Trồng rừng tỉnh Tấn Lập"


def test_a_blank_number_is_not_filled_from_elsewhere() -> None:
    header = segment(parse_text(DECISION.replace("31/QĐ-BTN  ", "     /QĐ-BTN  ", 1))).header
    assert header.number == ""
    assert header.evidence["number"].raw.endswith("/QĐ-BTN")


@pytest.mark.parametrize(
    ("printed", "instead", "field"),
    [
        ("Số: 31/", "Số: £31/", "number"),
        ("Số: 31/", "Số: 3g/", "number"),
        ("TRỒNG RỪNG NĂM 2032\n\nBỘ", ":RỒNG RỪNG NĂM 2032\n\nBỘ", "title"),
        ("TRỒNG RỪNG NĂM 2032\n\nBỘ", "TRỒNG RỪNG TẠI HÀ NÔI\n\nBỘ", "title"),
    ],
)
def test_what_looks_misread_is_doubted(printed: str, instead: str, field: str) -> None:
    assert doubted(read_by_ocr(DECISION)) == set()
    assert doubted(read_by_ocr(DECISION.replace(printed, instead, 1))) == {field}


def test_unsure_words_make_their_field_doubtful() -> None:
    assert doubted(read_by_ocr(DECISION, RỪNG=0.2)) == {"title"}
    assert doubted(read_by_ocr(DECISION, **{"31/QĐ-BTN": 0.8})) == {"number"}


def test_other_readings_of_number_and_day_are_proposed() -> None:
    document = read_by_ocr(DECISION)
    others = {"31/QĐ-BTN": (("37/QĐ-BTN", 0.5),), "04": (("01", 0.5), ("61", 0.5))}
    lines = [
        line.with_words(
            replace(word, confidence=0.5, alternatives=others[word.text]) if word.text in others else word
            for word in line.words
        )
        for line in document.lines[:3]
    ]
    read = segment(replace(document, lines=(*lines, *document.lines[3:])))
    found = {one.field: one.proposals for one in read.warnings if one.code == "header-doubtful"}
    assert found == {"number": ("37/QĐ-BTN",), "date": ("2031-03-01",)}


def test_nothing_is_sure_on_a_page_that_could_not_be_read() -> None:
    document = replace(read_by_ocr(DECISION), notes=(PageNote(1, "garbled", "no good Vietnamese"),))
    assert doubted(document) >= {"issuer", "number", "date", "title"}


def test_an_appendix_alone_tells_what_it_belongs_to() -> None:
    header = segment(parse_text(APPENDIX)).header
    assert (header.doc_type, header.title) == ("Phụ lục", "DANH MỤC CÂY TRỒNG NĂM 2032")
    assert (header.number, header.date) == ("31/QĐ-BTN", "2031-03-04")


def test_two_bodies_that_a_dash_joins_issue_together() -> None:
    text = (
        "HỘI NÔNG DÂN -\nSỞ THỬ NGHIỆM\nTỈNH TÂN LẬP\nSố: 3/CTPH-HND-STN\n\nCHƯƠNG TRÌNH PHỐI HỢP\nTrồng cây"
    )
    assert segment(parse_text(text)).header.issuer == "HỘI NÔNG DÂN - SỞ THỬ NGHIỆM TỈNH TÂN LẬP"


def test_offices_below_one_another_that_issue_together_are_doubted() -> None:
    text = "SỞ THỬ NGHIỆM\nSỞ CÂY XANH\nSố: 3/HDLN-STN-SCX\n\nHƯỚNG DẪN LIÊN NGÀNH\nTrồng cây\n\nI. MỤC ĐÍCH"
    assert doubted(parse_text(text)) == {"issuer"}


def test_an_incomplete_date_is_kept_as_printed() -> None:
    header = segment(parse_text(DECISION.replace("ngày 04 tháng", "ngày      tháng", 1))).header
    assert (header.date, header.date_printed) == (None, "ngày … tháng 3 năm 2031")


def test_evidence_is_of_each_field() -> None:
    evidence = segment(parse_text(DECISION)).header.evidence
    assert evidence["issuer"].raw == "BỘ THỬ NGHIỆM"
    assert evidence["place"].raw == "Hà Nội,"
    assert evidence["date"].raw == "ngày 04 tháng 3 năm 2031"
    assert evidence["doc_type"].raw == "QUYẾT ĐỊNH"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Chuyển đổi số giai đoạn 2026 - 2030", (2026, 2030)),
        ("Tổ chức hội thi năm học 2026-2027", (2026, 2027)),
        ("Kết quả năm 2030, nhiệm vụ năm 2031", (2031, None)),
        ("Trồng rừng năm 2031, định hướng đến năm 2035", (2031, 2035)),
        ("V/v thực hiện Công văn ngày 3 tháng 4 năm 2029", (None, None)),
        ("Đại hội nhiệm kỳ 2025 - 2030", (None, None)),
        ("Kế hoạch vốn năm 2032 của Chương trình trồng rừng giai đoạn 2031 - 2035", (2032, None)),
        ("Tổng kết năm 2030, kế hoạch giai đoạn 2031 - 2035", (2031, 2035)),
        ("Kiểm tra văn bản số 12/2029/NĐ-CP", (None, None)),
    ],
)
def test_years_of_a_title(title: str, expected: tuple[int | None, int | None]) -> None:
    assert years_of(title) == expected
