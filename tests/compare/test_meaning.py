"""When two texts are one: spelling, abbreviations, years that stay or roll on."""

from __future__ import annotations

import pytest

from pipeline.compare.kinds import KINDS, Choice, counted, kind_of
from pipeline.compare.meaning import is_year, likeness, rolled_by, words


@pytest.mark.parametrize(
    ("old", "new", "shift", "expected"),
    [
        ("Báo cáo UBND tỉnh", "Báo cáo Ủy ban nhân dân tỉnh", 0, "same"),
        ("Kế hoạch CCHC của tỉnh", "Kế hoạch cải cách hành chính của tỉnh", 0, "same"),
        ("Kế hoạch CĐS của tỉnh", "Kế hoạch cải cách hành chính của tỉnh", 0, "other"),
        ("Hằng năm, kỳ họp quý I", "hàng năm kì họp quí I", 0, "same"),
        ("Đến năm 2025 đạt 80%", "Đến năm 2025 đạt 80%", 1, "same"),
        ("Quý I/2024, giai đoạn 2021-2025", "Quý I/2025, giai đoạn 2021-2025", 1, "rolled"),
        ("Quý I/2024", "Quý I/2026", 1, "other"),
        ("Hỗ trợ 2024 hộ", "Hỗ trợ 2025 hộ", 1, "other"),
        ("Năm học 2023-2024", "Năm học 2024-2025", 1, "rolled"),
        ("Đạt 1,5 triệu đồng", "Đạt 15 triệu đồng", 0, "other"),
        ("Họp thúy", "Họp thúi", 0, "other"),
    ],
)
def test_likeness(old: str, new: str, shift: int, expected: str) -> None:
    assert likeness(old, new, shift) == expected


def test_by_how_many_years_a_text_rolled_on() -> None:
    assert rolled_by("Quý I/2024", "Quý I năm 2025") == 1
    assert rolled_by("Đến 2025", "Đến 2025") == 0
    assert rolled_by("Quý I/2024", "Quý II/2025") is None
    assert rolled_by("Thường xuyên", "Thường xuyên") is None


def test_a_count_is_no_year() -> None:
    assert is_year(words("năm 2024 hộ"), 1)
    assert not is_year(words("cho 2024 hộ"), 1)


def test_kinds() -> None:
    assert kind_of("value", "target", ()) == "target"
    assert kind_of("value", "result", ()) == "reported"
    assert kind_of("task", None, (("30%", "40%"),)) == "number"
    assert [kind_of(name, None, ()) for name in ("task", "lead", "unit")] == ["wording", "lead", "unit"]
    assert list(counted(["lead", "target", "lead"])) == ["target", "lead"]
    assert set(counted(KINDS)) == set(KINDS)


def test_a_kind_that_there_is_none_of_is_an_error() -> None:
    with pytest.raises(ValueError, match="dates"):
        Choice(["dates"])
