"""corrections.jsonl: lines are only ever added, by several people at once, and survive a kill between two."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from pydantic import ValidationError

from pipeline.corrections.record import Correction

NAME = "corrections.jsonl"


@dataclass(frozen=True, slots=True)
class Journal:
    """The corrections of an output folder in their order, without those that were taken back.

    `broken` are the numbers of lines that are no corrections: cut off by a kill, or written by hand.
    """

    corrections: tuple[Correction, ...] = ()
    broken: tuple[int, ...] = ()

    def of(self, sha256: str) -> tuple[Correction, ...]:
        """Those of one source."""
        return tuple(one for one in self.corrections if one.sha256 == sha256)


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Held while corrections are written or plans renewed with them."""
    folder = output / ".kehoach"
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "corrections.lock"):
        yield


def load(output: Path) -> Journal:
    path = output / NAME
    lines = path.read_bytes().splitlines() if path.exists() else []
    found: dict[str, Correction] = {}
    broken = []
    for number, line in enumerate(lines, 1):
        try:
            one = Correction.model_validate_json(line)
        except ValidationError:
            broken += [number] if line.strip() else []
            continue
        if one.action == "undo":
            found.pop(one.new, None)
        else:
            found.setdefault(one.id, one)
    return Journal(tuple(found.values()), tuple(broken))


def append(output: Path, corrections: Iterable[Correction]) -> None:
    """Add corrections in one stroke, on the disk when this returns; to be called under `locked`.

    A half line that a kill left behind is ended first, so that it spoils no other.
    """
    text = "".join(one.model_dump_json() + "\n" for one in corrections).encode()
    handle = os.open(output / NAME, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        size = os.fstat(handle).st_size
        is_cut = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        os.write(handle, b"\n" * is_cut + text)
        os.fsync(handle)
    finally:
        os.close(handle)
