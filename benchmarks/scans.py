"""How well and fast PDFs and scans are read: `python -m benchmarks.scans FOLDER [--against FILE]`.

FOLDER is made by `python -m benchmarks.plan_pages FOLDER`: plans with their truth, as digital PDFs and as
scans at three levels. Prints for each level: words found, rows, cells, numbers. With --against, a scanned
PDF is also converted as a whole beside OCRmyPDF (which must be installed), two jobs each, by turns.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2
from rapidfuzz import fuzz

from pipeline.conversion import convert
from pipeline.settings import Settings
from tests.measure import folded

LEVELS = ("digital", "clean", "office", "bad")
TASK_CELLS = ("no", "task", "deadline", "lead", "coordination", "product")
INDICATOR_CELLS = ("code", "name", "lead", "unit")
# Rows less alike than this are not the same row.
SAME_ROW = 60
RUNS = 3

Row = dict[str, Any]


@dataclass(slots=True)
class Counts:
    """What was to be found, what was found, and what of it is right."""

    words: int = 0
    words_found: int = 0
    words_read: int = 0
    rows: int = 0
    rows_found: int = 0
    rows_read: int = 0
    cells: int = 0
    cells_right: int = 0
    numbers: int = 0
    numbers_right: int = 0
    numbers_read: int = 0
    numbers_wrong: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--against", type=Path, metavar="FILE", help="a scanned PDF to time OCRmyPDF on")
    options = parser.parse_args()
    print(
        "| level | words found, words right | rows | extra | cells exact | numbers F1 | wrong, no warning |"
    )
    print("|---|---|---|---|---|---|---|")
    for level in LEVELS:
        plans = sorted(options.folder.glob(f"*.{level}.pdf"))
        print(row_of(level, sum((measure(plan) for plan in plans), Counts())))
    if options.against:
        side_by_side(options.against)


def measure(path: Path) -> Counts:
    """How a plan that lies beside its truth is read."""
    name = path.parent / path.name.split(".")[0]
    truth = json.loads(Path(f"{name}.json").read_text(encoding="utf-8"))
    converted, text = convert(path, Settings(jobs=2))
    plan = converted.model_dump(mode="json")
    printed, read = _words(Path(f"{name}.txt").read_text(encoding="utf-8")), _words(text)
    warned = {warning["row"] for warning in plan["warnings"]}
    counts = Counts(printed.total(), (printed & read).total(), read.total())
    # Tasks that the running text gives are no rows; the truth has rows only.
    plan["tasks"] = [task for task in plan["tasks"] if task["origin"] == "table"]
    for table, cells in (("tasks", TASK_CELLS), ("indicators", INDICATOR_CELLS)):
        counts += _compared(truth[table], plan[table], cells, warned)
    return counts


def _compared(truths: Sequence[Row], rows: Sequence[Row], cells: Sequence[str], warned: set[str]) -> Counts:
    counts = Counts(rows=len(truths), rows_read=len(rows))
    pairs = paired(truths, rows)
    for truth, row in pairs:
        counts.rows_found += bool(row)
        for cell in cells:
            if truth.get(cell):
                counts.cells += 1
                counts.cells_right += folded(str(truth[cell])) == folded(str(row.get(cell) or ""))
        wanted, found = numbers(truth), numbers(row)
        right = (wanted & found).total()
        counts.numbers += wanted.total()
        counts.numbers_right += right
        counts.numbers_read += found.total()
        counts.numbers_wrong += 0 if row.get("id") in warned else found.total() - right
    return counts


def paired(truths: Sequence[Row], rows: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Each true row with the most alike of the rows that no other has; with {} where none is."""
    alike = [
        (fuzz.ratio(_key(truth), _key(row)), -abs(t - r), t, r)
        for t, truth in enumerate(truths)
        for r, row in enumerate(rows)
    ]
    partner: dict[int, int] = {}
    for score, _, t, r in sorted(alike, reverse=True):
        if score >= SAME_ROW and t not in partner and r not in partner.values():
            partner[t] = r
    return [(truth, rows[partner[t]] if t in partner else {}) for t, truth in enumerate(truths)]


def _key(row: Row) -> str:
    return folded(f"{row.get('code') or ''} {row.get('task') or row.get('name') or ''}")


def numbers(row: Row) -> Counter[tuple[Any, ...]]:
    return Counter(
        (value["year"], value["measure"], value["value"])
        for value in row.get("values", ())
        if value["value"] is not None
    )


def _words(text: str) -> Counter[str]:
    return Counter(core for word in text.lower().split() if (core := re.sub(r"^[\W_]+|[\W_]+$", "", word)))


def row_of(level: str, counts: Counts) -> str:
    f1 = 2 * counts.numbers_right / max(counts.numbers + counts.numbers_read, 1)
    return (
        f"| {level} | {counts.words_found / counts.words:.2%} / {counts.words_found / counts.words_read:.2%} "
        f"| {counts.rows_found} of {counts.rows} | {counts.rows_read - counts.rows_found} "
        f"| {counts.cells_right / counts.cells:.1%} | {f1:.4f} "
        f"| {counts.numbers_wrong} of {counts.numbers} |"
    )


def side_by_side(path: Path) -> None:
    """Times kehoach, the whole way, and OCRmyPDF, OCR alone, by turns; the best run of each counts."""
    pages = len(pypdfium2.PdfDocument(path))
    times: dict[str, list[float]] = {"kehoach": [], "OCRmyPDF": []}
    with TemporaryDirectory() as folder:
        ours = [sys.executable, "-m", "pipeline", "convert", str(path), "--output", folder, "--jobs", "2"]
        ours += ["--existing", "overwrite"]
        others = ["ocrmypdf", "--jobs", "2", "-l", "vie", "--output-type", "pdf", "--quiet"]
        others += [str(path), f"{folder}/ocr.pdf"]
        if not shutil.which("ocrmypdf"):
            sys.exit("ocrmypdf is not installed: pip install ocrmypdf (and Ghostscript)")
        for _ in range(RUNS):
            for name, command in (("kehoach", ours), ("OCRmyPDF", others)):
                began = time.perf_counter()
                subprocess.run(command, check=False, capture_output=True)
                times[name].append(time.perf_counter() - began)
    print(f"\n| {path.name}, {pages} pages | seconds | pages a second |\n|---|---|---|")
    for name, taken in times.items():
        print(f"| {name} | {min(taken):.1f} | {pages / min(taken):.2f} |")


if __name__ == "__main__":
    main()
