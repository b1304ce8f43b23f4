"""Made tables: what is in their lines is what their cells say."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.learn.tagger_windows import made_tables, read_pages, together
from pipeline.learn.woven_cells import units_of
from pipeline.learn.woven_tables import GROUP, OUTSIDE, Weaver
from pipeline.tables.text.cell_tagger import MAX_COLUMNS, ROLES, WINDOW

TEXT = [
    "1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính, các đơn vị liên quan rà soát quy trình; báo cáo kết quả.",
    "Ủy ban nhân dân tỉnh ban hành kế hoạch, tổ chức tập huấn nghiệp vụ cho công chức của các xã, phường.",
    "Việc kiểm tra được tiến hành hai lần trong năm, do Sở Nội vụ, Văn phòng thực hiện theo quy định.",
] * 5


def weaver() -> Weaver:
    return Weaver(TEXT, ["Sở Nội vụ", "Sở Tài chính"], ["kế", "hoạch", "ban", "hành", "ngành"])


def test_units_are_what_running_text_names_again_and_again() -> None:
    assert "Sở Nội vụ" in units_of(TEXT)
    assert units_of(TEXT[:3]) == []


def test_lines_go_from_left_to_right_and_rows_from_top_to_bottom() -> None:
    for table in itertools.islice(weaver().tables(1, 120), 30):
        assert sum(map(len, table.lines)) >= 120
        assert len(table.lines) == len(table.blank_above)
        assert set(table.columns) <= set(ROLES)
        for line in table.lines:
            columns = [word.column for word in line]
            assert columns == sorted(columns) or GROUP in columns
            assert all(a.x < b.x for a, b in itertools.pairwise(line))
            assert len({word.row for word in line}) == 1
        rows = [line[0].row for line in table.lines if line[0].row != OUTSIDE]
        assert rows == sorted(rows)


def test_the_same_seed_makes_the_same_tables() -> None:
    first, second = (next(weaver().tables(7, 60)) for _ in range(2))
    assert first == second


def test_windows_are_filled_up_and_know_columns_groups_and_rows() -> None:
    windows = together(made_tables(weaver().tables(2, WINDOW), 4))
    assert windows["seen"].shape == (4, WINDOW, 2)
    assert windows["column"].max() <= MAX_COLUMNS + 1
    assert (windows["count"] == WINDOW).all()
    assert windows["begins"][:, 0].all()


def test_pages_are_read_without_their_headings(tmp_path: Path) -> None:
    row = [
        ["1", 0, 0],
        *[[word, 0, 1] for word in TEXT[0].split()],
        ["Sở", 0, 2],
        ["Nội", 0, 2],
        ["vụ", 0, 2],
    ]
    page = {"columns": ["no", "task", "lead"], "lines": [[["STT", -1, 0]], *[row] * 6, [["7", -2, -1]]]}
    path = tmp_path / "pages.jsonl"
    path.write_text(json.dumps(page) + "\n", "utf-8")
    (window,) = read_pages(path)[:1]
    count = int(window["count"])
    assert count == 6 * len(row) + 1
    assert window["column"][:2].tolist() == [0, 1]
    assert window["column"][count - 1] == MAX_COLUMNS + 1
    assert window["begins"].sum() == 2


def test_a_few_steps_make_the_loss_less() -> None:
    pytest.importorskip("jax")
    from pipeline.learn.cell_tagger import learned, start

    tables = together(made_tables(weaver().tables(3, WINDOW), 4))
    weights = start(tables["features"].shape[-1], 1)
    after = learned(weights, [(tables, 2)], rate=1e-3, steps=3)
    assert all(np.isfinite(np.asarray(one)).all() for one in after.values())
    assert any((np.asarray(after[name]) != np.asarray(weights[name])).any() for name in weights)
