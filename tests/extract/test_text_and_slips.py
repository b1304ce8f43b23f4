"""What the text gives units to do and aims at, what units are, and what a careful reader flags."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.extract.comparisons import comparisons_that_differ
from pipeline.extract.prose_targets import read_targets
from pipeline.extract.slips import slips
from pipeline.extract.unit_kinds import read_units
from pipeline.plan import Appendix, Due, Header, Indicator, IndicatorValue, Task
from pipeline.segment.types import Point


def paragraph(text: str) -> Point:
    return Point("", "", text, text)


@pytest.mark.parametrize(
    ("text", "name", "operator", "value", "year"),
    [
        ("Phấn đấu tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 98% trở lên.",
         "tỷ lệ hồ sơ giải quyết đúng hạn", ">=", 98, 2024),
        ("Phấn đấu đến năm 2025, tỷ lệ hộ nghèo giảm còn dưới 2,5%.", "tỷ lệ hộ nghèo", "<", 2.5, 2025),
        ("Phấn đấu trên 90% hồ sơ được nộp trực tuyến;", "hồ sơ được nộp trực tuyến", ">", 90, 2024),
    ],
)  # fmt: skip
def test_targets_in_the_text(text: str, name: str, operator: str, value: float, year: int) -> None:
    (found,) = read_targets([paragraph(text)], 2024)
    (target,) = found.values
    assert (found.name, found.appendix, found.unit) == (name, None, "%")
    assert (target.measure, target.year, target.operator, target.value) == ("target", year, operator, value)


@pytest.mark.parametrize(
    ("text", "value", "start", "end", "year"),
    [
        ("Tỷ lệ lấp đầy cụm công nghiệp đạt 60-70%.", (60, 70, ">="), None, "2030-12-31", 2030),
        ("Giai đoạn 2026-2028, tỷ lệ hài lòng đạt trên 85%.", (85, None, ">"), "2026-01-01", "2028-12-31", 2028),
        ("Hằng năm, có ít nhất 02 mô hình mới được nhân rộng.", (2, None, ">="), None, None, 2026),
    ],
)  # fmt: skip
def test_targets_speak_of_their_own_period_or_their_headings(
    text: str, value: tuple[object, ...], start: str | None, end: str | None, year: int
) -> None:
    heading = replace(paragraph("Chỉ tiêu đến năm 2030"), is_heading=True, children=(paragraph(text),))
    (found,) = read_targets([heading], 2026)
    (target,) = found.values
    assert (found.origin, target.year) == ("text", year)
    assert (target.value, target.upper, target.operator) == value
    period = target.period
    assert (period.start if period else None, period.end if period else None) == (start, end)


def test_each_share_of_a_sentence_is_a_target() -> None:
    (heading,) = [replace(paragraph("Mục tiêu"), is_heading=True, children=(
        paragraph("100% xã có bộ phận một cửa, 95% hồ sơ được trả đúng hạn."),))]  # fmt: skip
    found = [(row.name, row.values[0].value) for row in read_targets([heading], 2026)]
    assert found == [("xã có bộ phận một cửa", 100), ("hồ sơ được trả đúng hạn", 95)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what is aimed at in another year has no name of its own; a bound has no verb
        ("Tỷ lệ hộ có nước sạch đạt 90% vào năm 2028 và 95% vào năm 2030.",
         [("Tỷ lệ hộ có nước sạch", "", 90, 2028), ("Tỷ lệ hộ có nước sạch", "", 95, 2030)]),
        ("Giảm tỷ lệ hộ nghèo xuống dưới 4% vào năm 2027 và dưới 3% vào năm 2029.",
         [("Giảm tỷ lệ hộ nghèo", "<", 4, 2027), ("Giảm tỷ lệ hộ nghèo", "<", 3, 2029)]),
        # a name has commas, what is said beside it has none of it
        ("Tỷ lệ hộ dùng bể, giếng đạt 80% và 90% hộ dùng vòi.",
         [("Tỷ lệ hộ dùng bể, giếng", "", 80, 2035), ("hộ dùng vòi", "", 90, 2035)]),
        # marks of footnotes; the first year behind an amount that names none
        ("Tỷ lệ hộ dùng giếng[1] dưới 4%2; giảm tỷ lệ hộ dùng bể còn dưới 9% (vùng cao) vào năm 2029, giữ đến năm 2033.",
         [("Tỷ lệ hộ dùng giếng", "<", 4, 2035), ("giảm tỷ lệ hộ dùng bể", "<", 9, 2029)]),
        # a year at the start of a paragraph is that of all its sentences
        ("Đến năm 2028: tỷ lệ hộ nghèo dưới 3%; tỷ lệ hộ cận nghèo dưới 5%.",
         [("tỷ lệ hộ nghèo", "<", 3, 2028), ("tỷ lệ hộ cận nghèo", "<", 5, 2028)]),
    ],
)  # fmt: skip
def test_each_amount_is_of_its_own_year(text: str, expected: list[tuple[object, ...]]) -> None:
    heading = replace(paragraph("Mục tiêu đến năm 2035"), is_heading=True, children=(paragraph(text),))
    found = [(row.name, row.values[0]) for row in read_targets([heading], 2026)]
    assert [(name, value.operator, value.value, value.year) for name, value in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Để mở rộng vườn rau, phấn đấu có ít nhất 40% thôn trồng rau trong năm 2026, đến năm 2030 cả xã trồng rau.",
        "Kinh phí chiếm 5% tổng chi.",
        "Phấn đấu hoàn thành sớm.",
        "Phấn đấu đạt 90% đến 95% và 80%.",
    ],
)
def test_what_is_no_target(text: str) -> None:
    assert not list(read_targets([paragraph(text)], 2024))


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("Sở Nội vụ", "department", "province"),
        ("Ủy ban nhân dân xã Phú Phương", "people's committee", "commune"),
        ("Bộ Chỉ huy Quân sự tỉnh", "military", "province"),
        ("Bộ Y tế", "ministry", "central"),
        ("Các cơ quan, đơn vị liên quan", "group", ""),
        ("Phòng Lao động - Thương binh và Xã hội", "division", "district"),
        ("Hội Nông dân", "organisation", ""),
    ],
)
def test_kinds_of_units(name: str, kind: str, level: str) -> None:
    (unit,) = read_units([name, name], date(2024, 3, 1))
    assert (unit.kind, unit.level) == (kind, level)


def test_there_are_no_districts_any_more() -> None:
    (division,) = read_units(["Phòng Kinh tế"], date(2025, 9, 1))
    assert division.level == "commune"
    (department,) = read_units(["Sở Kế hoạch và Đầu tư"], date(2024, 1, 1))
    assert department.successor == "Sở Tài chính"


HEADER = Header(number="78/KH-UBND", date="2024-06-07", year=2024)


def indicator(name: str, result: float, target: float) -> Indicator:
    values = (
        IndicatorValue(measure="result", year=2023, value=result),
        IndicatorValue(measure="target", year=2024, value=target),
    )
    return Indicator(id="a2-1", appendix=2, name=name, values=values)


def test_slips() -> None:
    late = Task(id="a1-1", deadline="Quý I/2024", due=Due(start="2024-01-01", end="2024-03-31"))
    note = Appendix(number=2, issued_with="Kế hoạch số 87/KH-UBND ngày 07/6/2024")
    rows = [indicator("Tỷ lệ hồ sơ đúng hạn", 98, 95), indicator("Tỷ lệ hộ nghèo", 3, 2)]
    codes = [warning.code for warning in slips(HEADER, [note], [late], rows)]
    assert codes == ["deadline-past", "target-worse", "note-differs"]


def test_what_is_no_slip() -> None:
    soon = Task(id="a1-1", deadline="Quý IV", due=Due(start="2024-10-01", end="2024-12-31"))
    note = Appendix(number=2, issued_with="Kế hoạch số 78/KH-UBND ngày 07 tháng 6 năm 2024")
    rows = [indicator("Tỷ lệ hồ sơ đúng hạn", 95, 98), indicator("Tỷ lệ hộ nghèo", 3, 2)]
    assert not list(slips(HEADER, [note], [soon], rows))


def test_growth_that_does_not_fit_its_columns_is_warned_of() -> None:
    from tests.extract.tables import grid_of

    grid, rows, found = grid_of(
        ("Thực hiện 2023", "Kế hoạch 2024", "So sánh (%)"),
        [("100", "110", "110"), ("200", "210", "105"), ("50", "60", "120"), ("80", "88", "101")],
    )
    (warning,) = comparisons_that_differ(grid, rows, found)
    assert (warning.code, warning.row) == ("comparison-differs", found[3].id)
    assert "110.00" in warning.message
