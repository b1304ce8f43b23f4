"""How well numbers in tables of scans are read: `python -m benchmarks.numbers [--pages 6] [--seed 1]`.

Draws pages full of numbers in several fonts and sizes at three levels (benchmarks/number_pages.py), and
prints for each level the share that either engine alone and both together have right, what is wrong without
a warning, and what is warned of; then how far confidences can be believed. With --learn it prints
dictionaries/digit-differences.tsv anew. Needs Tesseract and the fonts Tinos, Arimo and Cousine (Debian:
fonts-croscore) and DejaVu.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from benchmarks.number_pages import NAMES, NumberPage, draw
from pipeline.extract.doubts import DOUBTFUL
from pipeline.learn.pages import LEVELS
from pipeline.page import PageWord
from pipeline.scan.clean import Picture
from pipeline.scan.digits import SecondReader, second_reader
from pipeline.scan.engine import Engine, Layout, Reading, Tesseract
from pipeline.scan.page import DPI, Scan, read_scan
from pipeline.scan.short_cells import difference
from pipeline.vietnamese.folding import skeleton

# Ranges of confidence whose numbers are counted together.
BINS = (0.0, 0.5, 0.7, 0.9, 0.99)
# How sure the second reader is at least, where kinds of differences are counted.
SURE = (0.5, 0.8)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as printed, and as read by Tesseract alone, by the second reader alone, by both."""

    printed: str
    first: str
    second: str
    both: str
    words: tuple[PageWord, ...]

    @property
    def confidence(self) -> float:
        return min((word.confidence for word in self.words), default=0.0)

    @property
    def is_right(self) -> bool:
        return self.both == self.printed


class Blind:
    """An engine that sees nothing: what is read then is the second reader's alone."""

    name = "none"

    def read(self, picture: Picture, dpi: int, layout: Layout, language: str = "vie") -> list[Reading]:
        return []


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=6, help="pages a level")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--learn", action="store_true", help="print how often differences were decided right")
    options = parser.parse_args()
    second = second_reader("rapidocr")
    if second is None:
        parser.error("the second engine is not installed: pip install rapidocr onnxruntime")
    found = {
        level: [
            cell
            for number in range(options.pages)
            for cell in read(draw(level, random.Random(f"{level}-{options.seed}-{number}")), second)
        ]
        for level in LEVELS
    }
    every = [cell for cells in found.values() for cell in cells]
    print("\n".join(differences(every) if options.learn else [*by_level(found), "", *calibration(every)]))


def read(page: NumberPage, second: SecondReader) -> Iterator[Cell]:
    """The cells with numbers of a page whose table was found whole."""
    scale = DPI / page.dpi
    picture = np.asarray(
        cv2.resize(page.picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), dtype=np.uint8
    )
    blind: Engine = Blind()
    ways = ((Tesseract(), None), (blind, second), (Tesseract(), second))
    first, alone, both = (_cells(read_scan(picture, engine, DPI, reader)) for engine, reader in ways)
    if len(both) != sum(map(len, page.cells)):
        return
    for (row, column), words in both.items():
        if column != NAMES:
            printed = skeleton("".join(page.cells[row][column].split()))
            one, other, text = (_text(way.get((row, column), ())) for way in (first, alone, both))
            yield Cell(printed, one, other, text, tuple(words))


def _cells(scan: Scan) -> dict[tuple[int, int], list[PageWord]]:
    """The words of the cells of the largest table, by row and column."""
    table = max(scan.tables, key=lambda one: len(one.cells), default=None)
    return {
        (cell.rows[0], cell.columns[0]): [word for word in scan.words if _lies_in(word, cell.box)]
        for cell in (table.cells if table else ())
    }


def _lies_in(word: PageWord, box: Sequence[float]) -> bool:
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _text(words: Iterable[PageWord]) -> str:
    return skeleton("".join(word.text for word in words))


def by_level(found: dict[str, list[Cell]]) -> Iterator[str]:
    yield "| level | numbers | Tesseract alone | second alone | both | wrong, no warning | warned of |"
    yield "|---|---|---|---|---|---|---|"
    for level, cells in found.items():
        n = max(len(cells), 1)
        first, second, both = (
            sum(getattr(cell, name) == cell.printed for cell in cells) / n
            for name in ("first", "second", "both")
        )
        silent = sum(not cell.is_right and cell.confidence >= DOUBTFUL for cell in cells)
        warned = sum(cell.confidence < DOUBTFUL for cell in cells) / n
        shares = f"{first:.2%} | {second:.2%} | {both:.2%}"
        yield f"| {level} | {len(cells)} | {shares} | {silent} | {warned:.1%} |"


def calibration(cells: Sequence[Cell]) -> Iterator[str]:
    """Table rows: the numbers whose confidence lies in a range, the mean of it, the share that is right."""
    yield "| claimed | numbers | on average | right |"
    yield "|---|---|---|---|"
    for low, high in zip(BINS, [*BINS[1:], 1.01], strict=True):
        here = [cell for cell in cells if low <= cell.confidence < high]
        if here:
            mean = sum(cell.confidence for cell in here) / len(here)
            right = sum(cell.is_right for cell in here) / len(here)
            yield f"| {low:.0%} to {min(high, 1):.0%} | {len(here)} | {mean:.1%} | {right:.1%} |"


def differences(cells: Sequence[Cell]) -> Iterator[str]:
    """Lines of dictionaries/digit-differences.tsv: of cells of one word that the second reader changed."""
    seen: Counter[tuple[str, float]] = Counter()
    right: Counter[tuple[str, float]] = Counter()
    for cell in cells:
        for word in cell.words:
            for other, share in word.alternatives:
                least = max((sure for sure in SURE if sure <= 1 - share), default=0.0)
                one = difference(other, word.text), least
                seen[one] += 1
                right[one] += cell.is_right
    for (kind, least), count in sorted(seen.items()):
        yield f"{kind}\t{least}\t{count}\t{right[kind, least]}"


if __name__ == "__main__":
    main()
