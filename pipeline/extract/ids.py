"""Ids of rows: each once in a plan, and the same from run to run."""

from __future__ import annotations


class Ids:
    """The ids that a plan's rows have been given so far."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def new(self, base: str) -> str:
        """`base` for the first row that asks for it, then `base-2`, `base-3`."""
        found, count = base, 1
        while found in self._given:
            count += 1
            found = f"{base}-{count}"
        self._given.add(found)
        return found
