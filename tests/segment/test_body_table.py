"""A table in the body, below a section's heading and with no appendix."""

from __future__ import annotations

from pipeline.read.text import parse_text
from pipeline.segment import segment

TEXT = """UBND HUYỆN ĐỒNG VĂN
Số: 15/KH-UBND          Đồng Văn, ngày 12 tháng 02 năm 2025

KẾ HOẠCH
Cải cách hành chính năm 2025

Thực hiện Kế hoạch số 320/KH-UBND ngày 30/12/2024 của UBND tỉnh Hà Giang;

I. MỤC TIÊU
Nâng cao chất lượng phục vụ người dân.
II. NHIỆM VỤ

TT  Nội dung công việc            Thời gian      Đơn vị chủ trì     Đơn vị phối hợp
1   Rà soát thủ tục hành chính    Quý I/2025     Phòng Nội vụ       Các phòng, ban
2   Kiểm tra công vụ              Tháng 6/2025   Thanh tra huyện    Phòng Nội vụ

III. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ theo dõi, đôn đốc việc thực hiện Kế hoạch này.
"""


def test_the_table_and_the_heading_above_it_are_both_found() -> None:
    segments = segment(parse_text(TEXT))
    assert [section.heading for section in segments.sections] == ["MỤC TIÊU", "NHIỆM VỤ", "TỔ CHỨC THỰC HIỆN"]
    assert segments.sections[2].paragraphs[0].startswith("1. Phòng Nội vụ theo dõi")
    (part,) = segments.appendices
    assert not part.is_announced
    assert part.tables[0].section == "II"
    assert [column.role for column in part.tables[0].columns] == [
        "no",
        "task",
        "deadline",
        "lead",
        "coordination",
    ]
