"""Pages whose text is known: paragraphs set in type, degraded as scans are, and read again."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytesseract
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

LEVELS = ("clean", "office", "bad")
FONT_FOLDER = Path("/usr/share/fonts/truetype/croscore")
# Vietnamese offices print in Times New Roman; Tinos has its shapes and all Vietnamese letters.
FACES = {
    "Tinos-Regular.ttf": 50,
    "Tinos-Bold.ttf": 15,
    "Tinos-Italic.ttf": 20,
    "Tinos-BoldItalic.ttf": 8,
    "Arimo-Regular.ttf": 7,
}
Reals = NDArray[np.float64]
PAGE_WIDTH_CM, MARGIN_CM, LINES = 21.0, 2.3, 40


@dataclass(frozen=True, slots=True)
class Style:
    """How a page is set and scanned.

    Skew in degrees, blur in pixels, noise in grey levels; `threshold` is the grey level below which a
    black-and-white scan is black (more of it makes letters fatter), 0 for a grey scan. `shade` is how
    many grey levels the light falls off over the page, `stains` how many blots lie on it.
    """

    face: str
    points: float
    dpi: int
    capitals: bool
    skew: float
    blur: float
    noise: float
    jpeg: int
    threshold: int = 0
    shade: float = 0.0
    stains: int = 0


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


def level_style(level: str, rng: random.Random, faces: Sequence[str] = tuple(FACES)) -> Style:
    """A style of one of the three LEVELS on which restoring is measured."""
    face, points, capitals = rng.choice(faces), rng.choice([12, 13, 14]), rng.random() < 0.08
    if level == "clean":
        return Style(face, points, 300, capitals, skew=0.0, blur=0.0, noise=0.0, jpeg=90)
    if level == "office":
        skew = rng.choice([-1, 1]) * rng.uniform(0.3, 1.0)
        return Style(face, points, 200, capitals, skew, blur=0.6, noise=8.0, jpeg=60)
    dpi, skew = rng.choice([150, 170, 185]), rng.choice([-1, 1]) * rng.uniform(1.0, 2.0)
    return Style(face, points, dpi, capitals, skew, blur=0.7, noise=10.0, jpeg=50, shade=60, stains=6)


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
        white = "white" if image.mode == "RGB" else 255
        image = image.rotate(style.skew, Image.Resampling.BICUBIC, fillcolor=white)
    if style.blur:
        image = image.filter(ImageFilter.GaussianBlur(style.blur))
    if style.shade or style.stains:
        image = Image.fromarray(_lit(np.asarray(image, dtype=np.float64), style, rng).astype(np.uint8))
    if style.noise:
        grain = np.random.default_rng(rng.randrange(2**32)).normal(
            0, style.noise, (image.height, image.width)
        )
        grain = grain[..., None] if image.mode == "RGB" else grain
        image = Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))
    if style.threshold:
        level = style.threshold
        image = image.point(lambda grey: 255 if grey > level else 0)
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=style.jpeg)
    return Image.open(packed)


def _lit(grey: Reals, style: Style, rng: random.Random) -> Reals:
    """A page under light that falls off to one side, with brownish blots on it."""
    height, width = grey.shape[:2]
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    angle = rng.uniform(0, 2 * np.pi)
    light = 255 - style.shade * (0.5 + (x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle))
    for _ in range(style.stains):
        size, depth = rng.uniform(0.01, 0.05), rng.uniform(20, 70)
        distance = ((x - rng.random()) ** 2 + (y - rng.random()) ** 2) / size**2
        light -= depth * np.exp(-distance)
    light = np.clip(light, 40, 255).reshape(height, width, *[1] * (grey.ndim - 2))
    return np.asarray(np.clip(grey * light / 255, 0, 255), dtype=np.float64)


def read_back(image: Image.Image, language: str, dpi: int) -> str:
    """The text that Tesseract reads with the model `language`."""
    return str(pytesseract.image_to_string(image, lang=language, config=f"--dpi {dpi}"))
