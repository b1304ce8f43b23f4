"""How likely a word begins with a capital, by its neighbours: Bộ Tài chính, but bộ phận."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.language import BOS, NONE, UNK, LanguageModel
from pipeline.vietnamese.shape import core_span

# The form of capitals.npz, as pipeline.learn.capitals writes it: the step of its log-odds, in nats.
STEP = 1 / 16
# Signs beside a word have numbers as words have; behind what ends a sentence a text begins.
SEMICOLON, COMMA = 65_534, 65_535
_SIGNS = {".": BOS, "?": BOS, "!": BOS, ":": BOS, ";": SEMICOLON, ",": COMMA}


class Place(NamedTuple):
    """A word of a text: the number of its run, where its letters stand in it, itself and its neighbours by
    number; NONE where a neighbour is not known."""

    run: int
    start: int
    end: int
    before: int
    word: int
    behind: int


def places(runs: Sequence[str], *, is_start: bool) -> list[Place]:
    """The words of a text given as its runs of letters between spaces; `is_start`: it begins with them."""
    language = LanguageModel.load()
    found: list[Place] = []
    before = BOS if is_start else NONE
    for number, run in enumerate(runs):
        start, end = core_span(run)
        word = language.id(run[start:end]) if start < end else UNK
        if found and found[-1].behind == NONE:
            found[-1] = found[-1]._replace(behind=UNK if start else word)
        if start < end:
            behind = _SIGNS.get(run[end], UNK) if end < len(run) else NONE
            found.append(Place(number, start, end, UNK if start else before, word, behind))
            before = behind or word
        else:
            before = _SIGNS.get(run[-1:], UNK)
    return found


class Capitals:
    """The log-odds of a capital, in nats, for each word alone and between neighbours."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as arrays:
            self._alone: list[float] = (arrays["alone"] * STEP).tolist()
            pairs: list[dict[int, float]] = [
                dict(zip(arrays[f"{side}_keys"].tolist(), (arrays[side] * STEP).tolist(), strict=True))
                for side in ("before", "behind")
            ]
        self._before, self._behind = pairs

    @classmethod
    @cache
    def load(cls) -> Capitals:
        """What ships with the dictionaries; loaded once per process."""
        return cls(dictionaries.path("capitals.npz"))

    def odds(self, place: Place) -> float:
        alone = self._alone[place.word]
        before = self._before.get(place.before << 16 | place.word, alone)
        return before + self._behind.get(place.behind << 16 | place.word, alone) - alone
