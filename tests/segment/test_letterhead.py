from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.read.text import parse_text
from pipeline.segment import segment

CASES = [
    # a subject as a picture shows it
    (
        "SỞ NỘI VỤ    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/SNV-CCHC    Độc lập - Tự do - Hạnh phúc\n"
        "_V/ góp ý dự thảo Kế hoạch    Hà Giang, ngày 05 tháng 01 năm 2023\n\nKính gửi: Sở Y tế\nNội dung góp ý như sau:",
        ("SỞ NỘI VỤ", "", "12/SNV-CCHC", "Hà Giang", "2023-01-05", "Công văn"),
        "V/v góp ý dự thảo Kế hoạch",
    ),
    # two columns on a line; the issuer over two lines
    (
        "ỦY BAN NHÂN DÂN    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH HÀ GIANG    Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-UBND    Hà Giang, ngày 05 tháng 01 năm 2023\n\nKẾ HOẠCH\nPhòng, chống thiên tai năm 2023\n\nI. MỤC ĐÍCH",
        ("ỦY BAN NHÂN DÂN TỈNH HÀ GIANG", "", "12/KH-UBND", "Hà Giang", "2023-01-05", "Kế hoạch"),
        "Phòng, chống thiên tai năm 2023",
    ),
    # parent and issuer, each on its line; a number with a year; a title over two lines
    (
        "BỘ GIÁO DỤC VÀ ĐÀO TẠO\nVĂN PHÒNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 101/2024/QĐ-BGDĐT\nHà Nội, ngày 30 tháng 12 năm 2024\nQUYẾT ĐỊNH\nBan hành Quy chế\nlàm việc\n\n"
        "Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019;",
        ("VĂN PHÒNG", "BỘ GIÁO DỤC VÀ ĐÀO TẠO", "101/2024/QĐ-BGDĐT", "Hà Nội", "2024-12-30", "Quyết định"),
        "Ban hành Quy chế làm việc",
    ),
    # the issuer's last line beside place and date
    (
        "HUYỆN AN PHÚ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nỦY BAN NHÂN DÂN Độc lập - Tự do - Hạnh phúc\n"
        "XÃ BÌNH MINH Bình Minh, ngày 17 tháng 10 năm 2025\nSố: 287/KH-UBND\nKẾ HOẠCH\nTrồng cây\n\nI. MỤC ĐÍCH",
        (
            "ỦY BAN NHÂN DÂN XÃ BÌNH MINH",
            "HUYỆN AN PHÚ",
            "287/KH-UBND",
            "Bình Minh",
            "2025-10-17",
            "Kế hoạch",
        ),
        "Trồng cây",
    ),
    # a motto without spaces, a day without one; a body of pupils below a council of them
    (
        "HĐĐ HUYỆN AN PHÚ    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLIÊN ĐỘI TH TÂN LẬP    Độc lập-Tự do-Hạnh phúc.\n"
        "Số 5/KH-LĐ    Tân Lập, ngày7 tháng 3 năm 2025\n\nKẾ HOẠCH\nTrồng cây\n\nI. MỤC ĐÍCH",
        ("LIÊN ĐỘI TH TÂN LẬP", "HĐĐ HUYỆN AN PHÚ", "5/KH-LĐ", "Tân Lập", "2025-03-07", "Kế hoạch"),
        "Trồng cây",
    ),
    # another document's number in the issuer's name: SỐ is no Sở
    (
        "UBND XÃ TÂN LẬP\nĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH\nSỐ 31/QĐ-UBND\nSố: 7/KH-ĐKT\n"
        "Tân Lập, ngày 1 tháng 2 năm 2025\nKẾ HOẠCH\nKiểm tra công vụ\n\nI. MỤC ĐÍCH",
        (
            "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ 31/QĐ-UBND",
            "UBND XÃ TÂN LẬP",
            "7/KH-ĐKT",
            "Tân Lập",
            "2025-02-01",
            "Kế hoạch",
        ),
        "Kiểm tra công vụ",
    ),
    # a motto that was misread stays out of the issuer
    (
        "UBND XÃ TÂN LẬP   CỘNG HÓA XÃ HỌI CHỦ NGHĨA VIẸT NAM\nSố: 3/KH-UBND  Độc lập Tự do Hạnh phúc\n"
        "Tân Lập, ngày 1 tháng 2 năm 2025\nKẾ HOẠCH\nChuyển đổi số\n\nThực hiện Kế hoạch số 2/KH-UBND ngày 1/1/2025",
        ("UBND XÃ TÂN LẬP", "", "3/KH-UBND", "Tân Lập", "2025-02-01", "Kế hoạch"),
        "Chuyển đổi số",
    ),
    # columns so narrow that motto and date are broken; a blank number of dots; Đề án is no Để
    (
        "UBND XÃ TÂN LẬP\nTRƯỜNG MẦM NON TÂN LẬP\nSố: 4/KH-MNTL\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nTân\nLập, ngày\n01 tháng 2 năm 2025\n\nKẾ HOẠCH\nTổ chức hội thi và\n"
        "Đề án trồng cây\nnăm 2025\nTheo lịch của xã, trường làm như sau:",
        ("TRƯỜNG MẦM NON TÂN LẬP", "UBND XÃ TÂN LẬP", "4/KH-MNTL", "Tân Lập", "2025-02-01", "Kế hoạch"),
        "Tổ chức hội thi và Đề án trồng cây năm 2025",
    ),
    (
        "PHÒNG GD&ĐT TÂN LẬP    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTRƯỜNG MN TÂN LẬP    Độc lập - Tự do - Hạnh phúc\n"
        "Số……/KH-MNTL    TP. Tân Lập, ngày 01 tháng 2 năm 2025\n\nKẾ HOẠCH\nTrồng cây\n\nI. MỤC ĐÍCH",
        ("TRƯỜNG MN TÂN LẬP", "PHÒNG GD&ĐT TÂN LẬP", "", "TP. Tân Lập", "2025-02-01", "Kế hoạch"),
        "Trồng cây",
    ),
    # the Youth Union's name in the place of the motto
    (
        "BCH ĐOÀN XÃ TÂN LẬP    ĐOÀN TNCS HỒ CHÍ MINH\nSố: 5-KH/ĐTN    Tân Lập, ngày 01 tháng 2 năm 2025\n\n"
        "KẾ HOẠCH\nTrồng cây\n\nI. MỤC ĐÍCH",
        ("BCH ĐOÀN XÃ TÂN LẬP", "", "5-KH/ĐTN", "Tân Lập", "2025-02-01", "Kế hoạch"),
        "Trồng cây",
    ),
    # a joint body over two lines, a point in its number; a title in capitals above council and session
    (
        "THƯỜNG TRỰC    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHĐND - UBND XÃ TÂN LẬP    Độc lập - Tự do - Hạnh phúc\n"
        "Số: 6/NQ-TT.HĐND-UBND    Tân Lập, ngày 01 tháng 2 năm 2025\n\nNGHỊ QUYẾT\nVỀ TRỒNG CÂY\n"
        "HỘI ĐỒNG NHÂN DÂN XÃ TÂN LẬP\nKHÓA V, KỲ HỌP THỨ 3\nCăn cứ Luật Trồng trọt ngày 19/11/2018;",
        (
            "THƯỜNG TRỰC HĐND - UBND XÃ TÂN LẬP",
            "",
            "6/NQ-TT.HĐND-UBND",
            "Tân Lập",
            "2025-02-01",
            "Nghị quyết",
        ),
        "VỀ TRỒNG CÂY",
    ),
    # a motto broken before its last words, beside an issuer of two lines; one that names Vietnam itself
    (
        "UBND HUYỆN AN PHÚ      CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nTRUNG TÂM Y TẾ HUYỆN AN      VIỆT NAM\n"
        "PHÚ      Độc lập - Tự do - Hạnh phúc\nSố: 8/KH-TTYT      An Phú, ngày 01 tháng 2 năm 2025\n\n"
        "KẾ HOẠCH\nPhòng dịch\n\nI. MỤC ĐÍCH",
        ("TRUNG TÂM Y TẾ HUYỆN AN PHÚ", "UBND HUYỆN AN PHÚ", "8/KH-TTYT", "An Phú", "2025-02-01", "Kế hoạch"),
        "Phòng dịch",
    ),
    (
        "HỘI CỰU CHIẾN BINH VIỆT NAM CỘNG HÒA XÃ HỘI CHỦ\nHỘI CCB XÃ TÂN LẬP NGHĨA VIỆT NAM\n"
        "Số: 8/KH-CCB Độc lập - Tự do - Hạnh phúc\nTân Lập, ngày 01 tháng 2 năm 2025\n\n"
        "KẾ HOẠCH\nTrồng cây\n\nI. MỤC ĐÍCH",
        (
            "HỘI CCB XÃ TÂN LẬP",
            "HỘI CỰU CHIẾN BINH VIỆT NAM",
            "8/KH-CCB",
            "Tân Lập",
            "2025-02-01",
            "Kế hoạch",
        ),
        "Trồng cây",
    ),
    # a mark below the title, and the first part of the text
    (
        "UBND XÃ TÂN LẬP\nSố: 3/KH-UBND\nTân Lập, ngày 1 tháng 2 năm 2025\nKẾ HOẠCH\nTrồng cây\n(Dự thảo)\n"
        "Phần thứ nhất\nTÌNH HÌNH\nCây còn ít.",
        ("UBND XÃ TÂN LẬP", "", "3/KH-UBND", "Tân Lập", "2025-02-01", "Kế hoạch"),
        "Trồng cây",
    ),
    (
        "UBND XÃ TÂN LẬP\nSố: 3/KH-UBND\nTân Lập, ngày 1 tháng 2 năm 2025\nKẾ HOẠCH\nTrồng cây\n"
        "Phần thứ nhất\nTÌNH HÌNH\nCây còn ít.",
        ("UBND XÃ TÂN LẬP", "", "3/KH-UBND", "Tân Lập", "2025-02-01", "Kế hoạch"),
        "Trồng cây",
    ),
    # grounds that are listed
    (
        "UBND XÃ TÂN LẬP\nSố: 3/KH-UBND\nTân Lập, ngày 1 tháng 2 năm 2025\nKẾ HOẠCH\nTrồng cây\n"
        "- Căn cứ Luật Trồng trọt ngày 19/11/2018;\nI. MỤC ĐÍCH",
        ("UBND XÃ TÂN LẬP", "", "3/KH-UBND", "Tân Lập", "2025-02-01", "Kế hoạch"),
        "Trồng cây",
    ),
    # a text that opens with the state of things
    (
        "UBND XÃ TÂN LẬP\nSố: 3/KH-UBND\nTân Lập, ngày 1 tháng 2 năm 2025\nKẾ HOẠCH\nTRỒNG CÂY\nTrên địa bàn xã\n"
        "Cây ven đường của xã những năm qua bị chặt nhiều mà trồng bù thì ít, nên đường\n"
        "làng thiếu bóng mát và bụi bay vào nhà dân cả mùa khô.\nI. MỤC ĐÍCH",
        ("UBND XÃ TÂN LẬP", "", "3/KH-UBND", "Tân Lập", "2025-02-01", "Kế hoạch"),
        "TRỒNG CÂY Trên địa bàn xã",
    ),
    # columns so narrow that names break in their first words, the number stands below its word, the date below
    # its place; days and years close to their words; a title whose first line is one word
    (
        "ỦY\nBAN NHÂN DÂN\nXÃ TÂN LẬP\nSố:\n9/QĐ-UBND\nTân Lập,\nngày 01 tháng 2 năm2025\nQUYẾT ĐỊNH\nVỀ\n"
        "VIỆC TRỒNG CÂY VEN ĐƯỜNG TRONG XÃ TÂN LẬP\nỦY BAN NHÂN DÂN XÃ TÂN LẬP\nCăn\n"
        "cứ Luật Trồng trọt ngày 19/11/2018;\nĐiều 1. Trồng cây.",
        ("ỦY BAN NHÂN DÂN XÃ TÂN LẬP", "", "9/QĐ-UBND", "Tân Lập", "2025-02-01", "Quyết định"),
        "VỀ VIỆC TRỒNG CÂY VEN ĐƯỜNG TRONG XÃ TÂN LẬP",
    ),
    (
        "UỶ BAN NHÂN\nDÂN\nXÃ TÂN LẬP\nSố:\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "/KH-UBND\nTân Lập, ngày 01 tháng 2 năm 2025\nKẾ HOẠCH\nTrồng cây\n\nI. MỤC ĐÍCH",
        ("UỶ BAN NHÂN DÂN XÃ TÂN LẬP", "", "", "Tân Lập", "2025-02-01", "Kế hoạch"),
        "Trồng cây",
    ),
    # a number that breaks off at its hyphen beside the date
    (
        "UBND XÃ TÂN LẬP\nBAN CHỈ ĐẠO PCTT\nSố: 9/KH-BCĐ-\nTân Lập, ngày 01 tháng 2 năm 2025\nPCTT\nKẾ HOẠCH\n"
        "Trồng cây\n\nI. MỤC ĐÍCH",
        ("BAN CHỈ ĐẠO PCTT", "UBND XÃ TÂN LẬP", "9/KH-BCĐ-PCTT", "Tân Lập", "2025-02-01", "Kế hoạch"),
        "Trồng cây",
    ),
    # a word for the number without one is of no unit
    (
        "UBND XÃ TÂN LẬP\nSố:\nTân Lập, ngày 1 tháng 2 năm 2025\nKẾ HOẠCH\nTrồng cây\n\nI. MỤC ĐÍCH",
        ("UBND XÃ TÂN LẬP", "", "", "Tân Lập", "2025-02-01", "Kế hoạch"),
        "Trồng cây",
    ),
    # a title in capitals right above a text in small letters, whose first line is short
    (
        "UBND XÃ TÂN LẬP\nSố: 3/KH-UBND\nTân Lập, ngày 1 tháng 2 năm 2025\nKẾ HOẠCH\n"
        "TRỒNG CÂY VEN ĐƯỜNG TRONG XÃ TÂN LẬP NĂM 2025 CHO ĐƯỜNG LÀNG CÓ BÓNG MÁT\nSau hai năm trồng cây theo\n"
        "Kế hoạch số 2/KH-UBND của xã thì đường làng vẫn thiếu bóng mát, bụi bay vào nhà dân cả mùa khô,\n"
        "nên Ủy ban nhân dân xã tiếp tục trồng như sau:\nI. MỤC ĐÍCH",
        ("UBND XÃ TÂN LẬP", "", "3/KH-UBND", "Tân Lập", "2025-02-01", "Kế hoạch"),
        "TRỒNG CÂY VEN ĐƯỜNG TRONG XÃ TÂN LẬP NĂM 2025 CHO ĐƯỜNG LÀNG CÓ BÓNG MÁT",
    ),
    # a title that announces its last words
    (
        "UBND XÃ TÂN LẬP\nSố: 3/KH-UBND\nTân Lập, ngày 1 tháng 2 năm 2025\n\nKẾ HOẠCH\nTổ chức hội thi:\n\n"
        "“Em yêu cây xanh”\n\nThực hiện Kế hoạch số 2/KH-UBND ngày 1/1/2025 của xã.",
        ("UBND XÃ TÂN LẬP", "", "3/KH-UBND", "Tân Lập", "2025-02-01", "Kế hoạch"),
        "Tổ chức hội thi: “Em yêu cây xanh”",
    ),
]


