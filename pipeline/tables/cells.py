"""What a word costs in a column: by the language behind the cell's text, by the column's vocabulary.

All costs are negative natural logarithms of probabilities, so that they add up with those of rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline import dictionaries
from pipeline.document import Line, Word
from pipeline.restore import pieces
from pipeline.restore.language import BOS, NONE, SPECIAL, UNK, LanguageModel
from pipeline.restore.tokens import words
from pipeline.segment.match import is_capital, plain, roman_value
from pipeline.tables.grid import Column
from pipeline.tables.values import VALUE, ValueShape

Costs = NDArray[np.float64]
IMPOSSIBLE = 1e6
# How much of a column's text comes from its vocabulary, and of that from words in any order.
SHARE, BY_WORD = {"deadline": 0.98, "lead": 0.85, "coordination": 0.92}, 0.05
SHARE_BESIDE_VALUES = 0.5
USUAL = 2
VOCABULARY = {
    "task": "task-openings.txt",
    "deadline": "deadlines.txt",
    "lead": "units.txt",
    "coordination": "units.txt",
    "product": "products.txt",
}
# Tasks and products are free text; only how they open is usual.
FIRST_SHARE = {"task": 0.5, "product": 0.4}
SMALL_LETTER = {"task": 4.0, "name": 4.0, "lead": 2.5, "coordination": 2.5, "deadline": 2.5, "product": 3.0}
SIGN_INSIDE, SIGN_FIRST = 0.5, 3.0
UNLIKELIEST, ELSEWHERE = 13.0, 0.3
# Words were restored before their column was known: one with other marks may have been printed.
OTHER_MARKS, MAX_VARIANTS = 0.7, 4
UNUSED_NUMBER = 6.0
NUMBER_IN = {"name": 7.0, "task": 1.0, "product": 1.0, "lead": 6.0, "coordination": 6.0}
DROP_SIGN, DROP_SINGLE, DROP_ODD, DROP_WORD = 3.0, 4.0, 5.0, 15.0
# Abbreviations are rare in the corpus that the language was learned from, not in tables.
ABBREVIATION = 7.0
LONG_TOKEN, DROP_IN_RUN, UNIT_AS_NAME = 6, 3.0, 3.0
BULLETS, BULLET_FIRST = ("-", "–", "+", "•"), 4.0
NO_WORD_FIRST = 4.0
CAPITAL_TEXT, UNUSED_MARKER = 9.0, 8.0
YEAR = re.compile(r"\W*(?:19|20)\d{2}\W*")
_LONE_NUMBER, _NUMBER_WITH_END = re.compile(r"\d{1,3}[.,]?"), re.compile(r"\d{1,2}[.,]")


@dataclass(frozen=True)
class LineCosts:
    """The words of a line and their costs. `ruled[i]`: a ruling line or wide gap stands before word i;
    `in_run[i]`: it is a number, and so is the word before it.

    `inside[c, i]` is the cost of word i behind the word before it in column c, `first[c, i]` at the
    start of an empty cell, `drop[i]` that it is dirt. `ids[i]` is its first word number (NONE for a
    sign), `last[i]` its last, `rest[i]` the cost of what else is glued to it.
    """

    line: Line
    columns: tuple[Column, ...]
    words: tuple[Word, ...]
    ruled: NDArray[np.bool_]
    in_run: NDArray[np.bool_]
    ids: NDArray[np.int64]
    last: NDArray[np.int64]
    rest: Costs
    known: NDArray[np.bool_]
    unused: float
    share: Mapping[int, float]
    inside: Costs
    first: Costs
    drop: Costs

    @cached_property
    def places(self) -> dict[int, int]:
        """The places of the words by their identity."""
        return {id(word): place for place, word in enumerate(self.words)}

    @cached_property
    def variants(self) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
        """The numbers of the words and of those that differ by marks alone, and where each word's begin."""
        lists = [_variants(int(number)) for number in self.ids]
        starts = np.cumsum([0, *map(len, lists[:-1])])
        return np.array([number for one in lists for number in one], dtype=np.int64), starts

    @cached_property
    def is_variant(self) -> NDArray[np.bool_]:
        variants, starts = self.variants
        others = np.ones(len(variants), dtype=bool)
        others[starts] = False
        return others

    def behind(self, tails: NDArray[np.int64]) -> Costs:
        """The costs [state, column, word] of words behind the tails [state, column, 2] of cells."""
        pairs, row = np.unique(tails.reshape(-1, 2), axis=0, return_inverse=True)
        variants, starts = self.variants
        u, v = np.repeat(_known(pairs), len(variants), axis=0).T
        costs_of_all = LanguageModel.load().costs(u, v, np.tile(variants, len(pairs)))
        by_language = costs_of_all.reshape(len(pairs), -1) + np.where(self.is_variant, OTHER_MARKS, 0.0)
        least = np.minimum.reduceat(by_language, starts, axis=1)
        costs = least[row.ravel()].reshape(*tails.shape[:2], len(self.words))
        costs = np.where(self.ids == NONE, SIGN_FIRST, np.minimum(costs, UNLIKELIEST) + self.rest)
        costs = np.where(self.known, np.minimum(costs, ABBREVIATION), costs)
        for c, column in enumerate(self.columns):
            vocabulary = _vocabulary(column.role)
            if vocabulary and self.share.get(c):
                for tail in np.unique(tails[:, c, 1]):
                    known = np.array([vocabulary.behind(int(tail), int(word)) for word in self.ids])
                    rows = tails[:, c, 1] == tail
                    costs[rows, c] = _mixed(costs[rows, c], known, self.share[c])
        costs[:, :, :1] += self.unused
        return costs


