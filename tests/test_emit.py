from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from pipeline import emit, files
from pipeline.errors import BrokenPlan, OutputConflict
from pipeline.plan import Plan

TABLES = ["tasks", "indicators", "indicator_values", "warnings", "plans"]


def test_a_dataset_holds_every_row(tmp_path: Path, sample: tuple[Plan, str]) -> None:
    plan, text = sample
    name = emit.emit(plan, text, tmp_path)
    assert name == "ke-hoach-78-2024"
    assert (tmp_path / "text" / f"{name}.txt").read_text(encoding="utf-8") == text
    tables = {
        table: pd.read_csv(tmp_path / f"{table}.csv", dtype=str, keep_default_na=False) for table in TABLES
    }
    assert len(tables["tasks"]) == len(plan.tasks)
    assert len(tables["indicators"]) == len(plan.indicators)
    assert len(tables["indicator_values"]) == sum(len(row.values) for row in plan.indicators)
    assert list(tables["indicator_values"].columns) == [
        "plan", "indicator", "appendix", "code", "name", "measure", "estimated", "year", "start", "end",
        "value", "upper", "operator", "unit", "checked",
    ]  # fmt: skip
    assert list(tables["warnings"].columns) == [
        "plan", "code", "severity", "row", "field", "page", "raw", "proposals", "message", "checked",
    ]  # fmt: skip
    assert list(tables["warnings"]["severity"]) == sorted(tables["warnings"]["severity"], reverse=True)
    assert all(table.columns[0] == "plan" for table in tables.values())
    assert list(tables["tasks"]["task"]) == [task.task for task in plan.tasks]


def test_ids_are_unique(sample: tuple[Plan, str]) -> None:
    for rows in (sample[0].tasks, sample[0].indicators):
        ids = [row.id for row in rows]
        assert len(set(ids)) == len(ids)


def test_tables_are_rebuilt_from_plans_alone(
    tmp_path: Path, sample: tuple[Plan, str], clean: tuple[Plan, str]
) -> None:
    for plan, text in (sample, clean):
        emit.emit(plan, text, tmp_path)
    before = {table: (tmp_path / f"{table}.csv").read_bytes() for table in TABLES}
    for table in TABLES:
        (tmp_path / f"{table}.csv").unlink()
    emit.rebuild_tables(tmp_path)
    assert {table: (tmp_path / f"{table}.csv").read_bytes() for table in TABLES} == before


def test_a_plan_reads_back_as_it_was(tmp_path: Path, sample: tuple[Plan, str]) -> None:
    emit.emit(*sample, tmp_path)
    assert emit.load_plan(tmp_path / "plans" / "ke-hoach-78-2024.json") == sample[0]


def test_another_source_of_the_same_name_is_not_overwritten(tmp_path: Path, clean: tuple[Plan, str]) -> None:
    plan, text = clean
    emit.emit(plan, text, tmp_path)
    source = plan.source.model_copy(update={"file": "clean-plan.ocr.txt", "sha256": "0" * 64})
    with pytest.raises(OutputConflict, match="clean-plan"):
        emit.emit(plan.model_copy(update={"source": source}), "", tmp_path)
    assert (tmp_path / "text" / "clean-plan.txt").read_text(encoding="utf-8") == text


def test_a_broken_plan_is_named(tmp_path: Path) -> None:
    path = tmp_path / "plans" / "old.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"schema_version": "0"}), encoding="utf-8")
    with pytest.raises(BrokenPlan, match=r"old\.json"):
        emit.rebuild_tables(tmp_path)


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file.txt"
    files.write(path, "old")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(files.os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        files.write(path, "new")
    assert [one.name for one in tmp_path.iterdir()] == ["file.txt"]
    assert path.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        *((f"{sign}1+1", f"'{sign}1+1") for sign in "=+-@＝＋－＠﹢﹣﹦﹫\t\r\n"),
        (" =1+1", "' =1+1"),
        ("\u00a0＝1+1", "'\u00a0＝1+1"),
        ("-", "-"),
        ("", ""),
        ("1 = 1", "1 = 1"),
        ("9,5 %", "9,5 %"),
        (-9.5, -9.5),
        (True, "true"),
        (None, None),
    ],
)
def test_no_cell_is_a_formula(cell: object, safe: object) -> None:
    assert emit.safe_cell(cell) == safe
