"""Files in one stroke: a reader sees the old one or the new one, never half of one."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

LEFT_OVER = ".tmp"
# Most file systems allow 255 bytes; a temporary name and a suffix are longer by so much.
LONGEST_NAME = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all; its folder is made where it is missing."""
    with replacing(path) as file:
        file.write(text)


def put(output: Path | None, text: str) -> None:
    """Write a file, or print where none is named; on a terminal without what would steer it."""
    if output:
        write(output, text)
    elif sys.stdout.isatty():
        sys.stdout.write("\t".join(map(plain_lines, text.split("\t"))))
    else:
        sys.stdout.write(text)


def tell(text: str, file: TextIO | None = None) -> None:
    """Print lines for people, on standard output unless another is given."""
    print(plain_lines(text), file=file)


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


def shown(text: str) -> str:
    """A text that may go to a terminal and into UTF-8: control signs and bytes that are no letters as codes.

    >>> shown("a\\x1b[31mb"), shown("t\\udce9l")
    ('a\\\\x1b[31mb', 't\\\\xe9l')
    """
    plain = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda match: match.group().encode("unicode_escape").decode(), plain)


def plain_lines(text: str) -> str:
    """Lines of text, each as it may be shown."""
    return "\n".join(map(shown, text.split("\n")))


def fitting(name: str) -> str:
    """A name that any file system takes; one that is too long is cut, and told from others by a hash."""
    data = shown(name).replace("\\", "%").encode()
    if len(data) <= LONGEST_NAME:
        return data.decode()
    mark = hashlib.sha256(data).hexdigest()[:12]
    return f"{data[: LONGEST_NAME - 13].decode(errors='ignore')}-{mark}"


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
