"""Workers that nothing can bring down: each thread that converts has a process of its own, and a guard."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

import psutil

from pipeline.batch.types import Job, Limits, Outcome, failed
from pipeline.errors import KehoachError, TimedOut, TooMuchMemory, WorkerDied
from pipeline.messages import tr
from pipeline.settings import Settings

POLL = 0.25  # seconds between two looks at the clock and the memory
# How often a document is tried whose worker died by itself: the system may have killed it for another's sake.
TRIES = 2
# One thread a process: there are as many processes as there are cores.
_THREADS = dict.fromkeys(("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
# Dask has its workers give memory back at once, which costs ours a quarter of their time.
_UNWANTED = "MALLOC_TRIM_THRESHOLD_"


class Workers:
    """A worker process for each thread that asks; they end with `close`, or with this program."""

    def __init__(self) -> None:
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._all: set[_Worker] = set()
        self._is_closed = False

    def convert(self, job: Job, settings: Settings, limits: Limits) -> Outcome:
        """The outcome of a job, within the limits; a failure is an outcome too."""
        start, why = time.monotonic(), ""
        for _ in range(TRIES):
            worker = self._worker()
            try:
                return worker.ask(job, settings, limits)
            except _Died as death:
                why = str(death)
            except KehoachError as error:
                return failed(job, error, time.monotonic() - start)
            finally:
                if not worker.is_alive:
                    self._drop(worker)
        return failed(job, WorkerDied(job.source, why), time.monotonic() - start)

    def close(self) -> None:
        """Stop all workers at once, busy or not; no new ones begin."""
        with self._lock:
            self._is_closed = True
            for worker in self._all:
                worker.kill()
            self._all.clear()

    def _worker(self) -> _Worker:
        worker: _Worker | None = getattr(self._mine, "worker", None)
        if worker is None or not worker.is_alive:
            with self._lock:
                if self._is_closed:
                    raise RuntimeError("these workers are closed")
                worker = self._mine.worker = _Worker()
                self._all.add(worker)
        return worker

    def _drop(self, worker: _Worker) -> None:
        worker.kill()
        with self._lock:
            self._all.discard(worker)
        self._mine.worker = None


class _Died(Exception):
    """The worker's process ended by itself."""


class _Worker:
    def __init__(self) -> None:
        package = str(Path(__file__).parents[2])
        places = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
        environment = _THREADS | os.environ | {"PYTHONPATH": places}
        environment.pop(_UNWANTED, None)
        self._noise: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
        # -P: what lies in the folder that the user stands in is not ours to import.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "pipeline.batch.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._noise,
            env=environment,
            start_new_session=True,
        )

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, job: Job, settings: Settings, limits: Limits) -> Outcome:
        """Raises TimedOut or TooMuchMemory where the guard had to end it, _Died where it ended by itself."""
        guard = _Guard(self, job.source, limits)
        guard.start()
        try:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            pickle.dump((job, settings, limits), self._process.stdin)
            self._process.stdin.flush()
            outcome: Outcome = pickle.load(self._process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            guard.stop()
            raise guard.verdict or _Died(self._last_words()) from None
        guard.stop()
        return outcome

    @property
    def megabytes(self) -> float:
        """The memory of the process and of the OCR that it runs."""
        with suppress(psutil.Error):
            process = psutil.Process(self._process.pid)
            total: int = process.memory_info().rss
            for child in process.children(recursive=True):
                with suppress(psutil.Error):
                    total += child.memory_info().rss
            return total / 1e6
        return 0.0

    def kill(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                # The process leads a group of its own, and the OCR that it calls belongs to it.
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._process.wait()

    def _last_words(self) -> str:
        code = self._process.wait()
        self._noise.seek(0)
        lines = self._noise.read().decode(errors="replace").strip().splitlines()
        how = tr("signal {code}", code=-code) if code < 0 else tr("exit code {returncode}", returncode=code)
        return f"{how}: {lines[-1][:200]}" if lines else how


class _Guard(threading.Thread):
    """Watches one conversion, and ends the worker where it goes beyond its limits."""

    def __init__(self, worker: _Worker, source: Path, limits: Limits) -> None:
        super().__init__(daemon=True)
        self.verdict: KehoachError | None = None
        self._worker, self._source, self._limits = worker, source, limits
        self._is_over = threading.Event()

    def run(self) -> None:
        end = time.monotonic() + self._limits.seconds
        while not self._is_over.wait(POLL):
            if time.monotonic() > end:
                self.verdict = TimedOut(self._source, self._limits.seconds)
            elif self._worker.megabytes > self._limits.megabytes:
                self.verdict = TooMuchMemory(self._source, self._limits.megabytes)
            if self.verdict:
                self._worker.kill()
                return

    def stop(self) -> None:
        self._is_over.set()
        self.join()
