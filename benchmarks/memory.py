"""Memory of long files: `python -m benchmarks.memory FOLDER [--pages 300] [--frames 60]`.

Draws a PDF of so many pages of text with a table on each, and a TIFF of so many scanned frames, converts each
in a process of its own, and prints its memory as the pages go by: flat, if nothing of a page is kept but what
is said on it. Needs the extra `learn` and the font Tinos.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.material import lines
from benchmarks.plan_pages import register_fonts
from pipeline.learn.pages import FONT_FOLDER

EVERY = 5.0
MB = 1024 * 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--frames", type=int, default=60)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    drawn = [
        (options.pages, long_pdf(options.folder / f"pages-{options.pages}.pdf", options.pages)),
        (options.frames, long_tiff(options.folder / f"frames-{options.frames}.tiff", options.frames)),
    ]
    for count, path in drawn:
        if count:
            begun = time.time()
            course = list(_converted(path))
            shown = ", ".join(f"{size / MB:.0f}" for size in course[:: max(len(course) // 10, 1)])
            most = f"at most {max(course) / MB:.0f} MB"
            print(f"{path.name}: {time.time() - begun:.0f} s, {most}; in its course {shown}", flush=True)


def long_pdf(path: Path, pages: int) -> Path:
    """Pages of prose, each with a ruled table."""
    register_fonts()
    prose = lines("prose.txt")
    canvas = Canvas(str(path))
    for number in range(pages):
        canvas.setFont("T", 12)
        for place in range(25):
            canvas.drawString(70, 780 - 18 * place, prose[(number * 25 + place) % len(prose)][:80])
        for row in range(10):
            for column in range(4):
                canvas.rect(70 + 110 * column, 300 - 20 * row, 110, 20)
                canvas.drawString(74 + 110 * column, 305 - 20 * row, f"ô {number + 1}.{row}.{column}")
        canvas.drawString(290, 30, str(number + 1))
        canvas.showPage()
    canvas.save()
    return path


def long_tiff(path: Path, frames: int) -> Path:
    """Frames of a few lines each, in black and white."""
    font = ImageFont.truetype(str(FONT_FOLDER / "Tinos-Regular.ttf"), 40)
    if frames:
        first, *others = (_frame(number, font) for number in range(frames))
        first.save(path, save_all=True, append_images=others, compression="group4", dpi=(150, 150))
    return path


def _frame(number: int, font: ImageFont.FreeTypeFont) -> Image.Image:
    image = Image.new("1", (1240, 1754), 1)
    draw = ImageDraw.Draw(image)
    for line in range(6):
        text = f"Trang {number + 1}: Xây dựng kế hoạch cải cách hành chính"
        draw.text((120, 150 + 70 * line), text, font=font, fill=0)
    return image


def _converted(path: Path) -> Iterator[int]:
    """The memory of a conversion in a process of its own, in bytes, every few seconds."""
    code = "import sys, pathlib, pipeline; pipeline.convert(pathlib.Path(sys.argv[1]))"
    with subprocess.Popen([sys.executable, "-c", code, str(path)]) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            time.sleep(EVERY)
            if process.poll() is None:
                yield watched.memory_info().rss


if __name__ == "__main__":
    main()
