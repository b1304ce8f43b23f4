from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.document import Box, Line
from pipeline.plan import Signature
from pipeline.read.text import parse_text
from pipeline.segment.closing import end_without_heading, end_without_recipients, read_end, starts_end
from pipeline.segment.joint import joint_start, stacked_start
from pipeline.segment.signature import read_signature, with_signers
from pipeline.segment.signing import is_name

WIDE = " " * 24
# text, recipients, authority, position, name
CASES = [
    # side by side, the last line of an item on its own
    (
        f"Nơi nhận:{WIDE}TM. ỦY BAN NHÂN DÂN\n- UBND huyện;{WIDE}KT. CHỦ TỊCH\n- Đảng ủy, HĐND xã;{WIDE}PHÓ CHỦ TỊCH\n"
        "- Các ngành,\nđoàn thể;\n- Lưu: VT.\n\n              Trần Thị Bình",
        ("UBND huyện", "Đảng ủy, HĐND xã", "Các ngành, đoàn thể", "Lưu: VT"),
        ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Bình"),
    ),
    # a number at the end of a recipient is not of the post beside it
    (
        f"Nơi nhận:\n- Như Điều 3;{WIDE}CHỦ TỊCH\n- Lưu: VT.\n\n{WIDE}{WIDE}Lê Văn Hòa",
        ("Như Điều 3", "Lưu: VT"),
        ("", "CHỦ TỊCH", "Lê Văn Hòa"),
    ),
    # the name stands beside a recipient, the recipients go on below it
    (
        f"Nơi nhận:{WIDE}KT. GIÁM ĐỐC\n- Bộ Nội vụ;{WIDE}PHÓ GIÁM ĐỐC\n- Sở Tài chính;{WIDE}Giàng A Páo\n- Lưu: VT.",
        ("Bộ Nội vụ", "Sở Tài chính", "Lưu: VT"),
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Giàng A Páo"),
    ),
    # a rank before the name, the mark of a seal above it
    (
        f"Nơi nhận:{WIDE}TRƯỞNG CÔNG AN XÃ\n- Lưu: VT.\n\n{WIDE}{WIDE}(Đã ký)\n{WIDE}{WIDE}Đại úy Vàng Mí Sính",
        ("Lưu: VT",),
        ("", "TRƯỞNG CÔNG AN XÃ", "Vàng Mí Sính"),
    ),
    # a post over two lines that a dash joins, a formula with a point between its letters
    (
        f"Nơi nhận:\n- Lưu: VT.{WIDE}K.T CHỈ HUY TRƯỞNG\n\nPHÓ CHỈ HUY TRƯỞNG -\nTHAM MƯU TRƯỞNG\n\nLê Văn Hòa",
        ("Lưu: VT",),
        ("K.T CHỈ HUY TRƯỞNG", "PHÓ CHỈ HUY TRƯỞNG - THAM MƯU TRƯỞNG", "Lê Văn Hòa"),
    ),
    # the name in capitals
    (
        f"Nơi nhận:{WIDE}CHỦ NHIỆM\n- Các hội viên;\n- Lưu: VP.\n\n{WIDE}{WIDE}PHẠM VĂN TÁM",
        ("Các hội viên", "Lưu: VP"),
        ("", "CHỦ NHIỆM", "PHẠM VĂN TÁM"),
    ),
    # a formula without its point, recipients without bullets
    (
        f"Nơi nhận:{WIDE}KT  GIÁM ĐỐC\nCác phòng;{WIDE}PHÓ GIÁM ĐỐC\nCác trạm y tế;\nLưu: VT.",
        ("Các phòng", "Các trạm y tế", "Lưu: VT"),
        ("KT GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", ""),
    ),
    # recipients on one line; a deputy of any post; a degree before the name
    (
        f"Nơi nhận: Như trên; Sở Y tế; Lưu: VT./.{WIDE}KT. HẠT TRƯỞNG\n{WIDE}{WIDE}PHÓ HẠT TRƯỞNG\n\n{WIDE}{WIDE}BSCKII. Lê An",
        ("Như trên", "Sở Y tế", "Lưu: VT"),
        ("KT. HẠT TRƯỞNG", "PHÓ HẠT TRƯỞNG", "Lê An"),
    ),
    # the deputy's post beside a recipient; a name with a stroke
    (
        f"Nơi nhận:{WIDE}KT. TRƯỞNG CÔNG AN XÃ\n- Các thôn;{WIDE}PHÓ TRƯỞNG CÔNG AN XÃ\n- Lưu: CAX.\n\n{WIDE}{WIDE}H'Nga Êban",
        ("Các thôn", "Lưu: CAX"),
        ("KT. TRƯỞNG CÔNG AN XÃ", "PHÓ TRƯỞNG CÔNG AN XÃ", "H'Nga Êban"),
    ),
    # a district's name is no formula (Q. is "quyền" only before a post)
    ("Nơi nhận:\n- UBND Q. TÂN PHÚ;\n- Lưu: VT.", ("UBND Q. TÂN PHÚ", "Lưu: VT"), None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "recipients", "signed"), CASES)
