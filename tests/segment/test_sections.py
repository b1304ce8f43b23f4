from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.document import Box, Line
from pipeline.plan import Attached, Signature
from pipeline.read.text import parse_text
from pipeline.segment import segment
from pipeline.segment.outline import section_at
from pipeline.segment.sections import read_sections


def test_levels_nest() -> None:
    text = "I. MỤC TIÊU\n1. Chung\n1.1. Đến 2025\n- Một.\n+ Hai.\n2. Riêng\na) Xã;\nII. GIẢI PHÁP\nLàm ngay."
    body = read_sections(parse_text(text).lines)
    sections = body.sections
    assert [section.marker for section in sections] == ["I", "II"]
    first = sections[0].children[0]
    assert (first.marker, first.heading, first.children[0].marker) == ("1", "Chung", "1.1")
    assert first.children[0].paragraphs == ("Một.", "Hai.")
    assert sections[0].children[1].paragraphs == ("a) Xã;",)
    assert sections[1].paragraphs == ("Làm ngay.",)
    assert body.preamble == ()
    assert body.warnings == ()


@pytest.mark.parametrize(
    ("line", "section"), [(0, ""), (1, "I"), (2, "I.1"), (3, "I.1.1"), (4, "I.2"), (6, "II"), (9, "II")]
)
def test_a_line_stands_in_the_last_section_above_it(line: int, section: str) -> None:
    text = "I. MỤC TIÊU\n1. Chung\n1.1. Đến 2025\n2. Riêng\nMột.\nII. GIẢI PHÁP\nLàm ngay."
    assert section_at(read_sections(parse_text(text).lines).outline, line) == section


def test_indented_lines_begin_paragraphs_too() -> None:
    text = (
        "     I. Căn cứ.\n       Luật Đê điều.\n     II. Mục đích.\n       1. Chung\n         - Bền vững.\n"
        + 90 * "x"
    )
    first, second = read_sections(parse_text(text).lines, is_exact=True).sections
    assert (first.heading, first.paragraphs, second.heading) == ("Căn cứ", ("Luật Đê điều.",), "Mục đích")
    assert second.children[0].heading == "Chung"


def test_points_stand_below_what_announces_them_and_beside_their_like() -> None:
    text = "I. NHIỆM VỤ\n\n- Một:\n\n+ Hai.\n\n- Ba.\n\nGiao Sở Nội vụ:\n\n1. Bốn.\n\n2. Năm;\n\na) Sáu;\n\nBảy.\n\n1. CHUNG"
    (section,) = read_sections(parse_text(text).lines, is_exact=True).outline
    one, three, asks, heading = section.children
    assert [point.text for point in one.children] == ["Hai."]
    assert (three.children, heading.is_heading) == ((), True)
    four, five = asks.children
    (six,) = five.children
    assert (four.children, [point.text for point in six.children]) == ((), ["Bảy."])


def test_misread_numerals_are_told_by_their_sequence() -> None:
    text = "I. MỤC TIÊU\nMột.\n\n1l GIẢI PHÁP\nHai.\n\n1. KINH PHÍ\nBa.\n\nIV. TỔ CHỨC THỰC HIỆN\nBốn."
    body = read_sections(parse_text(text).lines)
    assert [section.marker for section in body.sections] == ["I", "II", "III", "IV"]
    assert [warning.code for warning in body.warnings] == ["marker-repaired"] * 2


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("L. Mục tiêu năm nay\nMột.\nH. Giải pháp chính\nHai.", ["I", "II"]),
        (
            "I. MỤC TIÊU\nMột.\nII. VIỆC LÀM\nHai.\nI Rà soát\nIII. TỔ CHỨC THỰC HIỆN\nBa.",
            ["I", "II", "I", "III"],
        ),
        (
            "I. MỤC ĐÍCH, YÊU CẦU\n1. MỤC ĐÍCH CHUNG\nMột.\n2. YÊU CẦU RIÊNG\nHai.\nII. VIỆC LÀM\nBa.",
            ["I", "II"],
        ),
    ],
    ids=["the first one", "one that was read well", "numbers of points in capitals"],
)
def test_numerals_are_those_of_the_sequence(text: str, markers: list[str]) -> None:
    assert [section.marker for section in read_sections(parse_text(text).lines).sections] == markers


