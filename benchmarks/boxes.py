"""Whether the box of each cell holds its text: `python -m benchmarks.boxes OUTPUT SOURCES [--cells 40]`.

OUTPUT is an output folder, SOURCES the folder of its PDFs. Of a page with a text layer the words inside the
box are compared with what was read; of a scan so many cells of each plan, chosen at random, are cut out and
read again by Tesseract: those of some letters, signs and numbers are hardly read alone. A cell is held where
nine words in ten (of a scan, read twice, seven) are there.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import ImageOps
from rapidfuzz import fuzz

from pipeline.emit import load_plans
from pipeline.plan import CellEvidence, Indicator, Plan, Task
from pipeline.scan.engines import engine_named
from pipeline.vietnamese.folding import skeleton

# Points around a box; dots an inch of a cut-out; how alike (0 to 100) two readings of a word are.
MARGIN, DPI, ALIKE = 2.0, 300, 70
# Letters of a cell that is read again.
LETTERS = 6
# Where a page's foot begins, as a share of its height.
FOOT = 0.8
HELD = {"text layer": 0.9, "scan": 0.7}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("output", type=Path)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--cells", type=int, default=40, help="of each scanned plan (default: 40)")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what is not held")
    options = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    for name, plan in load_plans(options.output):
        pdf = pypdfium2.PdfDocument(options.sources / plan.source.file)
        for kind, cell, text in _cells(plan, pdf, options.cells):
            share = held(cell.raw, text)
            is_held = share >= HELD[kind]
            goes_on = not is_held and _goes_on(cell, text, pdf)
            counts[kind, "cells"] += 1
            counts[kind, "held"] += is_held
            counts[kind, "cut"] += goes_on
            if options.verbose and not (is_held or goes_on):
                print(name, cell.page, cell.box, f"{share:.0%}", repr(cell.raw), repr(text), sep="\t")
    print("| pages | cells | held | first part, the rest on the next page |\n|---|---|---|---|")
    for kind in HELD:
        if cells := counts[kind, "cells"]:
            cut = counts[kind, "cut"]
            print(f"| {kind} | {cells - cut} | {counts[kind, 'held'] / (cells - cut):.1%} | {cut} |")


def _cells(plan: Plan, pdf: pypdfium2.PdfDocument, most: int) -> Iterator[tuple[str, CellEvidence, str]]:
    """How each cell's page was read, the cell, and what stands in its box."""
    by_ocr = {note.page for note in plan.source.triage if note.engine}
    scanned: list[CellEvidence] = []
    for cell in _boxed(plan):
        assert cell.page
        page = pdf[cell.page - 1]
        if cell.page in by_ocr or page.get_rotation():
            scanned += [cell] if sum(map(str.isalpha, cell.raw)) >= LETTERS else []
        else:
            yield "text layer", cell, _layer_text(page, cell)
    for cell in random.Random(plan.source.sha256).sample(scanned, min(most, len(scanned))):
        yield "scan", cell, _read_again(pdf, cell)


def _boxed(plan: Plan) -> Iterator[CellEvidence]:
    """Every cell of a row that has a text and a place, once."""
    rows: tuple[Task | Indicator, ...] = (*plan.tasks, *plan.indicators)
    cells = (cell for row in rows for cell in row.evidence.values() if cell.raw and cell.box and cell.page)
    yield from {(cell.page, cell.box, cell.raw): cell for cell in cells}.values()


def _layer_text(page: pypdfium2.PdfPage, cell: CellEvidence) -> str:
    assert cell.box
    x0, y0, x1, y1 = cell.box
    height = page.get_height()
    return str(
        page.get_textpage().get_text_bounded(
            x0 - MARGIN, height - y1 - MARGIN, x1 + MARGIN, height - y0 + MARGIN
        )
    )


def _read_again(pdf: pypdfium2.PdfDocument, cell: CellEvidence) -> str:
    assert cell.box
    assert cell.page
    picture = pdf[cell.page - 1].render(scale=DPI / 72).to_pil().convert("L")
    sides = (-MARGIN, -MARGIN, MARGIN, MARGIN)
    cut = picture.crop([round((v + by) * DPI / 72) for v, by in zip(cell.box, sides, strict=True)])
    # Engines lose what stands at the edge of a picture.
    wide = ImageOps.expand(cut, border=DPI // 6, fill=255)
    found = engine_named("tesseract").read(np.asarray(wide, dtype=np.uint8), DPI, "block")
    return " ".join(one.text for one in found)


def _goes_on(cell: CellEvidence, text: str, pdf: pypdfium2.PdfDocument) -> bool:
    """Whether a box at a page's foot holds nothing but the first part of its cell."""
    assert cell.box
    assert cell.page
    is_low = cell.box[3] > FOOT * pdf[cell.page - 1].get_height()
    return is_low and held(text, cell.raw) >= HELD["scan"]


def held(raw: str, text: str) -> float:
    """Which share of the words that were read stand in a text, signs alone where there is nothing else."""
    wanted, there = (re.findall(r"\w+", one) or one.split() for one in map(skeleton, (raw, text)))
    # Words that were parted or put together are there all the same.
    joined = "".join(there)
    found = sum(word in joined or any(fuzz.ratio(word, other) >= ALIKE for other in there) for word in wanted)
    return found / max(len(wanted), 1)


if __name__ == "__main__":
    main()
