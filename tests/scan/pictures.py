"""Pictures of pages for tests: drawn, or a digital plan made into a scan."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from pipeline.learn.pages import degrade, level_style
from pipeline.scan.clean import Picture
from tests.conftest import DATA

PLAN = DATA / "plan.digital.pdf"


def scan(number: int, level: str) -> tuple[Picture, int]:
    """A page of the digital plan as a scanner gives it, and its dots an inch."""
    rng = random.Random(f"{number}-{level}")
    style = level_style(level, rng)
    page = pypdfium2.PdfDocument(PLAN)[number - 1]
    image = page.render(scale=style.dpi / 72).to_pil().convert("L")
    return np.asarray(degrade(image, style, rng), dtype=np.uint8), style.dpi


def digital(number: int, dpi: int = 150) -> Picture:
    page = pypdfium2.PdfDocument(PLAN)[number - 1]
    return np.asarray(page.render(scale=dpi / 72).to_pil().convert("L"), dtype=np.uint8)


def ruled(rows: int, columns: int, missing: tuple[tuple[str, int, int], ...] = ()) -> Picture:
    """A table of cells 100 by 40 pixels with its corner at (50, 50), some of its lines left out.

    ("down", r, c) is the line right of the cell in row r and column c, ("across", r, c) the one below it.
    """
    picture = np.full((rows * 40 + 100, columns * 100 + 100), 255, dtype=np.uint8)
    for r in range(rows + 1):
        for c in range(columns):
            if ("across", r - 1, c) not in missing:
                cv2.line(picture, (50 + c * 100, 50 + r * 40), (150 + c * 100, 50 + r * 40), 0, 2)
    for c in range(columns + 1):
        for r in range(rows):
            if ("down", r, c - 1) not in missing:
                cv2.line(picture, (50 + c * 100, 50 + r * 40), (50 + c * 100, 90 + r * 40), 0, 2)
    return picture


def written(text: str, size: int = 44) -> Picture:
    from PIL import ImageDraw, ImageFont

    image = Image.new("L", (40 * len(text) + 60, size * 2), 255)
    ImageDraw.Draw(image).text((20, size // 2), text, font=ImageFont.load_default(size), fill=0)
    return np.asarray(image, dtype=np.uint8)
