"""Codes and numbers of rows: as printed where they were read exactly, mended with a warning where not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.document import Word
from pipeline.extract.indicators import read_indicators
from pipeline.extract.tasks import read_tasks
from pipeline.plan import Indicator, PlanWarning
from pipeline.tables.codes import with_codes
from pipeline.tables.grid import Cell, Column, Grid, GridRow
from pipeline.tables.numbering import with_numbers

COLUMNS = (Column("code", "TT"), Column("name", "Chỉ tiêu"), Column("value", "Kết quả 2024", "result", 2024))
TASKS = (Column("no", "TT"), Column("task", "Nhiệm vụ"))


def _cell(text: str, row: int, sure: float = 1.0) -> Cell:
    return Cell(tuple(Word(part, part, 1, row, 0, len(part), sure) for part in text.split()))


def _read(codes: Sequence[str], sure: float = 1.0) -> tuple[list[Indicator], list[PlanWarning]]:
    rows = tuple(
        GridRow((_cell(code, n, sure), _cell(f"Chỉ tiêu {n}", n), _cell(str(n + 5), n)))
        for n, code in enumerate(codes)
    )
    return read_indicators(with_codes(Grid("indicators", COLUMNS, rows)), 1)


EXACT = [
    # A misprint, a row put in later, signs, letters over numerals, one that repeats, one under another's number.
    "1 2 3 4 5Z 6 7", "1 2 3 3a 4 5", "1 2 2bis 3", "1 - + - 2", "A I II B I II III C", "1 2 2 3", "1 1.1 2.1 1.2 2",
    "I 1 2 II 3 4 II 5 6 7", "1 2 3 4 9 6", "III III IV", "1 2 X 3",
]  # fmt: skip


@pytest.mark.parametrize("codes", EXACT)
def test_codes_that_were_read_exactly_stand_as_printed(codes: str) -> None:
    found, _ = _read(codes.split())
    assert [one.code for one in found] == codes.split()
    assert not any(one.evidence["code"].repair for one in found)
    assert len({one.id for one in found}) == len(found)


@pytest.mark.parametrize(
    ("codes", "row", "says"),
    [
        ("1 2 3 5 6", "a1-5", "from 3 to 5"),
        ("1 2 2 3", "a1-2-2", "from 2 to 2"),
        ("1 2 4 3 5", "a1-4", "from 2 to 4"),
        ("1 2 3 4 5Z 6 7", "a1-6", "from 4 to 6"),
    ],
)
def test_an_odd_code_is_warned_of(codes: str, row: str, says: str) -> None:
    told = [(one.row, one.message) for one in _read(codes.split())[1] if one.code == "numbering-skips"]
    assert told[0][0] == row
    assert says in told[0][1]


@pytest.mark.parametrize(
    "codes", ["1 2 3 3a 4 5", "1 1.1 1.2 2 2.1 2.2", "I 1 2 II 1 2", "A I II B I II", "1 - - 2 -"]
)
def test_what_begins_anew_or_is_put_in_is_not_odd(codes: str) -> None:
    assert not [one for one in _read(codes.split())[1] if one.code in ("numbering-skips", "marker-repaired")]


def test_codes_that_an_engine_misread_are_mended_with_one_warning() -> None:
    found, warnings = _read(["I", "1", "2", "II", "3", "4", "II", "5", "6", "7"], sure=0.8)
    assert [one.code for one in found] == ["I", "1", "2", "II", "3", "4", "III", "5", "6", "7"]
    assert [(one.code, "'II' is 'III'" in one.message) for one in warnings] == [("marker-repaired", True)]


def test_a_row_put_in_later_renumbers_none_below_it_in_a_scan() -> None:
    assert [one.code for one in _read(["1", "2", "3", "3a", "4", "5"], sure=0.8)[0]] == [
        "1",
        "2",
        "3",
        "3a",
        "4",
        "5",
    ]


def test_a_name_over_the_columns_of_code_and_name_is_the_name() -> None:
    rows = [("1", "Sở Tư pháp", "9"), ("2", "Sở Nội vụ", "8"), ("Chỉ số cao nhất", "", "9")]
    grid = Grid(
        "indicators",
        COLUMNS,
        tuple(GridRow(tuple(_cell(one, n) for one in row)) for n, row in enumerate(rows)),
    )
    assert [(one.code, one.name) for one in read_indicators(with_codes(grid), 1)[0]] == [
        ("1", "Sở Tư pháp"), ("2", "Sở Nội vụ"), ("", "Chỉ số cao nhất"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "says"),
    [("1 2 4 5", "from 2 to 4"), ("1 2 2 3", "from 2 to 2"), ("1 3 2 4", "from 1 to 3"), ("1 2 3 4", "")],
)
def test_an_odd_number_of_a_task_is_warned_of(numbers: str, says: str) -> None:
    rows = tuple(
        GridRow((_cell(one, n), _cell(f"Rà soát văn bản {n}", n))) for n, one in enumerate(numbers.split())
    )
    tasks, warnings = read_tasks(with_numbers(Grid("tasks", TASKS, rows), numbers.split()), 1, 2025)
    assert [one.no for one in tasks] == numbers.split()
    assert [one.code for one in warnings][:1] == ["numbering-skips"] * bool(says)
    assert all(says in one.message for one in warnings[:1])
