"""What an output folder remembers of its sources, so that nothing is done twice and no failure forgotten."""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from stat import S_ISREG
from typing import Any

from pipeline import __version__
from pipeline.batch.log import say
from pipeline.batch.types import Job, Outcome
from pipeline.emit import load_plan, plan_path
from pipeline.errors import BrokenPlan
from pipeline.files import sha256, shown
from pipeline.messages import tr
from pipeline.settings import Settings
from pipeline.vietnamese import dictionaries

FOLDER = ".kehoach"
PLAN_END = b"\n}\n"
# What is older than the plans: all the tables, or the rows of one plan.
_TABLES, _ROWS = "tables", "rows of "
_COLUMNS = """source TEXT PRIMARY KEY, name TEXT, size INTEGER, mtime_ns INTEGER, sha256 TEXT, maker TEXT,
    settings TEXT, status TEXT, code INTEGER, reason TEXT"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells at a glance whether a file was changed."""

    source: str
    size: int
    mtime_ns: int
    is_regular: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a source when it was last converted."""

    source: str
    name: str
    size: int
    mtime_ns: int
    sha256: str
    maker: str
    settings: str
    status: str
    code: int
    reason: str


def stamp(source: Path) -> Stamp:
    """Raises OSError where the file is gone."""
    found = source.stat()
    return Stamp(shown(str(source.resolve())), found.st_size, found.st_mtime_ns, S_ISREG(found.st_mode))


@cache
def maker() -> str:
    """The program's version and a hash of all its dictionaries: what else a result depends on."""
    together = hashlib.sha256()
    for path in dictionaries.files():
        together.update(path.name.encode() + path.read_bytes())
    return f"{__version__}-{together.hexdigest()[:16]}"


def settings_key(settings: Settings) -> str:
    """The settings that a result depends on."""
    words = hashlib.sha256("\n".join(settings.lexicon).encode()).hexdigest()[:16]
    without = ",".join(sorted(set(settings.repairs_off)))
    engines = f"engine={settings.engine}+{settings.second_engine}"
    more = " searchable" if settings.searchable else ""
    return f"ocr={settings.ocr} {engines} lexicon={words} without={without}{more}"


class State:
    """The state of an output folder, in SQLite: every change is on the disk whole or not at all."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._database, self._entries = _opened(output)
        self._by_name = {one.name: one for one in self._entries.values() if one.status != "failed"}
        self._touched: list[tuple[str, int, str]] = []
        self._plans, self._texts = _names(output / "plans"), _names(output / "text")

    @property
    def is_there(self) -> bool:
        """False once somebody removed or moved the output folder."""
        return (self._output / FOLDER / "state.db").exists()

    def close(self) -> None:
        if self.is_there:
            with self._database:
                self._database.execute("BEGIN")
                self._database.executemany(
                    "UPDATE OR REPLACE sources SET source = ?, mtime_ns = ? WHERE source = ?", self._touched
                )
        self._database.close()

    def is_done(self, job: Job, now: Stamp, settings: Settings) -> bool:
        """True where the plan is there, and neither the source nor what it depends on has changed since.

        Raises OSError where the source cannot be read.
        """
        entry = self._by_name.get(job.name)
        if entry is None or not self.exists(job) or not self._is_whole(job):
            return False
        # A searchable copy that was not asked for does no harm.
        keys = {settings_key(settings), settings_key(replace(settings, searchable=True))}
        if entry.maker != maker() or entry.settings not in keys:
            return False
        if (entry.source, entry.size, entry.mtime_ns) == (now.source, now.size, now.mtime_ns):
            return True
        # A file that was copied or touched may still be the same; only files of one size are worth reading.
        if entry.size != now.size or not now.is_regular or entry.sha256 != sha256(job.source):
            return False
        self._touched.append((now.source, now.mtime_ns, entry.source))
        return True

    def _is_whole(self, job: Job) -> bool:
        """Whether a plan is complete and its text there; what is not is named."""
        path = plan_path(self._output, job.name)
        wrong = "" if f"{job.name}.txt" in self._texts else tr("its text is missing")
        try:
            if not _ends(path):
                load_plan(path)
        except (OSError, BrokenPlan):
            wrong = tr("it was cut off or damaged")
        if wrong:
            message = tr("{path}: {wrong}; it is made again", path=path, wrong=wrong)
            say(logging.WARNING, message, event="plan-damaged", plan=job.name)
        return not wrong

    def is_partly(self, job: Job) -> bool:
        """Whether some pages of a job's source could not be read when it was last converted."""
        entry = self._by_name.get(job.name)
        return entry is not None and entry.status == "partly"

    def name_of(self, now: Stamp) -> str:
        """The name of the plan that a source has in the folder already, "" where it has none."""
        entry = self._entries.get(now.source)
        return entry.name if entry and entry.status != "failed" else ""

    def holder(self, job: Job, now: Stamp) -> str:
        """Another source whose plan has the job's name and is in the folder; "" where there is none."""
        if f"{job.name}.json" not in self._plans:
            return ""
        entry = self._by_name.get(job.name)
        if entry is not None:
            is_same = entry.source == now.source or (now.is_regular and entry.sha256 == sha256(job.source))
            return "" if is_same else entry.source
        try:
            file = load_plan(plan_path(self._output, job.name)).source.file
        except BrokenPlan:
            return ""
        return file if file != job.source.name else ""

    def exists(self, job: Job) -> bool:
        return f"{job.name}.json" in self._plans

    def record(self, outcome: Outcome, now: Stamp, settings: Settings) -> None:
        """Remember an outcome; the files that it speaks of must be on the disk already."""
        row = (
            now.source, outcome.job.name, now.size, now.mtime_ns, outcome.sha256, outcome.maker,
            settings_key(settings), outcome.status, outcome.code, outcome.reason,
        )  # fmt: skip
        marks = ", ".join("?" * len(row))
        with self._database:
            self._database.execute("BEGIN")
            self._database.execute(f"INSERT OR REPLACE INTO sources VALUES ({marks})", row)
            if outcome.status != "failed":
                self._database.execute(
                    "DELETE FROM sources WHERE name = ? AND source <> ? AND status <> 'failed'",
                    (outcome.job.name, now.source),
                )
        self._entries[now.source] = Entry(*row)

    def failures(self) -> list[Entry]:
        """The sources that failed or were read in part when they were last tried, by their path.

        Only those that are still there; of a name that is no text nobody can tell.
        """
        found: list[Any] = [one for one in self._entries.values() if one.status in ("failed", "partly")]
        there = (one for one in found if "\\x" in one.source or Path(one.source).exists())
        return sorted(there, key=lambda one: one.source)

    @property
    def tables_are_old(self) -> bool:
        """True from the first change of a run until its tables are written, also if it was killed between."""
        return _is_flagged(self._database)

    def set_tables_are_old(self, is_old: bool) -> None:
        _set_flag(self._database, is_old)


