"""Corrections on the disk: kept over reconversion, written by several at once, whole after a kill."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.batch.state import old_rows
from pipeline.cli import main
from pipeline.corrections.journal import NAME, append, load, locked
from pipeline.corrections.place import place_of
from pipeline.corrections.record import Correction
from pipeline.corrections.store import correct, keep, renew, renew_tables
from pipeline.emit import load_plan, plan_path, rebuild_tables, to_json
from pipeline.plan import Plan
from tests.conftest import ROOT
from tests.corrections.plans import SHA, indicator, plan


def _kept(output: Path, of: Plan | None = None) -> Plan:
    keep(output, "kh", to_json(of or plan()), "", SHA)
    return load_plan(plan_path(output, "kh"))


def _number(new: str = "9,44") -> Correction:
    place = place_of(plan(), "a2-1")
    assert place
    return place.correction("result_2024", new, who="An", reason="number-doubtful")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_correction_lasts_over_the_next_conversion(tmp_path: Path) -> None:
    _kept(tmp_path)
    assert correct(tmp_path, "kh", [_number()])[0].plan.indicators[0].values[0].value == 9.44
    again = _kept(tmp_path, plan(indicators=(indicator(1, "Chi đạo điều hành", 0.4, 9.5),)))
    assert again.indicators[0].values[0].value == 9.44
    renew_tables(tmp_path)
    rebuild_tables(tmp_path)
    value = _rows(tmp_path / "indicator_values.csv")[0]
    assert (value["value"], value["checked"]) == ("9.44", "true")
    assert _rows(tmp_path / "indicators.csv")[0]["checked"] == "result_2024"
    assert [(row["code"], row["checked"]) for row in _rows(tmp_path / "warnings.csv")] == [
        ("lead-empty", "false"),
        ("number-doubtful", "true"),
    ]
    assert _rows(tmp_path / "plans.csv")[0]["checked"] == "1"


@pytest.mark.parametrize("damage", ["", "missing", "other columns"])
def test_rows_of_one_plan_are_renewed_as_if_all_were(tmp_path: Path, damage: str) -> None:
    names = ("a", "a-b", "kh", "z", "=z")
    for place, name in enumerate(names):
        of = plan(tasks=()) if name == "a-b" else plan()
        keep(tmp_path, name, to_json(of.model_copy(update={"source": of.source.model_copy(
            update={"sha256": str(place) * 64})})), "", str(place) * 64)  # fmt: skip
    rebuild_tables(tmp_path)
    renew_tables(tmp_path)
    tables = ["tasks", "indicators", "indicator_values", "warnings", "plans"]
    match damage:
        case "missing":
            (tmp_path / "warnings.csv").unlink()
        case "other columns":
            (tmp_path / "plans.csv").write_text("plan\nkh\n", encoding="utf-8")
    for place in (1, 2, 4):
        correct(tmp_path, names[place], [_number().model_copy(update={"sha256": str(place) * 64})])
    row = {"action": "add", "kind": "task", "new": "Việc mới", "sha256": "1" * 64}
    correct(tmp_path, "a-b", [Correction.model_validate(row)])
    renew_tables(tmp_path)
    found = {table: (tmp_path / f"{table}.csv").read_bytes() for table in tables}
    rebuild_tables(tmp_path)
    assert found == {table: (tmp_path / f"{table}.csv").read_bytes() for table in tables}
    assert old_rows(tmp_path) == frozenset()


def test_a_source_of_another_name_keeps_its_corrections(tmp_path: Path) -> None:
    _kept(tmp_path)
    correct(tmp_path, "kh", [_number()])
    keep(tmp_path, "renamed", to_json(plan()), "", SHA)
    assert load_plan(plan_path(tmp_path, "renamed")).indicators[0].values[0].value == 9.44
    # Another source of the same name has none.
    keep(tmp_path, "kh", to_json(plan()), "", "b" * 64)
    assert load_plan(plan_path(tmp_path, "kh")) == plan()


def test_what_is_taken_back_leaves_the_plan_as_it_was_read(tmp_path: Path) -> None:
    before = _kept(tmp_path)
    one = _number()
    correct(tmp_path, "kh", [one])
    correct(tmp_path, "kh", [Correction(action="undo", sha256=SHA, new=one.id)])
    assert load_plan(plan_path(tmp_path, "kh")) == before
    assert len((tmp_path / NAME).read_text(encoding="utf-8").splitlines()) == 2


def test_a_kill_between_correction_and_plan_is_made_good(tmp_path: Path) -> None:
    _kept(tmp_path)
    with locked(tmp_path):
        append(tmp_path, [_number()])
    assert renew(tmp_path)["kh"].plan.indicators[0].values[0].value == 9.44
    assert load_plan(plan_path(tmp_path, "kh")).indicators[0].values[0].value == 9.44
    renew_tables(tmp_path)
    assert _rows(tmp_path / "indicator_values.csv")[0]["value"] == "9.44"


@pytest.mark.parametrize("half", ['{"id": "x", "sha', "nonsense", "[1, 2]", '{"id": "\ud83d'])
def test_half_a_line_spoils_no_other(tmp_path: Path, half: str) -> None:
    append(tmp_path, [_number("1")])
    with (tmp_path / NAME).open("ab") as file:
        file.write(half.encode("utf-8", "surrogatepass"))
    append(tmp_path, [_number("2")])
    journal = load(tmp_path)
    assert [one.new for one in journal.corrections] == ["1", "2"]
    assert journal.broken == (2,)


def test_a_whole_line_without_its_end_is_kept(tmp_path: Path) -> None:
    append(tmp_path, [_number("1")])
    os.truncate(tmp_path / NAME, (tmp_path / NAME).stat().st_size - 1)
    append(tmp_path, [_number("2")])
    assert [one.new for one in load(tmp_path).corrections] == ["1", "2"]
    assert load(tmp_path).broken == ()


WRITER = """
import sys
from pathlib import Path
from pipeline.corrections.journal import append, locked
from pipeline.corrections.record import Correction
for n in range(int(sys.argv[3])):
    with locked(Path(sys.argv[1])):
        append(Path(sys.argv[1]), [Correction(sha256="a", who=sys.argv[2], new=str(n), reason="x" * 5000)])
    print(n, flush=True)
