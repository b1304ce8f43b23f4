"""Runs whose documents are converted by a stand-in, so that only the run itself is looked at."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.batch import contents
from pipeline.batch.jobs import find_jobs
from pipeline.batch.log import LOGGER
from pipeline.batch.run import Engine, Existing, Run
from pipeline.batch.state import maker
from pipeline.batch.types import Job, Limits, Outcome, failed
from pipeline.emit import load_plan
from pipeline.errors import (
    BrokenPlan,
    DiskError,
    OtherVersion,
    OutputBusy,
    OutputConflict,
    OutputExists,
    OutputGone,
    PartlyRead,
    Unreadable,
    WorkerDied,
)
from pipeline.files import LONGEST_NAME, sha256, shown
from pipeline.plan import Plan, Source
from pipeline.searchable import Searchable
from pipeline.settings import Settings


def _convert(job: Job, settings: Settings, limits: Limits) -> Outcome:
    text = job.source.read_text(encoding="utf-8")
    if text == "bad":
        return failed(job, Unreadable(job.source, "text", "it is bad"))
    if text == "fatal":
        raise OSError("the worker is gone")
    source = Source(
        file=shown(job.source.name), sha256=sha256(job.source), kind="text", pages=1, converted_with="test"
    )
    made_by = "another" if text == "foreign" else maker()
    plan = Plan(source=source).model_dump_json()
    partly = PartlyRead(job.source, [2])
    if text == "half":
        return Outcome(
            job, "partly", plan, text, source.sha256, partly.exit_code, str(partly), pages=2, maker=made_by
        )
    copy = Searchable(f"%PDF {text}".encode(), f"<{text}>") if settings.searchable else None
    return Outcome(job, "converted", plan, text, source.sha256, pages=1, maker=made_by, searchable=copy)


def _run(
    folder: Path,
    output: Path,
    settings: Settings | None = None,
    existing: Existing = "skip",
    *,
    retry: bool = False,
) -> tuple[Run, list[Outcome]]:
    with ThreadPoolExecutor(2) as executor, Run(output, settings or Settings(), Limits()) as run:
        left = list(run.to_do(find_jobs([folder], output).jobs, existing, retry=retry))
        refused = [run.keep(one) for one in left if isinstance(one, Outcome)]
        jobs = [one for one in left if isinstance(one, Job)]
        done = list(run.outcomes(jobs, Engine(executor, lambda: 2, _convert)))
    return run, refused + done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "scans"
    folder.mkdir()
    for name in "abcdefgh":
        (folder / f"{name}.txt").write_text(name, encoding="utf-8")
    return folder


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


def _plans(output: Path) -> list[str]:
    return sorted(path.stem for path in (output / "plans").glob("*.json"))


def _failures(output: Path) -> list[list[str]]:
    with (output / "failures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def _names(outcomes: Sequence[Outcome]) -> list[str]:
    return sorted(one.job.name for one in outcomes)


def test_a_searchable_copy_is_written_once_it_is_asked_for(folder: Path, output: Path) -> None:
    there = output / "searchable"
    _run(folder, output)
    assert not there.exists()
    asked = Settings(searchable=True)
    assert len(_run(folder, output, asked)[1]) == 8
    assert (there / "a.pdf").read_bytes() == b"%PDF a"
    assert (there / "a.hocr").read_text(encoding="utf-8") == "<a>"
    # Neither with it nor without is there anything left to do; a source that is another now has no old copy.
    assert [_run(folder, output, settings)[1] for settings in (asked, Settings())] == [[], []]
    (folder / "a.txt").write_text("new", encoding="utf-8")
    assert _names(_run(folder, output)[1]) == ["a"]
    assert {path.name[0] for path in there.iterdir()} == set("bcdefgh")


def test_what_is_done_and_unchanged_is_skipped(folder: Path, output: Path) -> None:
    assert _names(_run(folder, output)[1]) == list("abcdefgh")
    (folder / "b.txt").write_text("new", encoding="utf-8")
    (folder / "i.txt").write_text("i", encoding="utf-8")
    os.utime(folder / "c.txt")
    run, outcomes = _run(folder, output)
    assert _names(outcomes) == ["b", "i"]
    assert run.summary.counts == {"skipped": 7, "converted": 2}
    assert (output / "text" / "b.txt").read_text(encoding="utf-8") == "new"
    assert len(list(csv.reader((output / "plans.csv").open(encoding="utf-8")))) == 10


@pytest.mark.parametrize("settings", [Settings(ocr="always"), Settings(lexicon=("Phú Phương",))])
def test_other_settings_convert_again(folder: Path, output: Path, settings: Settings) -> None:
    _run(folder, output)
    assert len(_run(folder, output, settings)[1]) == 8
    assert _run(folder, output, settings)[1] == []


def test_a_plan_that_was_removed_is_made_again(folder: Path, output: Path) -> None:
    _run(folder, output)
    (output / "plans" / "d.json").unlink()
    assert _names(_run(folder, output)[1]) == ["d"]


def test_sources_that_were_moved_are_still_done(folder: Path, output: Path) -> None:
    _run(folder, output)
    moved = folder.rename(folder.with_name("moved"))
    assert _run(moved, output)[1] == []
    assert _run(moved, output)[0].summary.counts == {"skipped": 8}


def test_another_source_of_the_name_is_not_written_over(folder: Path, output: Path) -> None:
    _run(folder, output)
    other = folder.with_name("other")
    other.mkdir()
    (other / "a.txt").write_text("another plan", encoding="utf-8")
    (other / "b.docx").write_text("another form", encoding="utf-8")
    _, outcomes = _run(other, output)
    assert [(one.job.name, one.code) for one in outcomes] == [("a", OutputConflict.exit_code), ("b.docx", 0)]
    assert (output / "text" / "a.txt").read_text(encoding="utf-8") == "a"
    # Once told apart, they stay so.
    assert [one.job.name for one in _run(other, output)[1]] == ["a"]
    # Of a source that is gone, only --existing overwrite may take the place.
    (folder / "a.txt").unlink()
    assert _run(other, output)[1][0].code == OutputConflict.exit_code
    assert sorted(one.status for one in _run(other, output, existing="overwrite")[1]) == ["converted"] * 2
    assert (output / "text" / "a.txt").read_text(encoding="utf-8") == "another plan"


def test_abort_comes_before_anything_is_done(folder: Path, output: Path) -> None:
    assert len(_run(folder, output, existing="abort")[1]) == 8
    (folder / "a.txt").write_text("new", encoding="utf-8")
    with pytest.raises(OutputExists, match="8 in all"):
        _run(folder, output, existing="abort")
    assert (output / "text" / "a.txt").read_text(encoding="utf-8") == "a"


def test_failures_are_remembered_and_tried_again(folder: Path, output: Path) -> None:
    (folder / "b.txt").write_text("bad", encoding="utf-8")
    (folder / "c.txt").write_text("fatal", encoding="utf-8")
    (folder / "d.txt").write_text("foreign", encoding="utf-8")
    run, _ = _run(folder, output)
    assert run.summary.counts == {"converted": 5, "failed": 3}
    codes = [str(error.exit_code) for error in (Unreadable, WorkerDied, OtherVersion)]
    assert [row[1] for row in _failures(output)] == codes
    assert _plans(output) == list("aefgh")
    for name in "bcd":
        (folder / f"{name}.txt").write_text("good", encoding="utf-8")
    assert _names(_run(folder, output)[1]) == list("bcd")
    assert not (output / "failures.csv").exists()


def test_the_plan_of_before_stays_where_its_source_breaks(folder: Path, output: Path) -> None:
    _run(folder, output)
    (folder / "a.txt").write_text("bad", encoding="utf-8")
    _run(folder, output)
    assert _plans(output) == list("abcdefgh")
    assert _failures(output)[0][0] == str(folder / "a.txt")


def test_two_runs_do_not_share_a_folder(folder: Path, output: Path) -> None:
    with Run(output, Settings(), Limits()), pytest.raises(OutputBusy, match="another run"):
        _run(folder, output)
    assert len(_run(folder, output)[1]) == 8


class _PowerCut(BaseException):
    pass


@pytest.mark.parametrize("step", ["write text", "write plan", "remember", "tables"])
def test_whatever_moment_a_run_ends_at_the_next_goes_on(
    folder: Path, output: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a kill would: nothing after the step happens, not even the end of the run."""

    def cut(*_: object) -> None:
        raise _PowerCut

    with monkeypatch.context() as patch:
        if step == "write text":
            patch.setattr("pipeline.corrections.store.write_plan", cut)
        elif step == "write plan":
            patch.setattr("pipeline.emit.plan_path", cut)
        elif step == "remember":
            patch.setattr("pipeline.batch.run.State.record", cut)
        if step == "tables":
            patch.setattr("pipeline.batch.run.rebuild_tables", cut)
        else:
            patch.setattr(Run, "__exit__", lambda self, *_: self._lock.release())
        with pytest.raises(_PowerCut):
            _run(folder, output)
    (output / "plans").mkdir(parents=True, exist_ok=True)
    (output / "plans" / ".z.json.xyz.tmp").write_text("half", encoding="utf-8")
    run, _ = _run(folder, output)
    assert run.summary.counts.total() == 8
    assert _plans(output) == list("abcdefgh")
    assert not list(output.rglob("*.tmp"))
    assert len(list(csv.reader((output / "plans.csv").open(encoding="utf-8")))) == 9
    assert load_plan(output / "plans" / "a.json").source.file == "a.txt"


