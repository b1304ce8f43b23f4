"""A second reader for digits: PaddleOCR's recogniser, from the package rapidocr, through onnxruntime.

It lacks most Vietnamese letters, and reads numbers, signs and handwriting better than Tesseract does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np

from pipeline.messages import later
from pipeline.scan.clean import Picture
from pipeline.scan.line_finder import MODEL as DETECTOR
from pipeline.scan.line_finder import LineFinder, one_thread_session

MODEL = "models/PP-OCRv6_rec_small.onnx"
# The model reads lines of this height, so many at a time.
HEIGHT, BATCH = 48, 16
DIGITS = "0123456789"
# Settings.second_engine: no second reader.
NONE = "none"
HINT = later(
    "The digits of scans, handwritten ones above all, would be read better with a second engine: "
    "pip install rapidocr onnxruntime. (--second-engine none says that none is wanted.)"
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter as read, how sure that is (0 to 1), and how likely each digit is that it may be instead."""

    letter: str
    confidence: float
    digits: tuple[float, ...]


class DigitReader(Protocol):
    """What reads crops of one line each."""

    def read(self, crops: Sequence[Picture]) -> list[list[Glyph]]: ...


class SecondReader(DigitReader, Protocol):
    """What finds lines as well: of a picture in grey as (x0, y0, x1, y1), in its dots."""

    def find_lines(self, picture: Picture, dpi: int) -> list[tuple[int, int, int, int]]: ...


class RapidOcr:
    """The recogniser, and the detector where it is asked for."""

    def __init__(self, model: Path) -> None:
        self._folder = model.parent
        self._finder: LineFinder | None = None
        self._session = one_thread_session(model)
        letters = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        # The first class is "no letter here".
        self._letters = ["", *letters, " "]
        self._digits = [self._letters.index(digit) for digit in DIGITS]

    def read(self, crops: Sequence[Picture]) -> list[list[Glyph]]:
        lines = [_normal(crop) for crop in crops]
        found: list[list[Glyph]] = [[] for _ in crops]
        # Lines read together are as wide as the widest of them.
        order = sorted(range(len(lines)), key=lambda number: lines[number].shape[2])
        for start in range(0, len(order), BATCH):
            here = order[start : start + BATCH]
            batch = np.zeros((len(here), 3, HEIGHT, lines[here[-1]].shape[2]), dtype=np.float32)
            for place, number in enumerate(here):
                batch[place, :, :, : lines[number].shape[2]] = lines[number]
            for number, steps in zip(here, self._session.run(None, {"x": batch})[0], strict=True):
                found[number] = self._glyphs(steps)
        return found

    def find_lines(self, picture: Picture, dpi: int) -> list[tuple[int, int, int, int]]:
        if self._finder is None:
            self._finder = LineFinder(self._folder / DETECTOR)
        return list(self._finder.find(picture, dpi))

    def _glyphs(self, steps: Any) -> list[Glyph]:
        best = steps.argmax(axis=1)
        begins = np.flatnonzero((best > 0) & (best != np.concatenate(([0], best[:-1]))))
        return [
            Glyph(
                self._letters[best[at]] if best[at] < len(self._letters) else "",
                float(steps[at, best[at]]),
                tuple(map(float, steps[at, self._digits])),
            )
            for at in begins.tolist()
        ]


def _normal(crop: Picture) -> Any:
    """A line as the model wants it: of its height, three colours, from -1 to 1."""
    height, width = crop.shape[:2]
    line = cv2.resize(crop, (max(round(HEIGHT * width / height), HEIGHT), HEIGHT))
    return np.repeat((line.astype(np.float32) / 127.5 - 1)[None], 3, axis=0)


def is_missing(name: str) -> bool:
    """Whether a second reader is wanted, but not installed."""
    return name != NONE and _model(name) is None


@cache
def second_reader(name: str) -> SecondReader | None:
    """The second reader of a name; None where none is wanted, or it is not installed."""
    model = _model(name) if name != NONE else None
    return RapidOcr(model) if model else None


def _model(name: str) -> Path | None:
    package = find_spec(name)
    if package is None or package.origin is None or find_spec("onnxruntime") is None:
        return None
    model = Path(package.origin).parent / MODEL
    return model if model.exists() else None
