"""Tables read line by line: columns side by side, a line goes on with texts of the lines above."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Word
from pipeline.vietnamese.language import NONE, LanguageModel
from pipeline.vietnamese.tokens import words

LINES_ABOVE = 2
# Running text costs some 3 to 4 nats a word; what costs more was not written in this order.
INTERLEAVED_COST = 4.2

Ids = NDArray[np.int64]


def contexts(restored: Iterable[Word], language: LanguageModel) -> dict[int, Ids]:
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
        if above and cost > INTERLEAVED_COST * len(ids):
            found[line] = np.concatenate(above[-LINES_ABOVE:])
        above.append(np.array([[NONE, NONE, *ids][i : i + 3] for i in range(len(ids))], dtype=np.int64))
    return found
