"""Where lines of text stand in a picture, under seals and strokes of a pen too: PaddleOCR's detector.

Its model comes with the package rapidocr, as that of the second reader does, and is loaded when it is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from pipeline.document import Box
from pipeline.scan.clean import Picture

MODEL = "PP-OCRv6_det_small.onnx"
# The model takes sides that are multiples of so many dots, and colours less their mean, by their spread.
GRID = 32
MEAN, SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


@dataclass(frozen=True, slots=True)
class Limits:
    """How lines are looked for; set by hand on office scans."""

    # Dots an inch of the picture that is looked at: letters of 13 points are 20 high.
    dpi: int = 150
    # How likely (0 to 1) a dot is of a line, at least; of what is found so many dots wide and high, at least.
    likely: float = 0.3
    wide: int = 8
    high: int = 3
    # The model finds the middle of lines: so much of its height is missing on every side.
    margin: float = 0.45
    # Lines are at least so high and at most so, and at least so wide, in points.
    low: float = 7.0
    tall: float = 26.0
    long: float = 25.0


LIMITS = Limits()


def one_thread_session(model: Path) -> Any:
    """A model ready to run on one thread: pages are read side by side."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def in_points(place: tuple[int, int, int, int], dpi: int) -> Box:
    """A place in dots as one in points."""
    return Box(*(side * 72 / dpi for side in place))


def may_be_line(box: Box) -> bool:
    """Whether what was found, in points, is as large as a line of text."""
    return LIMITS.low <= box.y1 - box.y0 <= LIMITS.tall and box.x1 - box.x0 >= LIMITS.long


class LineFinder:
    """The detector."""

    def __init__(self, model: Path) -> None:
        self._session = one_thread_session(model)

    def find(self, picture: Picture, dpi: int) -> Iterator[tuple[int, int, int, int]]:
        """The lines of a picture in grey as (x0, y0, x1, y1), in its dots."""
        height, width = picture.shape
        high, wide = (max(round(side * LIMITS.dpi / dpi / GRID), 1) * GRID for side in (height, width))
        small = cv2.resize(picture, (wide, high), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        colours = np.stack([(small - mean) / spread for mean, spread in zip(MEAN, SPREAD, strict=True)])
        is_text = self._session.run(None, {"x": colours[None].astype(np.float32)})[0][0, 0] > LIMITS.likely
        found = cv2.connectedComponentsWithStats(is_text.astype(np.uint8))[2][1:]
        for x, y, across, down, _ in found.tolist():
            if across >= LIMITS.wide and down >= LIMITS.high:
                more = LIMITS.margin * down
                edges = ((x - more) / wide, (y - more) / high, (x + across + more) / wide)
                foot = (y + down + more) / high
                yield (
                    max(round(edges[0] * width), 0),
                    max(round(edges[1] * height), 0),
                    min(round(edges[2] * width), width),
                    min(round(foot * height), height),
                )
