"""Learn how sure restoring may be: `python -m pipeline.learn.calibration PAGES [DICTIONARIES]`.

PAGES is a folder of pages read by engines for other languages, each NAME.<model>.txt beside the text
that was printed, NAME.truth.txt (benchmarks.pages makes such folders). Writes calibration.txt.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from pipeline.read.text import parse_text
from pipeline.restoration.calibration import FEATURES
from pipeline.restoration.channel import Channel
from pipeline.restoration.decode import Decoder
from pipeline.restoration.edges import NO_WORD
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.tokens import NUMBER, words

MODELS = ("eng", "ita")
RIDGE, ROUNDS = 1e-2, 30

Reals = NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path)
    parser.add_argument("dictionaries", type=Path, nargs="?", default=dictionaries.folder())
    arguments = parser.parse_args()

    decoder = Decoder(LanguageModel.load(), Channel.load("foreign"))
    paths = [path for model in MODELS for path in sorted(arguments.pages.glob(f"*.{model}.txt"))]
    seen = [row for path in paths for row in judged(decoder, path)]
    weights = fitted(np.array([row for row, _ in seen]), np.array([float(right) for _, right in seen]))
    lines = sorted(f"{name}\t{weight:.3f}" for name, weight in zip(FEATURES, weights, strict=True))
    header = "# How a word's confidence is told from what is known of it: the feature, a tab, its weight."
    (arguments.dictionaries / "calibration.txt").write_text(
        "\n".join([header, *lines]) + "\n", encoding="utf-8"
    )


def judged(decoder: Decoder, path: Path) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The features of each restored word of a page, and whether it is what was printed there."""
    truth = path.with_name(path.name.split(".")[0] + ".truth.txt").read_text(encoding="utf-8")
    printed = [word for word in words(truth) if word != NUMBER]
    forms: list[str] = []
    known: list[tuple[float, ...]] = []
    for solved in decoder.solve([list(parse_text(path.read_text(encoding="utf-8")).words)]):
        steps = zip(solved.paths, solved.sureness, strict=True)
        for step, sure in (pair for path_, sures in steps for pair in zip(path_, sures, strict=True)):
            form = decoder.form_of(step.option, solved.forms) if step.option != NO_WORD else ""
            if form:
                forms.append(words(form)[0])
                known.append(sure.features)
    right = [False] * len(forms)
    for block in Levenshtein.opcodes(printed, forms):
        if block.tag == "equal":
            right[block.dest_start : block.dest_end] = [True] * (block.dest_end - block.dest_start)
    yield from zip(known, right, strict=True)


def fitted(features: Reals, right: Reals) -> Reals:
    """The weights of the logistic regression, by Newton's method."""
    weights = np.zeros(features.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (right - p) - RIDGE * weights
        hessian = (features * (p * (1 - p))[:, None]).T @ features + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(hessian, gradient)
    return np.asarray(weights, dtype=np.float64)


if __name__ == "__main__":
    main()
