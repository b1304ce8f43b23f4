"""Whole runs of `kehoach convert`: how they scale, and what they survive.

    python -m benchmarks.batch speed [--plans 1000]     one job against two, and against a Dask cluster
    python -m benchmarks.batch kills [--times 50]       killed at random moments, then resumed
    python -m benchmarks.batch lost                     a machine of a Dask cluster lost in the middle
    python -m benchmarks.batch poison                   files that are damaged, locked, bombs, that hang
    python -m benchmarks.batch done [--plans 10000]     finding out that all is done

Works in a temporary folder; prints what it measured.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "ke-hoach-78-2024.ocr.txt"
HEAD = 26  # lines of letterhead and legal bases that every copy keeps
KEHOACH = [sys.executable, "-m", "pipeline"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=("speed", "kills", "lost", "poison", "done"))
    parser.add_argument("--plans", type=int, default=0)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kehoach-batch-") as name:
        folder, rng = Path(name), random.Random(options.seed)
        match options.what:
            case "speed":
                speed(folder, options.plans or 1000, rng)
            case "kills":
                kills(folder, options.plans or 12, options.times, rng)
            case "lost":
                lost(folder, options.plans or 100, rng)
            case "poison":
                poison(folder, options.plans or 60, rng)
            case "done":
                done(folder, options.plans or 10_000, rng)


def write_plans(folder: Path, count: int, rng: random.Random) -> Path:
    """Text plans, each the sample's head and a stretch of its body, with other numbers."""
    folder.mkdir()
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    for number in range(count):
        start = rng.randrange(HEAD, len(lines) - 60)
        body = lines[start : start + rng.randrange(12, 40)]
        text = "\n".join(
            lines[:HEAD] + [re.sub(r"\d", lambda _: str(rng.randrange(10)), one) for one in body]
        )
        (folder / f"plan-{number:05}.txt").write_text(text + "\n", encoding="utf-8")
    return folder


def convert(source: Path, output: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [*KEHOACH, "convert", str(source), "-o", str(output), "--log-json", *options]
    log = output.with_suffix(".log").open("ab")
    return subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)