def test_a_document_read_in_part_is_listed_and_done_again_where_that_is_asked_for(
    folder: Path, output: Path
) -> None:
    (folder / "b.txt").write_text("half", encoding="utf-8")
    run, _ = _run(folder, output)
    assert (run.summary.counts["partly"], run.summary.codes) == (1, [PartlyRead.exit_code])
    assert [row[1] for row in _failures(output)] == ["36"]
    assert _run(folder, output)[1] == []
    assert _names(_run(folder, output, retry=True)[1]) == ["b"]


@pytest.mark.parametrize("damage", [b"this is no database", b""])
def test_a_damaged_state_is_set_aside(folder: Path, output: Path, damage: bytes) -> None:
    _run(folder, output)
    (output / ".kehoach" / "state.db").write_bytes(damage)
    assert _names(_run(folder, output)[1]) == list("abcdefgh")
    assert (output / ".kehoach" / "state.damaged").exists() == bool(damage)


def test_the_state_of_another_version_is_set_aside(folder: Path, output: Path) -> None:
    (output / ".kehoach").mkdir(parents=True)
    with sqlite3.connect(output / ".kehoach" / "state.db") as database:
        database.execute("CREATE TABLE sources (source TEXT PRIMARY KEY, name TEXT)")
    database.close()
    assert _names(_run(folder, output)[1]) == list("abcdefgh")


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_names_too_long_or_of_no_text_or_with_control_signs_are_converted(tmp_path: Path) -> None:
    folder, output = tmp_path / "scans", tmp_path / "output"
    folder.mkdir()
    names = [b"t\xe9l.txt", b"a\x1b[31mb.txt", "đ".encode() * 120 + b".txt", "đ".encode() * 121 + b".txt"]
    for name in names:
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_bytes(b"a")
    _run(folder, output)
    plans = _plans(output)
    assert len(plans) == 4
    assert all(name.isprintable() and len(name.encode()) <= LONGEST_NAME for name in plans)
    assert _run(folder, output)[1] == []


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_plan_that_was_cut_off_is_named_and_made_again(
    folder: Path,
    output: Path,
    share: float,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(LOGGER, "propagate", True)
    _run(folder, output)
    before = contents(output)
    plan = output / "plans" / "d.json"
    plan.write_bytes(plan.read_bytes()[: int(plan.stat().st_size * share)])
    assert _names(_run(folder, output)[1]) == ["d"]
    assert "d.json: it was cut off" in caplog.text
    assert contents(output) == before


def test_a_text_that_is_missing_is_named_and_made_again(
    folder: Path, output: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LOGGER, "propagate", True)
    _run(folder, output)
    before = contents(output)
    (output / "text" / "d.txt").unlink()
    assert _names(_run(folder, output)[1]) == ["d"]
    assert "d.json: its text is missing" in caplog.text
    assert contents(output) == before


def test_a_cut_off_plan_of_no_source_is_named_and_failures_are_written(folder: Path, output: Path) -> None:
    _run(folder, output)
    (output / "plans" / "z.json").write_text("{", encoding="utf-8")
    (folder / "a.txt").write_text("bad", encoding="utf-8")
    (folder / "b.txt").write_text("new", encoding="utf-8")
    with pytest.raises(BrokenPlan, match=r"z\.json"):
        _run(folder, output)
    assert len(_failures(output)) == 1
    # What is done is kept, and the tables are made once it is removed.
    (output / "plans" / "z.json").unlink()
    assert _names(_run(folder, output)[1]) == ["a"]
    assert len(list(csv.reader((output / "plans.csv").open(encoding="utf-8")))) == 9


def _run_and_remove(folder: Path, output: Path, *, is_made_again: bool) -> None:
    jobs = find_jobs([folder], output).jobs
    with ThreadPoolExecutor(2) as executor, Run(output, Settings(), Limits()) as run:
        for done, _ in enumerate(run.outcomes(jobs, Engine(executor, lambda: 2, _convert))):
            if done == 3:
                shutil.rmtree(output)
                if is_made_again:
                    output.mkdir()


@pytest.mark.parametrize("is_made_again", [False, True])
def test_an_output_folder_that_is_removed_ends_the_run_by_name(
    folder: Path, output: Path, is_made_again: bool
) -> None:
    with pytest.raises(OutputGone, match="removed or moved"):
        _run_and_remove(folder, output, is_made_again=is_made_again)
    assert not (output / "plans.csv").exists()
    assert len(_run(folder, output)[1]) == 8


def test_a_full_disk_is_named(folder: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.batch.run.State.record", full)
        with pytest.raises(DiskError, match="disk is full"):
            _run(folder, output)
    assert len(_run(folder, output)[1]) == 8
