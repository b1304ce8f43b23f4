"""Cells as values: their text, a set phrase where they are one, and the evidence behind them."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz, process

from pipeline.plan import CellEvidence
from pipeline.tables.grid import Cell, cell_text
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import confusable, skeleton
from pipeline.vietnamese.language import LanguageModel

# How like a phrase a whole cell must be (0 to 100), and how much liker than another phrase.
LIKENESS, MARGIN = 84.0, 3.0
# A phrase of more words than this may be known with one of them lost or glued.
LONG, SHORT, VERY_LIKE = 4, 2, 90.0
# What was not read at all but follows from the rest of the table.
INFERRED = 0.5
DICTIONARIES = {"deadline": "deadlines.txt", "lead": "units.txt", "coordination": "units.txt"}
_ALONE = ("-", "–", "—", "I", "V", "X")
_SLOT, _WORD = re.compile(r"\{[nd]\}"), re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d[\d/.,-]*")
_DASHES = re.compile("[-–—]")


def read_cell(cell: Cell, role: str) -> tuple[str, CellEvidence | None]:
    """A cell's value and its evidence (None for an empty cell)."""
    if not cell.words:
        return "", None
    text = cell_text(cell)
    # What was read without any doubt is not made a phrase.
    is_doubtful = any(word.is_changed or word.confidence < 1 for word in cell.words)
    phrase = _phrase_like(cell, text, role) if role in DICTIONARIES and is_doubtful else None
    repair = None
    # A dash is printed long or short; that is nothing to repair.
    if phrase and _DASHES.sub("-", phrase) != _DASHES.sub("-", text):
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
    return CellEvidence(
        raw=cell.raw, page=cell.page, box=box, confidence=confidence, repair=cell.repair or repair
    )


def _phrase_like(cell: Cell, text: str, role: str) -> str | None:
    """The phrase that a cell is meant to be; None where it is like none, or already is one."""
    phrases = _phrases(DICTIONARIES[role])
    clean = _without_dirt(text, role)
    numbers = _NUMBER.findall(clean)
    masked = _NUMBER.sub("{n}", clean).lower()
    if any(masked == phrase.lower() for names in phrases.values() for phrase in names):
        return clean if clean[:1].isupper() else None
    scores: dict[str, float] = {}
    for read in {_folded(_NUMBER.sub("", clean)), _folded(_NUMBER.sub("", _without_dirt(cell.raw, role)))}:
        for known, score, _ in process.extract(read, phrases.keys(), scorer=fuzz.ratio, limit=3):
            scores[known] = max(scores.get(known, 0.0), score)
    ranked = sorted(scores, key=lambda known: -scores[known])
    if not ranked or scores[ranked[0]] < LIKENESS:
        return None
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < MARGIN and scores[ranked[0]] < 100:
        return None
    names = [name for name in phrases[ranked[0]] if _fits(name, clean, phrases, scores[ranked[0]])]
    if not names:
        return None
    phrase = next((name for name in names if skeleton(name) == skeleton(clean)), names[0])
    if _contradicts(phrase, cell):
        return None
    if len(_SLOT.findall(phrase)) != len(numbers):
        return None
    for number in numbers:
        phrase = _SLOT.sub(number.strip(".,-"), phrase, count=1)
    return phrase


def _without_dirt(text: str, role: str) -> str:
    """A text without single letters, which rules and stains are read as; a unit without digits too."""
    kept = (
        word
        for word in text.split()
        if len(word.strip(".,;:|")) > 1
        or word in _ALONE
        or (role == "deadline" and word.strip(".,").isdigit())
    )
    return " ".join(kept)


def _fits(phrase: str, text: str, phrases: dict[str, list[str]], likeness: float) -> bool:
    """Whether a phrase has the words that were read.

    One word more or less is borne in a long phrase that is very like: lost at the end, or inside where
    nothing else is so like it; a short word too many at the end is dirt.
    """
    wanted, read = _WORD.findall(_SLOT.sub("", phrase)), _WORD.findall(text)
    if len(wanted) == len(read):
        return True
    if len(read) == len(wanted) + 1:
        return len(wanted) >= LONG or len(read[-1]) <= SHORT
    begun = _folded(_NUMBER.sub("", text))
    alike = sum(known.startswith(begun) for known in phrases)
    return len(wanted) == len(read) + 1 > LONG and (alike == 1 or (not alike and likeness >= VERY_LIKE))


def _contradicts(phrase: str, cell: Cell) -> bool:
    """Whether a phrase would change a word that was read as it stands and is one: Bộ is not Sở."""
    wanted = [confusable(part) for part in _WORD.findall(phrase)]
    read = [(word, part) for word in cell.words for part in _WORD.findall(word.text)]
    if len(wanted) != len(read):
        return False
    return any(
        not word.is_changed and confusable(part) != want and LanguageModel.load().knows(part)
        for want, (word, part) in zip(wanted, read, strict=True)
    )


def _folded(text: str) -> str:
    return "".join(confusable(part) for part in text.split())


@cache
def _phrases(name: str) -> dict[str, list[str]]:
    """Phrases by their folded form."""
    found: dict[str, list[str]] = {}
    for phrase, *_ in dictionaries.table(name):
        found.setdefault(_folded(_SLOT.sub("", phrase)), []).append(phrase)
    return {folded: names for folded, names in found.items() if folded}