def test_a_stray_digit_behind_a_letter_is_left_out_and_warned_of() -> None:
    text = "I. VIỆC LÀM\na4) Phòng bệnh\n- Một.\nb) Chữa bệnh\nb1) Tuyến xã\nb2) Tuyến tỉnh"
    body = read_sections(parse_text(text).lines)
    assert [child.marker for child in body.sections[0].children] == ["a", "b", "b1", "b2"]
    assert [warning.raw for warning in body.warnings] == ["a4)"]


def test_paragraphs_that_the_source_tells_are_not_joined() -> None:
    text = "I. MỤC TIÊU\nMột câu dài không có dấu chấm\nHai câu dài hơn một\nvà một phần của câu hai"
    lines = [replace(line, paragraph=line.index) for line in parse_text(text).lines]
    (section,) = read_sections(lines).sections
    assert section.paragraphs == (
        "Một câu dài không có dấu chấm",
        "Hai câu dài hơn một và một phần của câu hai",
    )


def test_a_paragraph_runs_on_over_a_page() -> None:
    text = "I. MỤC TIÊU\n- Nâng cao chất lượng\n\n\n\n\nphục vụ người dân."
    (section,) = read_sections(parse_text(text).lines).sections
    assert section.paragraphs == ("Nâng cao chất lượng phục vụ người dân.",)


def bold(text: str) -> list[Line]:
    """Lines whose words between asterisks are bold."""
    lines = []
    for line in parse_text(text.replace("*", "")).lines:
        marked = [part.split() for part in text.split("\n")[line.index].split("*")]
        weights = [number % 2 == 1 for number, part in enumerate(marked) for _ in part]
        words = [replace(word, is_bold=weight) for word, weight in zip(line.words, weights, strict=True)]
        lines.append(replace(line.with_words(words), paragraph=line.index))
    return lines


def test_bold_words_head_the_text_that_goes_on_behind_them() -> None:
    text = (
        "*I. MỤC ĐÍCH*\n*1. Thời gian:* 13h30 ngày 29/4/2026.\n2. *Sở Nội vụ* chủ trì thực hiện.\n"
        "*3. Nâng cao hiệu quả.*\n*4.* Phát động phong trào thi đua trong toàn tỉnh, báo cáo hằng quý.\nCác đơn vị thực hiện kế hoạch này."
    )
    body = read_sections(bold(text))
    (section,) = body.sections
    assert [(one.marker, one.heading, one.paragraphs) for one in section.children] == [
        ("1", "Thời gian", ("13h30 ngày 29/4/2026.", "2. Sở Nội vụ chủ trì thực hiện.")),
        (
            "3",
            "Nâng cao hiệu quả",
            (
                "4. Phát động phong trào thi đua trong toàn tỉnh, báo cáo hằng quý.",
                "Các đơn vị thực hiện kế hoạch này.",
            ),
        ),
    ]
    (first,) = body.outline[0].children[0].children
    assert [word.text for word in first.words] == ["13h30", "ngày", "29/4/2026."]


def test_bold_lines_in_capitals_head_a_text_without_numbers() -> None:
    body = read_sections(
        bold("*MỤC TIÊU*\nTrồng 200 cây ven đường.\n*PHÂN CÔNG*\n- Sở Nội vụ tổng hợp.\nXong trong năm.")
    )
    found = [(one.marker, one.heading, one.paragraphs) for one in body.sections]
    assert found == [
        ("", "MỤC TIÊU", ("Trồng 200 cây ven đường.",)),
        ("", "PHÂN CÔNG", ("Sở Nội vụ tổng hợp.", "Xong trong năm.")),
    ]


def test_bold_says_nothing_where_all_is_bold() -> None:
    body = read_sections(
        bold("*I. MỤC ĐÍCH*\n*1. Họp mặt: 13h30 ngày 29/4/2026 tại hội trường, sau đó tại xã.*")
    )
    assert body.sections[0].paragraphs == ("1. Họp mặt: 13h30 ngày 29/4/2026 tại hội trường, sau đó tại xã.",)