def test_recipients_and_signature(
    text: str, recipients: tuple[str, ...], signed: tuple[str, str, str] | None
) -> None:
    end = read_end(parse_text(text).lines)
    assert end.recipients == recipients
    assert end.unplaced == ()
    found = end.signature and (end.signature.authority, end.signature.position, end.signature.name)
    assert found == signed


FOREIGN = [
    "STT   Nhiệm vụ              Chủ trì\n1     Rà soát văn bản       Phòng Tư pháp",
    "DANH SÁCH TỔ CÔNG TÁC\n1. Ông Lê Văn Hòa, Tổ trưởng",
    "1 Gồm các xã: An Bình, An Hòa.",
]


@pytest.mark.parametrize("foreign", FOREIGN)
def test_what_is_neither_recipient_nor_signature_is_warned_of(foreign: str) -> None:
    text = f"Nơi nhận:{WIDE}CHỦ TỊCH\n- Đảng ủy xã;\n- Lưu: VT.\n\n{WIDE}{WIDE}Lê Văn Hòa\n\n{foreign}"
    end = read_end(parse_text(text).lines)
    assert end.recipients == ("Đảng ủy xã", "Lưu: VT")
    assert end.signature is not None
    assert (end.signature.position, end.signature.name) == ("CHỦ TỊCH", "Lê Văn Hòa")
    assert [line.raw for line in end.unplaced] == foreign.split("\n")
    (warning,) = end.warnings
    assert warning.code == "lines-unplaced"


@pytest.mark.parametrize(
    ("text", "is_heading"),
    [
        ("Nơi nhận:", True),
        (f"Nơi nhận{WIDE}CHỦ TỊCH", True),
        (f"Nơi nhận:{WIDE}x m CHỦ TỊCH", True),
        ("1. Nơi nhận hồ sơ là bộ phận một cửa", False),
        ("nơi nhận.", False),
        ("Nơi nhận kết quả của người dân", False),
    ],
)
def test_only_a_heading_alone_or_beside_a_signature_begins_the_recipients(
    text: str, is_heading: bool
) -> None:
    (line,) = parse_text(text).lines
    assert starts_end(line) is is_heading


def test_without_a_heading_recipients_begin_below_the_end_mark() -> None:
    text = "2. Các phòng báo cáo trước ngày 05/6./.\n\n@ hn\n- Đảng ủy xã;\n- Lưu: VT."
    assert end_without_heading(parse_text(text).lines) == 1
    assert end_without_heading(parse_text(text.replace("./.", ";")).lines) == 5


