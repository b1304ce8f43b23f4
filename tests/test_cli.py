from __future__ import annotations

import errno
import io
import json
import sys
from pathlib import Path

import jsonschema
import pytest

from pipeline import __version__
from pipeline.cli import COMMANDS, main
from pipeline.errors import NoPlans
from pipeline.scan import digits
from tests.conftest import CLEAN

# The commands that begin with a dataset, and what else they are given.
READERS: dict[str, tuple[str, ...]] = {
    "show": (),
    "report": (),
    "review": (),
    "corrections": (),
    "export": ("--to", "jsonl", "sqlite"),
}


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    code = stopped.value.code
    assert isinstance(code, int)
    return code


def test_convert_and_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("convert", str(CLEAN), "-o", str(tmp_path)) == 0
    told = capsys.readouterr()
    assert "6 tasks" in told.err
    assert told.out.startswith("1 converted, 0 partly, 0 failed, 0 skipped; ")
    plan = json.loads((tmp_path / "plans" / "clean-plan.json").read_text(encoding="utf-8"))
    assert plan["source"]["converted_with"] == f"kehoach {__version__}"
    assert _run("show", str(tmp_path)) == 0
    assert "15/KH-PNV" in capsys.readouterr().out


def test_a_missing_second_engine_is_said_once_and_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digits, "MODEL", "models/none.onnx")
    assert _run("convert", str(CLEAN), "-o", str(tmp_path)) == 0
    assert capsys.readouterr().err.count("pip install rapidocr") == 1
    assert _run("convert", str(CLEAN), "-o", str(tmp_path), "--second-engine", "none") == 0
    assert "pip install" not in capsys.readouterr().err


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"%PDF-1.4")
    assert _run("convert", str(bad), str(CLEAN), "-o", str(tmp_path / "out")) == 20
    output = capsys.readouterr()
    assert "PDF cannot be opened" in output.err
    assert "6 tasks" in output.err
    assert "1 converted, 0 partly, 1 failed" in output.out
    assert [path.name for path in (tmp_path / "out" / "plans").iterdir()] == ["clean-plan.json"]


def test_two_files_of_one_name_are_not_written_over_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other" / CLEAN.name
    other.parent.mkdir()
    other.write_bytes(CLEAN.read_bytes() + b"\n")
    assert _run("convert", str(CLEAN), str(other), "-o", str(tmp_path / "out")) == 20
    assert "Rename one" in capsys.readouterr().err


def test_nothing_is_written_for_a_file_that_fails(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert _run("convert", str(empty), "-o", str(tmp_path / "out")) == 6
    assert not (tmp_path / "out" / "plans").exists()
    assert not (tmp_path / "out" / "tasks.csv").exists()


def test_a_disk_that_fails_says_what_to_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "plans.csv")

    monkeypatch.setattr("pipeline.batch.run.rebuild_tables", full)
    assert _run("convert", str(CLEAN), "-o", str(tmp_path)) == 31
    assert "plans.csv: No space left on device. Check" in capsys.readouterr().err
    monkeypatch.undo()
    assert _run("convert", str(CLEAN), "-o", str(tmp_path)) == 0
    assert (tmp_path / "plans.csv").exists()