def test_letters_that_were_read_are_no_misread_numeral() -> None:
    lines = parse_text("I. MỤC TIÊU\nMột.\n\nPHÊ DUYỆT CỦA PHÒNG\nHai.\n\nII. TỔ CHỨC THỰC HIỆN\nBa.").lines
    assert [section.marker for section in read_sections(lines).sections] == ["I", "II"]


def test_exact_text_has_no_misread_markers() -> None:
    lines = parse_text("I. MỤC TIÊU\nMột.\n\nNGÀY 1: THỨ HAI\nHai.\n\nIII. TỔ CHỨC THỰC HIỆN\nBa.").lines
    body = read_sections(lines, is_exact=True)
    assert [section.marker for section in body.sections] == ["I", "III"]
    assert body.warnings == ()


def test_an_article_that_is_a_sentence_has_no_heading() -> None:
    text = (
        "Điều 1. Phạm vi áp dụng\n\nMột.\n\nĐiều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành.\n\n"
        "Căn cứ quy định tại\nĐiều 2, Quyết định này, các đơn vị thực hiện."
    )
    first, second = read_sections(parse_text(text).lines, is_exact=True).sections
    assert (first.marker, first.heading) == ("Điều 1", "Phạm vi áp dụng")
    assert (second.marker, second.heading) == ("Điều 2", "")
    assert second.paragraphs[0].startswith("Quyết định này có hiệu lực")


def test_an_abbreviation_that_a_sentence_ends_with_is_no_heading() -> None:
    text = "I. MỤC TIÊU\nNâng cao ý thức của mỗi cá nhân trong việc thực hiện công tác\nCCHC.\nII. TỔ CHỨC THỰC HIỆN\nHai."
    body = read_sections(parse_text(text).lines)
    assert [section.heading for section in body.sections] == ["MỤC TIÊU", "TỔ CHỨC THỰC HIỆN"]
    assert body.sections[0].paragraphs[0].endswith("CCHC.")


def test_a_decision_has_the_sections_of_the_plan_that_it_issues() -> None:
    decision = (
        "ỦY BAN NHÂN DÂN\nXÃ TÂN AN\nSố: 5/QĐ-UBND\n\nQUYẾT ĐỊNH\nBan hành Kế hoạch tuyên truyền\n\n"
        "QUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch tuyên truyền.\n\n"
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\n\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n\nCHỦ TỊCH\n\n"
        "KẾ HOẠCH\nTuyên truyền\n(Ban hành kèm theo Quyết định số 5/QĐ-UBND ngày 02/3/2026)\n\n"
        "I. MỤC ĐÍCH\n\nMột.\n\nII. TỔ CHỨC THỰC HIỆN\n\nHai."
    )
    first, *rest = segment(parse_text(decision)).sections
    assert (first.marker, first.heading, len(first.paragraphs)) == ("", "QUYẾT ĐỊNH", 2)
    assert [section.heading for section in rest] == ["MỤC ĐÍCH", "TỔ CHỨC THỰC HIỆN"]


def test_a_decision_without_recipients_ends_above_what_it_issues() -> None:
    decision = (
        "ỦY BAN NHÂN DÂN\nXÃ TÂN AN\nSố: 5/QĐ-UBND\n\nQUYẾT ĐỊNH\nBan hành Kế hoạch tuyên truyền\n\n"
        "QUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch tuyên truyền.\n\n"
        "Điều 2. Các thôn chịu trách nhiệm thi hành Quyết định này./.\n\nCHỦ TỊCH\n\n\nLê Văn Hòa\n\n"
        "KẾ HOẠCH\nTUYÊN TRUYỀN\n(Ban hành kèm theo Quyết định số 5/QĐ-UBND ngày 02/3/2026)\n\nI. MỤC ĐÍCH\n\nMột."
    )
    found = segment(parse_text(decision))
    assert found.signature == Signature(position="CHỦ TỊCH", name="Lê Văn Hòa")
    assert found.header.attached == Attached(doc_type="Kế hoạch", title="TUYÊN TRUYỀN")
    assert [section.heading for section in found.sections] == ["QUYẾT ĐỊNH", "MỤC ĐÍCH"]


