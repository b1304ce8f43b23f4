"""The program Tesseract: called for a picture, or its library kept running in processes of their own.

To begin takes the program as long as to read a line or two, and a page is read in several calls.
"""

from __future__ import annotations

import atexit
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock, Timer

import cv2

from pipeline.errors import EngineMissing
from pipeline.scan import kept_tesseract
from pipeline.scan.clean import Picture

PROGRAM = "tesseract"
TIMEOUT = "Tesseract process timeout"
# So many kept processes may fail before no more are begun.
FAILURES = 3


class Stopped(Exception):
    """The program ended by itself; what it said last."""


class _NoAnswer(Exception):
    """A kept process has none; the program may have one, or says why not."""


@dataclass(frozen=True, slots=True)
class Call:
    """A picture in grey, and how it is to be read: its dots an inch, the mode, the model."""

    picture: Picture
    dpi: int
    mode: int
    language: str


def table(call: Call, seconds: float) -> str:
    """The table of words that Tesseract makes of a picture.

    Raises TimeoutError where it takes longer than some seconds, Stopped where it fails, or OSError.
    """
    with suppress(_NoAnswer):
        return _kept().table(call, seconds)
    return called(call, seconds)


def called(call: Call, seconds: float) -> str:
    """The table as the program makes it, called for this one picture."""
    # It loads pandas, in 65 MB and a second: where the library answers it is not needed.
    import pytesseract

    # Plain pixels: packing them as PNG, as pytesseract would, takes longer; PGM is read slowly.
    with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
        path = Path(folder) / "page.bmp"
        cv2.imwrite(str(path), call.picture)
        config = f"--psm {call.mode} --dpi {call.dpi}"
        try:
            found: str = pytesseract.image_to_data(
                str(path), lang=call.language, config=config, timeout=seconds
            )
        except pytesseract.TesseractError as error:
            raise Stopped(error.message) from None
        except pytesseract.TesseractNotFoundError:
            raise EngineMissing from None
        except RuntimeError:
            raise TimeoutError(TIMEOUT) from None
    return found


@cache
def version() -> str:
    """The version of the program. Raises EngineMissing where there is none."""
    words = _said("--version").split()
    return words[1].lstrip("v").partition("-")[0] if len(words) > 1 else ""


@cache
def languages() -> frozenset[str]:
    """The models that there are. Raises EngineMissing."""
    return frozenset(line.strip() for line in _said("--list-langs").splitlines()[1:])


def _said(asked: str) -> str:
    try:
        done = subprocess.run(
            [PROGRAM, asked],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except OSError:
        raise EngineMissing from None
    return done.stdout.decode(errors="replace")


class _Process:
    """A process that holds the library. Raises _NoAnswer where it does not begin, or has another version."""

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", kept_tesseract.__file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            raise _NoAnswer from None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._asked, self._answers = self._process.stdin, self._process.stdout
        if self._answers.readline().decode().strip().partition("-")[0] != version():
            self.end()
            raise _NoAnswer

    def table(self, call: Call, seconds: float) -> str:
        """Raises TimeoutError, or _NoAnswer; after either the process has ended."""
        height, width = call.picture.shape
        with self._within(seconds):
            self._asked.write(f"{call.language} {call.mode} {call.dpi} {height} {width}\n".encode())
            self._asked.write(call.picture.tobytes())
            self._asked.flush()
            length = int(self._answers.readline() or -1)
            found = self._answers.read(max(length, 0))
        if length < 0 or len(found) < length:
            self.end()
            raise _NoAnswer
        return found.decode(errors="replace")

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        is_late = False

        def stop() -> None:
            nonlocal is_late
            is_late = True
            self._process.kill()

        timer = Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        except (OSError, ValueError):
            self.end()
            if not is_late:
                raise _NoAnswer from None
        finally:
            timer.cancel()
        if is_late:
            self.end()
            raise TimeoutError(TIMEOUT)

    def end(self) -> None:
        """It is asked nothing more."""
        self._process.kill()
        with suppress(OSError):
            self._asked.close()
        self._answers.close()
        self._process.wait()


class _Kept:
    """As many processes as calls are made at a time; those that are idle wait for the next."""

    def __init__(self) -> None:
        self._idle: list[_Process] = []
        self._lock = Lock()
        self._left = FAILURES
        atexit.register(self.close)

    def table(self, call: Call, seconds: float) -> str:
        """Raises TimeoutError, or _NoAnswer where the program is to be called."""
        process = self._one()
        try:
            found = process.table(call, seconds)
        except _NoAnswer:
            self._left -= 1
            raise
        with self._lock:
            self._idle.append(process)
        return found

    def _one(self) -> _Process:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        if self._left <= 0:
            raise _NoAnswer
        try:
            return _Process()
        except _NoAnswer:
            self._left = 0
            raise

    def close(self) -> None:
        with self._lock:
            for process in self._idle:
                process.end()
            self._idle.clear()


@cache
def _kept() -> _Kept:
    return _Kept()
