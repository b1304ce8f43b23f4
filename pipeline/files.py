"""Files in one stroke: a reader sees the old one or the new one, never half of one."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

LEFT_OVER = ".tmp"


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all; its folder is made where it is missing."""
    with replacing(path) as file:
        file.write(text)


def put(output: Path | None, text: str) -> None:
    """Write a file, or print where none is named."""
    if output:
        write(output, text)
    else:
        sys.stdout.write(text)


@contextmanager
def replacing(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A file to write to, which takes the place of `path` once it is complete and on the disk."""
    with replaced(path) as temporary, temporary.open("w", encoding=encoding, newline="") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """The name of an empty file beside `path`, for programs that write by name; it then takes its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=LEFT_OVER)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def remove_left_over(folder: Path) -> None:
    """Remove what a run that was killed left half-written in a folder."""
    for path in folder.glob(f".*{LEFT_OVER}"):
        path.unlink(missing_ok=True)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make a renaming last through a power cut, where the system lets folders be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
