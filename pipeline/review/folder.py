"""An output folder as the review serves it: its plans by name, and where their sources are. Nothing else."""

from __future__ import annotations

import csv
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from pipeline.batch.state import sources_where
from pipeline.corrections.record import Correction
from pipeline.corrections.store import correct
from pipeline.emit import load_plan, plan_path
from pipeline.files import sha256
from pipeline.plan import Plan

# Plans that are kept in memory.
KEPT = 8


class Folder:
    """The plans of an output folder; safe to be asked by several threads.

    `places` are folders in which sources are looked for that are no longer where they were converted.
    """

    def __init__(self, output: Path, places: Sequence[Path] = ()) -> None:
        self.output = output
        self._places = places
        self._lock = Lock()
        self._plans: OrderedDict[str, tuple[int, Plan]] = OrderedDict()
        self._sources: dict[tuple[str, str], Path | None] = {}

    def names(self) -> list[str]:
        return sorted(path.stem for path in (self.output / "plans").glob("*.json"))

    def plan(self, name: str) -> Plan | None:
        """The plan of a name as it is now; None where the folder has none, whatever the name says."""
        if not _is_name(name) or not (path := plan_path(self.output, name)).is_file():
            return None
        changed = path.stat().st_mtime_ns
        with self._lock:
            known = self._plans.get(name)
            if known is None or known[0] != changed:
                known = changed, load_plan(path)
            self._keep(name, known)
        return known[1]

    def correct(self, name: str, corrections: Sequence[Correction]) -> None:
        """Write corrections of a plan down; what it becomes need not be read again."""
        found, written = correct(self.output, name, corrections)
        with self._lock:
            self._keep(name, (written, found.plan))

    def _keep(self, name: str, known: tuple[int, Plan]) -> None:
        self._plans[name] = known
        self._plans.move_to_end(name)
        while len(self._plans) > KEPT:
            self._plans.popitem(last=False)

    def source(self, name: str) -> Path | None:
        """The file that a plan was read from, if it is still there and the same."""
        plan = self.plan(name)
        if plan is None:
            return None
        key = (name, plan.source.sha256)
        if key not in self._sources:
            self._sources[key] = next(
                (path for path in self._candidates(name, plan) if _is(path, key[1])), None
            )
        return self._sources[key]

    def _candidates(self, name: str, plan: Plan) -> list[Path]:
        found = [place / Path(plan.source.file).name for place in self._places]
        known = sources_where(self.output, "name = ? OR sha256 = ?", name, plan.source.sha256)
        return found + [source for _, source in known]

    def summaries(self) -> list[dict[str, str]]:
        """A line for each plan, by plans.csv: what was corrected since it was written is not in it."""
        names = set(self.names())
        path = self.output / "plans.csv"
        rows: list[dict[str, str]] = []
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                rows = [row for row in csv.DictReader(file) if row["plan"] in names]
        known = {row["plan"] for row in rows}
        return rows + [{"plan": name} for name in sorted(names - known)]


def _is_name(name: str) -> bool:
    """Whether a name is one of a file and not a way out of the folder."""
    return bool(name) and name not in (".", "..") and not set(name) & set("/\\\0") and len(name) < 250


def _is(path: Path, digest: str) -> bool:
    try:
        return path.is_file() and sha256(path) == digest
    except OSError:
        return False
