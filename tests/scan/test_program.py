"""Tesseract called and kept running: the same words, and what happens where its process fails."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytesseract
import pytest

from pipeline.scan import kept_tesseract, program
from pipeline.scan.program import Call, Stopped, _Kept, _NoAnswer, table
from tests.scan.pictures import written

PAGE = Call(np.full((40, 60), 255, dtype=np.uint8), 300, 6, "vie")
# What stands in for the process: its first line is the version, then it answers.
LINES = "import sys, time\nprint('5.3.0', flush=True)\nsys.stdin.buffer.readline()\n"
ANSWERS = {
    "answers": "sys.stdin.buffer.read(2400)\nprint('3\\nabc', end='', flush=True)\ntime.sleep(9)",
    "has none": "sys.stdin.buffer.read(2400)\nprint('-1', flush=True)\ntime.sleep(9)",
    "dies": "sys.exit(3)",
    "is cut short": "sys.stdin.buffer.read(2400)\nprint('30\\nabc', flush=True)",
    "says no length": "sys.stdin.buffer.read(2400)\nprint('words', flush=True)\ntime.sleep(9)",
    "hangs": "time.sleep(60)",
}

# What stands in for the program: it says its version, and fails at a picture.
SCRIPT = "import sys\nprint('tesseract 5.3.0') if '--version' in sys.argv else sys.exit('out of\\nmemory')"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> _Kept:
    script = tmp_path / "process.py"
    script.write_text(LINES + ANSWERS[request.param], encoding="utf-8")
    monkeypatch.setattr(kept_tesseract, "__file__", str(script))
    monkeypatch.setattr(program, "version", lambda: "5.3.0")
    found = _Kept()
    monkeypatch.setattr(program, "_kept", lambda: found)
    monkeypatch.setattr(program, "called", lambda *_: "by the program")
    return found


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ("answers", "abc"),
        ("has none", "by the program"),
        ("dies", "by the program"),
        ("is cut short", "by the program"),
        ("says no length", "by the program"),
    ],
    indirect=["kept"],
)
def test_where_a_process_has_no_answer_the_program_is_called(kept: _Kept, found: str) -> None:
    assert table(PAGE, 30) == found
    kept.close()


@pytest.mark.parametrize("kept", ["dies"], indirect=True)
def test_no_more_processes_are_begun_where_some_have_failed(
    kept: _Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(program.FAILURES):
        table(PAGE, 30)
    monkeypatch.setattr(program, "_Process", None)
    assert table(PAGE, 30) == "by the program"


@pytest.mark.parametrize("kept", ["hangs"], indirect=True)
def test_a_process_that_takes_too_long_is_ended(kept: _Kept) -> None:
    with pytest.raises(TimeoutError, match="timeout"):
        table(PAGE, 0.3)


@pytest.mark.parametrize("kept", ["answers"], indirect=True)
def test_a_library_of_another_version_is_not_used(kept: _Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "version", lambda: "5.4.1")
    for _ in range(2):
        with pytest.raises(_NoAnswer):
            kept.table(PAGE, 30)


def test_what_the_program_says_last_is_why_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "tesseract"
    script.write_text(f"#!{sys.executable}\n{SCRIPT}", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(script))
    with pytest.raises(Stopped, match="out of memory"):
        program.called(PAGE, 30)


@pytest.mark.skipif(
    shutil.which("tesseract") is None and "KEHOACH_REQUIRE_TESSERACT" not in os.environ,
    reason="Tesseract is not installed: see the README",
)
def test_kept_running_it_reads_as_when_it_is_called() -> None:
    page, line = written("KE HOACH 2025"), written("So 15")
    for picture, mode in ((page, 3), (line, 7), (page, 6), (page, 3)):
        call = Call(picture, 300, mode, "vie")
        assert program.called(call, 60).endswith(table(call, 60))
