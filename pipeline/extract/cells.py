"""Cells as values: their text, a set phrase where they are one, and the evidence behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from sys import intern

from rapidfuzz import fuzz, process

from pipeline.document import box_around
from pipeline.messages import tr
from pipeline.plan import CellEvidence, Repair
from pipeline.tables.grid import Cell, cell_text
from pipeline.tables.roles import roles
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import confusable, skeleton
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.units import unit_opening


@dataclass(frozen=True, slots=True)
class PhraseLimits:
    """When a whole cell is a set phrase, misread; set by hand on text of OCR engines, not fitted."""

    # Minimum likeness (0 to 100) to the phrase, and how much more like it than any other it must be.
    likeness: float = 84.0
    margin: float = 3.0
    # A phrase of more words than this may be known with one of them lost or glued; a last word of at most
    # `short` letters is noise.
    long: int = 4
    short: int = 2
    # Minimum likeness where a word was lost inside a phrase.
    very_like: float = 90.0
    # And minimum likeness of its first word to the phrase's: nothing is put before what was read.
    begun: float = 50.0


LIMITS = PhraseLimits()
# What was not read at all but follows from the rest of the table.
INFERRED = 0.5
# Columns whose cells mostly are one of a list.
CLOSED = ("deadline", "lead", "coordination")
_ALONE = ("-", "–", "—", "I", "V", "X")
_SLOT, _WORD = re.compile(r"\{[nd]\}"), re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d[\d/.,-]*")
_DASHES = re.compile("[-–—]")
# A name of a unit is not whole behind these.
_UNFINISHED = re.compile(
    r"(?:[,\-–&+:(/]|\b(?:thuộc|của|các|và|với|cùng|tại|bộ|sở|phòng|ban|văn phòng))\s*$", re.IGNORECASE
)


def read_cell(cell: Cell, role: str) -> tuple[str, CellEvidence | None]:
    """A cell's value and its evidence (None for an empty cell)."""
    if not cell.words:
        return "", None
    # What is printed again and again is kept once.
    text = intern(cell_text(cell))
    # What was read without any doubt is not made a phrase.
    is_doubtful = any(word.is_changed or word.confidence < 1 for word in cell.words)
    phrase = _phrase_like(cell, text, role) if role in CLOSED and is_doubtful else None
    repair = None
    # A dash is printed long or short; that is nothing to repair.
    if phrase and _DASHES.sub("-", phrase) != _DASHES.sub("-", text):
        ground = tr(
            "restored as {text!r}; the whole cell reads like a phrase of {vocabulary}",
            text=text,
            vocabulary=roles()[role].vocabulary,
        )
        repair = Repair(rule="phrase", ground=ground)
        text = phrase
    return text, evidence(cell, repair)


def units_text(cell: Cell, text: str) -> str:
    """A cell's text with units that stand on lines of their own parted by new lines.

    Only where lines are paragraphs, and each begins a unit's name behind one that is whole: what a page's
    width breaks is no paragraph. `text` is the cell's value; one that was repaired stays as it is.
    """
    if text != cell_text(cell) or not cell.is_exact or any(word.box for word in cell.words):
        return text
    lines: dict[int, list[str]] = {}
    for word in cell.words:
        lines.setdefault(word.line, []).append(word.text)
    joined = ""
    for line in (" ".join(words) for words in lines.values()):
        pieces = (joined.rpartition("\n")[2], line)
        is_new = all(unit_opening().match(one.lstrip("-–+• ")) for one in pieces) and not _UNFINISHED.search(
            joined
        )
        joined += ("\n" if is_new else " " if joined else "") + line
    return joined


def evidence(cell: Cell, repair: Repair | None = None, *, is_number: bool = False) -> CellEvidence:
    sure = cell.least_confidence if is_number else cell.confidence
    confidence = round(sure, 3) if cell.words else INFERRED
    if cell.repair:
        repair = Repair(rule="merged-cell", ground=cell.repair)
    box = box_around(cell.words)
    return CellEvidence(raw=intern(cell.raw), page=cell.page, box=box, confidence=confidence, repair=repair)


