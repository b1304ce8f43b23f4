"""OCR engines behind one small interface; Tesseract is the one that ships."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from pipeline.document import Box
from pipeline.errors import EngineFailed, LanguageMissing
from pipeline.messages import tr
from pipeline.page import PageWord
from pipeline.scan import program
from pipeline.scan.clean import Picture
from pipeline.settings import Settings

# "page": find columns and blocks first; "block": one column of lines; "line": one line.
Layout = Literal["page", "block", "line"]
_MODES = {"page": 3, "block": 6, "line": 7}
# Dots of a page of A4 at 300 an inch: what the seconds of a call are for.
A4_DOTS = 2480 * 3508
# Of the table that Tesseract writes.
COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """A word as an engine read it: its box in pixels, how sure the engine is (0 to 1).

    `alternatives` are what another reader made of it, each with how sure that would be.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


class Engine(Protocol):
    """What reads pictures. `name` goes into the output."""

    @property
    def name(self) -> str: ...

    def read(self, picture: Picture, dpi: int, layout: Layout, language: str = "vie") -> list[Reading]:
        """The words of a picture in grey. Raises EngineFailed."""
        ...


class Tesseract:
    """Tesseract in processes of its own, each on one thread.

    A call may take `seconds` on a page of A4 (most take one or two), on a larger one more in proportion.
    Raises EngineMissing or LanguageMissing when it is made, if the program or a model is not there.
    """

    def __init__(self, seconds: float = Settings().page_seconds) -> None:
        self._seconds = seconds
        # Its own threads slow it down wherever several pages are read at a time.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        self.name = f"tesseract {program.version()}"
        if "vie" not in program.languages():
            raise LanguageMissing("vie")

    def read(self, picture: Picture, dpi: int, layout: Layout, language: str = "vie") -> list[Reading]:
        if language not in program.languages():
            return []
        call = program.Call(picture, dpi, _MODES[layout], language)
        try:
            found = program.table(call, self._seconds * max(picture.size / A4_DOTS, 1.0))
            return list(_readings(found))
        except program.Stopped as error:
            raise EngineFailed(tr("Tesseract stopped: {message}", message=str(error)[:200])) from None
        except (OSError, ValueError) as error:
            raise EngineFailed(tr("Tesseract gave no answer: {error}", error=error)) from None


class Persistent:
    """An engine whose failed calls are made once more by another, which may be the same with more time."""

    def __init__(self, first: Engine, again: Engine) -> None:
        self.name = first.name
        self._first, self._again = first, again

    def read(self, picture: Picture, dpi: int, layout: Layout, language: str = "vie") -> list[Reading]:
        try:
            return self._first.read(picture, dpi, layout, language)
        except EngineFailed:
            return self._again.read(picture, dpi, layout, language)


def word_of(reading: Reading, x: float, y: float, dpi: int) -> PageWord:
    """A reading as a word, in points; the picture that was read stands at (x, y) on the page, in dots."""
    scale = 72 / dpi
    x0, y0, x1, y1 = reading.x0 + x, reading.y0 + y, reading.x1 + x, reading.y1 + y
    box = Box(x0 * scale, y0 * scale, x1 * scale, y1 * scale)
    return PageWord(reading.text, box, reading.confidence, reading.alternatives)


def _readings(table: str) -> Iterator[Reading]:
    """The words of a table: level, five numbers, left, top, width, height, how sure it is, text."""
    for line in table.split("\n"):
        level, *numbers = line.split("\t")
        text = numbers.pop().strip() if len(numbers) == COLUMNS - 1 and level.isdigit() else ""
        if text:
            left, top, width, height, sure = (int(float(number)) for number in numbers[-5:])
            yield Reading(text, left, top, left + width, top + height, max(sure, 0) / 100)
