"""What other installed packages add to our tables: the entry points of a group (packaging.python.org).

A package adds a reader of files, an OCR engine or a form of export by naming it in its pyproject.toml:

    [project.entry-points."kehoach.readers"]
    rtf = "kehoach_rtf:READER"
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from pipeline.errors import PluginBroken

READERS, ENGINES, EXPORTERS = "kehoach.readers", "kehoach.engines", "kehoach.exporters"


def names(group: str) -> tuple[str, ...]:
    """The names that packages add to a group, sorted; none of them is imported for it."""
    return tuple(sorted(_entries(group)))


def load(group: str, name: str) -> Any:
    """What a package adds by a name. Raises PluginBroken where it cannot be imported."""
    entry = _entries(group)[name]
    try:
        return entry.load()
    except Exception as error:
        package = entry.dist.name if entry.dist else entry.value
        raise PluginBroken(package, name, f"{type(error).__name__}: {error}") from error


@cache
def _entries(group: str) -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=group)}
