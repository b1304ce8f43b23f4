from __future__ import annotations

from pipeline.read.text import parse_text
from pipeline.segment.closing import read_end


def test_recipients_and_signature_side_by_side() -> None:
    text = (
        "Nơi nhận:                              TM. ỦY BAN NHÂN DÂN\n- UBND huyện;                 KT. CHỦ TỊCH\n"
        "- Đảng ủy, HĐND xã;              PHÓ CHỦ TỊCH\n- Các ngành,\nđoàn thể;\n- Lưu: VT.\n\n              Trần Thị Bình"
    )
    recipients, signature = read_end(parse_text(text).lines)
    assert recipients == ("UBND huyện", "Đảng ủy, HĐND xã", "Các ngành, đoàn thể", "Lưu: VT")
    assert signature is not None
    assert signature.authority == "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH"
    assert (signature.position, signature.name) == ("PHÓ CHỦ TỊCH", "Trần Thị Bình")


def test_no_signature_is_none() -> None:
    recipients, signature = read_end(parse_text("Nơi nhận:\n- Công an xã;\n- Lưu: VP.").lines)
    assert recipients == ("Công an xã", "Lưu: VP")
    assert signature is None
