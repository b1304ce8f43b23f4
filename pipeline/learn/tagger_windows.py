"""Tables whose words' cells are known, as the windows that the network of columns learns from."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.learn.cell_gaps import labelled
from pipeline.learn.woven_tables import Woven
from pipeline.tables.text.cell_tagger import LEAST_WORDS, MAX_COLUMNS, ROLES, WINDOW
from pipeline.tables.text.tagger_features import Tokens, features, hashes, tokens_of

# The row of headings in labelled pages.
HEADINGS = -1
Arrays = dict[str, NDArray[Any]]


def made_tables(tables: Iterator[Woven], count: int) -> list[Arrays]:
    """`count` made tables as arrays [word, ...], cut and filled up to a window."""
    found = []
    for table in itertools.islice(tables, count):
        words = [(word, place) for place, line in enumerate(table.lines) for word in line]
        lengths = np.array([max(word.x + len(word.text) for word in line) for line in table.lines])
        line = np.array([place for _, place in words])
        bar, wide = np.array([(word.bar, word.wide) for word, _ in words]).T
        x = np.array([word.x for word, _ in words])
        below_blank = np.array(table.blank_above)[line]
        texts = [word.text for word, _ in words]
        tokens = Tokens(texts, line, x, lengths[line], bar, wide, below_blank)
        cells = np.array([(word.row, word.column) for word, _ in words])
        found.append(next(_windows(tokens, cells, table.columns)))
    return found


def read_pages(path: Path) -> list[Arrays]:
    """The same of pages that were printed and read, without their headings."""
    found: list[Arrays] = []
    for page in map(json.loads, path.read_text("utf-8").splitlines()):
        lines, cells = labelled(page["lines"])
        is_heading = [any(cells[w.line][w.start][0] == HEADINGS for w in line.words) for line in lines]
        tokens, kept = tokens_of([line for line, headed in zip(lines, is_heading, strict=True) if not headed])
        if len(kept) >= LEAST_WORDS:
            own = np.array([cells[word.line][word.start] for word in kept])
            found += _windows(tokens, own, page["columns"])
    return found


def _windows(tokens: Tokens, cells: NDArray[np.int64], roles: Sequence[str]) -> Iterator[Arrays]:
    """The windows of a table, each half of one on; `cells` [word, 2] are rows and columns."""
    row, column = cells.T
    column = np.where(row < HEADINGS, MAX_COLUMNS + 1, np.where(column < 0, MAX_COLUMNS, column))
    begins = (np.diff(tokens.line, prepend=-1) != 0) & (np.diff(row, prepend=-9) != 0)
    slots = np.full(MAX_COLUMNS, len(ROLES))
    slots[: len(roles)] = [ROLES.index(role) for role in roles]
    seen, found = hashes(tokens.texts), features(tokens)
    for first in range(0, max(len(column) - LEAST_WORDS, 1), WINDOW // 2):
        yield {
            "seen": _filled(seen[first:], np.int16),
            "features": _filled(found[first:], np.float16),
            "line": _filled(tokens.line[first:] - tokens.line[first], np.int16),
            "x": _filled(tokens.x[first:], np.int16),
            "column": _filled(column[first:], np.int8),
            "begins": _filled(begins[first:], np.bool_),
            "count": np.array(min(len(column) - first, WINDOW)),
            "slots": slots.astype(np.int8),
        }


def _filled(array: NDArray[Any], kind: Any) -> NDArray[Any]:
    filled = np.zeros((WINDOW, *array.shape[1:]), kind)
    filled[: len(array)] = array[:WINDOW]
    return filled


def together(windows: Sequence[Arrays]) -> Arrays:
    return {name: np.stack([one[name] for one in windows]) for name in windows[0]}