@pytest.mark.parametrize(
    ("end", "place"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n(Đã ký)\n\nLê Văn Hòa", 2),
        ("GIÁM ĐỐC\n\nLê Văn Hòa", 2),
        ("GIÁM ĐỐC\n\nBáo cáo này thay báo cáo trước.", 5),
        ("Lê Văn Hòa", 3),
    ],
    ids=["a body and its post", "a post", "a sentence below", "no post"],
)
def test_a_signature_may_stand_without_recipients(end: str, place: int) -> None:
    assert end_without_recipients(parse_text(f"Các đơn vị thực hiện./.\n\n{end}").lines) == place


@pytest.mark.parametrize(
    ("name", "x", "found"), [("Lê Văn Hòa", 400, "Lê Văn Hòa"), ("Lê Văn Hòa", 200, ""), ("Sở Y", 400, "")]
)
def test_a_name_in_the_right_half_signs_though_its_post_was_not_read(name: str, x: float, found: str) -> None:
    lines = [
        line.with_words(
            replace(word, box=Box(word.start + (x if line.index == 2 else 60), 0, word.end + x, 9))
            for word in line.words
        )
        for line in parse_text(f"Nơi nhận:\n- Lưu: VT.\n{name}").lines
    ]
    signature = read_end(lines).signature
    assert (signature.name if signature else "") == found


SMUDGED = [
    # what a seal and a pen left behind a recipient, on a line of its own, before a post
    ("- Như trên;|4= sỳ", ("Như trên", "Lưu: VT"), ""),
    ("- Sở Y tế: các phòng,|N C ~NGON\nban;", ("Sở Y tế: các phòng, ban", "Lưu: VT"), ""),
    ("- Như trên;\n~h ~cự", ("Như trên", "Lưu: VT"), ""),
    ("- Như trên;|m.. CHỦ TỊCH", ("Như trên", "Lưu: VT"), "CHỦ TỊCH"),
    # a bullet was not read, and the word behind it would have fitted on the line above; by hand, a number of copies
    (
        "- Ban giám đốc\nCác phòng và đơn vị trực thuộc;",
        ("Ban giám đốc", "Các phòng và đơn vị trực thuộc", "Lưu: VT"),
        "",
    ),
    (
        "- Ban giám đốc Sở, các phòng và\nCác đơn vị;",
        ("Ban giám đốc Sở, các phòng và Các đơn vị", "Lưu: VT"),
        "",
    ),
    (
        "- Ban giám đốc,\nCác phòng và đơn vị trực thuộc;",
        ("Ban giám đốc, Các phòng và đơn vị trực thuộc", "Lưu: VT"),
        "",
    ),
    ("- Sở Y tế (2).. 45\n", ("Sở Y tế (2)", "Lưu: VT"), ""),
    # what was read well is of the recipients
    ("- Sở Y tế,|Sở Tài chính;", ("Sở Y tế, Sở Tài chính", "Lưu: VT"), ""),
]


@pytest.mark.parametrize(("printed", "recipients", "position"), SMUDGED)
def test_what_a_seal_left_beside_recipients_is_none_of_them(
    printed: str, recipients: tuple[str, ...], position: str
) -> None:
    printed = f"Nơi nhận:\n{printed}\n- Lưu: VT.".replace("|", WIDE)
    lines = [_of_a_picture(line) for line in parse_text(printed).lines]
    end = read_end(lines)
    assert (end.recipients, end.signature.position if end.signature else "") == (recipients, position)


def _of_a_picture(line: Line) -> Line:
    """A line as of a scan, whose words with "~" were read with little certainty."""
    words = (
        replace(
            word,
            text=word.text.strip("~"),
            confidence=0.3 if "~" in word.raw else 0.9,
            box=Box(6 * word.start, 0, 6 * word.end, 10),
        )
        for word in line.words
    )
    return line.with_words(words)


def test_a_bullet_behind_a_semicolon_begins_a_recipient_of_its_own() -> None:
    text = "Nơi nhận:\n- Phòng 3 - Công an xã; - Đảng ủy xã;\n- Lưu: VT."
    assert read_end(parse_text(text).lines).recipients == ("Phòng 3 - Công an xã", "Đảng ủy xã", "Lưu: VT")


