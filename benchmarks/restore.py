"""Restoring of pages never trained on: `python -m benchmarks.restore CORPUS [--pages 16]`.

Pages of the corpus's held-out part are set in type, degraded, read by OCR models for other languages,
and restored; wrong words before and after are counted (edit distance, tokens with digits left aside).
Needs the extra `learn`, Tesseract with the models named, and the font Tinos.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from pipeline.learn import corpus, pages
from pipeline.read.text import parse_text
from pipeline.restore import restore
from tests.measure import folded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pages", type=int, default=16)
    parser.add_argument("--languages", default="eng", help="OCR models, taken in turn: eng,fra")
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    prose = corpus.sample(options.corpus, 40 * options.pages, options.seed, held_out=True)
    texts, languages = itertools.cycle(prose), itertools.cycle(options.languages.split(","))
    before = after = total = 0
    spent = 0.0
    for number in range(options.pages):
        style, language = pages.random_style(rng), next(languages)
        image, printed = pages.set_page(texts, style)
        read = pages.read_back(pages.degrade(image, style, rng), language, style.dpi)
        start = time.perf_counter()
        restored = restore(parse_text(read)).text
        spent += time.perf_counter() - start
        truth, garbled, words = (_words(text) for text in (printed, read, restored))
        wrong = Levenshtein.distance(truth, words)
        share = f"{wrong / len(truth):6.1%} of {len(truth)} words wrong"
        print(f"page {number + 1:3}  {language}  {style.dpi} dpi  {share}")
        before, after = before + Levenshtein.distance(truth, garbled), after + wrong
        total += len(truth)
    print(f"read {before / total:.1%} wrong, restored {after / total:.2%}, n = {total} words, {spent:.1f} s")


def _words(text: str) -> list[str]:
    return [word for word in folded(text).split() if not any(letter.isdigit() for letter in word)]


if __name__ == "__main__":
    main()
