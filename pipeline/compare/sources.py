"""What is compared: plans from JSON, from any source that can be converted, or two folders of plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.compare.match import Entry, likeness
from pipeline.compare.meaning import key
from pipeline.compare.offices import same_office
from pipeline.conversion import convert
from pipeline.emit import load_plan
from pipeline.errors import FileMissing, NoPlans
from pipeline.plan import Plan
from pipeline.settings import Settings

# How alike the subjects of two plans of one office must be for one to be the other's successor, and what
# it counts whether the office is the very same, took over from the other, or is not known.
SAME_SUBJECT = 0.6
OFFICES = {"same": 1.0, "successor": 0.9, "unknown": 0.8, "other": 0.0}


def read_plan(path: Path, settings: Settings) -> Plan:
    """A plan of JSON, or of a source that is converted first; raises a KehoachError."""
    if not path.exists():
        raise FileMissing(path)
    return load_plan(path) if path.suffix == ".json" else convert(path, settings)[0]


def read_folder(path: Path) -> dict[str, Plan]:
    """The plans of an output folder by name; raises NoPlans where there are none."""
    paths = sorted((path / "plans").glob("*.json")) or sorted(path.glob("*.json"))
    if not paths:
        raise NoPlans(path)
    return {one.stem: load_plan(one) for one in paths}


def paired_plans(
    old: dict[str, Plan], new: dict[str, Plan]
) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """The names of plans of one office (or its successor) and subject, and those that only one of two
    folders has."""
    names = list(old), list(new)
    subjects = likeness(_subjects(old.values()), _subjects(new.values()))
    offices = [[OFFICES[same_office(a.header, b.header)] for b in new.values()] for a in old.values()]
    scores = np.where(subjects >= SAME_SUBJECT, subjects * np.array(offices), 0.0)
    places = zip(*linear_sum_assignment(scores, maximize=True), strict=True)
    pairs = [(names[0][a], names[1][b]) for a, b in places if scores[a, b] > 0]
    return pairs, _others(names[0], [a for a, _ in pairs]), _others(names[1], [b for _, b in pairs])


def one_after_another(plans: Sequence[Plan]) -> list[list[Plan]]:
    """The plans of each office and subject, by year and date; a successor's go on with the former's."""
    lines: list[list[Plan]] = []
    for plan in sorted(plans, key=lambda one: (one.header.year or 0, one.header.date or "")):
        line = next((line for line in lines if _goes_on(line[-1], plan)), None)
        if line is None:
            lines.append([plan])
        else:
            line.append(plan)
    return lines


def _goes_on(before: Plan, plan: Plan) -> bool:
    if same_office(before.header, plan.header) == "other":
        return False
    return float(likeness(_subjects([before]), _subjects([plan]))[0, 0]) >= SAME_SUBJECT


def _subjects(plans: Iterable[Plan]) -> list[Entry]:
    headers = [plan.header for plan in plans]
    return [Entry(key(header.title or header.doc_type, header.year)) for header in headers]


def _others(names: Sequence[str], paired: Sequence[str]) -> list[str]:
    return [name for name in names if name not in set(paired)]
