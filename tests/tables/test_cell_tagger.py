"""What the network says of the columns of words, in tables that anyone can read."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.document import Line
from pipeline.read.text import parse_text
from pipeline.tables.text.cell_tagger import MAX_COLUMNS, WINDOW, CellTagger, told_line, told_words
from pipeline.tables.text.tagger_features import features, tokens_of

ROLES = ("no", "task", "deadline", "lead", "coordination")
# Lines of a table, its cells parted by bars that the text does not have.
ROWS = """\
1 | Rà soát, đơn giản hóa thủ tục hành chính | Quý II/2025 | Văn phòng UBND | Các sở, ban,
 | thuộc phạm vi quản lý của tỉnh | | tỉnh | ngành
2 | Tổ chức tập huấn nghiệp vụ cho cán bộ, công | Tháng 6/2025 | Sở Nội vụ | Các cơ quan,
 | chức cấp xã | | | đơn vị liên quan
3 | Niêm yết công khai mức thu lệ phí tại bộ phận | Thường xuyên | Sở Tư pháp | Các địa phương
 | một cửa | | |
"""


def lines_of(rows: str) -> list[Line]:
    return list(
        parse_text("".join(f"{' '.join(row.replace('|', ' ').split())}\n" for row in rows.splitlines())).lines
    )


def test_words_of_a_plain_table_are_told_their_columns() -> None:
    lines = lines_of(ROWS)
    tokens, kept = tokens_of(lines)
    costs, begins = CellTagger.load().costs(tokens, ROLES)
    true = [
        column
        for row in ROWS.splitlines()
        for column, cell in enumerate(row.split("|"))
        for _ in cell.split()
    ]
    assert len(true) == len(kept)
    assert np.mean(costs.argmin(axis=1) == true) >= 0.9
    first = dict(zip(tokens.line[::-1].tolist(), begins[::-1].tolist(), strict=True))
    assert [first[line] > 0 for line in sorted(first)] == [True, False] * 3


@pytest.mark.parametrize("times", [1, 12])
def test_the_chances_of_each_word_are_one_in_all_also_over_several_windows(times: int) -> None:
    tokens, kept = tokens_of(lines_of(ROWS * times))
    assert (len(kept) > WINDOW) == (times > 1)
    costs, begins = CellTagger.load().costs(tokens, ROLES)
    assert costs.shape == (len(kept), len(ROLES) + 2)
    assert np.exp(-costs).sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    assert np.isfinite(begins).all()
    assert np.isfinite(features(tokens)).all()


def test_nothing_is_said_of_very_wide_or_short_tables_and_of_no_words() -> None:
    assert told_words(lines_of(ROWS * 2), ["extra"] * (MAX_COLUMNS + 1)) == {}
    assert told_words(lines_of(ROWS), ROLES) == {}
    assert told_words(lines_of("\n\n"), ROLES) == {}
    said = told_line(lines_of(ROWS)[0], len(ROLES), {}, new_row=4.0)
    assert not said.columns.any()
    assert (said.begins, said.goes_on, said.group, said.dropped) == (4.0, 0.0, 0.0, 0.0)


def test_a_role_that_was_not_learned_is_one_of_those_that_were() -> None:
    lines = lines_of(ROWS * 2)
    said = told_words(lines, ["no", "task", "start", "lead", "inspection"])
    assert len(said) == sum(len(line.words) for line in lines)
