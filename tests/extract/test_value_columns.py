"""Columns of numbers as values: each its period, evidence for each, no part of a year for the year."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.columns import first_year_of_targets, titles_of, with_measures
from pipeline.extract.ids import Ids
from pipeline.extract.indicators import read_indicators
from pipeline.plan import Appendix, Header, Indicator
from pipeline.tables.grid import Cell, Column, Grid, GridRow
from pipeline.tables.measures import measured
from tests.extract.tables import grid_of


def row_of(headings: Sequence[str], year: int | None = 2024, titles: Sequence[str] = ()) -> Indicator:
    """The one row of a table with columns of values that are headed so."""
    columns = [Column("value", text, measured(text).measure) for text in headings]
    template = grid_of(("a", "b", "c"), [("1", "2", "3")])[0]
    number = template.rows[0].cells[2]
    cells = (*template.rows[0].cells[:2], *(number for _ in columns))
    grid = Grid(
        "indicators", (*template.columns[:2], *columns), (GridRow(cells, code=template.rows[0].code),)
    )
    return read_indicators(grid, 1, year, titles)[0][0]


def test_half_a_year_is_not_the_year_and_each_value_has_its_evidence() -> None:
    row = row_of(["TH 6 tháng đầu năm 2023", "Ước TH cả năm 2023", "Kế hoạch 2024"])
    assert [(v.measure, v.estimated, v.year) for v in row.values] == [
        ("result", False, 2023), ("result", True, 2023), ("target", False, 2024),
    ]  # fmt: skip
    assert [v.period and (v.period.start, v.period.end) for v in row.values][:2] == [
        ("2023-01-01", "2023-06-30"), ("2023-01-01", "2023-12-31"),
    ]  # fmt: skip
    assert {"result_2023-01-01_2023-06-30", "result_2023-01-01_2023-12-31", "target_2024"} <= set(
        row.evidence
    )


def test_two_values_that_nothing_tells_apart_have_two_evidences() -> None:
    row = row_of(["Kết quả năm 2023", "Thực hiện năm 2023"])
    assert {"result_2023", "result_2023-2"} <= {
        name.replace("-01-01_2023-12-31", "") for name in row.evidence
    }


def test_a_year_that_no_heading_names_is_the_title_s_or_for_targets_the_plan_s() -> None:
    values = row_of(["Kết quả", "Mục tiêu"], 2025, ["Các chỉ tiêu", "KẾT QUẢ NĂM 2024"]).values
    assert [value.year for value in values] == [2024, 2024]
    assert [value.year for value in row_of(["Kết quả", "Mục tiêu"], 2025).values] == [None, 2025]
    assert [value.year for value in row_of(["Kết quả", "Mục tiêu quý II"], None).values] == [None, None]


def test_a_report_s_title_says_of_when_its_results_are_a_plan_s_does_not() -> None:
    title = "Kết quả cải cách hành chính năm 2024"
    assert titles_of(Appendix(title="Biểu 1"), Header(doc_type="Báo cáo", title=title)) == ("Biểu 1", title)
    assert titles_of(Appendix(), Header(doc_type="Kế hoạch", title=title)) == ()


def test_part_of_a_year_that_nothing_names_is_part_of_the_plan_s() -> None:
    values = row_of(["Quý I", "Quý II", "Cả năm"], 2024, ["CHỈ TIÊU KẾ HOẠCH"]).values
    assert [(v.measure, v.year, v.period and v.period.end) for v in values] == [
        ("target", 2024, "2024-03-31"), ("target", 2024, "2024-06-30"), ("target", 2024, "2024-12-31"),
    ]  # fmt: skip


def test_a_report_s_numbers_of_its_year_are_results() -> None:
    assert first_year_of_targets(Header(doc_type="Báo cáo", year=2024)) == 2025
    assert first_year_of_targets(Header(doc_type="Kế hoạch", year=2024)) == 2024
    assert row_of(["Năm 2024"], 2025).values[0].measure == "result"


def test_columns_without_a_measure_are_targets_from_the_plan_s_year_on() -> None:
    columns = tuple(Column("value", f"Năm {year}", year=year) for year in (2023, 2024))
    grid = with_measures(Grid("indicators", columns, (GridRow((Cell(), Cell())),)), 2024)
    assert [column.measure for column in grid.columns] == ["result", "target"]


def test_ids_are_given_once_over_all_tables_of_a_plan() -> None:
    ids = Ids()
    rows = grid_of(("a", "b", "c"), [("1", "2", "3"), ("4", "5", "6")])[0]
    found = [row.id for _ in range(3) for row in read_indicators(rows, 1, 2024, (), ids)[0]]
    assert len(set(found)) == len(found)
    assert found[:3] == ["a1-1", "a1-2", "a1-1-2"]
