"""Tables as text whose columns stand interleaved on each line, each word with its cell, without pictures.

What OCR engines leave of a table is imitated: cells are wrapped to the width of their columns and set from
the top or in the middle, the lines of all columns are put side by side (now and then cell below cell), ruling
lines are left as bars, words are lost, added, or restored to others.
"""

from __future__ import annotations

import itertools
import random
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.learn.table_pages import columns_of, shares_of
from pipeline.learn.woven_cells import Cells, said
from pipeline.vietnamese.folding import skeleton

GROUP, OUTSIDE = -1, -2
# The share of rows that are headings over rows, and behind which a page ends.
GROUPS, PAGES = 0.1, 0.02
# How wide the column of row numbers is beside others.
NUMBER_SHARE = 0.03
# What the letters in misread words are taken for.
LOOKALIKES = "iltceao1'"


@dataclass(frozen=True, slots=True)
class Token:
    """A word as read: its cell, what stands before it (a bar, a wide gap), where it begins in its line."""

    text: str
    row: int
    column: int
    bar: bool
    wide: bool
    x: int


@dataclass(frozen=True, slots=True)
class Woven:
    """A table as read: the roles of its columns, its lines, for each whether a blank line stands above."""

    columns: tuple[str, ...]
    lines: tuple[tuple[Token, ...], ...]
    blank_above: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Habits:
    """How a table is set (letters of its columns, cells in the middle), and how it was read: shares and
    chances of what happens to lines, ruling lines, words and row numbers."""

    widths: tuple[int, ...]
    is_middle: bool
    keeps_layout: bool
    snaps: float
    by_cell: float
    blanks: float
    bars: float
    wrong: float
    lost: float
    noise: float
    number_lost: float


# A line of a cell: how many lines below the top of its row, its column, its text.
Piece = tuple[float, int, str]


class Weaver:
    """Makes tables: `text` is running text, `units` are names of units, `words` may stand for others."""

    def __init__(self, text: Sequence[str], units: Sequence[str], words: Sequence[str]) -> None:
        self._text, self._units, self._words = text, units, words
        self._alike: dict[str, list[str]] = defaultdict(list)
        for word in words:
            self._alike[skeleton(word)].append(word)

    def tables(self, seed: int, least_words: int) -> Iterator[Woven]:
        """Tables without end, each of at least so many words."""
        for number in itertools.count():
            rng = random.Random(f"woven-{seed}-{number}")
            start = rng.randrange(len(self._text))
            cells = Cells([*self._text[start:], *self._text[:start]][:400], self._units, rng)
            yield self._table(cells, rng, least_words)

    def _table(self, cells: Cells, rng: random.Random, least_words: int) -> Woven:
        columns = columns_of(rng)
        habits = _habits(columns, rng)
        lines: list[tuple[Token, ...]] = []
        blank: list[bool] = []
        number, row = rng.choice([0, 0, rng.randint(0, 40)]), 0
        form = rng.choice(["{}", "{}", "{}.", f"{rng.randint(1, 9)}.{{}}"])
        while sum(map(len, lines)) < least_words:
            row += 1
            if rng.random() < GROUPS:
                pieces = _group(cells, rng, sum(habits.widths))
            else:
                number += 1
                texts = [form.format(number) if role == "no" else cells.cell(role) for role in columns]
                if columns[0] == "no" and rng.random() < habits.number_lost:
                    texts[0] = ""
                pieces = _set(texts, habits)
            for place, parts in enumerate(_read(pieces, habits, rng)):
                if line := self._line(parts, row, habits, rng):
                    blank.append(rng.random() < habits.blanks / (4 if place else 1))
                    lines.append(line)
            if rng.random() < PAGES:
                lines.append((Token(str(rng.randint(2, 40)), OUTSIDE, OUTSIDE, False, False, 0),))
                blank.append(True)
        return Woven(columns, tuple(lines), tuple(blank))

    def _line(
        self, parts: Sequence[tuple[int, str]], row: int, habits: Habits, rng: random.Random
    ) -> tuple[Token, ...]:
        tokens: list[Token] = []
        starts = [0, *itertools.accumulate(width + 2 for width in habits.widths)]
        x = 0
        for place, (column, text) in enumerate(parts):
            bar, wide = rng.random() < habits.bars * (1 if place else 0.3), False
            if habits.keeps_layout and column >= 0:
                at = max(starts[column] + rng.randint(-1, 1), x + 1, 0)
                wide, x = at > x + 1 and place > 0, at
            x += rng.choice([0, 2]) if bar else 0
            for i, word in enumerate(text.split()):
                for one in self._misread(word, habits, rng):
                    tokens.append(Token(one, row, column, bar and not i, wide and not i, x))
                    x += len(one) + 1
        return tuple(tokens)

    def _misread(self, word: str, habits: Habits, rng: random.Random) -> list[str]:
        """What became of a word once it was read and restored."""
        chance = rng.random()
        if chance < habits.lost:
            return []
        if chance < habits.lost + habits.noise:
            return rng.sample([word, rng.choice(said()["noise"])], 2)
        if chance < 1 - habits.wrong:
            return [word]
        kind, place = rng.random(), rng.randrange(len(word))
        if kind < 0.6:
            new = rng.choice(self._alike.get(skeleton(word.lower()), [word]))
        elif kind < 0.8:
            new = rng.choice(self._words)
        else:
            new = word[:place] + rng.choice(LOOKALIKES) + word[place + 1 :]
        return [new.capitalize() if word[:1].isupper() or rng.random() < 0.05 else new]