"""


def _writer(output: Path, who: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(output), who, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_two_writers_and_a_kill_lose_nothing(tmp_path: Path) -> None:
    one, other = _writer(tmp_path, "An", 60), _writer(tmp_path, "Bình", 100_000)
    assert one.wait(60) == 0
    time.sleep(0.1)
    other.kill()
    said = other.communicate()[0].split()
    journal = load(tmp_path)
    assert journal.broken == ()
    by = {who: [int(c.new) for c in journal.corrections if c.who == who] for who in ("An", "Bình")}
    assert by["An"] == list(range(60))
    # What was answered is there; the last may be there without its answer.
    assert by["Bình"] == list(range(len(by["Bình"])))
    assert len(said) <= len(by["Bình"]) <= len(said) + 1


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert isinstance(stopped.value.code, int)
    return stopped.value.code


def test_a_spreadsheet_is_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _kept(tmp_path)
    sheet = tmp_path / "sheet.csv"
    assert _run("corrections", str(tmp_path), "--to", str(sheet)) == 0
    rows = _rows(sheet)
    assert [(row["row"], row["field"], row["old"], row["state"]) for row in rows] == [
        ("a2-1", "result_2024", "0,44", "open"),
        ("a1-2", "lead", "", "open"),
    ]
    rows[0]["new"] = "9.44"
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    assert _run("corrections", str(tmp_path), "--from", str(sheet), "--who", "An") == 0
    assert _rows(tmp_path / "indicator_values.csv")[0]["value"] == "9.44"
    assert _run("corrections", str(tmp_path)) == 0
    assert "An  applied  kh a2-1 result_2024: '0,44' -> '9,44'" in capsys.readouterr().out
    assert _run("corrections", str(tmp_path), "--to", str(sheet)) == 0
    assert [row["state"] for row in _rows(sheet)] == ["applied", "open"]
    # A sheet that was taken in already changes nothing.
    assert _run("corrections", str(tmp_path), "--from", str(sheet)) == 0
    assert len(load(tmp_path).corrections) == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("kh,a2-1,result_2024,1.234", "1.234"),
        ("kh,a2-9,result_2024,9", "a2-9"),
        ("kh,a2-1,nothing,9", "nothing"),
        ("other,a2-1,result_2024,9", "other"),
    ],
)
def test_a_line_that_does_not_fit_is_named_and_none_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, why: str
) -> None:
    _kept(tmp_path)
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(f"plan,row,field,new\nkh,a2-1,target_2025,9\n{line}\n", encoding="utf-8")
    assert _run("corrections", str(tmp_path), "--from", str(sheet)) == 35
    error = capsys.readouterr().err
    assert "line 3" in error
    assert why in error
    assert load(tmp_path).corrections == ()
