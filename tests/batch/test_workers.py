"""Real worker processes, and what may befall them."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from benchmarks.batch import contents, convert, write_plans
from pipeline.batch.types import Job, Limits
from pipeline.batch.workers import Workers
from pipeline.errors import EmptyFile, TimedOut, TooMuchMemory, WorkerDied
from pipeline.plan import Plan
from pipeline.settings import Settings
from tests.conftest import CLEAN, ROOT

JOB = Job(CLEAN, "clean-plan")
SLOW = Job(ROOT / "samples" / "ke-hoach-78-2024.ocr.txt", "slow")


@pytest.fixture
def workers() -> Iterator[Workers]:
    workers = Workers()
    yield workers
    workers.close()


def _children() -> list[psutil.Process]:
    found = []
    for one in psutil.Process().children():
        with suppress(psutil.Error):  # gone, or a zombie
            found += [one] * ("pipeline.batch.child" in one.cmdline())
    return found


def test_a_worker_gives_what_converting_gives(workers: Workers, clean: tuple[Plan, str]) -> None:
    outcome = workers.convert(JOB, Settings(), Limits())
    assert Plan.model_validate_json(outcome.plan) == clean[0]
    assert (outcome.text, outcome.tasks, outcome.status) == (clean[1], len(clean[0].tasks), "converted")


def test_a_failure_is_an_outcome_and_the_worker_goes_on(workers: Workers, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert workers.convert(Job(empty, "empty"), Settings(), Limits()).code == EmptyFile.exit_code
    before = _children()
    assert workers.convert(JOB, Settings(), Limits()).status == "converted"
    assert _children() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_file_that_hangs_is_stopped_and_the_next_is_converted(workers: Workers, tmp_path: Path) -> None:
    pipe = tmp_path / "hangs.pdf"
    os.mkfifo(pipe)
    outcome = workers.convert(Job(pipe, "hangs"), Settings(), Limits(seconds=3))
    assert (outcome.code, "--timeout" in outcome.reason) == (TimedOut.exit_code, True)
    assert workers.convert(JOB, Settings(), Limits()).status == "converted"


def test_a_file_that_eats_memory_is_stopped(workers: Workers) -> None:
    outcome = workers.convert(SLOW, Settings(), Limits(megabytes=50))
    assert (outcome.code, "50 MB" in outcome.reason) == (TooMuchMemory.exit_code, True)
    assert workers.convert(JOB, Settings(), Limits()).status == "converted"


@pytest.mark.parametrize(("times", "code"), [(1, 0), (9, WorkerDied.exit_code)])
def test_a_worker_that_is_killed_costs_one_more_try(workers: Workers, times: int, code: int) -> None:
    def kill() -> None:
        for _ in range(times):
            while not (found := _children()) and not over.is_set():
                time.sleep(0.05)
            for one in found:
                one.kill()
                while one.is_running() and one.status() != psutil.STATUS_ZOMBIE:
                    time.sleep(0.01)

    over = threading.Event()
    killer = threading.Thread(target=kill)
    killer.start()
    outcome = workers.convert(JOB, Settings(), Limits())
    over.set()
    killer.join()
    assert outcome.code == code
    assert ("signal 9" in outcome.reason) == (code != 0)


def test_workers_end_with_the_program_that_has_them(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from pipeline.batch.types import *; from pipeline.batch.workers import *\n"
        f"Workers().convert(Job(Path({str(CLEAN)!r}), 'x'), Settings(), Limits()); print('ready', flush=True)\n"
        "import time; time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        children = psutil.Process(process.pid).children()
        process.send_signal(signal.SIGKILL)
    assert children
    assert psutil.wait_procs(children, timeout=10)[1] == []


def test_a_run_that_is_killed_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    source = write_plans(tmp_path / "plans", 3, random.Random(1))
    assert convert(source, tmp_path / "whole").wait() == 0
    killed = convert(source, tmp_path / "killed", "--jobs", "1")
    while killed.poll() is None and "[1/3]" not in (tmp_path / "killed.log").read_text(encoding="utf-8"):
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert not (tmp_path / "killed" / "plans.csv").exists()
    assert convert(source, tmp_path / "killed").wait() == 0
    assert contents(tmp_path / "killed") == contents(tmp_path / "whole")
    log = (tmp_path / "killed.log").read_text(encoding="utf-8")
    events = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert sum(one["event"] == "converted" for one in events) == 3
    assert ", 1 skipped; " in log
