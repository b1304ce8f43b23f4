"""Appendices that stand for a document: a file that is only one, and the plan that a decision issues."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from pipeline.document import Line, Word, join_words
from pipeline.plan import Attached
from pipeline.segment.appendix_headings import is_note
from pipeline.segment.document_number import find_number
from pipeline.segment.fields import Field
from pipeline.segment.kinds import appendix_headings, type_named
from pipeline.segment.letterhead import Letterhead
from pipeline.segment.letterhead_parts import PlaceAndDate, date_in
from pipeline.segment.regions import Regions
from pipeline.segment.title import head_of
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.shape import is_capital

# Above a note stand at most so many printed lines of a title; a note has at most so many.
TITLE_LINES, NOTE_LINES = 8, 3
_EDGES = " -–—_*.:"
_MARKER = re.compile(r"(phan|muc)\s+([a-z]|[ivx]+|\d+)\W*")
_SECTION = re.compile(r"([ivx]{1,4}|\d{1,2}|[a-z])\s*[.)/]\s")


@dataclass(frozen=True, slots=True)
class Note:
    """What an appendix says of the document that it was issued with."""

    words: tuple[Word, ...] = ()
    number: str = ""
    issued: date | None = None


def lines_alone(regions: Regions) -> Sequence[Line]:
    """The lines of an appendix that is a file of its own, () where there is a document before it."""
    if any(not line.is_blank for line in regions.letterhead):
        return ()
    title = [line for line in regions.title if not line.is_blank]
    if not title:
        return regions.appendices[0] if regions.appendices else ()
    below = next((line for line in regions.body if not line.is_blank), None)
    is_noted = below is not None and is_note(below)
    return [*regions.title, *regions.body] if is_noted and head_of(title) is None else ()


def of_appendix(lines: Sequence[Line]) -> Letterhead:
    """What an appendix tells: its title, and the number and date of the document that it belongs to."""
    printed = [line for line in lines if not line.is_blank]
    note = note_of(printed)
    place = next((i for i, line in enumerate(printed[: TITLE_LINES + 1]) if is_note(line)), None)
    heading, title = _heading(printed if place is None else printed[:place], is_noted=place is not None)
    return Letterhead(
        number=Field(note.number, note.words if note.number else ()),
        dated=Field(PlaceAndDate("", note.issued, note.issued.year) if note.issued else None, note.words),
        doc_type=Field("Phụ lục" if heading else "", heading),
        title=Field(join_words(title).strip(_EDGES), title),
    )


def note_of(lines: Sequence[Line]) -> Note:
    """The note below the title of an appendix; an empty one where there is none."""
    printed = [line for line in lines if not line.is_blank]
    place = next((i for i, line in enumerate(printed[: TITLE_LINES + 1]) if is_note(line)), None)
    if place is None:
        return Note()
    words: list[Word] = []
    for line in printed[place : place + NOTE_LINES]:
        words += line.words
        if ")" in line.text:
            break
    text = join_words(words)
    number = find_number(text)
    return Note(tuple(words), number.text if number else "", date_in(text))


def attached_plan(appendices: Sequence[Sequence[Line]], doc_type: str) -> Attached | None:
    """The plan that a document which names who decides issues: the first of its appendices with a kind."""
    kind = type_named(doc_type)
    if kind is None or not kind.names_authority:
        return None
    for lines in appendices:
        printed = [line for line in lines if not line.is_blank]
        above = list(takewhile(lambda line: not is_note(line), printed))
        if len(above) == len(printed) or len(above) > TITLE_LINES:
            continue
        below = above[1:] if above and _is_plain_heading(above[0]) else above
        if head := head_of(below):
            words = [word for line in below for word in line.words][head.size :]
            return Attached(doc_type=head.kind.name, title=join_words(words).strip(_EDGES))
    return None


def _heading(lines: Sequence[Line], *, is_noted: bool) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words that name an appendix, () where none do, and those of its title.

    Without a note below it a title is what stands in capitals.
    """
    if lines and _MARKER.fullmatch(skeleton(lines[0].text).strip()):
        lines = lines[1:]
    if not lines:
        return (), ()
    is_named = _is_plain_heading(lines[0])
    rest = list(lines[1:] if is_named else lines)
    if not is_noted:
        rest = list(takewhile(_is_title, rest[:TITLE_LINES]))
    title = tuple(word for line in rest for word in line.words)
    begins = skeleton(lines[0].text).lstrip()
    is_titled = any(begins.startswith(skeleton(words)) for words in _words())
    return (tuple(lines[0].words) if is_named or is_titled else ()), title


def _is_title(line: Line) -> bool:
    return is_capital(line.text) and not _SECTION.match(skeleton(line.text).lstrip())


def _is_plain_heading(line: Line) -> bool:
    """Whether a line is a heading and its number, and no title behind them."""
    flat = skeleton(line.text).strip(_EDGES)
    phrases = "|".join(re.escape(skeleton(words)) for words in _words())
    return bool(re.fullmatch(rf"(?:{phrases})(\s+(so\s+)?(\d+|[ivx]+|[a-z]))?", flat))


def _words() -> tuple[str, ...]:
    """The phrases that head an appendix by themselves."""
    return tuple(words for one in appendix_headings() if not one.needs for words in one.words)