def contents(output: Path) -> dict[str, str]:
    """Every file of a dataset by its hash, without what the program remembers for itself."""
    return {
        str(path.relative_to(output)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(output.rglob("*"))
        if path.is_file() and ".kehoach" not in path.parts
    }


def speed(folder: Path, count: int, rng: random.Random) -> None:
    source = write_plans(folder / "plans", count, rng)
    found: dict[str, float] = {}
    for name, options in (("1 job", ("--jobs", "1")), ("2 jobs", ("--jobs", "2"))):
        output = folder / name.replace(" ", "-")
        found[name] = timed(name, convert(source, output, *options))
        check_log(output, count)
    print(f"2 jobs: {found['1 job'] / found['2 jobs']:.2f} times one job")
    with dask_cluster(2) as address:
        found["Dask"] = timed("Dask, 2 workers", convert(source, folder / "dask", "--cluster", address))
        print(f"Dask: {found['Dask'] / found['2 jobs'] - 1:+.1%} against 2 jobs")
    same = contents(folder / "1-job") == contents(folder / "2-jobs") == contents(folder / "dask")
    print(f"results the same, byte for byte: {same}")


def timed(name: str, run: subprocess.Popen[bytes]) -> float:
    """Seconds until a run ends; prints them, and the memory of it and its workers over time."""
    start, memory = time.monotonic(), []
    while run.poll() is None:
        time.sleep(1)
        memory.append(memory_of(run.pid))
    seconds = time.monotonic() - start
    tenth = max(len(memory) // 10, 1)
    early, late = max(memory[tenth : 2 * tenth], default=0), max(memory[-tenth - 1 : -1], default=0)
    print(f"{name}: {seconds:.0f} s, exit code {run.returncode}; MB early {early:.0f}, late {late:.0f}")
    return seconds


def memory_of(pid: int) -> float:
    total = 0.0
    try:
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            total += one.memory_info().rss / 1e6
    except psutil.Error:
        pass
    return total


def check_log(output: Path, count: int) -> None:
    """The counts of the progress go up by one from 1 to all."""
    lines = output.with_suffix(".log").read_text(encoding="utf-8").splitlines()
    seen = [json.loads(line)["message"].partition("]")[0] for line in lines if line.startswith("{")]
    expected = [f"[{number}/{count}" for number in range(1, count + 1)]
    told = [line for line in lines if not line.startswith("{")]
    print(f"progress correct: {seen == expected}", *told, sep="\n  ")


class dask_cluster:
    """A scheduler and workers of one thread each, as processes of their own."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self.processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> str:
        self._start("scheduler", "--port", "8786", "--no-dashboard")
        for _ in range(self._workers):
            self._start("worker", "tcp://127.0.0.1:8786", "--nthreads", "1", "--no-dashboard")
        time.sleep(8)
        return "tcp://127.0.0.1:8786"

    def _start(self, *what: str) -> None:
        quiet = subprocess.DEVNULL
        command = [sys.executable, "-m", "distributed.cli.dask_" + what[0], *what[1:]]
        self.processes.append(
            subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet, start_new_session=True)
        )

    def lose_worker(self) -> None:
        """Kill the worker that was started last, with the process that watches over it."""
        self._kill(self.processes.pop())

    def __exit__(self, *_: object) -> None:
        for process in reversed(self.processes):
            self._kill(process)

    @staticmethod
    def _kill(process: subprocess.Popen[bytes]) -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def kills(folder: Path, count: int, times: int, rng: random.Random) -> None:
    source = write_plans(folder / "plans", count, rng)
    start = time.monotonic()
    convert(source, folder / "whole").wait()
    whole = time.monotonic() - start
    expected = contents(folder / "whole")
    same = runs = 0
    for time_ in range(times):
        output = folder / f"killed-{time_}"
        # Killed once or several times before it may end.
        for _ in range(rng.choice((1, 1, 2, 3))):
            run = convert(source, output)
            time.sleep(rng.uniform(0.05, whole))
            run.send_signal(signal.SIGKILL)
            run.wait()
            runs += 1
        code = convert(source, output).wait()
        same += code == 0 and contents(output) == expected
        shutil.rmtree(output)
    print(f"{times} runs of {count} plans, killed {runs} times: the same bytes {same} times")


def lost(folder: Path, count: int, rng: random.Random) -> None:
    source = write_plans(folder / "plans", count, rng)
    convert(source, folder / "whole").wait()
    cluster = dask_cluster(2)
    with cluster as address:
        run = convert(source, folder / "out", "--cluster", address)
        while "[20/" not in (folder / "out.log").read_text(encoding="utf-8"):
            time.sleep(0.1)
        cluster.lose_worker()
        code = run.wait()
    same = contents(folder / "out") == contents(folder / "whole")
    print(f"{count} plans, one of two workers killed after 20: exit code {code}, the same bytes: {same}")
    check_log(folder / "out", count)


def poison(folder: Path, count: int, rng: random.Random) -> None:
    from benchmarks.poison import POISONS

    source = write_plans(folder / "plans", count, rng)
    for name, make in POISONS.items():
        make(source / name)
    limits = ("--timeout", "25", "--memory-limit", "1500")
    start = time.monotonic()
    code = convert(source, folder / "out", *limits).wait()
    plans = len(list((folder / "out" / "plans").glob("*.json")))
    print(f"{count} plans and {len(POISONS)} poisons: {plans} converted, exit code {code}, "
          f"{time.monotonic() - start:.0f} s")  # fmt: skip
    print((folder / "out" / "failures.csv").read_text(encoding="utf-8").replace(str(source) + "/", ""))


def done(folder: Path, count: int, rng: random.Random) -> None:
    """A run over many copies of a tiny plan is simulated: only what it remembers matters here."""
    from pipeline.batch.jobs import find_jobs
    from pipeline.batch.run import Run
    from pipeline.batch.state import maker
    from pipeline.batch.types import Limits, Outcome
    from pipeline.conversion import convert as convert_one
    from pipeline.emit import to_json
    from pipeline.files import sha256
    from pipeline.settings import Settings

    source, output = write_plans(folder / "plans", count, rng), folder / "out"
    plan, text = convert_one(ROOT / "tests" / "data" / "clean-plan.txt")
    start = time.monotonic()
    with Run(output, Settings(), Limits()) as run:
        for job in run.to_do(find_jobs([source], output).jobs, "skip"):
            assert not isinstance(job, Outcome)
            digest = sha256(job.source)
            run.keep(Outcome(job, "converted", to_json(plan), text, sha256=digest, maker=maker()))
        print(f"{count} small results written: {time.monotonic() - start:.1f} s")
        start = time.monotonic()
    print(f"their tables: {time.monotonic() - start:.1f} s")
    for name in ("untouched", "touched"):
        start = time.monotonic()
        convert(source, output).wait()
        print(f"{count} documents done, {name}: {time.monotonic() - start:.2f} s")
        for path in source.iterdir():
            os.utime(path)
    print(output.with_suffix(".log").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
