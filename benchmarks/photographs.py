"""Photographs of pages: `python -m benchmarks.photographs FOLDER [--count 40] [--first 0] [--seed 1]`.

Draws one-page plans and appendices, photographs each on a dark desk (turned by any angle, seen aslant, with
a shadow, blurred and noisy as phones do it), converts the pictures, and counts how many of the words printed
are in what was read. Needs the extra `learn` and the font Tinos.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pypdfium2

from benchmarks.plan_pages import draw, register_fonts
from pipeline.conversion import convert
from pipeline.scan.clean import Picture

WELL = 0.95
SIZE = 3000, 4000
_WORD = re.compile(r"\w+")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    register_fonts()
    well, begun = 0, time.time()
    for number in range(options.first, options.first + options.count):
        rng = random.Random(f"photograph-{options.seed}-{number}")
        page, words, what = _page(rng, number)
        path = options.folder / f"photo-{options.seed}-{number:02}.jpg"
        angle = rng.uniform(0, 360)
        cv2.imwrite(str(path), photographed(page, angle, rng), [cv2.IMWRITE_JPEG_QUALITY, 85])
        try:
            found = share(words, convert(path)[1])
        except Exception as error:
            found, what = 0.0, f"{what}; {error}"
        well += found >= WELL
        print(
            f"{path.name}: {found:.1%} of {len(words)} words, turned by {angle:.0f} degrees, {what}",
            flush=True,
        )
    print(f"{well} of {options.count} with at least {WELL:.0%}, {time.time() - begun:.0f} s")


def share(printed: list[str], text: str) -> float:
    """How many of the words printed are in a text, each as often as it is printed."""
    wanted, read = Counter(printed), Counter(word.lower() for word in _WORD.findall(text))
    return sum((wanted & read).values()) / max(sum(wanted.values()), 1)


def _page(rng: random.Random, number: int) -> tuple[Picture, list[str], str]:
    """A page of a drawn plan in grey, the words on it, and which page it is."""
    document = pypdfium2.PdfDocument(draw(rng, number)[0])
    place = number % len(document)
    page = document[place]
    words = [word.lower() for word in _WORD.findall(page.get_textpage().get_text_range())]
    return page.render(scale=300 / 72, grayscale=True).to_numpy().copy(), words, f"page {place + 1}"


def photographed(page: Picture, angle: float, rng: random.Random) -> Picture:
    """A page as a phone sees it that lies on a dark desk, turned by so many degrees."""
    width, height = SIZE
    noise = np.random.default_rng(rng.randrange(2**32))
    matrix = _seen(page.shape[1], page.shape[0], angle, rng)
    desk = np.full((height, width), rng.uniform(40, 80), dtype=np.float32)
    desk += cv2.GaussianBlur(noise.normal(0, 30, desk.shape).astype(np.float32), (0, 0), 9)
    sheet = cv2.warpPerspective(page, matrix, SIZE, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full_like(page, 255), matrix, SIZE) / np.float32(255)
    seen = desk * (1 - mask) + sheet * np.float32(0.92) * mask
    seen *= _light(rng)
    seen = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.6, 1.1))
    return np.clip(seen + noise.normal(0, rng.uniform(2, 6), seen.shape), 0, 255).astype(np.uint8)


def _seen(width: int, height: int, angle: float, rng: random.Random) -> np.ndarray:
    """Where a page's dots are in the photograph: turned, aslant, all of it in the picture."""
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    turn = np.radians(angle)
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    corners = (flat - flat.mean(axis=0)) @ spin.T
    aslant = [[rng.uniform(-0.04, 0.04) * max(width, height) for _ in range(2)] for _ in range(4)]
    corners = corners + np.array(aslant)
    size = corners.max(axis=0) - corners.min(axis=0)
    corners = (corners - corners.min(axis=0)) * (rng.uniform(0.86, 0.96) * min(np.array(SIZE) / size))
    room = np.array(SIZE) - (corners.max(axis=0) - corners.min(axis=0))
    corners += room * rng.uniform(0.3, 0.7)
    return np.asarray(cv2.getPerspectiveTransform(flat, corners.astype(np.float32)))


def _light(rng: random.Random) -> np.ndarray:
    """Light that falls off to one side, and the soft shadow of a hand or a head."""
    width, height = SIZE
    x, y = np.meshgrid(
        np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32)
    )
    turn = rng.uniform(0, 2 * np.pi)
    falling = 1 - rng.uniform(0.1, 0.25) * (x * np.cos(turn) + y * np.sin(turn) + 1) / 2
    edge = x * np.cos(turn + 1) + y * np.sin(turn + 1) - rng.uniform(-0.4, 0.6)
    shadow = 1 - rng.uniform(0.15, 0.4) / (1 + np.exp(-edge * rng.uniform(8, 30)))
    return np.asarray(falling * shadow, dtype=np.float32)


if __name__ == "__main__":
    main()
