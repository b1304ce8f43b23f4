"""Make pairs of printed and read words without limit: `python -m pipeline.learn.render CORPUS PAIRS.tsv`."""

from __future__ import annotations

import argparse
import itertools
import random
from pathlib import Path

from pipeline.learn import corpus, pages
from pipeline.learn.pairs import align


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("pairs", type=Path, help="tab-separated: printed, read; appended to page by page")
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--language", default="eng", help="the OCR model that misreads the pages")
    parser.add_argument("--fonts", type=Path, default=pages.FONT_FOLDER)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--held-out", action="store_true", help="take the text that training never sees")
    arguments = parser.parse_args()

    rng = random.Random(arguments.seed)
    prose = corpus.sample(arguments.corpus, 30 * arguments.pages, arguments.seed, held_out=arguments.held_out)
    texts = itertools.cycle(prose)
    with arguments.pairs.open("a", encoding="utf-8") as file:
        for _ in range(arguments.pages):
            style = pages.random_style(rng)
            image, printed = pages.set_page(texts, style, arguments.fonts)
            read = pages.read_back(pages.degrade(image, style, rng), arguments.language, style.dpi)
            file.writelines(f"{left}\t{right}\n" for left, right in align(printed, read))
            file.flush()


if __name__ == "__main__":
    main()