def line_costs(line: Line, columns: Sequence[Column], shapes: Mapping[int, ValueShape]) -> LineCosts:
    """The costs of a line's words in each column of a table."""
    kept = [word for word in line.words if word.text]
    ids = [[word_number(part) for part in words(word.text)] for word in kept]
    first_ids = np.array([numbers[0] if numbers else NONE for numbers in ids], dtype=np.int64)
    last_ids = np.array([numbers[-1] if numbers else NONE for numbers in ids], dtype=np.int64)
    running, rest = _running(ids)
    known = np.array([_is_abbreviation(word.text) for word in kept], dtype=bool)
    running = np.where(known, np.minimum(running, ABBREVIATION), running)
    start = np.full(len(kept), BOS)
    begun = np.minimum(LanguageModel.load().costs(start, start, _known(first_ids)), UNLIKELIEST) + rest
    begun = np.where(first_ids == NONE, SIGN_FIRST, begun)
    begun = np.where(known, np.minimum(begun, ABBREVIATION + 2), begun)
    shares: dict[int, float] = {}
    size = len(LanguageModel.load().vocabulary)
    inside, first = np.tile(running, (len(columns), 1)), np.tile(begun, (len(columns), 1))
    for c, column in enumerate(columns):
        if vocabulary := _vocabulary(column.role):
            share = SHARE.get(column.role, 0.0) if not shapes else SHARE_BESIDE_VALUES
            begin = np.array([vocabulary.behind(BOS, word) for word in first_ids])
            first[c] = _mixed(first[c], begin, FIRST_SHARE.get(column.role, share))
            # A unit or a deadline does not begin with what is no word.
            first[c] += np.where((first_ids >= size) & ~known & (share > 0), NO_WORD_FIRST, 0.0)
            if share:
                shares[c] = share
                before = _words_before(last_ids)
                going_on = np.array(
                    [vocabulary.behind(*pair) for pair in zip(before, first_ids, strict=False)]
                )
                inside[c] = _mixed(inside[c], going_on, share)
        for i, word in enumerate(kept):
            if (
                shapes
                and column.role == "name"
                and i + 1 < len(kept)
                and _names_unit(first_ids[i], first_ids[i + 1])
            ):
                first[c, i] += UNIT_AS_NAME
            if c in shapes:
                inside[c, i] = IMPOSSIBLE
                first[c, i] = shapes[c].cost(word.text) if VALUE.fullmatch(word.text) else IMPOSSIBLE
            else:
                _add_shape(inside[c], first[c], i, word, column.role)
    unused = 0.0
    if kept:
        numbering = _NUMBER_WITH_END if shapes else _LONE_NUMBER
        unused = UNUSED_NUMBER if numbering.fullmatch(kept[0].raw.strip("|[]")) else 0.0
        unused += UNUSED_MARKER if opens_group(line) else 0.0
        if len(kept) > 2 and is_capital(" ".join(word.text for word in kept)):
            names = [c for c, column in enumerate(columns) if column.role == "name"]
            unused += 0.0 if names else CAPITAL_TEXT
            first[[c for c in range(len(columns)) if c not in names], 0] += CAPITAL_TEXT if names else 0.0
        first[:, 0] += unused
        inside[:, 0] += unused
    drop = np.array([_drop_cost(word) for word in kept])
    if kept:
        drop[0] += unused + (BULLET_FIRST if kept[0].text in BULLETS else 0.0)
    for i in range(2, len(kept) if shapes else 0):
        if _are_values(kept[i - 1], kept[i]):
            drop[i - 1 : i + 1] += DROP_IN_RUN
    return LineCosts(
        line=line,
        columns=tuple(columns),
        words=tuple(kept),
        ruled=np.array([_is_ruled(line, word) for word in kept], dtype=bool),
        in_run=np.array(
            [i > 0 and _are_values(kept[i - 1], word) for i, word in enumerate(kept)], dtype=bool
        ),
        ids=first_ids,
        last=last_ids,
        rest=rest,
        known=known,
        unused=unused,
        share=shares,
        inside=inside,
        first=first,
        drop=drop,
    )