def test_recipients_of_another_document_and_its_signer_are_none_of_this_one() -> None:
    text = f"Nơi nhận:{WIDE}CHỦ TỊCH\n- Đảng ủy xã;\n- Lưu: VT.\n\n{WIDE}{WIDE}Lê Đức Hòa\n\n"
    other = f"Kính gửi: Các thôn\nNơi nhận:{WIDE}KT. CHỦ TỊCH\n- Như trên;\n{WIDE}{WIDE}Trần An"
    end = read_end(parse_text(text + other).lines)
    assert end.recipients == ("Đảng ủy xã", "Lưu: VT")
    assert end.signature is not None
    assert (end.signature.authority, end.signature.name) == ("", "Lê Đức Hòa")


def test_what_stands_overleaf_of_a_whole_closing_signs_nothing() -> None:
    lines = parse_text(
        f"Nơi nhận:{WIDE}GIÁM ĐỐC\n- Lưu: VT.\n\n{WIDE}{WIDE}Lê Đức Hòa\nBIỂU DỰ TOÁN\n{WIDE}Đơn vị: triệu đồng"
    ).lines
    end = read_end([*lines[:4], *(replace(line, page=2) for line in lines[4:])])
    assert end.signature is not None
    assert (end.recipients, end.signature.name) == (("Lưu: VT",), "Lê Đức Hòa")
    assert [line.text.strip() for line in end.unplaced] == ["BIỂU DỰ TOÁN", "Đơn vị: triệu đồng"]


@pytest.mark.parametrize(("overleaf", "name"), [("Lê Đức Hòa", "Lê Đức Hòa"), ("Kính gửi: Trần An", "")])
def test_who_signed_may_be_named_overleaf_below_what_is_strange(overleaf: str, name: str) -> None:
    lines = parse_text(f"Nơi nhận:\n- Lưu: VT.\nHạnh\nCHỦ TỊCH\n\n{overleaf}").lines
    end = read_end([*lines[:5], replace(lines[5], page=2)])
    assert end.signature is not None
    assert end.signature.name == name
    assert end.unplaced[0].text == "Hạnh"


@pytest.mark.parametrize("name", ["Lê Đức Hòa", "Đỗ Thị Ánh Ý", "Đặng Ân"])
def test_names_may_have_any_capital(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    ("printed", "position", "name"),
    [
        ("„=GIÁM ĐÓC\nLê Văn An", "GIÁM ĐỐC", "Lê Văn An"),
        ("PHÓ GỒM ĐỐC\nLê Văn An", "PHÓ GIÁM ĐỐC", "Lê Văn An"),
        ("PHÓ CHỦ TỊCH THƯỜNG TRỰC\nLê Văn An", "PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Lê Văn An"),
        ("GIÁM ĐỐC\nNguyễn Văn\nAn", "GIÁM ĐỐC", "Nguyễn Văn An"),
        ("GIÁM ĐỐC\nNguyễn Xu ân An", "GIÁM ĐỐC", "Nguyễn Xuân An"),
        ("TÔ TRƯỜNG\nLê Văn An", "TỔ TRƯỞNG", "Lê Văn An"),
        ("THỨ TRƯỞNG\nLê Văn An", "THỨ TRƯỞNG", "Lê Văn An"),
        # what seal, pen and the file's own signature left
        ("° CHÁNH VĂN PHÒNG\nLê Văn An", "CHÁNH VĂN PHÒNG", "Lê Văn An"),
        ("GIÁM ĐỐC\nHi L Lê Văn An", "GIÁM ĐỐC", "Lê Văn An"),
        ("GIÁM ĐỐC\nLê Văn An\nTổchứcchứng thực: An Certification Authority", "GIÁM ĐỐC", "Lê Văn An"),
        ("GIÁM ĐỐC\nLê Văn An\nDate: 2025.10.20 18:57:55+07'00'", "GIÁM ĐỐC", "Lê Văn An"),
    ],
)
def test_a_misread_post_is_mended_and_warned_of(printed: str, position: str, name: str) -> None:
    lines = [[replace(word, confidence=0.8) for word in line.words] for line in parse_text(printed).lines]
    signed = read_signature(lines)
    assert signed.signature == Signature(position=position, name=name)
    assert [warning.raw for warning in signed.warnings] == [printed.partition("\n")[0]] * (
        position not in printed
    )


