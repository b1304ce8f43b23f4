"""Units on lines of their own in one cell."""

from __future__ import annotations

import pytest

from pipeline.document import Box, Word, box_around
from pipeline.extract.cells import units_text
from pipeline.tables.grid import Cell, cell_text
from pipeline.vietnamese.units import split_units


def units_of(text: str, box: Box | None = None) -> tuple[str, ...]:
    lines = enumerate(text.split("\n"))
    cell = Cell(tuple(Word(w, w, 1, n, 0, len(w), box=box) for n, line in lines for w in line.split()))
    return split_units(units_text(cell, cell_text(cell)))


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Phòng Kinh tế\nCông an xã", ("Phòng Kinh tế", "Công an xã")),
        ("Sở Y tế\nSở Nội vụ\nSở Tư pháp", ("Sở Y tế", "Sở Nội vụ", "Sở Tư pháp")),
        ("Các đơn vị thuộc\nSở Y tế", ("Các đơn vị thuộc Sở Y tế",)),
        ("Sở Văn hóa,\nThể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",)),
    ],
)
def test_each_line_that_begins_a_unit_is_one(text: str, units: tuple[str, ...]) -> None:
    assert units_of(text) == units


def test_what_the_width_of_a_page_breaks_is_one() -> None:
    assert len(units_of("Văn phòng Đảng ủy\nSở Y tế", Box(0, 0, 1, 1))) == 1


def test_the_box_of_a_cell_that_goes_on_on_the_next_page_is_that_of_its_first_page() -> None:
    first, second = Box(100, 700, 200, 712), Box(100, 50, 200, 62)
    words = (Word("Sở", "Sở", 1, 0, 0, 2, box=first), Word("Y", "Y", 2, 1, 0, 1, box=second))
    assert box_around(words) == first