def _names_unit(first: int, second: int) -> bool:
    """Whether two words begin the name of a unit."""
    vocabulary = _vocabulary("lead")
    return (
        vocabulary is not None
        and vocabulary.behind(BOS, first) > 0.02
        and vocabulary.behind(first, second) > 0.02
    )


def _are_values(left: Word, right: Word) -> bool:
    return bool(VALUE.fullmatch(left.text) and VALUE.fullmatch(right.text))


def _words_before(numbers: NDArray[np.int64]) -> list[int]:
    """For each word the last word before it, signs left out."""
    before, last = [], NONE
    for number in numbers:
        before.append(last)
        last = int(number) if number != NONE else last
    return before


def _add_shape(inside: Costs, first: Costs, i: int, word: Word, role: str) -> None:
    """What the shape of a word speaks against its column: small letters first, numbers among words."""
    is_number = bool(VALUE.fullmatch(word.text))
    if is_number and not YEAR.fullmatch(word.text):
        inside[i] += NUMBER_IN.get(role, 0.0)
        first[i] += NUMBER_IN.get(role, 0.0)
    elif word.text in BULLETS and role == "task":
        # A bullet stands below the sentence that it belongs to.
        first[i] += BULLET_FIRST
    elif word.text[:1].islower():
        first[i] += SMALL_LETTER.get(role, 3.0)


def _running(ids: Sequence[Sequence[int]]) -> tuple[Costs, Costs]:
    """The cost of each word behind the words before it in the line, and of what is glued to it."""
    flat = _known(np.array([NONE, NONE, *(number for numbers in ids for number in numbers)], dtype=np.int64))
    u, v, w = flat[:-2], flat[1:-1], flat[2:]
    language = LanguageModel.load()
    # The words before may be of another cell.
    costs = np.minimum(language.costs(u, v, w), language.costs(np.full(len(w), NONE), v, w) + ELSEWHERE)
    costs = np.minimum(costs, UNLIKELIEST)
    inside, rest = np.full(len(ids), SIGN_INSIDE), np.zeros(len(ids))
    place = 0
    for i, numbers in enumerate(ids):
        if numbers:
            inside[i] = costs[place : place + len(numbers)].sum()
            rest[i] = costs[place + 1 : place + len(numbers)].sum()
        place += len(numbers)
    return inside, rest


def _mixed(by_language: Costs, known: Costs, share: float) -> Costs:
    """-log of the mixture of language and vocabulary probabilities."""
    mixed = (1 - share) * np.exp(-by_language) + share * known
    return np.asarray(-np.log(mixed), dtype=np.float64)


