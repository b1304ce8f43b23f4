"""Texts that stand at the edge of several pages: running heads and feet, as read on each page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from rapidfuzz import fuzz, process

from pipeline.vietnamese.folding import confusable

# On so many pages a text runs.
MIN_REPEATS = 3
# Misread texts are one if they are so like (0 to 100), their marks left aside, and not shorter than so many
# letters. Set by hand on scans: lines that begin or end pages of one text are less than 60 alike.
LIKENESS, LETTERS = 80.0, 12
# A running head or foot stands so many points higher or lower from page to page.
SHIFT = 6.0


@dataclass(frozen=True, slots=True)
class EdgeLine:
    """A line at a page's edge: its text without numbers, its middle from 0 (top of the page) to 1."""

    text: str
    place: float


@dataclass(frozen=True, slots=True)
class Running:
    """The texts that run over pages; how far down a page heads reach, and how far up feet (0 to 1)."""

    texts: frozenset[str]
    head: float = 0.0
    foot: float = 1.0


def running(pages: Sequence[Sequence[EdgeLine]], misread: Iterable[int] = ()) -> Running:
    """What stands on several pages; on the pages `misread` (places in `pages`) a text may be read in other
    ways, of which each is given.
    """
    texts = _repeated(pages, frozenset(misread))
    known = [[line.place for line in lines if line.text in texts] for lines in pages]
    heads = [max(above) for places in known if (above := [place for place in places if place < 0.5])]
    feet = [min(below) for places in known if (below := [place for place in places if place > 0.5])]
    return Running(texts, median(heads) if heads else 0.0, median(feet) if feet else 1.0)


def _repeated(pages: Sequence[Sequence[EdgeLine]], misread: frozenset[int]) -> frozenset[str]:
    where: dict[str, set[int]] = {}
    for place, lines in enumerate(pages):
        for line in lines:
            where.setdefault(line.text, set()).add(place)
    exact = {text for text, places in where.items() if len(places) >= MIN_REPEATS and text}
    folded = {
        text: confusable(text)
        for text, places in where.items()
        if text in exact or (places & misread and len(confusable(text)) >= LETTERS)
    }
    return frozenset(exact | _alike(folded, where))


def _alike(folded: dict[str, str], where: dict[str, set[int]]) -> set[str]:
    """The texts that are like texts of so many pages that they run."""
    texts = list(folded)
    forms = list(folded.values())
    found = set()
    for text, form in folded.items():
        like = process.extract(form, forms, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=None)
        on = {place for _, _, number in like for place in where[texts[number]]}
        if len(on) >= MIN_REPEATS:
            found.add(text)
    return found