def test_a_plan_without_its_kind_is_the_one_that_articles_issue() -> None:
    decision = (
        "ỦY BAN NHÂN DÂN\nXÃ TÂN AN\nSố: 5/QĐ-UBND\n\nQUYẾT ĐỊNH\nBan hành Kế hoạch tuyên truyền\n\n"
        "QUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch tuyên truyền.\n\n"
        "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n\nCHỦ TỊCH\n\n"
        "TUYÊN TRUYỀN CỦA XÃ NĂM 2026\n(Kèm theo Quyết định số 5/QĐ-UBND ngày 02/3/2026)\n\n"
        "1. MỤC ĐÍCH\n\nMột.\n\nII. TỔ CHỨC THỰC HIỆN\n\nHai."
    )
    _, *rest = segment(parse_text(decision)).sections
    assert [(section.marker, section.heading) for section in rest] == [
        ("I", "MỤC ĐÍCH"),
        ("II", "TỔ CHỨC THỰC HIỆN"),
    ]


def test_a_name_before_a_colon_heads_what_the_unit_is_to_do_and_what_asks_is_no_heading() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN TRONG\nNĂM 2026\n\n1. Sở Y tế: Tham mưu kế hoạch.\n\n2. Giao Sở Nội vụ:\n\n- Theo dõi;\n\n"
        "3. Thực hiện các nhiệm vụ sau:\n\n- Một."
    )
    (section,) = read_sections(parse_text(text).lines, is_exact=True).sections
    assert section.heading == "TỔ CHỨC THỰC HIỆN TRONG NĂM 2026"
    assert [(child.marker, child.heading) for child in section.children] == [("1", "Sở Y tế")]
    assert section.children[0].paragraphs[:2] == ("Tham mưu kế hoạch.", "2. Giao Sở Nội vụ:")


def test_a_name_beside_bold_names_heads_its_task_and_a_last_letter_is_no_heading() -> None:
    text = (
        "*I. PHÂN CÔNG*\n*1. Phòng Y tế*\na) Theo dõi chung các đơn vị.\nb) Báo cáo kết quả hằng quý.\n"
        "2. Phòng Nội vụ: Phối hợp với Sở Tài chính, Đài Truyền thanh kiểm tra.\n3. Công an xã: Giữ gìn trật tự."
    )
    (section,) = read_sections(bold(text), is_exact=True).sections
    assert [(child.marker, child.heading) for child in section.children] == [
        ("1", "Phòng Y tế"), ("2", "Phòng Nội vụ"), ("3", "Công an xã"),
    ]  # fmt: skip
    assert section.children[0].paragraphs[1] == "b) Báo cáo kết quả hằng quý."


def test_what_only_names_an_appendix_or_asks_is_no_heading() -> None:
    text = (
        "*I. KẾ HOẠCH*\n*1. Phụ lục I:* Các lớp do tỉnh mở.\n*2. Kinh phí*\nTừ ngân sách.\n"
        "3. Sở Y tế có trách nhiệm\na) Báo cáo tình hình;\n"
        "4. Đánh giá việc thực hiện các nhiệm vụ và giải pháp của Chương trình đã được đề ra trên các lĩnh vực\n- Một."
    )
    (section,) = read_sections(bold(text), is_exact=True).sections
    assert [child.heading for child in section.children] == ["Kinh phí"]


def test_a_lettered_sentence_among_headings_is_one_of_them() -> None:
    text = "I. LỚP HỌC\na) Khai giảng và giới thiệu về hệ thống mới.\n- Sáng.\nb) Thực hành\n- Chiều.\nc) Một câu không có gì ở dưới."
    (section,) = read_sections(parse_text(text).lines, is_exact=True).sections
    assert [child.marker for child in section.children] == ["a", "b"]


def test_a_line_with_room_for_the_next_word_ended_a_paragraph() -> None:
    texts = [
        "1. Thực hiện tuyên truyền trên báo",
        "Sở Nội vụ chủ trì, phối hợp với báo của",
        "tỉnh và các cơ quan có liên quan của xã",
    ]
    lines = parse_text("\n".join([*texts, *texts[1:]])).lines
    placed = [
        line.with_words(replace(word, box=Box(5 * word.start, 0, 5 * word.end, 10)) for word in line.words)
        for line in lines
    ]
    joined, apart = (read_sections(some).sections for some in (lines, placed))
    assert joined[0].heading.startswith(" ".join(texts).removeprefix("1. "))
    assert apart[0].heading == texts[0].removeprefix("1. ")


