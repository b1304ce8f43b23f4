"""Links from the report to what plans were read from, at a page where a browser can open it there."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from pipeline.batch.state import FOLDER
from pipeline.emit import searchable_path

# What a browser shows; of these a PDF is opened at a page.
PDF, PICTURES = ".pdf", (".png", ".jpg", ".jpeg")


class Sources:
    """The sources of a dataset's plans, as seen from the folder in which the report will lie."""

    def __init__(self, output: Path, folder: Path) -> None:
        self._output, self._folder = output, folder
        self._known = _known(output)

    def link(self, name: str, page: int | None = None) -> str:
        """The way to a plan's source, its searchable copy where there is one; "" where a browser shows
        neither, or it is no longer there."""
        copy = searchable_path(self._output, name, "pdf")
        path = copy if copy.exists() else self._known.get(name)
        suffix = path.suffix.lower() if path else ""
        if path is None or suffix not in (PDF, *PICTURES) or not path.exists():
            return ""
        return _way(path.absolute(), self._folder.absolute()) + (
            f"#page={page}" if page and suffix == PDF else ""
        )


def _way(path: Path, folder: Path) -> str:
    try:
        return quote(Path(os.path.relpath(path, folder)).as_posix())
    except ValueError:  # another drive
        return path.as_uri()


def _known(output: Path) -> dict[str, Path]:
    """Where the sources of plans were when they were converted, by the plans' names."""
    database = output / FOLDER / "state.db"
    if not database.exists():
        return {}
    with closing(sqlite3.connect(database)) as state:
        try:
            rows = state.execute("SELECT name, source FROM sources WHERE status <> 'failed'").fetchall()
        except sqlite3.DatabaseError:  # a folder that no run has written, or a damaged one
            return {}
    return {name: Path(source) for name, source in rows}
