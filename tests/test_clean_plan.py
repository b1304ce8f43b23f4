"""A clean plan of another office, with its columns at fixed places: nothing is restored, all is found."""

from __future__ import annotations

from pipeline.plan import Plan
from tests.conftest import CLEAN


def test_the_text_is_untouched(clean: tuple[Plan, str]) -> None:
    assert clean[1] == CLEAN.read_text(encoding="utf-8")


def test_header(clean: tuple[Plan, str]) -> None:
    header = clean[0].header
    assert (header.parent_issuer, header.issuer) == ("UBND HUYỆN ĐỒNG VĂN", "PHÒNG NỘI VỤ")
    assert (header.number, header.place, header.date) == ("15/KH-PNV", "Đồng Văn", "2025-02-12")
    assert header.title == "Cải cách hành chính năm 2025 của Phòng Nội vụ huyện Đồng Văn"


def test_legal_bases(clean: tuple[Plan, str]) -> None:
    found = [(basis.doc_type, basis.number, basis.date) for basis in clean[0].legal_basis]
    assert found == [
        ("Luật", "", "2015-06-19"),
        ("Nghị quyết", "76/NQ-CP", "2021-07-15"),
        ("Kế hoạch", "320/KH-UBND", "2024-12-30"),
    ]


def test_sections(clean: tuple[Plan, str]) -> None:
    sections = clean[0].sections
    assert [section.heading for section in sections] == ["MỤC TIÊU", "NHIỆM VỤ", "TỔ CHỨC THỰC HIỆN"]
    assert [child.heading for child in sections[0].children] == ["Mục tiêu chung", "Mục tiêu cụ thể"]
    assert len(sections[0].children[0].paragraphs) == len(sections[0].children[1].paragraphs) == 2
    assert sections[2].paragraphs[0].startswith("1. Trưởng phòng chỉ đạo")


def test_end(clean: tuple[Plan, str]) -> None:
    assert clean[0].recipients == ("UBND huyện (b/c)", "Các xã, thị trấn", "Lưu: VT")
    assert clean[0].signature is not None
    assert (clean[0].signature.position, clean[0].signature.name) == ("TRƯỞNG PHÒNG", "Nguyễn Văn An")


def test_tasks(clean: tuple[Plan, str]) -> None:
    rows = [
        (t.no, t.task, t.deadline, t.lead, t.coordination, t.product)
        for t in clean[0].tasks
        if t.origin == "table"
    ]
    assert rows == [
        ("1", "Rà soát văn bản quy phạm pháp luật do huyện ban hành", "Quý II/2025", "Phòng Tư pháp",
         "Các phòng, ban", "Báo cáo"),
        ("2", "Tự kiểm tra, xử lý văn bản", "Tháng 3/2025", "Phòng Tư pháp", "Các xã, thị trấn", "Kế hoạch"),
        ("3", "Công khai thủ tục hành chính tại bộ phận một cửa", "Thường xuyên",
         "Văn phòng HĐND và UBND huyện", "Các phòng, ban", "Danh mục thủ tục hành chính"),
        ("4", "Tổ chức đối thoại với người dân, doanh nghiệp", "Trước 30/6/2025", "Phòng Nội vụ",
         "UBND các xã, thị trấn", "Hội nghị"),
    ]  # fmt: skip
    assert [task.group for task in clean[0].tasks if task.origin == "table"] == [
        ("I CẢI CÁCH THỂ CHẾ",),
        ("I CẢI CÁCH THỂ CHẾ",),
        ("II CẢI CÁCH THỦ TỤC HÀNH CHÍNH",),
        ("II CẢI CÁCH THỦ TỤC HÀNH CHÍNH",),
    ]


def test_nothing_is_doubted(clean: tuple[Plan, str]) -> None:
    assert clean[0].warnings == ()
    assert all(not proof.repair for task in clean[0].tasks for proof in task.evidence.values())