def test_usual_headings_stand_before_their_text_on_one_line() -> None:
    text = "I. HỘI NGHỊ\n1. Thời gian: 13h30 ngày 29/4/2026.\n2. Nước sạch: 95% số hộ được dùng.\n3. Kinh phí:\nTừ ngân sách xã."
    (section,) = read_sections(parse_text(text).lines, is_exact=True).sections
    assert [(one.marker, one.heading, one.paragraphs) for one in section.children] == [
        ("1", "Thời gian", ("13h30 ngày 29/4/2026.", "2. Nước sạch: 95% số hộ được dùng.")),
        ("3", "Kinh phí", ("Từ ngân sách xã.",)),
    ]


def test_a_marker_may_end_in_a_hyphen() -> None:
    text = "I- MỤC TIÊU\n1- Chung\n1.1- Đến năm 2025\na- Về sản phẩm\nLàm ngay từ 5-\n10 ngày; e - SIPAS"
    (section,) = read_sections(parse_text(text).lines, is_exact=True).sections
    (first,) = section.children
    (below,) = first.children
    assert [one.marker for one in (section, first, below, *below.children)] == ["I", "1", "1.1", "a"]


def test_a_marker_may_end_in_a_stroke_or_stand_before_a_dash() -> None:
    text = "A - CHUẨN BỊ\n1/ Chọn giống\nMột.\nB/ TRỒNG CÂY\nCúm gia cầm có chủng\nA/H5N1 và chủng khác."
    first, second = read_sections(parse_text(text).lines).sections
    assert (first.marker, first.heading, first.children[0].marker) == ("A", "CHUẨN BỊ", "1")
    assert (second.marker, second.heading, len(second.paragraphs)) == ("B", "TRỒNG CÂY", 1)


def test_the_title_of_a_part_may_stand_below_its_number() -> None:
    text = "Phần I\nKẾT QUẢ CỦA NĂM\n1. Trồng cây\nMột.\n\nPhần II\n\nNHIỆM VỤ\n\nĐiều 1.\n\nXã trồng cây."
    found = read_sections(parse_text(text).lines).sections
    assert [(one.marker, one.heading) for one in found] == [
        ("Phần I", "KẾT QUẢ CỦA NĂM"),
        ("Phần II", "NHIỆM VỤ"),
        ("Điều 1", ""),
    ]


def test_strokes_that_were_misread_are_numerals() -> None:
    text = "I. Mục tiêu\nMột.\n\nH. Giải pháp\nHai.\n\nIH. Kinh phí\nBa."
    assert [one.marker for one in read_sections(parse_text(text).lines).sections] == ["I", "II"]
    text = "I. MỤC TIÊU\nMột.\n\nIL GIẢI PHÁP\nHai.\n\nIH. KINH PHÍ\nBa."
    sections = read_sections(parse_text(text).lines).sections
    assert [(one.marker, one.heading) for one in sections] == [
        ("I", "MỤC TIÊU"),
        ("II", "GIẢI PHÁP"),
        ("III", "KINH PHÍ"),
    ]


def test_a_title_above_the_first_numeral_is_no_section() -> None:
    text = "KẾT QUẢ ĐÁNH GIÁ NĂM 2025\n\nI. ĐỐI VỚI CẤP SỞ\nMột.\n\nII. ĐỐI VỚI CẤP XÃ\nHai."
    assert [one.marker for one in read_sections(parse_text(text).lines).sections] == ["I", "II"]


def test_a_letter_without_headings_is_one_section() -> None:
    text = "Kính gửi: Sở Nội vụ\n\nUBND xã báo cáo kết quả như trên.\n\nĐề nghị Sở xem xét."
    (section,) = segment(parse_text(text)).sections
    assert (section.marker, section.heading) == ("", "")
    assert section.paragraphs[-1] == "Đề nghị Sở xem xét."
