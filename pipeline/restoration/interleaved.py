"""Tables read line by line: columns side by side, a line goes on with texts of the lines above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Word
from pipeline.vietnamese.language import NONE, LanguageModel
from pipeline.vietnamese.tokens import words

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Limits:
    """Which lines are taken to be interleaved. Set by hand; not fitted."""

    # How many lines above a line may go on in it.
    lines: int = 2
    # What a line costs, at least (nats a word): running text costs 3 to 4, what costs more was not written in
    # this order.
    cost: float = 4.2


LIMITS = Limits()


def contexts(restored: Iterable[Word], language: LanguageModel, limits: Limits = LIMITS) -> dict[int, Ids]:
    """For each interleaved line, by number, the places in the lines above where its texts may go on.

    A place is the row of the last three words there, as an array (places, 3); `restored` are the words
    of a document in order.
    """
    lines = [
        (line, [language.id(part) for word in here for part in words(word.text)])
        for line, here in groupby(restored, key=lambda word: word.line)
    ]
    costs = language.text_costs([ids for _, ids in lines])
    found: dict[int, Ids] = {}
    above: list[Ids] = []
    for (line, ids), cost in zip(lines, costs, strict=True):
        if not ids:
            continue
        if above and cost > limits.cost * len(ids):
            found[line] = np.concatenate(above[-limits.lines :])
        above.append(np.array([[NONE, NONE, *ids][i : i + 3] for i in range(len(ids))], dtype=np.int64))
    return found