def _phrase_like(cell: Cell, text: str, role: str) -> str | None:
    """The phrase that a cell is meant to be; None where it is like none, or already is one."""
    phrases = _phrases(roles()[role].vocabulary)
    clean = _without_noise(text, role)
    masked = _NUMBER.sub("{n}", clean).lower()
    if any(masked == phrase.lower() for names in phrases.values() for phrase in names):
        return clean if clean[:1].isupper() else None
    found = _likeliest(phrases, {clean, _without_noise(cell.raw, role)})
    if found is None:
        return None
    names = [name for name in phrases[found[0]] if _fits(name, clean, phrases, found[1])]
    phrase = next((name for name in names if skeleton(name) == skeleton(clean)), names[0] if names else "")
    if not phrase or _contradicts(phrase, cell):
        return None
    return _with_numbers(phrase, _NUMBER.findall(clean))


def _likeliest(phrases: Mapping[str, list[str]], readings: Iterable[str]) -> tuple[str, float] | None:
    """The folded phrase that is most like any of the readings, and how like; None where no one is."""
    scores: dict[str, float] = {}
    for read in {_folded(_NUMBER.sub("", reading)) for reading in readings}:
        for known, score, _ in process.extract(read, phrases.keys(), scorer=fuzz.ratio, limit=3):
            scores[known] = max(scores.get(known, 0.0), score)
    ranked = sorted(scores.items(), key=lambda one: -one[1])
    if not ranked or ranked[0][1] < LIMITS.likeness:
        return None
    is_close = len(ranked) > 1 and ranked[0][1] - ranked[1][1] < LIMITS.margin
    return None if is_close and ranked[0][1] < 100 else ranked[0]


def _with_numbers(phrase: str, numbers: Sequence[str]) -> str | None:
    """The phrase with the numbers that were read in its slots; None where it has not as many."""
    if len(_SLOT.findall(phrase)) != len(numbers):
        return None
    for number in numbers:
        phrase = _SLOT.sub(number.strip(".,-"), phrase, count=1)
    return phrase


def _without_noise(text: str, role: str) -> str:
    """A text without single letters, which ruling lines and stains are read as; a unit without digits too."""
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
        return len(wanted) >= LIMITS.long or len(read[-1]) <= LIMITS.short
    begun = _folded(_NUMBER.sub("", text))
    alike = sum(known.startswith(begun) for known in phrases)
    # A title before a unit's name that was read whole is none of it: CC Văn phòng – Thống kê.
    is_begun = bool(read) and fuzz.ratio(confusable(wanted[0]), confusable(read[0])) >= LIMITS.begun
    return (
        len(wanted) == len(read) + 1 > LIMITS.long
        and is_begun
        and (alike == 1 or (not alike and likeness >= LIMITS.very_like))
    )


def _contradicts(phrase: str, cell: Cell) -> bool:
    """Whether a phrase would change or drop a word that was read as it stands and is one: Bộ is not Sở,
    Đoàn Thanh niên xã not Đoàn Thanh niên.
    """
    wanted = [confusable(part) for part in _WORD.findall(phrase)]
    read = [(word, part) for word in cell.words for part in _WORD.findall(word.text)]
    if len(wanted) < len(read):
        # What ruling lines and stains were read as is none of the words.
        read = [(word, part) for word, part in read if len(part) > 1]
    kept = SequenceMatcher(None, wanted, [confusable(part) for _, part in read], autojunk=False)
    same = {place for block in kept.get_matching_blocks() for place in range(block.b, block.b + block.size)}
    return any(
        place not in same and not word.is_changed and LanguageModel.load().knows(part)
        for place, (word, part) in enumerate(read)
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
