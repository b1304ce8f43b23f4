"""Folders that are watched: what comes is converted once it is whole, and only once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from pipeline.batch.jobs import find_jobs
from pipeline.batch.watch import changes
from pipeline.cli import main
from tests.conftest import CLEAN, ROOT


def test_what_comes_is_told_once_it_has_stopped_growing(tmp_path: Path) -> None:
    """Each step is what happens in the folder between two looks; a list says what was told after it."""
    scans = tmp_path / "scans"
    told: list[list[str]] = []
    steps: list[Callable[[], object]] = [
        lambda: scans.mkdir(),
        lambda: (scans / "a.txt").write_text("a"),
        lambda: (scans / "a.txt").write_text("a longer text"),
        lambda: None,
        lambda: None,
        lambda: (scans / "b.txt").write_text("b"),
        lambda: None,
        lambda: (scans / "a.txt").write_text("another"),
        lambda: None,
        lambda: [path.unlink() for path in scans.iterdir()],
        lambda: None,
    ]
    expected = [0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3]
    counts: list[int] = []

    def wait(_: float) -> None:
        counts.append(len(told))
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    try:
        for found in changes(lambda: find_jobs([scans], tmp_path / "output"), 1, wait):
            told.append(sorted(job.name for job in found.jobs))
    except KeyboardInterrupt:
        pass
    assert told == [["a"], ["a", "b"], ["a", "b"]]
    # The first look is before all steps.
    assert counts[1:] == expected


def _until(happens: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not happens() and time.monotonic() < end:
        time.sleep(0.1)
    assert happens()


def test_a_run_that_watches_converts_what_is_put_there(tmp_path: Path) -> None:
    scans, output = tmp_path / "scans", tmp_path / "output"
    scans.mkdir()
    text = CLEAN.read_text(encoding="utf-8")
    (scans / "one.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pipeline", "convert", str(scans), "-o", str(output), "--watch", "0.2"]
    # Where the tests run in the background themselves a child would not hear Ctrl-C.
    hears = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    pipe = subprocess.PIPE
    run = subprocess.Popen(command, cwd=ROOT, preexec_fn=hears, stdout=pipe, stderr=pipe)
    try:
        _until((output / "plans" / "one.json").is_file)
        (scans / "two.txt").write_text(text.replace("15/KH-PNV", "16/KH-PNV"), encoding="utf-8")
        _until((output / "plans" / "two.json").is_file)
        time.sleep(0.5)
    finally:
        os.kill(run.pid, signal.SIGINT)
        out, err = run.communicate(timeout=60)
    assert run.returncode == 0, err
    assert b"Watching for files; Ctrl-C ends." in err
    assert out.count(b"1 converted, 0 partly, 0 failed, ") == 2


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["convert", str(tmp_path / "none"), "-o", str(tmp_path / "output"), "--watch"])
    assert stopped.value.code == 3
