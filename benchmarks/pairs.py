"""How rightly drawn pairs of plans are compared: `python -m benchmarks.pairs FOLDER [--scan office] [-v]`.

FOLDER is made by `python -m benchmarks.plan_pairs FOLDER`. Both plans of a pair are read as PDFs, with
`--scan` the new one as a scan of that level, and compared. Prints how many of the differences are found, how
many of them doubtful, and false ones, sure and doubtful apart.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rapidfuzz import fuzz, process

from benchmarks.plan_pages import scan
from pipeline.compare import Difference, compare
from pipeline.conversion import convert
from pipeline.learn.pages import LEVELS
from pipeline.plan import Indicator, Plan, Task

# Texts less alike than this (0 to 100) are not the same.
SAME = 70
# A kind of difference, and of which row (by its text in the truth, or as it was read).
Fact = tuple[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scan", choices=tuple(LEVELS), default="")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what is missed and what is false")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    for path in sorted(options.folder.glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))
        old = convert(path.with_suffix(".old.pdf"))[0]
        difference = compare(old, _new(path.with_suffix(".new.pdf"), options.scan))
        total += judged(truth, difference, path.stem if options.verbose else "")
    print("| differences | found | of them doubtful | false | false but doubtful |\n|---|---|---|---|---|")
    print(
        f"| {total['expected']} | {total['found'] / max(total['expected'], 1):.1%} | "
        f"{total['found doubtful']} | {total['false']} | {total['false doubtful']} |"
    )


def _new(path: Path, level: str) -> Plan:
    if not level:
        return convert(path)[0]
    with TemporaryDirectory() as folder:
        scanned = Path(folder) / "scan.pdf"
        scan(path.read_bytes(), scanned, level, random.Random(path.name))
        return convert(scanned)[0]


def judged(truth: dict[str, Any], difference: Difference, name: str) -> Counter[str]:
    """Expected, found and false differences; with a name the wrong ones are shown."""
    wanted = set(_wanted(truth))
    texts = {text for _, text in wanted}
    found: dict[Fact, bool] = {}
    for kind, text, is_doubtful in _found(difference):
        match = process.extractOne(text, texts, scorer=fuzz.ratio, score_cutoff=SAME)
        fact = kind, match[0] if match else text
        found[fact] = found.get(fact, True) and is_doubtful
    counts: Counter[str] = Counter()
    counts["expected"] += len(wanted)
    counts["found"] += len(wanted & set(found))
    counts["found doubtful"] += sum(found.get(fact, False) for fact in wanted)
    for fact in set(found) - wanted:
        counts["false doubtful" if found[fact] else "false"] += 1
    if name:
        for fact in sorted(wanted - set(found)):
            print(name, "missed", *fact, sep="\t")
        for fact in sorted(set(found) - wanted):
            print(name, "doubtful" if found[fact] else "false", *fact, sep="\t")
    return counts


def _wanted(truth: dict[str, Any]) -> Iterator[Fact]:
    yield from (("added", text) for text in truth["added"])
    yield from (("removed", text) for text in truth["removed"])
    yield from ((kind, text) for text, kinds in truth["changed"].items() for kind in kinds)
    yield from (("reported", text) for text in truth["reported"])
    yield from (("group", new) for _, new in truth["groups"])


def _found(difference: Difference) -> Iterator[tuple[str, str, bool]]:
    """Every difference: its kind, the text of its row, whether it is doubtful."""
    for part in (difference.tasks, difference.indicators):
        rows: Iterable[tuple[str, Task | Indicator]] = (
            *(("added", row) for row in part.added), *(("removed", row) for row in part.removed)
        )  # fmt: skip
        yield from ((kind, _said(row), False) for kind, row in rows)
        for one in (*part.changed, *part.reported):
            for change in one.changes:
                kind = "wording" if change.kind == "number" else change.kind
                yield kind, _said(one.new), change.doubtful
    for group in difference.tasks.groups:
        yield "group", group.new, group.doubtful


def _said(row: Task | Indicator) -> str:
    return row.task if isinstance(row, Task) else row.name


if __name__ == "__main__":
    main()
