from __future__ import annotations

import pytest

from pipeline.read.text import parse_text
from pipeline.segment.legal import legal_bases, preamble

CASES = [
    (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;",
        [("Luật", "", "2015-06-19", "", "Tổ chức chính quyền địa phương")],
    ),
    (
        "Thực hiện Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020 của Thủ tướng Chính phủ về việc phê duyệt "
        "Chương trình Chuyển đổi số quốc gia;",
        [("Quyết định", "749/QĐ-TTg", "2020-06-03", "Thủ tướng Chính phủ",
          "phê duyệt Chương trình Chuyển đổi số quốc gia")],
    ),
    (
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị; Kế hoạch số 5/KH-UBND ngày 2/1/2025",
        [("Nghị quyết", "57-NQ/TW", "2024-12-22", "Bộ Chính trị", ""), ("Kế hoạch", "5/KH-UBND", "2025-01-02", "", "")],
    ),
    ("Để nâng cao chất lượng, UBND xã ban hành Kế hoạch như sau:", []),
    # a law with commas in its name, its number and date behind it; a hyphen at which a line was broken
    (
        "Căn cứ Luật Phòng, chống thiên tai, hạn hán và lũ quét số 33/2033/QH19 ngày 19 tháng 6 năm 2033;",
        [("Luật", "33/2033/QH19", "2033-06-19", "", "Phòng, chống thiên tai, hạn hán và lũ quét")],
    ),
    (
        "Căn cứ Quyết định số 12/2031/QĐ - UBND ngày 5/1/2031 của UBND tỉnh quy định chức năng của Sở",
        [("Quyết định", "12/2031/QĐ-UBND", "2031-01-05", "UBND tỉnh", "quy định chức năng của Sở")],
    ),
    # several of one kind
    (
        "Căn cứ các Nghị định số 10/2030/NĐ-CP ngày 1/2/2030, số 11/2030/NĐ-CP ngày 3/2/2030 và Thông tư số "
        "4/2030/TT-BNV của Bộ Nội vụ;",
        [("Nghị định", "10/2030/NĐ-CP", "2030-02-01", "", ""), ("Nghị định", "11/2030/NĐ-CP", "2030-02-03", "", ""),
         ("Thông tư", "4/2030/TT-BNV", None, "Bộ Nội vụ", "")],
    ),
    # what is only named in a title; what the law was changed by
    (
        "Căn cứ Kế hoạch số 8-KH/ĐU của Đảng ủy thực hiện Nghị quyết số 9-NQ/TU, Kết luận số 3-KL/TU; Chỉ thị số "
        "2/CT-UBND được sửa đổi tại Chỉ thị số 6/CT-UBND",
        [("Kế hoạch", "8-KH/ĐU", None, "Đảng ủy", "thực hiện Nghị quyết số 9-NQ/TU, Kết luận số 3-KL/TU"),
         ("Chỉ thị", "2/CT-UBND", None, "", "được sửa đổi tại"), ("Chỉ thị", "6/CT-UBND", None, "", "")],
    ),
    # a law named within a title beside laws; one told by its year; who issued before when; a point in a number
    (
        "Căn cứ Luật Thủy lợi ngày 19/6/2017; Nghị định số 7/2031/NĐ-CP của Chính phủ ngày 2 tháng 5 năm 2031 hướng "
        "dẫn Luật Đê điều; Căn cứ Luật ban hành nội quy chợ năm 2029; Căn cứ Quyết định số 8/QĐ.UBND-TH ngày 3/4/2030",
        [("Luật", "", "2017-06-19", "", "Thủy lợi"),
         ("Nghị định", "7/2031/NĐ-CP", "2031-05-02", "Chính phủ", "hướng dẫn Luật Đê điều"),
         ("Luật", "", None, "", "ban hành nội quy chợ"), ("Quyết định", "8/QĐ.UBND-TH", "2030-04-03", "", "")],
    ),
    # names with commas, of two bodies, of a law about two; a number that no law has
    (
        "Căn cứ Công văn số 5/BVH-VP ngày 1/2/2030 của Bộ Văn hóa, Thể thao và Du lịch về lễ hội; Kết luận số 6-KL/TW "
        "của Bộ Chính trị, Ban Bí thư về tiết kiệm; Luật Bầu cử Hội đồng nhân dân và Ủy ban nhân dân và Nghị định số "
        "7/2030/NĐ-CP; Quyết định số 8/QĐ-TTg của Bộ Lao động - Thương binh và Xã hội triển khai Chỉ thị số 9/CT-TTg",
        [("Công văn", "5/BVH-VP", "2030-02-01", "Bộ Văn hóa, Thể thao và Du lịch", "lễ hội"),
         ("Kết luận", "6-KL/TW", None, "Bộ Chính trị, Ban Bí thư", "tiết kiệm"),
         ("Luật", "", None, "", "Bầu cử Hội đồng nhân dân và Ủy ban nhân dân"), ("Nghị định", "7/2030/NĐ-CP", None, "", ""),
         ("Quyết định", "8/QĐ-TTg", None, "Bộ Lao động - Thương binh và Xã hội", "triển khai Chỉ thị số 9/CT-TTg")],
    ),
    # titles that say what was decided
    (
        "Căn cứ Quyết định số 5/QĐ-BCT ngày 1/2/2030 của Bộ Công Thương phân cấp việc mua sắm;",
        [("Quyết định", "5/QĐ-BCT", "2030-02-01", "Bộ Công Thương", "phân cấp việc mua sắm")],
    ),
    # what the office says next that it does; how a document is called; numbers without stroke or space
    (
        "Thực hiện Kế hoạch số 5 KH/TWĐTN ngày 1/2/2030 của Trung ương Đoàn về trại hè (sau đây gọi tắt là Kế hoạch "
        "số 5 KH/TWĐTN, Kế hoạch số 2 KH/ĐTN), kế hoạch số7/KH-UBND về an toàn, UBND xã xây dựng Kế hoạch như sau:",
        [("Kế hoạch", "5 KH/TWĐTN", "2030-02-01", "Trung ương Đoàn", "trại hè"),
         ("Kế hoạch", "7/KH-UBND", None, "", "an toàn")],
    ),
    # the kind of a number that only says so by its year
    (
        "Căn cứ các thông tư của Bộ Thử nghiệm: Số 5/2030/TT-BTN ngày 1/2/2030;",
        [("Thông tư", "5/2030/TT-BTN", "2030-02-01", "", "")],
    ),
    # a law within a title, and behind it another document beside the first; the kind of several told before them;
    # what was told somebody to do
    (
        "Thực hiện Nghị định số 7/2031/NĐ-CP của Chính phủ hướng dẫn thi hành Luật Đê điều và Quyết định số 8/QĐ-TTg "
        "về đê; các Nghị quyết của HĐND xã: số 3/NQ-HĐND về kênh; số 4/NQ-HĐND về đập và ý kiến chỉ đạo của UBND tỉnh "
        "tại Công văn số 12/UBND-NN về mương;",
        [("Nghị định", "7/2031/NĐ-CP", None, "Chính phủ", "hướng dẫn thi hành Luật Đê điều"),
         ("Quyết định", "8/QĐ-TTg", None, "", "đê"), ("Nghị quyết", "3/NQ-HĐND", None, "", "kênh"),
         ("Nghị quyết", "4/NQ-HĐND", None, "", "đập"),
         ("Công văn", "12/UBND-NN", None, "", "mương")],
    ),
    # what proposes the plan is no basis of it, nor is what only came before it
    ("Xét đề nghị của Giám đốc Sở Y tế tại Tờ trình số 40/TTr-SYT ngày 1/3/2030,", []),
    ("Sở Nội vụ nhận được Công văn số 77/UBND-TH ngày 1/3/2030 về việc góp ý.", []),
    (
        "Qua rà soát và căn cứ khoản 2 Điều 4 Nghị định số 10/2030/NĐ-CP, Sở báo cáo như sau:",
        [("Nghị định", "10/2030/NĐ-CP", None, "", "Sở báo cáo như sau")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_citations(text: str, expected: list[tuple[str, ...]]) -> None:
    found = [(b.doc_type, b.number, b.date, b.issuer, b.title) for b in legal_bases([text]).found]
    assert found == expected


def test_a_document_cited_twice_is_listed_once() -> None:
    text = "Thực hiện Kế hoạch số 5/KH-UBND ngày 2/1/2025;"
    assert len(legal_bases([text, text]).found) == 1


@pytest.mark.parametrize(("is_exact", "number"), [(True, "9/QDD-UBND"), (False, "9/QĐ-UBND")])
def test_a_sign_unlike_its_kinds_is_warned_of_and_put_right_only_where_it_was_misread(
    is_exact: bool, number: str
) -> None:
    bases = legal_bases(["Căn cứ Quyết định số 9/QDD-UBND ngày 2/1/2030;"], is_exact=is_exact)
    (warning,) = bases.warnings
    assert ([one.number for one in bases.found], warning.proposals) == ([number], ("9/QĐ-UBND",))


def test_bases_stand_above_what_is_decided() -> None:
    text = "CHỦ TỊCH\nCăn cứ Luật Đất đai;\nTheo đề nghị của Sở Tài chính.\nQUYẾT ĐỊNH:\nĐiều 1. Căn cứ Luật Báo chí"
    assert list(preamble(parse_text(text).lines))[:1] == ["Căn cứ Luật Đất đai;"]
    assert "Báo chí" not in " ".join(preamble(parse_text(text).lines))


def test_a_narrow_column_breaks_within_what_a_basis_opens_with_and_before_a_roman_numeral() -> None:
    text = (
        "KẾ HOẠCH\nTHỦY LỢI\nCăn\ncứ Luật Đê điều số 1/2030/QH19;\nCăn cứ Chương trình số 5-CTr/ĐU thực hiện Nghị "
        "quyết Đại hội\nIX Đảng bộ xã về thủy lợi;\nCăn cứ Kế hoạch số 9/KH-UBND;\nI. MỤC TIÊU\nNạo vét kênh."
    )
    bases = legal_bases(preamble(parse_text(text).lines, 2))
    assert [one.number for one in bases.found] == ["1/2030/QH19", "5-CTr/ĐU", "9/KH-UBND"]


LISTED = """\
I. {heading}
- Luật Thủy lợi;
- Nghị quyết số 8/NQ-HĐND ngày 5/6/2030 của HĐND xã về thủy lợi.
II. MỤC TIÊU
Thực hiện Kế hoạch số 9/KH-UBND ngày 7/8/2030, xã nạo vét kênh.
"""


@pytest.mark.parametrize(
    ("heading", "found"),
    [("CĂN CỨ PHÁP LÝ", ["", "8/NQ-HĐND"]), ("CƠ SỞ PHÁP LÝ", ["", "8/NQ-HĐND"]), ("ĐẶC ĐIỂM", [])],
)
def test_a_division_may_list_the_bases_and_none_stand_below_others(heading: str, found: list[str]) -> None:
    text = "KẾ HOẠCH\nTHỰC HIỆN KẾ HOẠCH SỐ 2/KH-UBND\n" + LISTED.format(heading=heading)
    bases = legal_bases(preamble(parse_text(text).lines, 2))
    assert [one.number for one in bases.found] == found


@pytest.mark.parametrize(
    ("opened", "found"), [("", ["8/NQ-HĐND"]), ("Căn cứ Luật Đê điều số 1/2030/QH19;", ["1/2030/QH19"])]
)
def test_a_later_division_lists_the_bases_where_none_stand_above(opened: str, found: list[str]) -> None:
    listed = LISTED.format(heading="CĂN CỨ").replace("II. ", "III. ").replace("I. CĂN", "II. CĂN")
    text = f"KẾ HOẠCH\nTHỦY LỢI\n{opened}\nI. TÌNH HÌNH\nKênh còn cạn.\n" + listed
    bases = legal_bases(preamble(parse_text(text).lines, 2))
    assert [one.number for one in bases.found if one.number] == found
