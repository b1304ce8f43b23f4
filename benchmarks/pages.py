"""Pages with known text to measure on: `python -m benchmarks.pages CORPUS FOLDER [--pages 8]`.

Text of the corpus's held-out part is set in type, degraded at three levels, and read by Tesseract with
the models eng and vie; once more in another font and read with another model, of which nothing was ever
learned. Each page is a file NAME.truth.txt beside NAME.<model>.txt. Needs the extra `learn`, Tesseract
with the models eng, ita and vie, and the fonts Tinos and Noto Serif (Debian: tesseract-ocr-ita,
tesseract-ocr-vie, fonts-croscore, fonts-noto-core).
"""

from __future__ import annotations

import argparse
import itertools
import random
from pathlib import Path

from pipeline.learn import corpus, pages

UNSEEN_FONTS = Path("/usr/share/fonts/truetype/noto")
UNSEEN_FACES = ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSerif-Italic.ttf")
UNSEEN_MODEL = "ita"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=8, help="pages a level")
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    prose = corpus.sample(options.corpus, 200 * options.pages, options.seed, held_out=True)
    texts = itertools.cycle(prose)
    rng = random.Random(options.seed)
    for number, level in itertools.product(range(options.pages), pages.LEVELS):
        style = pages.level_style(level, rng)
        image, printed = pages.set_page(texts, style)
        scan = pages.degrade(image, style, rng)
        readings = {model: pages.read_back(scan, model, style.dpi) for model in ("eng", "vie")}
        _write(options.folder / f"{level}-{number:02}", printed, readings)

        style = pages.level_style(level, rng, UNSEEN_FACES)
        image, printed = pages.set_page(texts, style, UNSEEN_FONTS)
        scan = pages.degrade(image, style, rng)
        readings = {UNSEEN_MODEL: pages.read_back(scan, UNSEEN_MODEL, style.dpi)}
        _write(options.folder / f"{level}-unseen-{number:02}", printed, readings)


def _write(path: Path, printed: str, readings: dict[str, str]) -> None:
    path.with_name(f"{path.name}.truth.txt").write_text(printed, encoding="utf-8")
    for model, text in readings.items():
        path.with_name(f"{path.name}.{model}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
