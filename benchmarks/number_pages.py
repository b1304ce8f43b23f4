"""Pages of ruled tables full of numbers, with their truth: what benchmarks/numbers reads.

Drawn in several fonts and sizes, then degraded at the levels of pipeline.learn.pages.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.material import pairs
from pipeline.learn.pages import degrade, level_style
from pipeline.scan.clean import Picture

FONTS = Path("/usr/share/fonts/truetype")
# Families that documents are printed in, or such as look like them.
FACES = {
    "croscore/Tinos-Regular.ttf": 5,
    "croscore/Tinos-Bold.ttf": 2,
    "croscore/Tinos-Italic.ttf": 1,
    "croscore/Arimo-Regular.ttf": 2,
    "dejavu/DejaVuSerif.ttf": 1,
    "croscore/Cousine-Regular.ttf": 1,
}
POINTS = (9, 10, 11, 12, 13, 14)
# The columns' widths in centimetres: row number, name, three of numbers, deadline.
WIDTHS = (1.3, 6.0, 2.2, 2.2, 2.4, 3.4)
PAGE, MARGIN, ROWS = (21.0, 29.7), 1.7, 24
# The column that holds no number.
NAMES = 1
# How far a cell's numbers stand from the ruling line, in centimetres, where they are not in the middle.
INSET = 0.06


@dataclass(frozen=True, slots=True)
class NumberPage:
    """A page as scanned, its dots an inch, the cells of its one table as printed, row by row."""

    picture: Picture
    dpi: int
    cells: tuple[tuple[str, ...], ...]


def draw(level: str, rng: random.Random) -> NumberPage:
    """A page with a table of ROWS rows and len(WIDTHS) columns."""
    style = level_style(level, rng)
    pixels = style.dpi / 2.54
    face, points = rng.choices(list(FACES), list(FACES.values()))[0], rng.choice(POINTS)
    font = ImageFont.truetype(str(FONTS / face), round(points * style.dpi / 72))
    names = rng.choices(pairs("indicators.txt"), k=ROWS)
    cells = [_row(number, name, rng) for number, (name, _) in enumerate(names, 1)]
    image = Image.new("L", (round(PAGE[0] * pixels), round(PAGE[1] * pixels)), 255)
    _set(ImageDraw.Draw(image), font, cells, pixels, rng)
    scan = np.asarray(degrade(image, style, rng).convert("L"), dtype=np.uint8)
    return NumberPage(scan, style.dpi, tuple(map(tuple, cells)))


def _row(number: int, name: str, rng: random.Random) -> list[str]:
    code = rng.choice([str(number), f"{number}.", f"{rng.randint(1, 9)}.{rng.randint(1, 15)}", _roman(rng)])
    return [code, name, *(value(rng) for _ in range(3)), deadline(rng)]


def _roman(rng: random.Random) -> str:
    return rng.choice(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"])


def value(rng: random.Random) -> str:
    """A number as plans write them."""
    ways: tuple[Callable[[], str], ...] = (
        lambda: str(rng.randint(0, 100)),
        lambda: str(rng.randint(100, 9999)),
        lambda: f"{rng.randint(0, 99)},{rng.randint(1, 99)}",
        lambda: f"{rng.randint(0, 99)}.{rng.randint(1, 99)}",
        lambda: _thousands(rng, "."),
        lambda: f"{_thousands(rng, '.')},{rng.randint(1, 9)}",
        lambda: f"{_thousands(rng, ',')}",
        lambda: f"{rng.choice('≥≤><')}{rng.choice(['', ' '])}{_few(rng)}",
        lambda: f"{_few(rng)}{rng.choice(['', ' '])}%",
        lambda: f"{rng.choice('≥≤')} {_few(rng)}%",
        lambda: f"{_few(rng)}-{_few(rng)}",
    )
    return rng.choice(ways)()


def deadline(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2019, 2030)
    quarter = rng.choice(["I", "II", "III", "IV"])
    ways = (
        f"{day:02}/{month:02}/{year}",
        f"{day}/{month}/{year}",
        f"{month}/{year}",
        f"Tháng {month}/{year}",
        f"Quý {quarter}/{year}",
        f"Năm {year}",
        f"{year}-{year + 4}",
    )
    return rng.choice(ways)


def _few(rng: random.Random) -> str:
    return rng.choice([str(rng.randint(1, 100)), f"{rng.randint(0, 99)},{rng.randint(1, 99)}"])


def _thousands(rng: random.Random, sign: str) -> str:
    return f"{rng.randint(1, 10 ** rng.randint(3, 6)) + 1000:,}".replace(",", sign)


def _set(
    draw: ImageDraw.ImageDraw,
    font: ImageFont.FreeTypeFont,
    cells: list[list[str]],
    pixels: float,
    rng: random.Random,
) -> None:
    """Draws the table: names are cut where the column ends, numbers stand left, right or in the middle."""
    thick, pitch = rng.choice([1, 2, 2, 3]), max(font.size * rng.uniform(1.25, 1.9), 0.55 * pixels)
    edges = [MARGIN * pixels]
    for width in WIDTHS:
        edges.append(edges[-1] + width * pixels)
    top = 2.5 * pixels
    bottom = top + pitch * len(cells)
    for x in edges:
        draw.line((x, top, x, bottom), fill=0, width=thick)
    for number in range(len(cells) + 1):
        y = top + number * pitch
        draw.line((edges[0], y, edges[-1], y), fill=0, width=thick)
    inset = INSET * pixels + thick
    places = [rng.choice(["left", "middle", "middle", "right"]) for _ in WIDTHS]
    for number, row in enumerate(cells):
        for column, text in enumerate(row):
            left, right = edges[column] + inset, edges[column + 1] - inset
            while font.getlength(text) > right - left:
                text = text[:-1] if column == NAMES else _shorter(text, rng)
            row[column] = text
            free = right - left - font.getlength(text)
            x = left + free * {"left": 0.0, "middle": 0.5, "right": 1.0}[places[column]]
            draw.text((x, top + (number + 0.5) * pitch), text, font=font, fill=20, anchor="lm")


def _shorter(text: str, rng: random.Random) -> str:
    """A number for a column that this one is too wide for."""
    return str(rng.randint(1, 99)) if len(text) > 2 else text[:1]
