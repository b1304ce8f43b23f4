"""What is compared: plans from JSON, from any source that can be converted, or two folders of plans."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.compare.match import Entry, pair
from pipeline.compare.meaning import key
from pipeline.conversion import convert
from pipeline.emit import load_plan
from pipeline.errors import FileMissing
from pipeline.plan import Plan
from pipeline.settings import Settings

# How alike issuer and subject of two plans must be for one to be the other's successor.
SAME_SUBJECT = 0.6


def read_plan(path: Path, settings: Settings) -> Plan:
    """A plan of JSON, or of a source that is converted first; raises a KehoachError."""
    if not path.exists():
        raise FileMissing(path)
    return load_plan(path) if path.suffix == ".json" else convert(path, settings)[0]


def read_folder(path: Path) -> dict[str, Plan]:
    """The plans of an output folder by name; raises FileMissing where there are none."""
    paths = sorted((path / "plans").glob("*.json")) or sorted(path.glob("*.json"))
    if not paths:
        raise FileMissing(path / "plans")
    return {one.stem: load_plan(one) for one in paths}


def paired_plans(
    old: dict[str, Plan], new: dict[str, Plan]
) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """The names of plans of one issuer and subject, and those that only one of two folders has."""
    names = list(old), list(new)
    pairs = [(names[0][p.old], names[1][p.new]) for p in pair(_entries(old), _entries(new), SAME_SUBJECT)]
    return (
        pairs,
        _others(names[0], [one for one, _ in pairs]),
        _others(names[1], [other for _, other in pairs]),
    )


def _entries(plans: dict[str, Plan]) -> list[Entry]:
    return [
        Entry(key(f"{plan.header.issuer} {plan.header.title}", plan.header.year)) for plan in plans.values()
    ]


def _others(names: Sequence[str], paired: Sequence[str]) -> list[str]:
    return [name for name in names if name not in set(paired)]
