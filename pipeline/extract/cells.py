"""Cells as values: their text, a set phrase where they are one, and the evidence behind them."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz, process

from pipeline import dictionaries
from pipeline.plan import CellEvidence
from pipeline.restore.shape import fold
from pipeline.segment.match import plain
from pipeline.tables.grid import Cell

# How like a phrase a whole cell must be (0 to 100), and how much liker than another phrase.
LIKENESS, MARGIN = 84.0, 3.0
# A phrase of more words than this may be known with one of them lost or glued.
LONG = 4
# What was not read at all but follows from the rest of the table.
INFERRED = 0.5
DICTIONARIES = {"deadline": "deadlines.txt", "lead": "units.txt", "coordination": "units.txt"}
_NUMBER = re.compile(r"\d[\d/.,-]*")
_SPACE = re.compile(r"\s+")


def cell_text(cell: Cell) -> str:
    """The cell's text on one line, without rules and dirt around it."""
    text = _SPACE.sub(" ", cell.text).strip(" |_~“\"'`")
    return re.sub(r"\s+([,.;:)])", r"\1", text)


def read_cell(cell: Cell, role: str) -> tuple[str, CellEvidence | None]:
    """A cell's value and its evidence (None for an empty cell)."""
    if not cell.words:
        return "", None
    text = cell_text(cell)
    phrase = _phrase_like(cell, text, role) if role in DICTIONARIES else None
    repair = None
    if phrase and phrase != text:
        repair = f"restored as {text!r}; the whole cell reads like a phrase of {DICTIONARIES[role]}"
        text = phrase
    return text, evidence(cell, repair)


def evidence(cell: Cell, repair: str | None = None) -> CellEvidence:
    boxes = [word.box for word in cell.words if word.box]
    box = None
    if boxes:
        box = (
            min(b.x0 for b in boxes),
            min(b.y0 for b in boxes),
            max(b.x1 for b in boxes),
            max(b.y1 for b in boxes),
        )
    confidence = round(cell.confidence, 3) if cell.words else INFERRED
    return CellEvidence(raw=cell.raw, page=cell.page, box=box, confidence=confidence, repair=repair)


def _phrase_like(cell: Cell, text: str, role: str) -> str | None:
    """The phrase that a cell is meant to be; None where it is like none, or already is one."""
    phrases = _phrases(DICTIONARIES[role])
    numbers = _NUMBER.findall(text)
    known = {plain(phrase) for names in phrases.values() for phrase in names}
    if plain(_NUMBER.sub("{n}", text)) in known and text[:1].isupper():
        exact = phrases.get(_folded(_NUMBER.sub("", text)), [])
        if any(_NUMBER.sub("{n}", text).lower() == phrase.lower() for phrase in exact):
            return None
    read = _folded(_NUMBER.sub("", cell.raw))
    best = process.extract(read, phrases.keys(), scorer=fuzz.ratio, limit=2, score_cutoff=LIKENESS - MARGIN)
    if (
        not best
        or best[0][1] < LIKENESS
        or (len(best) > 1 and best[0][1] - best[1][1] < MARGIN and best[0][1] < 100)
    ):
        return None
    if sum(known.startswith(read) for known in phrases if known != read) > 1 and best[0][1] < 100:
        return None
    names = [name for name in phrases[best[0][0]] if _as_many_words(name, text)]
    if not names:
        return None
    phrase = next((name for name in names if plain(name) == plain(text)), names[0])
    if len(re.findall(r"\{[nd]\}", phrase)) != len(numbers):
        return None
    for number in numbers:
        phrase = re.sub(r"\{[nd]\}", number.strip(".,-"), phrase, count=1)
    return phrase


def _as_many_words(phrase: str, text: str) -> bool:
    """Whether a phrase adds no word to what was read and leaves none out."""
    counts = [len(re.findall(r"[^\W\d_]+", re.sub(r"\{[nd]\}", "", one))) for one in (phrase, text)]
    return abs(counts[0] - counts[1]) <= (counts[0] > LONG)


def _folded(text: str) -> str:
    return "".join(fold(part) for part in text.split())


@cache
def _phrases(name: str) -> dict[str, list[str]]:
    """Phrases by their folded form."""
    found: dict[str, list[str]] = {}
    for phrase, *_ in dictionaries.table(name):
        found.setdefault(_folded(re.sub(r"\{[nd]\}", "", phrase)), []).append(phrase)
    return {folded: names for folded, names in found.items() if folded}