class Vocabulary:
    """The phrases that a column's cells mostly consist of, as a bigram model over word numbers."""

    def __init__(self, role: str) -> None:
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._words: Counter[str] = Counter()
        for entry, *count in dictionaries.table(VOCABULARY[role]):
            # Who leads is mostly one unit, who helps are mostly several.
            is_usual = entry.startswith("Các") == (role == "coordination")
            times = int(count[0]) if count else USUAL if is_usual and role != "deadline" else 1
            ids = [word_number(part) for part in words(re.sub(r"\{[nd]\}", "1", entry))]
            folded = [_folded(number) for number in ids]
            self._words.update(folded * times)
            self._pairs.update([*zip(["<s>", *folded], [*folded, ""], strict=True)] * times)
        self._contexts: Counter[str] = Counter()
        for (before, _), seen in self._pairs.items():
            self._contexts[before] += seen

    def behind(self, before: int, word: int) -> float:
        """The probability of a word behind another, BOS standing for the start of a phrase."""
        context, folded = _folded(before), _folded(word)
        share = self._words[folded] / self._words.total()
        if context not in self._contexts:
            return share
        pair = self._pairs[context, folded] / self._contexts[context]
        return (1 - BY_WORD) * pair + BY_WORD * share


@cache
def _folded(number: int) -> str:
    """A word without its marks: columns are told even where the marks were restored wrongly."""
    vocabulary = LanguageModel.load().vocabulary
    return plain(vocabulary[number] if number < len(vocabulary) else _others()[number - len(vocabulary)])


@cache
def _others() -> list[str]:
    """Words that the language model does not know, in the order they were met: CC, MN."""
    return []


@cache
def word_number(word: str) -> int:
    """The language model's number of a word, or one behind all of them for a word it does not know."""
    language = LanguageModel.load()
    number = language.id(word)
    if number != UNK:
        return number
    _others().append(word)
    return len(language.vocabulary) + len(_others()) - 1


@cache
def _variants(number: int) -> tuple[int, ...]:
    """A word's number, and those of the usual words that differ from it by marks alone."""
    size = len(LanguageModel.load().vocabulary)
    if number >= size:
        return (UNK,)
    if number < len(SPECIAL):
        return (number,)
    alike = [one for one in _by_fold()[_folded(number)] if one != number]
    usual = LanguageModel.load().word_costs(np.array([number, *alike]))
    ranked = sorted(zip(usual[1:], alike, strict=True))[:MAX_VARIANTS]
    return (number, *(one for _, one in ranked))


@cache
def _by_fold() -> dict[str, list[int]]:
    """The numbers of the model's words by their form without marks."""
    found: dict[str, list[int]] = {}
    for number, word in enumerate(LanguageModel.load().vocabulary):
        if number >= len(SPECIAL):
            found.setdefault(plain(word), []).append(number)
    return found


def _known(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.where(numbers < len(LanguageModel.load().vocabulary), numbers, UNK)


@cache
def _vocabulary(role: str) -> Vocabulary | None:
    return Vocabulary(role) if role in VOCABULARY else None


def _drop_cost(word: Word) -> float:
    letters = sum(letter.isalnum() for letter in word.text)
    if not letters:
        return DROP_SIGN
    is_known = LanguageModel.load().knows(word.text) or _is_abbreviation(word.text)
    if letters >= LONG_TOKEN or (letters > 1 and is_known):
        return DROP_WORD * len(word.text.split())
    return DROP_SINGLE if letters == 1 else DROP_ODD + (letters > 2) * 2


def opens_group(line: Line) -> bool:
    """Whether a line begins with what numbers a heading over rows: A, B; I, II, also as VIIl or |."""
    first = line.words[0].raw
    core = first.strip("|.,:;()[] ")
    if not core:
        # "| |Chi" is the numeral I between two ruling lines.
        return len(line.words) > 1 and pieces.is_rule(first) and line.words[1].raw[:1] in pieces.RULES
    if roman_value(core):
        return True
    if len(core) == 1 and core.isupper():
        return len(line.words) > 1 and line.words[1].text[:1].isupper()
    return 1 < len(core) <= 5 and all(letter in "IVXl|1!i" for letter in core) and not core.isdigit()


def _is_abbreviation(text: str) -> bool:
    return text.strip(".,;:()") in dictionaries.lines("abbreviations.txt")


def _is_ruled(line: Line, word: Word) -> bool:
    before = line.raw[: word.start].rstrip(" ")
    gap = word.start - len(before)
    return bool(before) and (gap > 1 or before[-1] in pieces.RULES or word.raw[:1] in pieces.RULES)
