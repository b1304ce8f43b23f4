"""Pages made straight, even and free of stamps; ruling lines found and erased."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.scan.clean import (
    even_light,
    grey,
    lies_sideways,
    skew,
    steep_skew,
    turned,
    turned_whole,
    without_colour,
)
from pipeline.scan.rules import erased, find_rules, find_tables
from tests.scan.pictures import digital, ruled


@pytest.mark.parametrize("degrees", [-2.0, -0.7, 0.0, 0.4, 1.5])
@pytest.mark.parametrize("page", [1, 2])
def test_skew_is_told_to_a_tenth_of_a_degree(page: int, degrees: float) -> None:
    turned_page = turned(digital(page), degrees)
    assert skew(turned_page) == pytest.approx(-degrees, abs=0.1)


@pytest.mark.parametrize("degrees", [-41, -20, 7, 33, 110])
@pytest.mark.parametrize("page", [1, 2])
def test_lines_that_rise_steeply_are_told_but_for_quarters(page: int, degrees: int) -> None:
    whole, _ = turned_whole(digital(page), degrees)
    assert (steep_skew(whole) + degrees + 45) % 90 - 45 == pytest.approx(0, abs=1)


@pytest.mark.parametrize("degrees", [-3, 0, 2, 90])
def test_others_are_not(degrees: int) -> None:
    assert steep_skew(turned_whole(digital(1), degrees)[0]) == 0.0


def test_a_blank_page_has_no_skew() -> None:
    blank = np.full((500, 400), 255, dtype=np.uint8)
    assert (skew(blank), steep_skew(blank)) == (0.0, 0.0)


def test_an_even_page_is_left_alone() -> None:
    page = digital(1)
    assert even_light(page) is page


def test_uneven_light_is_evened() -> None:
    page = digital(1)
    shade = np.linspace(1.0, 0.5, page.shape[1])[None, :]
    dark = (page * shade).astype(np.uint8)
    assert np.percentile(even_light(dark), 20) > 240


def test_a_red_stamp_fades_and_ink_stays() -> None:
    page = np.full((200, 200, 3), 255, dtype=np.uint8)
    cv2.circle(page, (100, 100), 50, (205, 40, 50), 4)
    cv2.putText(page, "Ha", (20, 60), cv2.FONT_HERSHEY_SIMPLEX, 1, (10, 10, 10), 3)
    levels = grey(page)
    assert levels[100, 50] > 230
    assert levels[:70, :90].min() < 40


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_page_on_its_side_is_known(number: int) -> None:
    page = digital(number)
    plain = erased(page, find_rules(page, 150))
    assert not lies_sideways(plain)
    assert lies_sideways(np.rot90(plain).copy())


CASES = [
    (2, 3, (), 6),
    (3, 3, (("across", 0, 2), ("across", 1, 2)), 7),
    (3, 4, (("down", 1, 1), ("down", 1, 2)), 10),
    (2, 2, (("down", 0, 0), ("across", 0, 0), ("across", 0, 1), ("down", 1, 0)), 1),
]


@pytest.mark.parametrize(("rows", "columns", "missing", "count"), CASES)
def test_cells_are_what_lines_part(
    rows: int, columns: int, missing: tuple[tuple[str, int, int], ...], count: int
) -> None:
    tables = find_tables(find_rules(ruled(rows, columns, missing), 150))
    assert sum(len(table.cells) for table in tables) == (count if count > 1 else 0)


def test_a_merged_cell_knows_what_it_spans() -> None:
    (table,) = find_tables(find_rules(ruled(3, 3, (("across", 0, 2), ("across", 1, 2))), 150))
    merged = next(cell for cell in table.cells if cell.rows == (0, 3))
    assert merged.columns == (2, 3)


@pytest.mark.parametrize("edge", ["top", "foot"])
def test_a_row_that_is_open_at_a_page_s_end_is_a_row(edge: str) -> None:
    page = ruled(3, 3)
    y = 50 if edge == "top" else 170
    page[y - 4 : y + 5] = 255
    (table,) = find_tables(find_rules(page, 150))
    assert len(table.cells) == 9


def test_a_row_above_a_merged_one_has_cells_though_it_is_as_low_as_a_line_of_text() -> None:
    page = np.full((260, 400), 255, dtype=np.uint8)
    ys = [50, 74, 114, 174]
    for y in ys:
        cv2.line(page, (50, y), (350, y), 0, 2)
    for x in (50, 150, 250, 350):
        cv2.line(page, (x, ys[0]), (x, ys[1]), 0, 2)
        cv2.line(page, (x, ys[2]), (x, ys[3]), 0, 2)
    for x in (50, 350):
        cv2.line(page, (x, ys[0]), (x, ys[3]), 0, 2)
    (table,) = find_tables(find_rules(page, 150))
    assert len(table.cells) == 7


def test_one_line_that_reaches_beyond_a_table_makes_no_row() -> None:
    page = ruled(3, 3)
    cv2.line(page, (150, 20), (150, 50), 0, 2)
    (table,) = find_tables(find_rules(page, 150))
    assert len(table.cells) == 9


def test_erasing_lines_leaves_letters() -> None:
    page = ruled(2, 3)
    cv2.putText(page, "abc", (70, 80), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    letters = erased(page, find_rules(page, 150))
    assert (letters[52:88, 52:148] < 100).sum() > 100
    assert (letters[88:92, 60:340] > 200).all()


def test_a_page_without_colour_has_one_channel() -> None:
    page = np.dstack([np.full((64, 48), 200, dtype=np.uint8)] * 3)
    assert without_colour(page).shape == (64, 48)
    page[3, 5, 0] = 90
    assert without_colour(page) is page
    flat = np.zeros((4, 4), dtype=np.uint8)
    assert without_colour(flat) is flat


def test_a_page_without_long_runs_has_no_rules() -> None:
    page = np.full((300, 300), 255, dtype=np.uint8)
    cv2.rectangle(page, (20, 20), (40, 40), 0, -1)
    assert not find_rules(page, 150).across.any()
