"""A run: jobs -> outcomes by one executor, written and remembered here and nowhere else."""

from __future__ import annotations

import csv
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from pipeline.batch.jobs import with_suffix
from pipeline.batch.state import FOLDER, Stamp, State, maker, stamp
from pipeline.batch.types import Job, Limits, Outcome, failed
from pipeline.corrections.store import keep
from pipeline.emit import plan_path, rebuild_tables, safe_cell, searchable_path
from pipeline.errors import (
    DiskError,
    FileMissing,
    OtherVersion,
    OutputBusy,
    OutputConflict,
    OutputExists,
    OutputGone,
    WorkerDied,
)
from pipeline.files import remove_left_over, replaced, replacing, write
from pipeline.settings import Settings

Existing = Literal["skip", "overwrite", "abort"]
Convert = Callable[[Job, Settings, Limits], Outcome]
# Jobs that are handed out ahead of time, for each that can run at once.
AHEAD = 2


@dataclass(slots=True)
class Summary:
    """What a run did: outcomes by status, and what they add up to."""

    counts: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    seconds: float = 0.0
    codes: list[int] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many were tried, well or not."""
        return self.counts.total() - self.counts["skipped"]

    def add(self, outcome: Outcome) -> None:
        self.counts[outcome.status] += 1
        self.warnings.update(outcome.warnings)
        self.pages += outcome.pages
        if outcome.status in ("failed", "partly"):
            self.codes.append(outcome.code)


@dataclass(frozen=True, slots=True)
class Engine:
    """What runs jobs: an executor, how many it can run at once now, and what it is to call for each."""

    executor: Executor
    width: Callable[[], int]
    convert: Convert


class Run:
    """One run into an output folder, which nobody else writes into meanwhile. A context manager.

    Raises OutputBusy where another run has the folder.
    """

    def __init__(self, output: Path, settings: Settings, limits: Limits) -> None:
        self._output, self._settings, self._limits = output, settings, limits
        self._stamps: dict[Job, Stamp] = {}
        self._waiting: dict[Future[Outcome], Job] = {}
        self._start = time.monotonic()
        self.summary = Summary()

    def __enter__(self) -> Run:
        folder = self._output / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(folder / "lock")
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise OutputBusy(self._output) from None
        for place in (
            self._output,
            self._output / "plans",
            self._output / "text",
            self._output / "searchable",
        ):
            remove_left_over(place)
        self._state = State(self._output)
        return self

    def __exit__(self, *_: object) -> None:
        """Write the tables, also of a run that was broken off; they are renewed by the next if this fails."""
        try:
            if self._state.is_there:
                self._write_failures()
                self._write_tables()
        finally:
            self._state.close()
            self._lock.release()
            self.summary.seconds = time.monotonic() - self._start

    def to_do(
        self, jobs: Iterable[Job], existing: Existing, *, retry: bool = False
    ) -> Iterator[Job | Outcome]:
        """The jobs that are left to do, and failures where a job cannot be done.

        With `retry` those of which some pages could not be read are done again.
        Raises OutputExists under "abort" where a plan is there already.
        """
        jobs = list(jobs)
        there = [job for job in jobs if self._state.exists(job)]
        if existing == "abort" and there:
            raise OutputExists(plan_path(self._output, there[0].name), len(there))
        for job in jobs:
            try:
                now = stamp(job.source)
                job = self._named(job, now, existing)
                is_whole = not (retry and self._state.is_partly(job))
                if existing == "skip" and is_whole and self._state.is_done(job, now, self._settings):
                    self.summary.counts["skipped"] += 1
                else:
                    self._stamps[job] = now
                    yield job
            except OutputConflict as error:
                yield failed(job, error)
            except OSError:
                yield failed(job, FileMissing(job.source))

    def _named(self, job: Job, now: Stamp, existing: Existing) -> Job:
        """The job with the name that its source had before, or one that no other source has.

        Raises OutputConflict where there is none.
        """
        job = replace(job, name=self._state.name_of(now) or job.name)
        if not (holder := self._state.holder(job, now)):
            return job
        if existing == "overwrite" and not Path(holder).exists():
            return job
        other = with_suffix(job)
        if Path(holder).suffix == job.source.suffix or self._state.holder(other, now):
            raise OutputConflict(plan_path(self._output, job.name), holder)
        return other

    def share_cores(self, pages: int) -> None:
        """Let so many pages of one document be read at a time."""
        self._settings = replace(self._settings, jobs=max(pages, 1))

    def outcomes(self, jobs: Iterable[Job], engine: Engine) -> Iterator[Outcome]:
        """Convert jobs, writing each result as it comes; few are in hand at a time."""
        waiting = self._waiting
        for job in jobs:
            waiting[engine.executor.submit(engine.convert, job, self._settings, self._limits)] = job
            if len(waiting) >= AHEAD * engine.width():
                yield from self._take()
        while waiting:
            yield from self._take()

    def in_work(self) -> list[str]:
        """The names of the files that are being converted now; may be asked from any thread."""
        return [job.source.name for future, job in list(self._waiting.items()) if future.running()]

    def _take(self) -> Iterator[Outcome]:
        done, _ = wait(self._waiting, return_when=FIRST_COMPLETED)
        for future in done:
            yield self.keep(_outcome(future, self._waiting.pop(future)))

    def keep(self, outcome: Outcome) -> Outcome:
        """Write what came of a job, then remember it.

        Raises OutputGone where the folder was removed meanwhile, DiskError where the disk does not take it.
        """
        if not self._state.is_there:
            raise OutputGone(self._output)
        if outcome.status != "failed" and outcome.maker != maker():
            outcome = failed(outcome.job, OtherVersion(outcome.job.source))
        if outcome.status != "failed":
            self._state.set_tables_are_old(True)
            self._keep_searchable(outcome)
            corrected = keep(self._output, outcome.job.name, outcome.plan, outcome.text, outcome.sha256)
            if corrected:
                found = Counter(warning.code for warning in corrected.warnings)
                outcome = replace(outcome, warnings=dict(found))
        self._remember(outcome)
        self.summary.add(outcome)
        return replace(outcome, plan="", text="", searchable=None)

    def _keep_searchable(self, outcome: Outcome) -> None:
        """Write the searchable copy of a source; one of what it was before goes."""
        pdf, hocr = (searchable_path(self._output, outcome.job.name, suffix) for suffix in ("pdf", "hocr"))
        if outcome.searchable is None:
            pdf.unlink(missing_ok=True)
            hocr.unlink(missing_ok=True)
            return
        with replaced(pdf) as file:
            file.write_bytes(outcome.searchable.pdf)
        write(hocr, outcome.searchable.hocr)

    def _remember(self, outcome: Outcome) -> None:
        try:
            # A file that is not there leaves nothing to remember it by.
            with suppress(OSError):
                now = self._stamps.pop(outcome.job, None) or stamp(outcome.job.source)
                self._state.record(outcome, now, self._settings)
        except sqlite3.Error as error:
            raise DiskError(OSError(None, str(error), str(self._output))) from None

    def _write_tables(self) -> None:
        if self._state.tables_are_old:
            rebuild_tables(self._output)
            self._state.set_tables_are_old(False)

    def _write_failures(self) -> None:
        """failures.csv: what could not be converted so far, and why; none where there is nothing to tell."""
        path = self._output / "failures.csv"
        found = self._state.failures()
        if not found:
            path.unlink(missing_ok=True)
            return
        with replacing(path) as file:
            writer = csv.writer(file)
            writer.writerow(("file", "code", "reason"))
            writer.writerows((safe_cell(one.source), one.code, safe_cell(one.reason)) for one in found)


def _outcome(future: Future[Outcome], job: Job) -> Outcome:
    try:
        return future.result()
    except Exception as error:
        # What is called answers with outcomes only, so that the cluster itself gave up on it.
        return failed(job, WorkerDied(job.source, f"{type(error).__name__}: {error}"))
