"""Nothing that is given to the program crashes it or keeps it long: mutants of files, invented documents."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import ODD, NoCost, mutant, tried
from pipeline.extract import extract
from pipeline.read import read
from pipeline.read.text import parse_text
from pipeline.segment import segment
from pipeline.settings import Settings

needs_a_timer = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers here")
LINES = (
    "ỦY BAN NHÂN DÂN XÃ AN BÌNH", "Số: 15/KH-UBND", "An Bình, ngày 12 tháng 02 năm 2025", "KẾ HOẠCH", "Căn cứ Luật số 63/2025/QH15;",
    "I. MỤC TIÊU", "1. Phấn đấu 100% hồ sơ đúng hạn.", "a) Giao Phòng Nội vụ chủ trì, phối hợp với Công an xã.", "Điều 1. Ban hành", "- Như trên",
    "II. TỔ CHỨC THỰC HIỆN", "Nơi nhận:", "- Lưu: VT.", "KT. CHỦ TỊCH", "Nguyễn Văn An", "PHỤ LỤC I", "DANH MỤC NHIỆM VỤ NĂM 2025",
    "TT Nội dung nhiệm vụ Cơ quan chủ trì Thời gian hoàn thành", "1 Rà soát văn bản Phòng Tư pháp Quý II/2025", "STT Chỉ tiêu Đơn vị tính Kế hoạch 2025",
    "1.1 Tỷ lệ hồ sơ % 1.234,5", "", *ODD,
)  # fmt: skip


@needs_a_timer
@pytest.mark.parametrize("number", range(20))
def test_a_damaged_file_is_read_or_refused(number: int) -> None:
    assert tried(number)[1] == ""


def test_a_mutant_is_the_same_for_the_same_number() -> None:
    assert [mutant(number) for number in range(4)] == [mutant(number) for number in range(4)]


@settings(max_examples=25, deadline=20_000, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(LINES) | st.text(max_size=30), max_size=40))
def test_any_lines_make_a_plan(lines: list[str]) -> None:
    rows = extract(segment(parse_text("\n".join(lines))))
    assert len({task.id for task in rows.tasks}) == len(rows.tasks)


def test_signs_that_stand_for_no_letter_are_no_words(tmp_path: Path) -> None:
    path = tmp_path / "mutant.pdf"
    # Its fonts say of some signs that they are nothing at all.
    path.write_bytes(mutant(306)[1])
    document, _ = read(path, Settings(second_engine="none"), NoCost)
    assert all(word.raw for word in document.words)
