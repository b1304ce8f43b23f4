"""The SQLite file can be asked as docs/databases.md says: every example of it runs on a dataset."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.emit import emit
from pipeline.export import asked
from pipeline.plan import Header, Indicator, IndicatorValue, Plan, PlanWarning, Source, Task
from tests.conftest import ROOT

EXAMPLES = re.findall(r"```(sql|python)\n(.*?)```", (ROOT / "docs" / "databases.md").read_text("utf-8"), re.S)


def _plan(name: str, issuer: str, year: int, *, result: float) -> Plan:
    values = (
        IndicatorValue(measure="target", year=year, value=80, operator=">="),
        IndicatorValue(measure="result", year=year, value=result),
        IndicatorValue(measure="result", year=year - 1, value=70),
    )
    return Plan(
        source=Source(file=f"{name}.txt", sha256="", kind="text", pages=1, converted_with=""),
        header=Header(issuer=issuer, year=year, number=f"{year}/KH", title="Cải cách thủ tục hành chính"),
        tasks=(
            Task(id="t1", no="1", task="Rà soát đất nông nghiệp", lead="Sở Nội vụ", due={"end": f"{year}-08-31"}),
            Task(id="t2", no="2", task="Số hóa thủ tục hành chính"),
        ),
        indicators=(Indicator(id="i1", code="1.10", name="Hộ nghèo", unit="%", values=values),),
        warnings=(PlanWarning(code="number-doubtful", row="i1", field="target", message=""),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    for plan in (_plan("a", "UBND xã A", 2024, result=79), _plan("b", "UBND xã Đức", 2024, result=81)):
        emit(plan, "", folder / "output")
    with pytest.raises(SystemExit):
        main(["export", str(folder / "output"), "--to", "sqlite", "parquet"])
    return folder


@pytest.fixture
def database(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "output" / "export" / "kehoach.sqlite")


def test_there_are_examples_of_all() -> None:
    assert [language for language, _ in EXAMPLES] == ["sql"] * 4 + ["python"] * 3


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_every_example_runs(
    number: int, folder: Path, database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    language, code = EXAMPLES[number]
    monkeypatch.chdir(folder)
    if language == "sql":
        assert database.execute(code).fetchall()
    else:
        exec(compile(code, "docs/databases.md", "exec"), {})
        assert "UBND xã" in capsys.readouterr().out


def test_views_are_by_office_and_year(database: sqlite3.Connection) -> None:
    assert database.execute("SELECT * FROM by_office").fetchall() == [
        ("UBND xã A", 2024, 1, 2, 1, 1, 0), ("UBND xã Đức", 2024, 1, 2, 1, 1, 0),
    ]  # fmt: skip
    rows = "SELECT issuer, year, operator, target, result FROM indicators_by_office ORDER BY issuer, year"
    assert database.execute(rows).fetchall() == [
        ("UBND xã A", 2023, None, None, 70), ("UBND xã A", 2024, ">=", 80, 79),
        ("UBND xã Đức", 2023, None, None, 70), ("UBND xã Đức", 2024, ">=", 80, 81),
    ]  # fmt: skip
    counts = [database.execute(f"SELECT count(*) FROM {view}").fetchone()[0] for view in asked.VIEWS]
    assert counts == [2, 4, 4, 2]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("dat nong nghiep", {"t1"}),
        ("đất nông nghiệp", {"t1"}),
        ("DAT", {"t1"}),
        ("so hoa", {"t2"}),
        ("ho ngheo", {"i1"}),
        ("Duc", {""}),
        ("lam nghiep", set()),
    ],
)
def test_words_are_found_with_marks_and_without(
    typed: str, expected: set[str], database: sqlite3.Connection
) -> None:
    found = database.execute("SELECT id FROM search WHERE search MATCH ?", (typed,)).fetchall()
    assert {name for (name,) in found} == expected


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT * FROM plans WHERE issuer = 'x' AND year = 2024", "plans_of_office"),
        ("SELECT * FROM tasks WHERE lead = 'x'", "tasks_by_lead"),
        ("SELECT * FROM tasks WHERE due_end < '2024-01-01'", "tasks_by_end"),
        ("SELECT * FROM indicators WHERE name = 'x'", "indicators_by_name"),
        ("SELECT * FROM indicator_values WHERE year = 2024", "values_by_year"),
        ("SELECT * FROM warnings WHERE code = 'x'", "warnings_by_code"),
    ],
)
def test_indexes_are_used(query: str, index: str, database: sqlite3.Connection) -> None:
    assert index in str(database.execute(f"EXPLAIN QUERY PLAN {query}").fetchall())


def test_without_full_text_search_the_rest_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "has_search", lambda _: False)
    with sqlite3.connect(":memory:") as database:
        for table in ("plans", "tasks", "indicators", "indicator_values", "warnings"):
            columns = "plan, issuer, year, lead, due_end, name, measure, code"
            database.execute(f"CREATE TABLE {table} ({columns})")
        asked.prepare(database)
        asked.fill(database, {"plans": [], "tasks": [], "indicators": []})
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    assert set(asked.VIEWS) | set(asked.INDEXES) <= names
    assert "search" not in names
