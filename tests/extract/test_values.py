"""Deadlines, units, numbers, codes: cases as data."""

from __future__ import annotations

import pytest

from pipeline.extract.deadlines import read_due
from pipeline.tables.codes.inferred import inferred_codes
from pipeline.tables.text.merged_cells import Extent, spans
from pipeline.vietnamese.units import split_units
from tests.conftest import DATA


def deadlines() -> list[tuple[str, tuple[str | None, ...] | None]]:
    lines = (DATA / "deadlines.tsv").read_text(encoding="utf-8").splitlines()
    rows = [[*line.split("\t"), "", "", ""][:4] for line in lines if not line.startswith("#")]
    return [
        (text, None if start == "null" else (start or None, end or None, often or None))
        for text, start, end, often in rows
    ]


@pytest.mark.parametrize(("text", "wanted"), deadlines())
def test_deadlines(text: str, wanted: tuple[str | None, ...] | None) -> None:
    due = read_due(text, 2024)
    assert (due and (due.start, due.end, due.recurrence)) == wanted


def test_an_empty_deadline_is_none() -> None:
    assert read_due("", 2024) is None


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Sở Nội vụ", ("Sở Nội vụ",)),
        ("Sở Văn hóa, Thể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",)),
        ("Sở Nội vụ; Sở Tài chính", ("Sở Nội vụ", "Sở Tài chính")),
        ("Sở Nội vụ, Sở Kế hoạch và Đầu tư và Văn phòng UBND tỉnh",
         ("Sở Nội vụ", "Sở Kế hoạch và Đầu tư", "Văn phòng Ủy ban nhân dân tỉnh")),
        ("CC VP-TK", ("Công chức Văn phòng - Thống kê",)),
        ("CC Tài chính – Kế toán", ("Công chức Tài chính - Kế toán",)),
        ("Sở TN&MT, Sở LĐTBXH; Sở KH&ĐT",
         ("Sở Tài nguyên và Môi trường", "Sở Lao động - Thương binh và Xã hội", "Sở Kế hoạch và Đầu tư")),
        ("Phòng TC-KH, VH&TT, Nội vụ",
         ("Phòng Tài chính - Kế hoạch", "Phòng Văn hóa và Thông tin", "Phòng Nội vụ")),
        ("Các Sở: Nội vụ, Y tế, Tài chính; UBND các huyện, thành phố",
         ("Sở Nội vụ", "Sở Y tế", "Sở Tài chính", "Ủy ban nhân dân các huyện, thành phố")),
        ("các sở, ban, ngành và UBND các huyện, thành phố",
         ("Các sở, ban, ngành", "Ủy ban nhân dân các huyện, thành phố")),
        ("Sở Nội vụ, Tài chính và Kế hoạch và Đầu tư",
         ("Sở Nội vụ", "Sở Tài chính", "Sở Kế hoạch và Đầu tư")),
        ("Phòng Nội vụ (tham mưu), các cơ quan, đơn vị liên quan",
         ("Phòng Nội vụ", "Các cơ quan, đơn vị liên quan")),
        ("- Sở Y tế\n- Công an tỉnh", ("Sở Y tế", "Công an tỉnh")),
        ("-nt-", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_units(text: str, units: tuple[str, ...]) -> None:
    assert split_units(text) == units


def test_codes_that_lost_their_points() -> None:
    raws = ["", "1", "1.1", "12", "1.2.1", "129", "123", "2", "21", "2.3"]
    names = ["Tổng cộng", "CẢI CÁCH THỂ CHẾ", *["Theo dõi"] * 5, "CẢI CÁCH BỘ MÁY", "Một", "Hai"]
    codes = [coded.code for coded in inferred_codes(raws, names, [False] * 10)]
    assert codes == ["", "1", "1.1", "1.2", "1.2.1", "1.2.2", "1.2.3", "2", "2.1", "2.3"]


def test_codes_of_dashes_and_lost_ones() -> None:
    raws = ["", "1", "-", "-", "", "-", "", "", ""]
    names = ["CHỈ SỐ CHUNG", "Tham gia", "a", "b", "Công khai, minh bạch", "c", "d", "Quản trị điện tử", "e"]
    coded = inferred_codes(raws, names, [False] * 9)
    assert [one.code for one in coded] == ["", "1", "-", "-", "2", "-", "-", "3", "-"]
    assert [one.parent for one in coded] == ["", "", "1", "1", "", "2", "2", "", "3"]
    assert [one.level for one in coded] == [0, 1, 2, 2, 1, 2, 2, 1, 2]


def test_codes_of_numerals() -> None:
    raws, names = ["", "I", "1.", "2.", "II", "1"], ["CHUNG", "Một", "a", "b", "Hai", "c"]
    assert [(one.code, one.parent) for one in inferred_codes(raws, names, [False] * 6)] == [
        ("", ""), ("I", ""), ("1", "I"), ("2", "I"), ("II", ""), ("1", "II"),
    ]  # fmt: skip


def test_a_unit_in_the_middle_holds_for_the_rows_around() -> None:
    rows = [Extent(1, i, i, (i, i) if i in (2, 7) else None) for i in range(10)]
    assert spans(rows) == [2] * 5 + [7] * 5


def test_a_unit_does_not_reach_past_another() -> None:
    rows = [Extent(1, 0, 0, (0, 0)), Extent(1, 1, 1), Extent(1, 2, 2, (2, 2))]
    assert spans(rows)[0] == 0
    assert spans(rows)[2] == 2


def test_codes_of_two_levels_that_lost_every_point() -> None:
    raws, names = ["", "1", "11", "12", "2", "21", "2.2"], ["Tổng", "Một", "a", "b", "Hai", "c", "d"]
    codes = [coded.code for coded in inferred_codes(raws, names, [False] * 7)]
    assert codes == ["", "1", "1.1", "1.2", "2", "2.1", "2.2"]
