"""Learn where lines pass from cell to cell: `python -m pipeline.learn.cell_gaps PAGES.jsonl WEIGHTS.tsv`.

PAGES are made by `pipeline.learn.table_pages`. The weights of a logistic model, learned by Newton's method
with a normal prior (ridge), are written to dictionaries/cell-gaps.tsv.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Line
from pipeline.read.text import parse_text
from pipeline.restoration import restore
from pipeline.settings import Settings
from pipeline.tables.text.gaps import gap_features, table_look

# The strength of the prior, in examples.
RIDGE = 3.0
ROUNDS = 30
Example = tuple[Mapping[str, float], bool]
Cell = tuple[int, int]
HEAD = """# How much speaks for another cell beginning at a gap between two words of a line, in nats: what is
# seen there (pipeline/tables/text/gaps.py says what each means) and its weight. Learned by
# `python -m pipeline.learn.cell_gaps` from {gaps} gaps of generated pages, {changes} of them between cells.
"""


def examples(pages: Path) -> Iterator[Example]:
    """The gaps of labelled pages: what is seen there, and whether the words around are of two cells."""
    for entry in pages.read_text("utf-8").splitlines():
        lines, cells = labelled(json.loads(entry)["lines"])
        look = table_look(tuple(lines))
        for line in lines:
            kept = [word for word in line.words if word.text]
            labels = [cells[line.index][word.start] for word in kept]
            for i, features in enumerate(gap_features(line, look), start=1):
                if min(labels[i - 1][0], labels[i][0]) >= 0:
                    yield features, labels[i - 1] != labels[i]


def labelled(lines: list[list[tuple[str, int, int]]]) -> tuple[list[Line], list[list[Cell]]]:
    """The restored lines of a page, and for each letter of each line the row and column of its word."""
    text = "\n".join(" ".join(word for word, _, _ in line) for line in lines)
    document = restore(parse_text(text + "\n"), Settings())
    cells = [[(row, column) for word, row, column in line for _ in f"{word} "] for line in lines]
    return list(document.lines), cells


def learned(found: list[Example]) -> dict[str, float]:
    """The weights under which the examples are likeliest, by name."""
    names = sorted({name for features, _ in found for name in features})
    place = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(found), len(names)))
    for row, (features, _) in enumerate(found):
        for name, value in features.items():
            x[row, place[name]] = value
    y = np.array([is_change for _, is_change in found], dtype=np.float64)
    return dict(zip(names, _newton(x, y).round(3).tolist(), strict=True))


def _newton(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (chance - y) + RIDGE * weights
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        weights -= np.linalg.solve(bend, slope)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("weights", type=Path)
    options = parser.parse_args()
    found = list(examples(options.pages))
    head = HEAD.format(gaps=len(found), changes=sum(is_change for _, is_change in found))
    weights = "".join(f"{name}\t{weight}\n" for name, weight in learned(found).items())
    options.weights.write_text(head + weights, "utf-8")


if __name__ == "__main__":
    main()
