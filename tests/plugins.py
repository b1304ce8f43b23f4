"""Packages that add something to kehoach, installed as pip would: a module and its entry points."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline import plugins
from pipeline.read.readers import readers


@contextmanager
def installed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, group: str, name: str, module: str, code: str
) -> Iterator[None]:
    """While it lasts, the package `module` with the given code adds its PLUGIN by a name to a group."""
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    information = folder / f"{module}-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text(f"[{group}]\n{name} = {module}:PLUGIN\n")
    with monkeypatch.context() as path:
        path.syspath_prepend(folder)
        # Processes that are started find it too.
        path.setenv("PYTHONPATH", str(folder), prepend=":")
        _forget()
        yield
    _forget()


def _forget() -> None:
    plugins._entries.cache_clear()
    readers.cache_clear()