@pytest.mark.parametrize(
    "printed", ["GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "GIÁM ĐỐC\nGIÁM ĐỐC", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"]
)
def test_a_post_above_itself_is_of_a_deputy_whose_formula_a_seal_hid(printed: str) -> None:
    lines = [line.words for line in parse_text(f"{printed}\nLê Văn An").lines]
    exact = read_signature(lines)
    read = read_signature([[replace(word, confidence=0.8) for word in line] for line in lines])
    assert read.signature == Signature(authority="KT. GIÁM ĐỐC", position="PHÓ GIÁM ĐỐC", name="Lê Văn An")
    mended = [text for text in printed.split("\n") if not text.startswith(("KT.", "PHÓ"))]
    assert [warning.raw for warning in read.warnings] == mended
    assert (read.signature == exact.signature) == (not mended)
    assert not exact.warnings


def test_of_a_post_below_for_its_head_a_seal_hid_what_makes_it_the_deputys() -> None:
    lines = [
        [replace(word, confidence=0.8) for word in line.words]
        for line in parse_text("KT. BỘ TRƯỞNG\nBỘ TRƯỞNG\nLê Văn An").lines
    ]
    signed = read_signature(lines)
    assert signed.signature == Signature(authority="KT. BỘ TRƯỞNG", position="THỨ TRƯỞNG", name="Lê Văn An")
    assert [warning.proposals for warning in signed.warnings] == [("THỨ TRƯỞNG",)]


@pytest.mark.parametrize(
    ("name", "confidence", "doubts"), [("Nhân Bản", 0.8, 1), ("Nhân Bản", 1, 0), ("Lê Bản", 0.8, 0)]
)
def test_a_name_of_a_picture_without_a_surname_is_doubted(name: str, confidence: float, doubts: int) -> None:
    lines = [
        [replace(word, confidence=confidence) for word in line.words]
        for line in parse_text(f"GIÁM ĐỐC\n{name}").lines
    ]
    signed = read_signature(lines)
    assert signed.signature == Signature(position="GIÁM ĐỐC", name=name)
    assert len(signed.warnings) == doubts


def test_a_line_that_readers_differed_in_is_warned_of() -> None:
    lines = [list(line.words) for line in parse_text("GIÁM ĐỐC\nLê Văn An").lines]
    lines[1][0] = replace(lines[1][0], alternatives=(("Lè Van An", 0.4),), confidence=0.6)
    (warning,) = read_signature(lines).warnings
    assert (warning.field, warning.raw, warning.proposals) == ("name", "Lè Van An", ("Lê Văn An",))


@pytest.mark.parametrize(
    ("name", "person", "found"),
    [("", "Trần Thị An", "Trần Thị An"), ("Lê Văn An", "Trần Thị An", "Lê Văn An"), ("", "Văn thư 01", "")],
)
def test_a_name_that_is_not_printed_is_of_the_one_who_signed_the_file(
    name: str, person: str, found: str
) -> None:
    signed = with_signers(Signature(position="CHỦ TỊCH", name=name), "UBND tỉnh", person)
    assert signed.signature == Signature(position="CHỦ TỊCH", name=found, digital_signer="UBND tỉnh")
    assert [warning.proposals for warning in signed.warnings] == [(person,)] * (found == person)