@pytest.mark.parametrize("name", [name for name in COMMANDS if name in READERS])
@pytest.mark.parametrize("is_there", [True, False])
def test_a_folder_without_plans_is_said_and_nothing_is_made(
    name: str, is_there: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "my data"
    if is_there:
        folder.mkdir()
    assert _run(name, str(folder), *READERS[name]) == NoPlans.exit_code
    told = capsys.readouterr().err
    assert ("no plans in it" if is_there else "no such folder") in told
    assert f"kehoach convert FILES -o '{folder}'" in told
    assert list(tmp_path.rglob("*")) == ([folder] if is_there else [])


def test_several_files_end_with_what_to_do_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b").mkdir()
    for name in ("a.txt", "b/c.txt", "d.txt"):
        (tmp_path / name).write_bytes(CLEAN.read_bytes())
    assert _run("convert", str(tmp_path), "-o", str(tmp_path / "out")) == 0
    told = capsys.readouterr()
    assert f"--recursive converts 1 file in {tmp_path / 'b'} too" in told.err
    assert told.out.splitlines()[-1].startswith("Next: kehoach re")
    assert f"kehoach report {tmp_path / 'out'} says" in told.out
    assert _run("convert", str(tmp_path / "a.txt"), "-o", str(tmp_path / "one")) == 0
    assert "Next:" not in capsys.readouterr().out


def test_restore_is_a_filter(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Uy ban nhan dan xa Phu Phuong ban hanh Ké hoach"))
    assert _run("restore") == 0
    assert capsys.readouterr().out.endswith("ban hành Kế hoạch")


def test_schema_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("schema") == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "indicators" in schema["properties"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(command, "--help") == 0
    assert f"Example: kehoach {command}" in capsys.readouterr().out


def test_restore_explains_and_replays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, account = tmp_path / "read.txt", tmp_path / "account.tsv"
    text.write_text("Thuc hién Nghi quyét s6 76/NQ-CP cia Chinh phu\n", encoding="utf-8")
    assert _run("restore", "--explain", str(text)) == 0
    account.write_text(capsys.readouterr().out, encoding="utf-8")
    assert "hién\thiện\trestored" in account.read_text(encoding="utf-8")
    assert _run("restore", "--replay", str(account), str(text)) == 0
    replayed = capsys.readouterr().out
    assert _run("restore", "--format", "json", str(text)) == 0
    assert json.loads(capsys.readouterr().out)["text"] == replayed
    account.write_text("nonsense\n", encoding="utf-8")
    assert _run("restore", "--replay", str(account), str(text)) == 10
    assert "made from" in capsys.readouterr().err


def test_a_lexicon_that_is_missing_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("restore", "--lexicon", str(tmp_path / "none.txt"), str(CLEAN)) == 11
    assert "a word or a phrase on each line" in capsys.readouterr().err


STEERING = "\x1b[31m\x9b2J\u202eđỏ"


def _clean(written: str) -> bool:
    return not any(sign in written for sign in "\x1b\x9b\u202e")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.skipif(sys.platform == "win32", reason="such names are none there")
def test_nothing_in_names_or_texts_steers_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source, output = tmp_path / f"a{STEERING}.txt", tmp_path / f"out{STEERING}"
    source.write_text(CLEAN.read_text(encoding="utf-8").replace("KẾ HOẠCH", f"KẾ HOẠCH [/x] {STEERING}"))
    (tmp_path / f"bad{STEERING}.pdf").write_bytes(b"%PDF-1.4")
    assert _run("convert", str(tmp_path), "-o", str(output)) == 20
    plan = next((output / "plans").iterdir())
    old = tmp_path / "old.json"
    old.write_text(
        plan.read_text(encoding="utf-8").replace("Quý I", f"[/x] Quý {STEERING}"), encoding="utf-8"
    )
    for command in (
        ("show", str(output)), ("report", str(output)), ("export", str(output), "--to", "jsonl"),
        ("corrections", str(output)), ("show", str(tmp_path / f"none{STEERING}")),
        ("diff", str(old), str(tmp_path / f"none{STEERING}.json")),
        ("diff", str(old), str(plan)), ("diff", "--wording", str(old), str(plan)), ("diff", str(output), str(output)),
    ):  # fmt: skip
        _run(*command)
    told = capsys.readouterr()
    assert _clean(told.out + told.err)
    assert "đỏ" in told.out
    assert "đỏ" in told.err
    terminal = _Terminal()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", terminal)
        assert _run("restore", str(source)) == 0
    assert _clean(terminal.getvalue())
    assert "đỏ" in terminal.getvalue()


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (ValueError("odd"), "a fault of kehoach, not of yours (ValueError: odd, test_cli.py line"),
        (NoPlans(CLEAN), "clean-plan.txt"),
        (PermissionError(13, "Permission denied", "x.json"), "x.json: Permission denied"),
    ],
)
@pytest.mark.parametrize(("command", "code"), [("diff", 2), ("show", 0)])
def test_whatever_goes_wrong_is_named_and_of_diff_it_is_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception,
    says: str, command: str, code: int,
) -> None:  # fmt: skip
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("pipeline.commands.diff.read_plan", fail)
    monkeypatch.setattr("pipeline.commands.show.load_plans", fail)
    found = _run(command, "a.json", *["b.json"] * (command == "diff"))
    assert found == code if code else found not in (0, 1, 2)
    assert says in capsys.readouterr().err
