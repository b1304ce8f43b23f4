"""Edges between the places of texts, and what they may stand for: what a lattice is made of, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# The option of an edge that stands for no word: its reading is noise.
NO_WORD = -1
# A posterior (0 to 1) from which on a step is not looked at again. Set by hand; not fitted.
SURE = 0.999

Ids = NDArray[np.int64]
Costs = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges of many texts, as columns; costs in nats."""

    # The number of its text, and the places in it that the edge leads from and to.
    text: Ids
    start: Ids
    end: Ids
    # Its options: `count` of them from number `first` on; NO_WORD as `first` is the only one.
    first: Ids
    count: Ids
    # What the edge costs on top of its option.
    cost: Costs
    # What it costs to begin another text here, as where a cell ends: the word then costs `Options.begun`.
    switch: Costs


@dataclass(frozen=True, slots=True)
class Options:
    """What edges may stand for, as columns; costs in nats."""

    # The language model's number of the word.
    words: Ids
    # What the channel makes it cost, and what the language does where a text begins.
    costs: Costs
    begun: Costs
    # The caller's number of the form.
    forms: Ids


class Step(NamedTuple):
    """An edge taken, by which option (NO_WORD where it stands for nothing), and the context before it."""

    edge: int
    option: int
    context: int


def only_sure(
    edges: Edges, paths: Sequence[Sequence[Step]], shares: Sequence[Sequence[float]]
) -> tuple[Edges, NDArray[np.bool_]]:
    """The edges without those that compete with steps that are sure: these have one option left.

    With them comes of which edges it is open what they stand for.
    """
    taken = [
        (step.edge, step.option)
        for path, sure in zip(paths, shares, strict=True)
        for step, share in zip(path, sure, strict=True)
        if share >= SURE
    ]
    if not taken:
        return edges, np.ones(len(edges.text), dtype=bool)
    edge, option = np.array(taken).T
    first, count = edges.first.copy(), edges.count.copy()
    first[edge], count[edge] = option, 1
    # Each text's places stand behind those of the texts before it; an edge is from its start to its end.
    width = int(edges.end.max()) + 1
    sure = np.zeros((int(edges.text.max()) + 1) * width + 1, dtype=np.int64)
    np.add.at(sure, edges.text[edge] * width + edges.start[edge], 1)
    np.add.at(sure, edges.text[edge] * width + edges.end[edge], -1)
    before = np.concatenate([[0], np.cumsum(np.cumsum(sure))])
    competes = before[edges.text * width + edges.end] > before[edges.text * width + edges.start]
    is_open = ~competes
    is_open[edge] = False
    competes[edge] = False
    count[competes] = 0
    return replace(edges, first=first, count=count), is_open
