"""How far the confidences can be trusted: of the words that claim 95 %, how many are right?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from pipeline.document import Word
from pipeline.read.text import parse_text
from pipeline.restoration import restore
from tests.measure import folded

BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)


def reliability(_corpus: Path, folder: Path) -> Iterator[str]:
    """Table rows: words whose confidence lies in a range, their mean confidence, the share that is right."""
    right: dict[int, list[bool]] = defaultdict(list)
    claimed: dict[int, list[float]] = defaultdict(list)
    for path in sorted(folder.glob("*.eng.txt")) + sorted(folder.glob("*.ita.txt")):
        truth = path.with_name(path.name.split(".")[0] + ".truth.txt").read_text(encoding="utf-8")
        for word, is_right in judged(truth, path.read_text(encoding="utf-8")):
            here = max(n for n, low in enumerate(BINS) if word.confidence >= low)
            right[here].append(is_right)
            claimed[here].append(word.confidence)
    for here in sorted(right):
        n = len(right[here])
        name = f"words that claim {BINS[here]:.0%} to {min(BINS[here + 1], 1):.0%}"
        yield f"{name} | {n} | {sum(claimed[here]) / n:.1%} claimed | {sum(right[here]) / n:.1%} right"


def judged(truth: str, read: str) -> Iterator[tuple[Word, bool]]:
    """Each restored word without digits, and whether the alignment with the truth finds it right."""
    printed = [w for w in folded(truth).split() if not any(letter.isdigit() for letter in w)]
    parts = [
        (word, part)
        for word in restore(parse_text(read)).words
        for part in folded(word.text).split()
        if not any(letter.isdigit() for letter in part)
    ]
    found = [part for _, part in parts]
    is_right = [False] * len(found)
    for block in Levenshtein.opcodes(printed, found):
        if block.tag == "equal":
            is_right[block.dest_start : block.dest_end] = [True] * (block.dest_end - block.dest_start)
    yield from ((word, ok) for (word, _), ok in zip(parts, is_right, strict=True))
