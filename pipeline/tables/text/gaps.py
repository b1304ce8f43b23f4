"""Where a line passes from one cell to the next: the chance at each gap between two words, learned.

A logistic model over what stands around the gap (ruling lines and what they were misread as, capitals,
punctuation), how well the words go together, and what the other lines of the table show: where in the line
ruling lines stand, and which words stand beside them. Its weights are in dictionaries/cell-gaps.tsv, learned
by `python -m pipeline.learn.cell_gaps` from pages whose cells are known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Line, Word
from pipeline.tables.text.value_shapes import VALUE
from pipeline.tables.text.vocabulary import begins_unit, for_language, vocabulary, word_number
from pipeline.vietnamese import dictionaries, pieces
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.language import BOS, ORDER, LanguageModel
from pipeline.vietnamese.tokens import words

Reals = NDArray[np.float64]
# What a ruling line is read as: surely, often.
BARS, SIGNS = "|¦", "[]{}\\()/_—–‘’'“”\"°*~=<>"
# Blanks that no justified text has between two words.
VERY_WIDE = 4
# What it costs more than was learned, in nats, that a cell goes on over such a gap: of text that keeps its
# layout and was read without a fault, the pages that it was learned from have little. Set by hand.
VERY_WIDE_INSIDE = 2.0
# Where nothing learned tells: a cell begins at a ruling line, elsewhere; one goes on over a ruling line. In
# nats, set by hand.
AT_RULE, ANYWHERE, RULE_INSIDE = 0.3, 1.5, 2.0
# The share of the phrases of a column that begin with a word that begins cells.
OFTEN_FIRST = 0.02
# Letters within which ruling lines of two lines stand below each other.
NEAR = 3
# The most that a language cost counts.
UNLIKELY = 12.0
# Seen so often, a word tells half of what it can tell.
HALF = 2.0


@dataclass(frozen=True, eq=False)
class TableLook:
    """What the lines of a table show together, by the offset in the line and by folded words.

    `ruled_at[x]` is the share of the lines that reach offset x in which a ruling line stands near it;
    `behind` and `before` are how often a word stands behind and before a ruling line or a line's edge,
    `seen` how often it stands anywhere.
    """

    ruled_at: Reals
    longest: int
    behind: Counter[str]
    before: Counter[str]
    seen: Counter[str]


@lru_cache(16)
def table_look(lines: tuple[Line, ...]) -> TableLook:
    """What the lines of a table show of where its cells part."""
    longest = max((len(line.raw) for line in lines), default=0)
    ruled, reach = np.zeros(longest + 1), np.zeros(longest + 1)
    behind: Counter[str] = Counter()
    before: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for line in lines:
        kept = _kept(line)
        reach[: len(line.raw)] += 1
        for place, letter in enumerate(line.raw):
            if letter in BARS:
                ruled[max(place - NEAR, 0) : place + NEAR + 1] += 1
        for i, word in enumerate(kept):
            seen[skeleton(word.text)] += 1
            if i and any(letter in BARS for letter in between(line, kept[i - 1], word)):
                behind[skeleton(word.text)] += 1
                before[skeleton(kept[i - 1].text)] += 1
    return TableLook(ruled / np.maximum(reach, 3), longest, behind, before, seen)


@lru_cache(1 << 12)
def change_costs(line: Line, look: TableLook) -> tuple[Reals, Reals]:
    """For each printed word of a line the cost in nats that a cell begins with it, and that one goes on."""
    weights = _weights()
    found = list(gap_features(line, look))
    odds = [sum(weights.get(name, 0.0) * value for name, value in one.items()) for one in found]
    wide = [VERY_WIDE_INSIDE * one["very wide gap"] for one in found]
    # Nothing stands before the first word.
    against, inside = np.array([0.0, *odds])[: len(_kept(line))], np.array([0.0, *wide])[: len(_kept(line))]
    return np.logaddexp(0.0, -against), np.logaddexp(0.0, against) + inside


def costs_by_rules(line: Line) -> tuple[Reals, Reals]:
    """The same where a ruling line, or a wide gap, tells, and nothing learned.

    The pages that the weights were learned from have tasks alone.
    """
    kept = _kept(line)
    gaps = [between(line, *pair) for pair in pairwise(kept)]
    is_ruled = [False, *("  " in gap or not set(gap).isdisjoint(pieces.RULES) for gap in gaps)]
    ruled = np.array(is_ruled[: len(kept)], dtype=bool)
    return np.where(ruled, AT_RULE, ANYWHERE), np.where(ruled, RULE_INSIDE, 0.0)


def gap_features(line: Line, look: TableLook) -> Iterator[Mapping[str, float]]:
    """What speaks for and against a change of cells in each gap of a line, from left to right."""
    kept = _kept(line)
    costs = _language_costs(kept)
    for i in range(1, len(kept)):
        yield {
            "always": 1.0,
            **_signs(between(line, kept[i - 1], kept[i])),
            **_shapes(kept, i),
            **_language(costs, i),
            **_place(line, kept, i, look),
        }


def between(line: Line, left: Word, right: Word) -> str:
    """What stands between two words, with the signs at their edges that are no part of them."""
    gap = line.raw[left.end : right.start] if left.line == right.line else ""
    end, start = left.raw, right.raw
    tail = end[len(end.rstrip(BARS + SIGNS)) :]
    head = start[: len(start) - len(start.lstrip(BARS + SIGNS))]
    return tail + gap + head


def _kept(line: Line) -> list[Word]:
    return [word for word in line.words if word.text]


def _signs(gap: str) -> dict[str, float]:
    found = {f"sign {letter}": 1.0 for letter in set(gap) if letter in SIGNS}
    bars = sum(letter in BARS for letter in gap)
    noise = len([part for part in gap.split() if not set(part) <= set(BARS + SIGNS)])
    return found | {
        "bar": float(bars > 0),
        "noise": float(min(noise, 3)),
        "wide gap": float("  " in gap),
        "very wide gap": float(" " * VERY_WIDE in gap),
    }


def _shapes(kept: Sequence[Word], i: int) -> dict[str, float]:
    left, right = kept[i - 1].text, kept[i].text
    is_title = right[:1].isupper() and not right.isupper()
    ids = [word_number(skeleton(word.text)) for word in kept[i : i + 2]]
    return {
        "capital": float(is_title),
        "capital behind small": float(is_title and left[-1:].islower()),
        "all capitals": float(right.isupper() and right.isalpha() and len(right) > 1),
        "number": float(bool(VALUE.fullmatch(right))),
        "number before": float(bool(VALUE.fullmatch(left))),
        "end of sentence": float(left[-1:] in ".:;"),
        "comma": float(left[-1:] == ","),
        "bullet": float(right in ("-", "+", "•")),
        "bullet before": float(left in ("-", "+", "•")),
        "unit begins": float(len(ids) > 1 and begins_unit(ids[0], ids[1])),
        "deadline begins": _begins("deadline", right),
        "second": float(i == 1),
        "only": float(len(kept) == 2),
    }


def _begins(role: str, text: str) -> float:
    phrases, parts = vocabulary(role), words(text.lower())
    if phrases is None or not parts:
        return 0.0
    return float(phrases.behind(BOS, word_number(parts[0])) > OFTEN_FIRST)


def _language(costs: tuple[Reals, Reals], i: int) -> dict[str, float]:
    """How much better the word goes with those before it than alone."""
    behind, alone = costs
    ties = float(np.clip(alone[i] - behind[i], -6, 6))
    return {
        "ties": ties,
        "close": float(ties > 3),
        "loose": float(ties < 0),
        "unlikely": float(min(behind[i], UNLIKELY) / UNLIKELY),
    }


def _language_costs(kept: Sequence[Word]) -> tuple[Reals, Reals]:
    """Of each word the cost behind those before it, and alone; the mean over what a word consists of."""
    language = LanguageModel.load()
    numbers = [[word_number(part) for part in words(word.text.lower())] for word in kept]
    flat = for_language(np.array([BOS] * (ORDER - 1) + [n for one in numbers for n in one], dtype=np.int64))
    if len(flat) < ORDER:
        return np.zeros(len(kept)), np.zeros(len(kept))
    following = flat[ORDER - 1 :]
    before = np.stack([flat[k : len(flat) - ORDER + 1 + k] for k in range(ORDER - 1)], axis=1)
    behind, alone = language.costs(before, following), language.word_costs(following)
    starts = np.cumsum([0, *map(len, numbers[:-1])])
    pick = np.minimum(starts, len(following) - 1)
    has = np.array([bool(one) for one in numbers])
    return np.where(has, behind[pick], UNLIKELY / 2), np.where(has, alone[pick], UNLIKELY / 2)


def _place(line: Line, kept: Sequence[Word], i: int, look: TableLook) -> dict[str, float]:
    word, before = kept[i], kept[i - 1]
    at = min(max(word.start - 1, 0), len(look.ruled_at) - 1) if word.line == line.index else 0
    folded, folded_before = skeleton(word.text), skeleton(before.text)
    return {
        "ruled here": float(min(look.ruled_at[at], 1.0)),
        "never ruled here": float(look.ruled_at[at] == 0),
        "behind rules": _share(look.behind[folded], look.seen[folded]),
        "before rules": _share(look.before[folded_before], look.seen[folded_before]),
        "at": at / max(look.longest, 1),
        "to go": 1 - at / max(len(line.raw), 1),
    }


def _share(count: int, of: int) -> float:
    return count / (of + HALF)


@cache
def _weights() -> Mapping[str, float]:
    return {name: float(weight) for name, weight in dictionaries.table("cell-gaps.tsv")}
