"""The program Tesseract: how it is called, and the words of its answer.

It is called directly: the package that others call it with loads pandas, which takes longer than a page.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import EngineFailed, EngineMissing
from pipeline.messages import tr

PROGRAM = "tesseract"
# Of a row of its table: the box (left, top, width, height), the confidence (-1 to 100), the text.
_BOX, _SURE, _TEXT, _COLUMNS = slice(6, 10), 10, 11, 12
_LANGUAGE = re.compile(r"[a-z_]+")
_VERSION = re.compile(r"\d+(?:\.\d+)+")
# Windows alone has it: no window of its own for each call.
_QUIET = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class Found(NamedTuple):
    """A word as the program gives it: its box in pixels, how sure it is in whole hundredths."""

    text: str
    left: int
    top: int
    width: int
    height: int
    sure: int


def words_of(picture: Path, options: Sequence[str], seconds: float) -> list[Found]:
    """The words of a picture. Raises EngineFailed where there is no answer within so many seconds."""
    try:
        return list(_words(_table(picture, options, seconds)))
    except subprocess.TimeoutExpired:
        raise EngineFailed(tr("Tesseract took longer than {seconds} s.", seconds=round(seconds))) from None
    except subprocess.CalledProcessError as error:
        message = " ".join(error.stderr.decode(errors="replace").split())
        raise EngineFailed(tr("Tesseract stopped: {message}", message=message[:200])) from None
    except (OSError, ValueError) as error:
        raise EngineFailed(tr("Tesseract gave no answer: {error}", error=error)) from None


def version() -> str:
    """Raises EngineMissing."""
    found = _VERSION.search(_said("--version"))
    if not found:
        raise EngineMissing
    return found.group()


def languages() -> frozenset[str]:
    """The languages that it has models of. Raises EngineMissing."""
    return frozenset(filter(_LANGUAGE.fullmatch, _said("--list-langs").split()))


def _table(picture: Path, options: Sequence[str], seconds: float) -> str:
    call = [PROGRAM, str(picture), "stdout", *options, "-c", "tessedit_create_tsv=1"]
    done = subprocess.run(
        call, capture_output=True, stdin=subprocess.DEVNULL, timeout=seconds, check=True, creationflags=_QUIET
    )
    return done.stdout.decode()


def _words(table: str) -> Iterator[Found]:
    _, *rows = table.split("\n")
    for row in rows:
        cells = row.split("\t")
        if len(cells) >= _COLUMNS and (text := cells[_TEXT].strip()):
            left, top, width, height = map(int, cells[_BOX])
            yield Found(text, left, top, width, height, int(float(cells[_SURE])))


def _said(option: str) -> str:
    try:
        done = subprocess.run(
            [PROGRAM, option],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            creationflags=_QUIET,
            check=False,
        )
    except OSError:
        raise EngineMissing from None
    return done.stdout.decode(errors="replace")
