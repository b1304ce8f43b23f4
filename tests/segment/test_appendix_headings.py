from __future__ import annotations

import pytest

from pipeline.read.text import parse_text
from pipeline.segment import segment

HEAD = """UBND XÃ TÂN LẬP             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/{sign}-UBND             Độc lập - Tự do - Hạnh phúc
                            Tân Lập, ngày 05 tháng 01 năm 2025

{kind}
Về chuyển đổi số năm 2025

Căn cứ Kế hoạch số 2/KH-UBND ngày 02/01/2025 của UBND huyện;

"""
BODIES = {
    (
        "QĐ",
        "QUYẾT ĐỊNH",
    ): "QUYẾT ĐỊNH:\n\nĐiều 1. Ban hành Danh mục nhiệm vụ.\nĐiều 2. Các ngành chịu trách nhiệm "
    "thi hành Quyết định này./.\n\n",
    (
        "KH",
        "KẾ HOẠCH",
    ): "I. MỤC TIÊU\nNâng cao chất lượng phục vụ người dân.\n\nTrên đây là Kế hoạch năm 2025./.\n\n",
}
END = """Nơi nhận:                              CHỦ TỊCH
- Như Điều 2;
- Lưu: VT.
                                       Lê Văn Hòa

"""
NOTE = "(Kèm theo {kind} số 12/{sign}-UBND ngày 05/01/2025 của UBND xã Tân Lập)\n\n"
TABLE = """STT  Nội dung nhiệm vụ                Cơ quan chủ trì    Cơ quan phối hợp   Sản phẩm       Thời gian hoàn thành
1    Rà soát thủ tục hành chính       Phòng Nội vụ       Các phòng, ban     Báo cáo        Quý I/2025
2    Tập huấn kỹ năng số              Phòng Văn hóa      Đoàn Thanh niên    Lớp tập huấn   Tháng 6/2025
"""
# The signature below the recipients, as text of some PDFs has it.
SIGNED_BELOW = """Nơi nhận:
- Như Điều 2;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Văn Hòa

"""
HEADINGS = [
    "DANH MỤC NHIỆM VỤ\n",
    "DANH MỤC NHIỆM VỤ\nCHUYỂN ĐỔI SỐ NĂM 2025\n",
    "CÁC NHIỆM VỤ CHUYỂN ĐỔI SỐ\n",
    "KẾ HOẠCH\nChuyển đổi số của xã năm 2025\n",
    "Phụ lục: Danh mục nhiệm vụ chuyển đổi số của xã năm 2025\n",
    "Biểu mẫu 01\nCÁC NHIỆM VỤ CHUYỂN ĐỔI SỐ\n",
]


@pytest.mark.parametrize(("sign", "kind"), list(BODIES))
@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("end", [END, SIGNED_BELOW])
def test_a_list_with_a_note_behind_the_signature_is_an_appendix(
    sign: str, kind: str, heading: str, end: str
) -> None:
    text = HEAD + BODIES[sign, kind] + end + heading + NOTE
    segments = segment(parse_text(text.format(sign=sign, kind=kind) + TABLE))
    assert segments.recipients == ("Như Điều 2", "Lưu: VT")
    assert segments.signature is not None
    assert (segments.signature.position, segments.signature.name) == ("CHỦ TỊCH", "Lê Văn Hòa")
    (part,) = segments.appendices
    assert part.appendix.kind == "tasks"
    assert part.appendix.issued_with.startswith(f"{kind} số 12/{sign}-UBND")
    assert "lines-unplaced" not in {warning.code for warning in segments.warnings}


@pytest.mark.parametrize(
    "line",
    [
        "Phụ lục I của Luật này quy định danh mục ngành, nghề đầu tư kinh doanh có điều kiện;",
        "Danh mục nhiệm vụ kèm theo Kế hoạch này được cập nhật hằng quý;",
        "Biểu 1 nêu các chỉ tiêu;",
    ],
)
def test_what_the_text_says_of_an_appendix_is_no_heading(line: str) -> None:
    text = (HEAD + BODIES["KH", "KẾ HOẠCH"]).format(sign="KH", kind="KẾ HOẠCH")
    segments = segment(parse_text(text.replace("người dân.\n", f"người dân.\n{line}\n") + END))
    assert segments.appendices == ()
    assert segments.recipients == ("Như Điều 2", "Lưu: VT")


def test_a_table_without_a_heading_is_warned_of_and_no_recipient() -> None:
    text = (HEAD + BODIES["KH", "KẾ HOẠCH"]).format(sign="KH", kind="KẾ HOẠCH")
    segments = segment(parse_text(text + END + TABLE))
    assert segments.recipients == ("Như Điều 2", "Lưu: VT")
    assert "lines-unplaced" in {warning.code for warning in segments.warnings}