@pytest.mark.parametrize(("text", "fields", "title"), CASES)
def test_header(text: str, fields: tuple[str, ...], title: str) -> None:
    header = segment(parse_text(text)).header
    found = (header.issuer, header.parent_issuer, header.number, header.place, header.date, header.doc_type)
    assert found == fields
    assert header.title == title


@pytest.mark.parametrize(("sure", "end"), [(1.0, "."), (0.8, "")])
def test_a_full_stop_behind_a_subject_is_dirt_in_a_picture(sure: float, end: str) -> None:
    text = "SỞ NỘI VỤ\nSố: 12/SNV-CCHC\nV/v góp ý Kế hoạch năm 2025.\n\nKính gửi: Sở Y tế\nNội dung như sau:"
    document = parse_text(text)
    lines = [
        line.with_words(replace(word, confidence=sure) for word in line.words) for line in document.lines
    ]
    header = segment(replace(document, lines=tuple(lines))).header
    assert header.title == f"V/v góp ý Kế hoạch năm 2025{end}"


def test_the_number_that_a_subject_names_is_not_the_letters_own() -> None:
    text = (
        "UBND TỈNH A\nSỞ Y TẾ\nSố: 513-NVD\nV/v đính chính Công văn số 45/SYT-NVD\n\n"
        "Kính gửi: Sở Nội vụ\nNội dung như sau:"
    )
    header = segment(parse_text(text)).header
    assert (header.issuer, header.number) == ("SỞ Y TẾ", "")
    assert header.title == "V/v đính chính Công văn số 45/SYT-NVD"


def test_what_is_missing_is_warned_of() -> None:
    segments = segment(parse_text("KẾ HOẠCH\nTrồng cây\n\nI. MỤC ĐÍCH\n1. Yêu cầu"))
    assert {warning.field for warning in segments.warnings} == {"issuer", "number", "place", "date"}


def test_an_impossible_date_is_no_date() -> None:
    text = "UBND XÃ A\nSố: 1/KH-UBND\nHà Nội, ngày 31 tháng 02 năm 2024\nKẾ HOẠCH\nTrồng cây\n\nI. MỤC ĐÍCH"
    assert segment(parse_text(text)).header.date is None
