"""Learn an engine's confusions: `python -m pipeline.learn.confusions PAIRS.tsv PROFILE [DICTIONARIES]`.

From pairs of printed and read words (pipeline.learn.render) it writes confusions-PROFILE.tsv, how
often each letter or pair of letters was read as what, and readings-PROFILE.tsv, how often a whole
syllable was read as what. The parts are aligned by hard expectation maximisation, after Brill &
Moore (2000), An improved error model for noisy channel spelling correction.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import log
from pathlib import Path

from pipeline.restoration.confusions import MAX_READING
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import confusable
from pipeline.vietnamese.shape import core_of
from pipeline.vietnamese.syllables import is_syllable
from pipeline.vietnamese.tokens import normalise

ROUNDS = 4
MIN_PART_COUNT, MIN_PAIR_COUNT, MIN_WHOLE_COUNT = 2, 4, 2
# Pairs that cost more per letter are misaligned lines, not confusions.
MAX_COST_PER_LETTER = 3.2

Part = tuple[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path, help="tab-separated: printed, read")
    parser.add_argument("profile", help="name of the engine, for instance eng")
    parser.add_argument("dictionaries", type=Path, nargs="?", default=dictionaries.folder())
    arguments = parser.parse_args()

    pairs = read_pairs(arguments.pairs)
    parts, whole = learn(pairs)
    what = f"by the OCR engine with the model '{arguments.profile}': printed, read, how often."
    _write(arguments.dictionaries / f"confusions-{arguments.profile}.tsv", f"# Letters as read {what}", parts)
    _write(arguments.dictionaries / f"readings-{arguments.profile}.tsv", f"# Syllables as read {what}", whole)


def read_pairs(path: Path) -> Counter[Part]:
    """Cores of printed syllables and of their readings, counted."""
    pairs: Counter[Part] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        printed, _, read = line.partition("\t")
        left, right = core_of(printed), core_of(read)
        if left and right and " " not in left + right and is_syllable(normalise(left)):
            pairs[left, right] += 1
    return pairs


def learn(pairs: Counter[Part]) -> tuple[Counter[Part], Counter[Part]]:
    """Counts of parts (single letters and pairs of letters) and of whole syllables."""
    costs: dict[Part, float] = {}
    singles: Counter[Part] = Counter()
    doubles: Counter[Part] = Counter()
    for _ in range(ROUNDS):
        singles, doubles = Counter(), Counter()
        for (printed, read), count in pairs.items():
            path, cost = cheapest_path(printed, read, costs)
            if cost > MAX_COST_PER_LETTER * len(printed):
                continue
            for part in path:
                singles[part] += count
            for (a, x), (b, y) in pairwise(path):
                doubles[a + b, x + y] += count
        costs = _costs(singles)
    totals: Counter[str] = Counter()
    for (printed, _), count in doubles.items():
        totals[printed] += count
    parts = Counter({part: n for part, n in singles.items() if n >= MIN_PART_COUNT})
    for double, count in doubles.items():
        if (
            count >= MIN_PAIR_COUNT
            and len(double[1]) <= MAX_READING
            and totals[double[0]] >= 10 * MIN_PAIR_COUNT
        ):
            parts[double] = count
    whole = Counter({pair: n for pair, n in pairs.items() if n >= MIN_WHOLE_COUNT})
    return parts, whole


def cheapest_path(printed: str, read: str, costs: dict[Part, float]) -> tuple[list[Part], float]:
    """The cheapest way to read `printed` letter by letter as `read`."""
    best: list[list[tuple[float, int]]] = [[(0.0, 0)] + [(1e9, 0)] * len(read)]
    for i, letter in enumerate(printed, start=1):
        row = []
        for j in range(len(read) + 1):
            steps = (
                (best[i - 1][j - k][0] + _cost(letter, read[j - k : j], costs), k)
                for k in range(min(MAX_READING, j) + 1)
            )
            row.append(min(steps))
        best.append(row)
    path, j = [], len(read)
    for i in range(len(printed), 0, -1):
        k = best[i][j][1]
        path.append((printed[i - 1], read[j - k : j]))
        j -= k
    return path[::-1], best[-1][-1][0]


def _cost(letter: str, reading: str, costs: dict[Part, float]) -> float:
    known = costs.get((letter, reading))
    if known is not None:
        return known
    looks_alike = bool(reading) and confusable(letter)[:1] == confusable(reading)[:1]
    return (4.0, 3.0, 4.5, 7.0)[len(reading)] - (2.5 if looks_alike else 0.0) + (6.0 if costs else 0.0)


def _costs(singles: Counter[Part]) -> dict[Part, float]:
    totals: Counter[str] = Counter()
    for (letter, _), count in singles.items():
        totals[letter] += count
    return {part: -log(count / totals[part[0]]) for part, count in singles.items()}


def _write(path: Path, header: str, table: Counter[Part]) -> None:
    rows: Iterator[str] = (f"{a}\t{b}\t{n}" for (a, b), n in sorted(table.items()))
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