def test_who_signed_a_file_without_a_post_is_no_name() -> None:
    assert with_signers(None, "UBND tỉnh", "Lê Văn An").signature == Signature(digital_signer="UBND tỉnh")


def test_the_post_of_ones_own_below_the_seal_is_not_the_one_in_which_one_signs() -> None:
    printed = "KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nGIÁM ĐỐC SỞ Y TẾ\nLê Văn An"
    signed = read_signature([line.words for line in parse_text(printed).lines])
    assert signed.signature == Signature(
        authority="KT. TRƯỞNG BAN", position="PHÓ TRƯỞNG BAN", name="Lê Văn An"
    )


def test_a_post_that_was_read_exactly_stays_as_it_is() -> None:
    signed = read_signature([line.words for line in parse_text("PHÓ GIẤM ĐỐC\nLê Văn An").lines])
    assert (signed.signature, signed.warnings) == (Signature(position="PHÓ GIẤM ĐỐC", name="Lê Văn An"), ())


def test_of_signatures_side_by_side_the_one_on_the_right_is_taken_and_warned_of() -> None:
    text = (
        f"I. MỤC ĐÍCH\n\nGiữ gìn cây xanh.\n\nHẠT KIỂM LÂM{WIDE}HỘI NÔNG DÂN\nHẠT TRƯỞNG{WIDE}CHỦ TỊCH\n\n"
        f"Lê Văn Hòa{WIDE}Trần Thị Bình\n\nNơi nhận:\n- Các xã;\n- Lưu: VT."
    )
    lines = parse_text(text).lines
    assert joint_start(lines, 9) == 4
    end = read_end(lines[4:])
    assert end.recipients == ("Các xã", "Lưu: VT")
    assert end.signature == Signature(authority="HỘI NÔNG DÂN", position="CHỦ TỊCH", name="Trần Thị Bình")
    assert [(warning.code, warning.raw) for warning in end.warnings] == [
        ("signature-doubtful", "Trần Thị Bình")
    ]


@pytest.mark.parametrize("above", ["Trần Thị Bình", f"Hà{WIDE}Trang", f"LỚP 1{WIDE}LỚP 2"])
def test_names_side_by_side_below_no_post_are_no_signatures(above: str) -> None:
    lines = parse_text(f"{above}\nLê Văn Hòa{WIDE}Trần Thị Bình").lines
    assert joint_start(lines, 2) == 2


def test_of_signatures_below_one_another_above_the_recipients_the_last_is_taken_and_warned_of() -> None:
    text = (
        "- Chăm sóc cây xanh.\nTM. HỘI NÔNG DÂN\nCHỦ TỊCH\n\n\nLê Văn Hòa\nHẠT TRƯỞNG\n\nTrần Thị Bình\n"
        "Nơi nhận:\n- Các xã;\n- Lưu: VT."
    )
    lines = parse_text(text).lines
    assert stacked_start(lines, 9) == 1
    end = read_end(lines[1:])
    assert (end.recipients, end.signature) == (
        ("Các xã", "Lưu: VT"),
        Signature(position="HẠT TRƯỞNG", name="Trần Thị Bình"),
    )
    assert [warning.code for warning in end.warnings] == ["signature-doubtful"]


def test_who_signs_above_the_recipients_beside_who_approves_is_read_without_a_doubt() -> None:
    text = f"PHÊ DUYỆT CỦA CẤP TRÊN{WIDE}HIỆU TRƯỞNG\n\nTrần Thị Bình\nNơi nhận:\n- Các tổ;\n- Lưu: VT."
    end = read_end(parse_text(text).lines)
    assert (end.signature, end.warnings) == (Signature(position="HIỆU TRƯỞNG", name="Trần Thị Bình"), ())


def test_a_name_below_a_point_of_the_text_is_no_signature() -> None:
    lines = parse_text("- Người liên hệ:\nTrần Thị Bình\nNơi nhận:\n- Lưu: VT.").lines
    assert stacked_start(lines, 2) == 2
