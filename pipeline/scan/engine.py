"""OCR engines behind one small interface; Tesseract is the one that ships."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

import cv2

from pipeline.document import Box
from pipeline.errors import EngineFailed, EngineMissing, LanguageMissing
from pipeline.messages import tr
from pipeline.page import PageWord
from pipeline.scan.clean import Picture
from pipeline.settings import Settings

# "page": find columns and blocks first; "block": one column of lines; "line": one line.
Layout = Literal["page", "block", "line"]
_MODES = {"page": 3, "block": 6, "line": 7}
# Dots of a page of A4 at 300 an inch: what the seconds of a call are for.
A4_DOTS = 2480 * 3508


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
    """Tesseract through pytesseract, one process a call and one thread a process.

    A call may take `seconds` on a page of A4 (most take one or two), on a larger one more in proportion.
    Raises EngineMissing or LanguageMissing when it is made, if the program or a model is not there.
    """

    def __init__(self, seconds: float = Settings().page_seconds) -> None:
        self._seconds = seconds
        # Its own threads slow it down wherever several pages are read at a time.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        self.name = f"tesseract {_version()}"
        if "vie" not in _languages():
            raise LanguageMissing("vie")

    def read(self, picture: Picture, dpi: int, layout: Layout, language: str = "vie") -> list[Reading]:
        if language not in _languages():
            return []
        import pytesseract

        # Plain pixels: packing them as PNG, as pytesseract would, takes longer; PGM is read slowly.
        with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
            path = Path(folder) / "page.bmp"
            cv2.imwrite(str(path), picture)
            try:
                found = pytesseract.image_to_data(
                    str(path),
                    lang=language,
                    config=f"--psm {_MODES[layout]} --dpi {dpi}",
                    output_type=pytesseract.Output.DICT,
                    timeout=self._seconds * max(picture.size / A4_DOTS, 1.0),
                )
            except pytesseract.TesseractError as error:
                raise EngineFailed(
                    tr("Tesseract stopped: {message}", message=error.message.strip()[:200])
                ) from None
            except (RuntimeError, OSError, ValueError, KeyError, TypeError) as error:
                raise EngineFailed(tr("Tesseract gave no answer: {error}", error=error)) from None
        return _readings(found)


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


def _readings(found: dict[str, list[str]]) -> list[Reading]:
    columns = (found[key] for key in ("text", "left", "top", "width", "height", "conf"))
    readings = []
    for text, *numbers in zip(*columns, strict=True):
        if text.strip():
            left, top, width, height, sure = map(float, numbers)
            readings.append(Reading(text.strip(), left, top, left + width, top + height, max(sure, 0) / 100))
    return readings


@cache
def _version() -> str:
    # It loads pandas, in 65 MB and a second: where a document has its text itself it is not needed.
    import pytesseract

    try:
        return str(pytesseract.get_tesseract_version())
    except pytesseract.TesseractNotFoundError:
        raise EngineMissing from None


@cache
def _languages() -> frozenset[str]:
    import pytesseract

    return frozenset(pytesseract.get_languages())
