"""Texts that stand at the edge of several pages: running heads and feet, as read on each page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from pipeline.vietnamese.folding import confusable

# On so many pages a text runs.
MIN_REPEATS = 3
# Misread texts are one if they are so like (0 to 100), their marks left aside, and not shorter than so many
# letters. Set by hand on scans: lines that begin or end pages of one text are less than 60 alike.
LIKENESS, LETTERS = 80.0, 12


def running(pages: Sequence[Iterable[str]], misread: Iterable[int] = ()) -> frozenset[str]:
    """The texts that stand on several pages; on the pages `misread` (places in `pages`) one may be read in
    other ways, of which each is given.
    """
    where: dict[str, set[int]] = {}
    for place, texts in enumerate(pages):
        for text in texts:
            where.setdefault(text, set()).add(place)
    exact = {text for text, places in where.items() if len(places) >= MIN_REPEATS and text}
    doubtful = frozenset(misread)
    folded = {
        text: confusable(text)
        for text, places in where.items()
        if text in exact or (places & doubtful and len(confusable(text)) >= LETTERS)
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
