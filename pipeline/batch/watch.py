"""Watching folders: when there is something new in them, and whoever writes it is done."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.batch.jobs import Found
from pipeline.errors import KehoachError

# What tells of a file whether it has changed: when it was written, and its size.
Stamp = dict[Path, tuple[int, int]]


def changes(
    find: Callable[[], Found], seconds: float, wait: Callable[[float], None] = time.sleep
) -> Iterator[Found]:
    """What there is to convert, at first and then whenever it is other than it was and has been the same for
    `seconds`: what is still being copied or scanned changes. A folder that is empty or away for a while is
    waited for. Polling sees network drives, of which systems tell nothing.
    """
    told: Stamp = {}
    before: Stamp | None = None
    while True:
        found = _found(find)
        now = _stamp(found)
        if found and now == before and now != told:
            yield found
            told = now
        before = now
        wait(seconds)


def _found(find: Callable[[], Found]) -> Found | None:
    try:
        return find()
    except KehoachError:
        return None


def _stamp(found: Found | None) -> Stamp:
    stamp = {}
    for job in found.jobs if found else ():
        try:
            status = job.source.stat()
        except OSError:
            continue
        stamp[job.source] = (status.st_mtime_ns, status.st_size)
    return stamp
