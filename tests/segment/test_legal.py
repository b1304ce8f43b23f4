from __future__ import annotations

import pytest

from pipeline.segment.legal import legal_bases

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
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_citations(text: str, expected: list[tuple[str, ...]]) -> None:
    found = [(b.doc_type, b.number, b.date, b.issuer, b.title) for b in legal_bases([text])]
    assert found == expected


def test_a_document_cited_twice_is_listed_once() -> None:
    text = "Thực hiện Kế hoạch số 5/KH-UBND ngày 2/1/2025;"
    assert len(legal_bases([text, text])) == 1
