"""Letterheads and closings in all the ways that Word files lay them out: the plan is the same."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from pipeline.conversion import convert
from tests.read.word import p, r, tbl, tc, tr, word_file

TAB = "<w:r><w:tab/></w:r>"
ISSUER = [p("ỦY BAN NHÂN DÂN"), p("XÃ ĐÔNG HÒA"), p("Số: 45/KH-UBND")]
MOTTO = [
    p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    p("Độc lập - Tự do - Hạnh phúc"),
    p("Đông Hòa, ngày 12 tháng 02 năm 2025"),
]
RECIPIENTS = [p("Nơi nhận:"), p("- Đảng ủy, HĐND xã;"), p("- Các ban, ngành xã;"), p("- Lưu: VT.")]
SIGNED = [p("KT. CHỦ TỊCH"), p("PHÓ CHỦ TỊCH"), p(""), p("Trần Minh Khôi")]


def box(*paragraphs: str) -> str:
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return r(
        f"<mc:AlternateContent><mc:Choice><w:drawing>{inside}</w:drawing></mc:Choice></mc:AlternateContent>"
    )


def cell(*paragraphs: str) -> str:
    return tc("".join(paragraphs))


def by_tabs(left: list[str], right: list[str]) -> str:
    """Two columns on common lines, a tab between."""
    pairs = zip(
        [*left, *[p("")] * (len(right) - len(left))],
        [*right, *[p("")] * (len(left) - len(right))],
        strict=True,
    )
    return "".join(one.replace("</w:p>", TAB + other.partition("</w:pPr>")[2]) for one, other in pairs)


WAYS = {
    "table": lambda left, right: tbl(tr(cell(*left), cell(*right)), borders=False),
    "table of three columns": lambda left, right: tbl(tr(cell(*left), "", cell(*right)), borders=False),
    "drawn table": lambda left, right: tbl(tr(cell(*left), cell(*right))),
    "two text boxes": lambda left, right: p(box(*left), box(*right)),
    "a text box beside text": lambda left, right: (
        left[0].replace("</w:p>", box(*right) + "</w:p>") + "".join(left[1:])
    ),
    "a table in a text box": lambda left, right: p(box(tbl(tr(cell(*left), cell(*right)), borders=False))),
    "tabs": by_tabs,
    "one below the other": lambda left, right: "".join([*left, *right]),
}
BODY = (
    p("KẾ HOẠCH")
    + p("Cải cách hành chính năm 2025 của xã Đông Hòa")
    + p("")
    + p("I. MỤC ĐÍCH")
    + p("Nâng cao chất lượng phục vụ.")
)


@pytest.mark.parametrize(("head", "end"), list(product(WAYS, WAYS)))
def test_letterhead_and_closing_are_read(tmp_path: Path, head: str, end: str) -> None:
    body = WAYS[head](ISSUER, MOTTO) + BODY + WAYS[end](RECIPIENTS, SIGNED)
    plan, _ = convert(word_file(tmp_path / "plan.docx", body))
    header, signature = plan.header, plan.signature
    assert (header.issuer, header.number, header.date, header.place) == (
        "ỦY BAN NHÂN DÂN XÃ ĐÔNG HÒA", "45/KH-UBND", "2025-02-12", "Đông Hòa",
    )  # fmt: skip
    assert header.title == "Cải cách hành chính năm 2025 của xã Đông Hòa"
    assert plan.recipients == ("Đảng ủy, HĐND xã", "Các ban, ngành xã", "Lưu: VT")
    assert signature is not None
    assert (signature.authority, signature.position, signature.name) == (
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Minh Khôi",
    )
    assert plan.tables == ()
