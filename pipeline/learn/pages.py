"""Pages whose text is known: paragraphs set in type, degraded as scans are, and read again."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytesseract
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONT_FOLDER = Path("/usr/share/fonts/truetype/croscore")
# Vietnamese offices print in Times New Roman; Tinos has its shapes and all Vietnamese letters.
FACES = {
    "Tinos-Regular.ttf": 50,
    "Tinos-Bold.ttf": 15,
    "Tinos-Italic.ttf": 20,
    "Tinos-BoldItalic.ttf": 8,
    "Arimo-Regular.ttf": 7,
}
PAGE_WIDTH_CM, MARGIN_CM, LINES = 21.0, 2.3, 40


@dataclass(frozen=True, slots=True)
class Style:
    """How a page is set and scanned.

    Skew in degrees, blur in pixels, noise in grey levels; `threshold` is the grey level below which a
    black-and-white scan is black (more of it makes letters fatter), 0 for a grey scan.
    """

    face: str
    points: float
    dpi: int
    capitals: bool
    skew: float
    blur: float
    noise: float
    jpeg: int
    threshold: int


def random_style(rng: random.Random) -> Style:
    good = rng.random() < 0.3
    is_black_and_white = not good and rng.random() < 0.5
    return Style(
        face=rng.choices(list(FACES), list(FACES.values()))[0],
        points=rng.choice([11, 12, 13, 13, 14, 14]),
        dpi=300 if good else rng.choice([150, 170, 200, 200, 250]),
        capitals=rng.random() < 0.12,
        skew=0.0 if good else rng.uniform(-0.6, 0.6),
        blur=0.0 if good else rng.uniform(0.2, 1.2),
        noise=0.0 if good else rng.uniform(2, 14),
        jpeg=90 if good else rng.choice([40, 60, 75]),
        threshold=rng.randrange(90, 225) if is_black_and_white else 0,
    )


def set_page(texts: Iterator[str], style: Style, fonts: Path = FONT_FOLDER) -> tuple[Image.Image, str]:
    """A page image filled from `texts`, and the lines that are printed on it."""
    pixels = style.dpi / 2.54
    font = ImageFont.truetype(str(fonts / style.face), round(style.points * style.dpi / 72))
    width, margin = round(PAGE_WIDTH_CM * pixels), round(MARGIN_CM * pixels)
    lines: list[str] = []
    while len(lines) < LINES:
        text = next(texts)
        lines += wrap(text.upper() if style.capitals else text, font, width - 2 * margin)
    lines = lines[:LINES]
    pitch = round(style.points * style.dpi / 72 * 1.35)
    image = Image.new("L", (width, 2 * margin + pitch * len(lines)), 255)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((margin, margin + number * pitch), line, font=font, fill=20)
    return image, "\n".join(lines)


def wrap(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def degrade(image: Image.Image, style: Style, rng: random.Random) -> Image.Image:
    """What a scanner does to a page: skew, blur, noise, black and white, lossy compression."""
    if style.skew:
        image = image.rotate(style.skew, Image.Resampling.BICUBIC, fillcolor=255)
    if style.blur:
        image = image.filter(ImageFilter.GaussianBlur(style.blur))
    if style.noise:
        grain = np.random.default_rng(rng.randrange(2**32)).normal(
            0, style.noise, (image.height, image.width)
        )
        image = Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))
    if style.threshold:
        level = style.threshold
        image = image.point(lambda grey: 255 if grey > level else 0)
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=style.jpeg)
    return Image.open(packed)


def read_back(image: Image.Image, language: str, dpi: int) -> str:
    """The text that Tesseract reads with the model `language`."""
    return str(pytesseract.image_to_string(image, lang=language, config=f"--dpi {dpi}"))
