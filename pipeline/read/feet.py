"""Feet of pages in plain text: lines that stand at the end of one page after another, and nowhere else.

Where words have no place on the page a foot is told by its words alone, as often misread as any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rapidfuzz import fuzz, process

from pipeline.document import Aside, Document, Line
from pipeline.vietnamese.folding import confusable


@dataclass(frozen=True, slots=True)
class Limits:
    """What makes a foot. Set by hand on text of OCR engines; not fitted."""

    # Lines at the end of a page that are looked at, and the first pages from which feet are known.
    lines: int = 7
    pages: int = 60
    # A foot is on so many pages, and on this share of them (0 to 1), at least; of so many lines on two.
    repeats: int = 3
    share: float = 0.5
    together: int = 3
    # How like each other its readings are (0 to 100), the letters of a line that is known by them, at least.
    likeness: float = 75.0
    letters: int = 16
    # The letters of what else stands in a foot, at most: a page number, a broken word.
    beside: int = 20


LIMITS = Limits()


def without_feet(document: Document) -> Document:
    """The document, its feet beside its text."""
    pages = [
        [line for line in page if line.words] for _, page in groupby(document.lines, lambda line: line.page)
    ]
    known = _feet(pages[: LIMITS.pages])
    feet = [list(_foot(page, known)) for page in pages] if known else []
    if len(pages) < LIMITS.repeats:
        feet = [foot for foot in feet if len(foot) >= LIMITS.together]
    gone = {line.index: line for foot in feet for line in foot}
    asides = [Aside("footer", line.raw.strip("\f").strip(), line.page) for line in gone.values()]
    lines = [line.with_words(()) if line.index in gone else line for line in document.lines]
    return replace(document, lines=tuple(lines), asides=(*document.asides, *asides)) if gone else document


def _feet(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The lines, folded, of which feet are made."""
    ends = [[_folded(line) for line in page[-LIMITS.lines :]] for page in pages]
    least = max(2, min(LIMITS.repeats, len(pages)), LIMITS.share * len(pages))
    long = dict.fromkeys(form for end in ends for form in end if len(form) >= LIMITS.letters)
    repeated = [form for form in long if sum(_is_among(form, end) for end in ends) >= least]
    # Most texts have no feet: then nothing else is looked at.
    inside = [_folded(line) for page in pages for line in page[: -LIMITS.lines]] if repeated else []
    return [form for form in repeated if not _is_among(form, inside)]


def _foot(page: Sequence[Line], known: Sequence[str]) -> Iterator[Line]:
    """The lines of a page's foot, the last one first."""
    beside: list[Line] = []
    for line in reversed(page[-LIMITS.lines :]):
        form = _folded(line)
        if _is_among(form, known):
            yield from (*beside, line)
            beside = []
        elif len(form) <= LIMITS.beside:
            beside.append(line)
        else:
            return


def _folded(line: Line) -> str:
    return "".join(confusable(word.raw) for word in line.words)


def _is_among(form: str, others: Sequence[str]) -> bool:
    return process.extractOne(form, others, scorer=fuzz.ratio, score_cutoff=LIMITS.likeness) is not None
