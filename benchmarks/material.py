"""What plans of our own are made of: the lists in benchmarks/plans."""

from __future__ import annotations

from pathlib import Path

MATERIAL = Path(__file__).parent / "plans"


def lines(name: str) -> list[str]:
    """The entries of a list, without comments."""
    entries = (MATERIAL / name).read_text("utf-8").splitlines()
    return [entry for entry in entries if entry and not entry.startswith("#")]


def pairs(name: str) -> list[tuple[str, str]]:
    """The entries of a list in two columns."""
    return [(a, b) for a, _, b in (line.partition("\t") for line in lines(name))]
