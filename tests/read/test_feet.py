"""Feet of pages of plain text stand beside it, not in it; nothing that is said elsewhere is a foot."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.conversion import convert
from pipeline.read.feet import without_feet
from pipeline.read.text import parse_text

FOOT = [
    "Cong bao tinh Phu Lam, phat hanh boi Trung tam Tin hoc",
    "Bia chi: 12 duong Ho Sen - DT: 0299 123456",
]
READ_WORSE = [
    "Céng bao tinh Phti Lam, phat hanh béi Trung tam Tin hoe",
    "Dia chi: 12 dudng H6 Sen - BT: 0299 123456",
]
BODY = ["Xay dung ke hoach cai cach", "Sa Noi vu chu tri", "cac co quan, don vi lien quan"]


def _pages(*pages: list[str]) -> str:
    return "\n\f".join("\n".join(page) for page in pages)


def test_a_foot_is_told_from_page_to_page_however_it_was_read() -> None:
    text = _pages(
        ["Mot", "Hai mot viec", *FOOT, "3"],
        ["Ba viec khac", *READ_WORSE, "wwwphulamvn"],
        ["Bon viec nua", *FOOT],
        ["Nam viec cuoi cung cua ke hoach nay"],
    )
    document = without_feet(parse_text(text))
    printed = [line.raw.strip("\f") for line in document.lines if line.words]
    assert printed == [
        "Mot",
        "Hai mot viec",
        "Ba viec khac",
        "Bon viec nua",
        "Nam viec cuoi cung cua ke hoach nay",
    ]
    assert [aside.kind for aside in document.asides] == ["footer"] * 8
    assert document.asides[0].text == "3"
    assert document.text == text


@pytest.mark.parametrize(
    "text",
    [
        # Cells end many a page.
        _pages(*[[f"{n} viec gi do", *BODY] * 4 for n in range(6)]),
        # On two pages only a foot of three lines is sure enough.
        _pages(["Mot viec", *FOOT], ["Hai viec", *FOOT]),
        # On fewer than half of the pages it is none.
        _pages(*[[f"Viec {n}", *(FOOT if n < 3 else ["Trang cuoi"])] for n in range(9)]),
        "Mot trang\n" + "\n".join(FOOT),
        "",
    ],
)
def test_what_is_no_foot_stays(text: str) -> None:
    document = parse_text(text)
    assert without_feet(document) is document


def test_two_pages_have_a_foot_where_three_lines_of_it_agree() -> None:
    foot = [*FOOT, "Duong day nong: 1900 0299 - Thu: congbao tinh phu lam"]
    document = without_feet(parse_text(_pages(["Mot viec", *foot], ["Hai viec", *foot])))
    assert len(document.asides) == 6


def test_a_plan_keeps_its_feet_beside_what_it_says(tmp_path: Path) -> None:
    foot = "Công báo tỉnh Phú Lâm, phát hành bởi Trung tâm Tin học"
    pages = [
        ["ỦY BAN NHÂN DÂN XÃ PHÚ LÂM", "Số: 12/KH-UBND", "KẾ HOẠCH", "Cải cách hành chính năm 2026", foot],
        ["I. MỤC TIÊU", "Nâng cao chất lượng phục vụ người dân trên địa bàn xã.", foot],
        ["II. TỔ CHỨC THỰC HIỆN", "Các ngành thực hiện kế hoạch này.", foot],
    ]
    path = tmp_path / "plan.txt"
    path.write_text(_pages(*pages), encoding="utf-8")
    plan, _ = convert(path)
    assert [(one.why, one.page) for one in plan.left_over if one.why == "footer"] == [
        ("footer", n) for n in (1, 2, 3)
    ]
    assert not any("Công báo" in section.model_dump_json() for section in plan.sections)