def sources_where(output: Path, condition: str, *values: str) -> list[tuple[str, Path]]:
    """The names and the sources of what a folder's state remembers, by an SQL condition, without a run.

    Empty where no run has written the folder, or its state is damaged.
    """
    path = output / FOLDER / "state.db"
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as database:
        try:
            rows = database.execute(f"SELECT name, source FROM sources WHERE {condition}", values).fetchall()
        except sqlite3.DatabaseError:
            return []
    return [(name, Path(source)) for name, source in rows]


def mark_rows(output: Path, name: str) -> None:
    """Remember that the tables of a folder have old rows of a plan, without a run."""
    (output / FOLDER).mkdir(parents=True, exist_ok=True)
    with closing(_flags(output)) as database:
        database.execute("INSERT OR IGNORE INTO flags VALUES (?)", (_ROWS + name,))


def old_rows(output: Path) -> frozenset[str] | None:
    """The plans whose rows in the tables of a folder are older than they; None where all rows may be."""
    with closing(_flags(output)) as database:
        marks = {name for (name,) in database.execute("SELECT name FROM flags")}
    return None if _TABLES in marks else frozenset(name.removeprefix(_ROWS) for name in marks)


def mark_tables_new(output: Path) -> None:
    with closing(_flags(output)) as database:
        _set_flag(database, False)


def _flags(output: Path) -> sqlite3.Connection:
    database = sqlite3.connect(output / FOLDER / "state.db", isolation_level=None)
    database.execute("CREATE TABLE IF NOT EXISTS flags (name TEXT PRIMARY KEY)")
    return database


def _is_flagged(database: sqlite3.Connection) -> bool:
    return database.execute("SELECT 1 FROM flags").fetchone() is not None


def _set_flag(database: sqlite3.Connection, is_old: bool) -> None:
    if is_old:
        database.execute("INSERT OR IGNORE INTO flags VALUES (?)", (_TABLES,))
    else:
        database.execute("DELETE FROM flags")


def _opened(output: Path) -> tuple[sqlite3.Connection, dict[str, Entry]]:
    """The database and what it remembers; one that is damaged or another version's is set aside."""
    try:
        return _read(output)
    except (sqlite3.DatabaseError, TypeError):
        path = output / FOLDER / "state.db"
        aside = path.with_suffix(".damaged")
        path.replace(aside)
        message = tr("{path} could not be read; it was set aside as {name}", path=path, name=aside.name)
        say(logging.WARNING, message, event="state-damaged")
        return _read(output)


def _read(output: Path) -> tuple[sqlite3.Connection, dict[str, Entry]]:
    """Raises sqlite3.DatabaseError where it is damaged, TypeError where its columns are others."""
    database = _flags(output)
    try:
        database.execute(f"CREATE TABLE IF NOT EXISTS sources ({_COLUMNS})")
        columns = [row[1] for row in database.execute("PRAGMA table_info(sources)")]
        if columns != [field.name for field in fields(Entry)]:
            raise TypeError("other columns")
        rows = database.execute("SELECT * FROM sources ORDER BY source").fetchall()
        return database, {row[0]: Entry(*row) for row in rows}
    except BaseException:
        database.close()
        raise


def _names(folder: Path) -> set[str]:
    return {path.name for path in os.scandir(folder)} if folder.is_dir() else set()


def _ends(path: Path) -> bool:
    """Whether a plan has the end of one that we wrote: only its last bracket begins a line."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - len(PLAN_END), 0))
        return file.read() == PLAN_END
