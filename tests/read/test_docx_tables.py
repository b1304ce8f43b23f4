"""Tables of Word files: every cell where it is printed, and tables that only lay out text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.read.word import grid_texts, p, raws, read, tbl, tc, tr

SPAN = '<w:gridSpan w:val="{}"/>'
TOP, BELOW = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def sdt(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


# The XML of a table, and its cells: the first row and column of each, how many it spans, its text.
GRIDS = {
    "merged across": (
        tbl(tr("a", tc("bc", SPAN.format(2))), tr("1", "2", "3")),
        ["0,0 1x1 a", "0,1 1x2 bc", "1,0 1x1 1", "1,1 1x1 2", "1,2 1x1 3"],
    ),
    "merged down": (
        tbl(tr(tc("a", TOP), "b", "c"), tr(tc("", BELOW), "d", "e"), tr("f", "g", "h")),
        ["0,0 2x1 a", "0,1 1x1 b", "0,2 1x1 c", "1,1 1x1 d", "1,2 1x1 e", "2,0 1x1 f", "2,1 1x1 g", "2,2 1x1 h"],
    ),
    "merged both ways": (
        tbl(tr(tc("a", SPAN.format(2) + TOP), "b"), tr(tc("", SPAN.format(2) + BELOW), "c")),
        ["0,0 2x2 a", "0,2 1x1 b", "1,2 1x1 c"],
    ),
    "merged down from nothing": (
        tbl(tr(tc("a", BELOW), "b", "c"), tr(tc("", BELOW), "d", "e")),
        ["0,0 2x1 a", "0,1 1x1 b", "0,2 1x1 c", "1,1 1x1 d", "1,2 1x1 e"],
    ),
    "merged down over other columns": (
        tbl(tr(tc("a", TOP), "b", "c"), tr(tc("d", BELOW + SPAN.format(2)), "e")),
        ["0,0 1x1 a", "0,1 1x1 b", "0,2 1x1 c", "1,0 1x2 d", "1,2 1x1 e"],
    ),
    "rows that begin later and end sooner": (
        tbl(tr("a", "b", "c"), tr("d", "e", look='<w:gridBefore w:val="1"/>'), tr("f", "g", look='<w:gridAfter w:val="1"/>')),
        ["0,0 1x1 a", "0,1 1x1 b", "0,2 1x1 c", "1,1 1x1 d", "1,2 1x1 e", "2,0 1x1 f", "2,1 1x1 g"],
    ),
    "content controls around a row and a cell": (
        tbl(sdt(tr("a", "b", "c")), tr("d", sdt(tc("e")), "f")),
        ["0,0 1x1 a", "0,1 1x1 b", "0,2 1x1 c", "1,0 1x1 d", "1,1 1x1 e", "1,2 1x1 f"],
    ),
    "rows that were deleted, are hidden or have no cells": (
        tbl(tr("a", "b", "c"), tr("x", "y", "z", look="<w:del/>"), tr(), tr("x", "y", "z", look="<w:hidden/>"), tr("d", "e", "f")),
        ["0,0 1x1 a", "0,1 1x1 b", "0,2 1x1 c", "1,0 1x1 d", "1,1 1x1 e", "1,2 1x1 f"],
    ),
    "a table inside a cell": (
        tbl(tr("a", "b", tc(p("trên") + tbl(tr("c", "d"), tr("e", "f")) + p("dưới"))), tr("1", "2", "3")),
        ["0,0 1x1 a", "0,1 1x1 b", "0,2 1x1 trên / c / d / e / f / dưới", "1,0 1x1 1", "1,1 1x1 2", "1,2 1x1 3"],
    ),
    "lines that are not exactly above each other": (
        tbl(tr("a", tc("b", SPAN.format(2)), "c"), tr(tc("1", SPAN.format(2)), "2", "3"), grid=(2000, 20, 2000, 2000)),
        ["0,0 1x1 a", "0,1 1x1 b", "0,2 1x1 c", "1,0 1x1 1", "1,1 1x1 2", "1,2 1x1 3"],
    ),
    "merged across in the old way": (
        tbl(tr(tc("a", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "b"), tr("1", "2", "3")),
        ["0,0 1x2 a", "0,2 1x1 b", "1,0 1x1 1", "1,1 1x1 2", "1,2 1x1 3"],
    ),
    "two columns": (tbl(tr("TT", "Nội dung"), tr("1", "Họp")), ["0,0 1x1 TT", "0,1 1x1 Nội dung", "1,0 1x1 1", "1,1 1x1 Họp"]),
    "three columns without lines": (
        tbl(tr("a", "b", "c"), tr("d", "e", "f"), borders=False),
        ["0,0 1x1 a", "0,1 1x1 b", "0,2 1x1 c", "1,0 1x1 d", "1,1 1x1 e", "1,2 1x1 f"],
    ),
    "a heading that only begins like a closing": (
        tbl(tr("TT", "Nơi nhận hồ sơ", "Ghi chú"), tr("1", "Bộ phận một cửa", "x")),
        ["0,0 1x1 TT", "0,1 1x1 Nơi nhận hồ sơ", "0,2 1x1 Ghi chú", "1,0 1x1 1", "1,1 1x1 Bộ phận một cửa", "1,2 1x1 x"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GRIDS)
def test_cells_are_where_they_are_printed(tmp_path: Path, name: str) -> None:
    table, cells = GRIDS[name]
    found = [
        f"{rows[0]},{columns[0]} {rows[1] - rows[0]}x{columns[1] - columns[0]} {text}"
        for rows, columns, text in grid_texts(read(tmp_path, p("Bảng:") + table))
    ]
    assert found == cells


LETTERHEAD = tc(p("ỦY BAN NHÂN DÂN") + p("XÃ ĐÔNG HÒA"))
MOTTO = tc(p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Độc lập - Tự do - Hạnh phúc"))
RECIPIENTS = tc(p("Nơi nhận:") + p("- Như trên;") + p("- Lưu: VT.") + p(""))
SIGNED = tc(p("TM. ỦY BAN NHÂN DÂN") + p("CHỦ TỊCH") + p("") + p("Trần Minh Khôi"))

# The XML of a table that only lays out text, and the lines that it is.
LAID_OUT = {
    "letterhead": (
        tbl(tr(LETTERHEAD, MOTTO), tr("Số: 45/KH-UBND", "Đông Hòa, ngày 12 tháng 02 năm 2025"), borders=False),
        ["ỦY BAN NHÂN DÂN", "XÃ ĐÔNG HÒA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 45/KH-UBND", "Đông Hòa, ngày 12 tháng 02 năm 2025"],
    ),
    "letterhead of three columns, drawn": (
        tbl(tr("UBND XÃ A", "", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"), tr("PHÒNG B", "", "Độc lập – Tự do – Hạnh phúc")),
        ["UBND XÃ A", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "PHÒNG B", "Độc lập – Tự do – Hạnh phúc"],
    ),
    "closing": (
        tbl(tr(RECIPIENTS, "", SIGNED), borders=False),
        ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Minh Khôi"],
    ),
    "closing, a row for each line": (
        tbl(tr("Nơi nhận:", "CHỦ TỊCH"), tr("- Như trên;", ""), tr("- Lưu: VT.", "Trần Minh Khôi"), borders=False),
        ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "Trần Minh Khôi"],
    ),
    "two signers": (
        tbl(tr(tc(p("CHỦ TỊCH") + p("Nguyễn Văn An")), "", SIGNED), borders=False),
        ["CHỦ TỊCH", "Nguyễn Văn An", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Minh Khôi"],
    ),
    "a frame": (tbl(tr(tc(p("Lưu ý:") + p("gửi báo cáo đúng hạn.")))), ["Lưu ý:", "gửi báo cáo đúng hạn."]),
    "two columns without lines": (
        tbl(tr("Thời gian:", "8 giờ 00"), tr("Địa điểm:", tc(p("Hội trường") + p("tầng 2"))), borders=False),
        ["Thời gian:        8 giờ 00", "Địa điểm:", "Hội trường", "tầng 2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAID_OUT)
def test_tables_that_lay_out_text_are_lines(tmp_path: Path, name: str) -> None:
    table, lines = LAID_OUT[name]
    document = read(tmp_path, table)
    assert (raws(document), document.tables) == (lines, ())


def test_a_table_in_a_frame_is_a_table(tmp_path: Path) -> None:
    data = tbl(tr("TT", "Nhiệm vụ", "Chủ trì"), tr("1", "Họp", "Văn phòng"))
    document = read(tmp_path, tbl(tr(tc(p("PHỤ LỤC") + data + p("Hết")))))
    assert [text for *_, text in grid_texts(document)] == [
        "TT",
        "Nhiệm vụ",
        "Chủ trì",
        "1",
        "Họp",
        "Văn phòng",
    ]
    assert [line.raw for line in document.lines if line.cell < 0] == ["PHỤ LỤC", "Hết"]
    assert document.tables[0].place == 1


def test_a_style_may_draw_the_lines(tmp_path: Path) -> None:
    inside = "".join(
        f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    styles = (
        f'<w:style w:type="table" w:styleId="G"><w:tblPr><w:tblBorders>{inside}</w:tblBorders></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="G2"><w:basedOn w:val="G"/></w:style>'
    )
    rows = tr("TT", "Nội dung") + tr("1", "Họp")
    drawn = f'<w:tbl><w:tblPr><w:tblStyle w:val="G2"/></w:tblPr>{rows}</w:tbl>'
    none = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right"))
    bare = drawn.replace("<w:tcPr>", f"<w:tcPr><w:tcBorders>{none}</w:tcBorders>")
    assert [len(read(tmp_path, table, styles=styles).tables) for table in (drawn, bare)] == [1, 0]
