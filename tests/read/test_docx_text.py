"""What is printed of a paragraph, and what stands apart from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.restoration import restore
from tests.read.word import p, r, raws, read, tbl, tc, tr, words

SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'
FIELD = '<w:fldChar w:fldCharType="{}"/>'

# The runs of a paragraph, and the line that it is.
INLINE = {
    "inserted": (("1", f"<w:ins>{r('9')}</w:ins>", "1"), "191"),
    "deleted": (("1", "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>", "1"), "11"),
    "moved here": ((f"<w:moveFrom>{r('a')}</w:moveFrom>", f"<w:moveTo>{r('b')}</w:moveTo>"), "b"),
    "link": (("xem ", f"<w:hyperlink>{r('tại đây')}</w:hyperlink>"), "xem tại đây"),
    "smart tag": ((f"<w:smartTag>{r('Hà Nội')}</w:smartTag>",), "Hà Nội"),
    "content control": ((f"<w:sdt><w:sdtPr/><w:sdtContent>{r('77,7')}</w:sdtContent></w:sdt>",), "77,7"),
    "simple field": ((f'<w:fldSimple w:instr="=SUM(ABOVE)">{r("77,7")}</w:fldSimple>',), "77,7"),
    "complex field": (
        (
            r(FIELD.format("begin")),
            r("<w:instrText>REF x</w:instrText>"),
            r(FIELD.format("separate")),
            "Bảng 2",
            r(FIELD.format("end")),
            " đây",
        ),
        "Bảng 2 đây",
    ),
    "field inside a field's instruction": (
        (
            r(FIELD.format("begin")),
            r(FIELD.format("begin")),
            r(FIELD.format("separate")),
            "ẩn",
            r(FIELD.format("end")),
            r(FIELD.format("separate")),
            "hiện",
            r(FIELD.format("end")),
        ),
        "hiện",
    ),
    "tick box of a form": (
        (
            r(
                '<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar>'
            ),
            r(FIELD.format("end")),
            " Có",
        ),
        "☒ Có",
    ),
    "list of a form": (
        (
            r(
                '<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Quý I"/><w:listEntry w:val="Quý II"/></w:ddList></w:ffData></w:fldChar>'
            ),
            r(FIELD.format("end")),
        ),
        "Quý II",
    ),
    "hidden": (("111", r("9", "<w:vanish/>")), "111"),
    "not hidden after all": (("111", r("9", '<w:vanish w:val="0"/>')), "1119"),
    "struck": (("111", r("9", "<w:strike/>"), r("8", "<w:dstrike/>")), "111"),
    "capitals": ((r("kế hoạch", "<w:caps/>"),), "KẾ HOẠCH"),
    "symbol": (("1", r('<w:sym w:font="Symbol" w:char="F02C"/>'), "11"), "1,11"),
    "symbol of Wingdings": ((r('<w:sym w:font="Wingdings" w:char="F0FE"/>'), " Có"), "☑ Có"),
    "letter of a symbol font": ((r("\uf0b3", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "5"), "≥5"),
    "hyphens": (("a", r("<w:noBreakHyphen/>"), "b", r("<w:softHyphen/>"), "c"), "a-bc"),
    "signs without a width": (("Phòng\u200b Kinh\u00ad tế\ufeff",), "Phòng Kinh tế"),
    "tab": (("a", r("<w:tab/>"), "b"), "a        b"),
    "mark behind a number": (("111", r("1", SUPERSCRIPT)), "111¹"),
    "power of a unit": (("100 km", r("2", SUPERSCRIPT)), "100 km²"),
    "power of ten": (("10", r("3", SUPERSCRIPT), " tấn"), "10³ tấn"),
    "raised letters": (("1", r("st", SUPERSCRIPT)), "1st"),
    "font from before Unicode": (
        (r("KÕ ho¹ch n\u00adíc", '<w:rFonts w:ascii=".VnTime"/>'),),
        "Kế hoạch nước",
    ),
    "font of capitals": ((r("ñy ban", '<w:rFonts w:ascii=".VnTimeH"/>'),), "ỦY BAN"),
    "equation": (("<m:oMath><m:r><m:t>≥111</m:t></m:r></m:oMath>",), "≥111"),
    "fraction": (
        (
            "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
        ),
        "(a+b)/2",
    ),
    "power": (
        (
            "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>",
        ),
        "x²",
    ),
    "choice": (
        (
            r(
                "<mc:AlternateContent><mc:Choice><w:t>mới</w:t></mc:Choice><mc:Fallback><w:t>cũ</w:t></mc:Fallback></mc:AlternateContent>"
            ),
        ),
        "mới",
    ),
}


@pytest.mark.parametrize("name", INLINE)
def test_a_line_is_what_is_printed(tmp_path: Path, name: str) -> None:
    runs, line = INLINE[name]
    assert raws(read(tmp_path, p("Dòng đầu.") + p(*runs)))[1:] == [line]


def test_marks_are_printed_but_are_no_words(tmp_path: Path) -> None:
    document = read(tmp_path, p("111", r("1", SUPERSCRIPT), "%") + p("UBND", r("(2)", SUPERSCRIPT), " xã"))
    assert words(document) == ["111", "%", "UBND", "xã"]
    assert [word.start for word in document.words] == [0, 4, 0, 8]


def test_styles_hide_and_their_toggles_cancel_out(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H"/></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = p("thường ", r("ẩn", '<w:rStyle w:val="C"/>')) + p(
        "ẩn ", r("hiện", '<w:rStyle w:val="C"/>'), style="H2"
    )
    assert raws(read(tmp_path, body, styles=styles)) == ["thường ", "hiện"]


def test_breaks_make_lines_and_pages(tmp_path: Path) -> None:
    body = (
        p("một", r("<w:br/>"), "hai", r('<w:br w:type="page"/>'), "ba")
        + p(r("<w:lastRenderedPageBreak/>"), "bốn")
        + p("năm", more='<w:sectPr><w:type w:val="nextPage"/></w:sectPr>')
        + p("sáu", more='<w:sectPr><w:type w:val="nextPage"/></w:sectPr>')
        + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
        + p("bảy")
    )
    document = read(tmp_path, body)
    pages = [(line.raw, line.page) for line in document.lines]
    assert pages == [("một", 1), ("hai", 1), ("ba", 2), ("bốn", 3), ("năm", 3), ("sáu", 4), ("bảy", 4)]
    assert [line.paragraph for line in document.lines] == [0, 0, 0, 1, 2, 3, 4]


def test_a_row_over_a_pages_end_counts_one_page(tmp_path: Path) -> None:
    over = p("đầu ", r("<w:lastRenderedPageBreak/>"), "cuối")
    back = p(r("<w:lastRenderedPageBreak/>"), "cạnh")
    body = tbl(tr("a", "b", "c"), tr(tc(over), tc(back), "x"), tr(tc(back), "y", "z")) + p("sau")
    assert [(line.raw, line.page) for line in read(tmp_path, body).lines][3:] == [
        ("đầu cuối", 1), ("cạnh", 1), ("x", 1), ("cạnh", 2), ("y", 2), ("z", 2), ("sau", 2),
    ]  # fmt: skip


def test_paragraphs_whose_ends_are_not_shown_are_one(tmp_path: Path) -> None:
    body = p("Một ", end="<w:del/>") + p("hai") + p("Ba ", end="<w:vanish/><w:specVanish/>") + p("bốn")
    assert raws(read(tmp_path, body)) == ["Một hai", "Ba bốn"]


def test_what_stands_apart_is_no_line(tmp_path: Path) -> None:
    note = r('<w:footnoteReference w:id="2"/>', SUPERSCRIPT)
    styles = '<w:style w:type="paragraph" w:styleId="M1"><w:name w:val="toc 1"/></w:style>'
    body = (
        p("I. MỤC ĐÍCH 2", style="M1")
        + p("Sở Công Thương", note, " và ", r("Sở cũ", "<w:strike/>"), "111", note)
        + tbl(tr(tc("99", '<w:vMerge w:val="restart"/>'), "x", "y"), tr(tc("88", "<w:vMerge/>"), "x", "y"))
    )
    document = read(
        tmp_path,
        body,
        styles=styles,
        footnotes=f'<w:footnote w:id="2">{p(r("<w:footnoteRef/>"), " Theo Quyết định số 5")}</w:footnote>',
        header=p("2"),
    )
    assert raws(document)[0] == "Sở Công Thương¹ và 111¹"
    assert "88" not in words(document)
    assert document.text.endswith("\n1 Theo Quyết định số 5")
    assert [(aside.kind, aside.mark, aside.text) for aside in document.asides] == [
        ("contents", "", "I. MỤC ĐÍCH 2"),
        ("struck", "", "Sở cũ"),
        ("covered", "", "88"),
        ("footnote", "1", "Theo Quyết định số 5"),
        ("header", "", "2"),
    ]


@pytest.mark.parametrize(
    "drawing",
    [
        "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>",
        "<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent>",
    ],
)
def test_text_boxes_are_read_once(tmp_path: Path, drawing: str) -> None:
    box = drawing.format(p("CHỦ TỊCH") + p("Trần Minh Khôi"))
    assert raws(read(tmp_path, p("Nơi nhận:", r(box)) + p("- Lưu: VT."))) == [
        "Nơi nhận:", "CHỦ TỊCH", "Trần Minh Khôi", "- Lưu: VT.",
    ]  # fmt: skip


def test_what_was_typed_is_never_restored(tmp_path: Path) -> None:
    """Names and abbreviations look misread, and are not."""
    lines = [f"Lớp {n}: GVCN chủ trì, Thầy Lê Thanh Tùng phụ trách (từ 9h00 đến 11h00)" for n in range(30)]
    document = read(tmp_path, "".join(p(line) for line in lines))
    assert document.is_exact
    assert restore(document) == document


def test_old_codes_are_restored_where_no_font_tells_them(tmp_path: Path) -> None:
    lines = [
        "Céng hßa x· héi chñ nghÜa ViÖt Nam",
        "§éc lËp - Tù do - H¹nh phóc",
        "KÕ ho¹ch c¶i c¸ch hµnh chÝnh",
    ]
    document = restore(read(tmp_path, "".join(p(line) for line in lines)))
    assert [line.text for line in document.lines][1:] == [
        "Độc lập - Tự do - Hạnh phúc",
        "Kế hoạch cải cách hành chính",
    ]


def test_bold_words_are_known_by_their_runs_and_styles(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:rPr><w:b/></w:rPr></w:style>'
    body = p(r("1. Th", "<w:b/>"), "ời gian: ", "13h30") + p(
        "II. NỘI ", r("DUNG", '<w:b w:val="0"/>'), style="H"
    )
    weights = {word.text: word.is_bold for word in read(tmp_path, body, styles=styles).words}
    assert weights == {
        "1.": True, "Thời": True, "gian:": False, "13h30": False, "II.": True, "NỘI": True, "DUNG": False,
    }  # fmt: skip