def _habits(columns: Sequence[str], rng: random.Random) -> Habits:
    total = rng.randint(70, 135)
    widths = [max(5, round(total * share)) for share in shares_of(columns, NUMBER_SHARE, rng)]
    return Habits(
        widths=tuple(widths),
        is_middle=rng.random() < 0.6,
        keeps_layout=rng.random() < 0.25,
        snaps=rng.choice([0.0, 0.5, 1.0, 1.0]),
        by_cell=rng.choice([0.0, 0.0, 0.0, 0.15, 1.0]),
        blanks=rng.choice([0.0, 0.3, 0.8]),
        bars=rng.choice([0.0, 0.0, 0.1, 0.4, 0.85]),
        wrong=rng.uniform(0.0, 0.14),
        lost=rng.uniform(0.0, 0.02),
        noise=rng.choice([0.0, 0.01, 0.03]),
        number_lost=rng.choice([0.0, 0.05, 0.3]),
    )


def _group(cells: Cells, rng: random.Random, width: int) -> list[Piece]:
    marker = rng.choice(["I", "I.", "II", "II.", "III", "IV.", "V", "A", "B", "1", "2.1", "a)", "", "", ""])
    text = f"{marker} {cells.cell(rng.choice(['product', 'heading']))}"
    lines = textwrap.wrap(text.upper() if rng.random() < 0.4 else text, width)
    return [(float(i), GROUP, line) for i, line in enumerate(lines)]


def _set(texts: Sequence[str], habits: Habits) -> list[Piece]:
    """The lines of a row's cells."""
    wrapped = [textwrap.wrap(text, width) for text, width in zip(texts, habits.widths, strict=True)]
    height = max(1, *map(len, wrapped))
    tops = [(height - len(lines)) / 2 * habits.is_middle for lines in wrapped]
    return [
        (tops[column] + i, column, line)
        for column, lines in enumerate(wrapped)
        for i, line in enumerate(lines)
    ]


def _read(pieces: Sequence[Piece], habits: Habits, rng: random.Random) -> Iterator[list[tuple[int, str]]]:
    """The lines as an engine gives them, each its parts from left to right."""
    if rng.random() < habits.by_cell:
        yield from ([(column, text)] for _, column, text in sorted(pieces, key=lambda piece: piece[1]))
        return
    # What stands half a line lower is a line of its own, or is taken for one with that above or below.
    snaps, down = rng.random() < habits.snaps, rng.choice([0.0, 0.5])

    def height(piece: Piece) -> float:
        return float(int(piece[0] + down)) if snaps else piece[0]

    in_order = sorted(pieces, key=lambda piece: (height(piece), piece[1]))
    for _, parts in itertools.groupby(in_order, key=height):
        yield [(column, text) for _, column, text in parts]
