"""Learn when words begin with a capital, by their neighbours: `python -m pipeline.learn.capitals CORPUS`.

Writes capitals.npz: the log-odds of a capital for each word of the language model, and for the pairs with the
word before or behind it that say more. Lines in capitals say nothing.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.learn import corpus
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.capitals import STEP, Place, places
from pipeline.vietnamese.language import NONE, UNK, LanguageModel

# A line has at most this share of capitals. A pair was seen so often, and says so much more, in nats, than
# the word alone; in it the word alone counts as so many more times seen.
CAPITALS, SEEN, SAYS, PRIOR = 0.4, 5, 0.5, 3.0
# So many lines on, pairs seen once are forgotten, lest they fill the memory.
FORGET = 100_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("dictionaries", type=Path, nargs="?", default=dictionaries.folder())
    arguments = parser.parse_args()
    arrays = learned(corpus.paragraphs(arguments.corpus), len(LanguageModel.load().vocabulary))
    np.savez_compressed(arguments.dictionaries / "capitals.npz", **arrays)


def learned(texts: Iterable[str], size: int) -> dict[str, Any]:
    """The arrays of `Capitals`, for word numbers below `size`."""
    alone: Counter[tuple[int, bool]] = Counter()
    pairs: dict[str, Counter[tuple[int, bool]]] = {"before": Counter(), "behind": Counter()}
    for number, text in enumerate(texts):
        for place, is_capital in _words(text):
            alone[place.word, is_capital] += 1
            for side, beside in (("before", place.before), ("behind", place.behind)):
                if beside != NONE:
                    pairs[side][beside << 16 | place.word, is_capital] += 1
        if number % FORGET == FORGET - 1:
            pairs = {side: Counter({k: n for k, n in seen.items() if n > 1}) for side, seen in pairs.items()}
    odds = [_odds(alone[word, False], alone[word, True], 0.5) for word in range(size)]
    arrays: dict[str, Any] = {"alone": _packed(odds)}
    for side, seen in pairs.items():
        kept = dict(_telling(seen, odds))
        arrays[f"{side}_keys"] = np.array(sorted(kept), dtype=np.uint32)
        arrays[side] = _packed([kept[key] for key in sorted(kept)])
    return arrays


def _words(text: str) -> Iterator[tuple[Place, bool]]:
    """The words that are known, with their places, and whether each begins with a capital."""
    letters = [letter for letter in text if letter.isalpha()]
    if sum(map(str.isupper, letters)) > CAPITALS * len(letters):
        return
    runs = text.split()
    for place in places(runs, is_start=True):
        core = runs[place.run][place.start : place.end]
        if place.word > UNK and core.isalpha() and core[1:] == core[1:].lower():
            yield place, core[0].isupper()


def _telling(seen: Counter[tuple[int, bool]], alone: list[float]) -> Iterator[tuple[int, float]]:
    """The pairs that say more than their word alone, and what they say."""
    for key in {key for key, _ in seen}:
        small, capital = seen[key, False], seen[key, True]
        own = alone[key & 0xFFFF]
        share = PRIOR / (1 + math.exp(-own))
        odds = _odds(small + PRIOR - share, capital + share, 0.0)
        if small + capital >= SEEN and abs(odds - own) >= SAYS:
            yield key, odds


def _odds(small: float, capital: float, more: float) -> float:
    return math.log((capital + more) / (small + more))


def _packed(odds: list[float]) -> Any:
    return np.clip(np.round(np.array(odds) / STEP), -127, 127).astype(np.int8)


if __name__ == "__main__":
    main()
