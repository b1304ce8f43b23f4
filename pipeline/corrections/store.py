"""Plans of an output folder with their corrections: what was read is kept beside what people made of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.batch.state import mark_rows, mark_tables_new, old_rows
from pipeline.corrections.apply import Applied, applied
from pipeline.corrections.journal import append, load, locked
from pipeline.corrections.record import Correction
from pipeline.emit import load_plan, load_plans, plan_path, rebuild_rows, rebuild_tables, to_json, write_plan
from pipeline.files import write
from pipeline.plan import Plan


def keep(output: Path, name: str, plan: str, text: str, sha256: str) -> Plan | None:
    """Write a plan (JSON) that was just converted, and its text, with the corrections of its source.

    Returns the corrected plan, None where there is nothing to correct.
    """
    with locked(output):
        corrections = load(output).of(sha256)
        if not corrections:
            _as_read(output, name).unlink(missing_ok=True)
            write_plan(name, plan, text, output)
            return None
        write(_as_read(output, name), plan)
        found = applied(Plan.model_validate_json(plan), corrections)
        write_plan(name, to_json(found.plan), text, output)
        return found.plan


def correct(output: Path, name: str, corrections: Sequence[Correction]) -> tuple[Applied, int]:
    """Write corrections of a plan down and renew the plan with them; what it became, and the time of its file
    (ns), by which one knows whether it is still that.

    Raises FileMissing or BrokenPlan where the plan cannot be read.
    """
    with locked(output):
        _keep_as_read(output, name)
        append(output, corrections)
        if any(one.action == "undo" for one in corrections):
            found = _renewed(output, name)
        else:
            # The others are in the plan already.
            found = _written(output, name, applied(load_plan(plan_path(output, name)), corrections))
        return found, plan_path(output, name).stat().st_mtime_ns


def renew(output: Path) -> dict[str, Applied]:
    """Bring all plans that have corrections up to date with them; what each became, by name.

    Corrections may have been added by hand, or the program killed between writing one and its plan.
    Raises NoPlans where the folder has no plans.
    """
    with locked(output):
        sources = {one.sha256 for one in load(output).corrections}
        names = {path.stem for path in _as_read(output, "").parent.glob("*.json")}
        names |= {name for name, digest in digests(output) if digest in sources}
        there = sorted(name for name in names if plan_path(output, name).exists())
        for name in there:
            _keep_as_read(output, name)
        return {name: _renewed(output, name) for name in there}


def digests(output: Path) -> Iterator[tuple[str, str]]:
    """Each plan's name and the hash of its source, by the table of plans where it is not old.

    What is corrected changes neither.
    """
    if (output / "plans.csv").exists() and old_rows(output) is not None:
        with (output / "plans.csv").open(encoding="utf-8", newline="") as file:
            yield from ((row["plan"], row["sha256"]) for row in csv.DictReader(file))
    else:
        yield from ((name, plan.source.sha256) for name, plan in load_plans(output))


def renew_tables(output: Path) -> None:
    """Derive the tables anew where plans were corrected since they were written: the rows of those plans."""
    names = old_rows(output)
    if names is not None and not names:
        return
    before = load(output)
    if names is None or not rebuild_rows(output, names):
        rebuild_tables(output)
    with locked(output):
        # What was corrected meanwhile may be in no table yet.
        if load(output) == before:
            mark_tables_new(output)


def _renewed(output: Path, name: str) -> Applied:
    read = load_plan(_as_read(output, name))
    return _written(output, name, applied(read, load(output).of(read.source.sha256)))


def _written(output: Path, name: str, result: Applied) -> Applied:
    text = to_json(result.plan)
    if plan_path(output, name).read_text(encoding="utf-8") != text:
        mark_rows(output, name)
        write(plan_path(output, name), text)
    return result


def _keep_as_read(output: Path, name: str) -> None:
    """Keep the plan as it was read, from its first correction on."""
    path = _as_read(output, name)
    if not path.exists():
        write(path, to_json(load_plan(plan_path(output, name))))


def _as_read(output: Path, name: str) -> Path:
    return output / ".kehoach" / "as-read" / f"{name}.json"
