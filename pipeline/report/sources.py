"""Links from the report to what plans were read from, at a page where a browser can open it there."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from pipeline.batch.state import sources_where
from pipeline.emit import searchable_path

# What a browser shows; of these a PDF is opened at a page.
PDF, PICTURES = ".pdf", (".png", ".jpg", ".jpeg")


class Sources:
    """The sources of a dataset's plans, as seen from the folder in which the report will lie."""

    def __init__(self, output: Path, folder: Path) -> None:
        self._output, self._folder = output, folder
        # Where the sources were when they were converted.
        self._known = dict(sources_where(output, "status <> 'failed'"))

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
