"""The title: the line that names the kind of document, and what stands below it down to the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document import Line, Word, join_words
from pipeline.match import is_like, similarity, size_at_start
from pipeline.segment.appendix_headings import is_note
from pipeline.segment.document_number import find_number
from pipeline.segment.kinds import DocumentType, document_types, letterhead_words, types_standing
from pipeline.segment.letterhead_parts import begins_with_any, number_among, parts_of, place_and_date
from pipeline.segment.sides import sides
from pipeline.segment.signing import signing_start
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.shape import is_capital


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken for a title; all set by hand, not fitted."""

    # A letterhead has at most so many printed lines.
    letterhead: int = 25
    # At least so like (0 to 1) garbled words are the name of a kind.
    sure: float = 0.85
    # A line of less than this share of the longest has room for a word more: a paragraph ended with it.
    full: float = 0.8


LIMITS = Limits()
_SECTION = re.compile(r"(phan|[ivx]{1,4}|1|a)\s*[.:/)-]")


@dataclass(frozen=True, slots=True)
class Head:
    """A kind of document that a line names, with its first `size` words."""

    kind: DocumentType
    size: int


def document_type(line: Line, limits: Limits = LIMITS) -> str:
    """The document type that a line consists of, "" where it is none."""
    kind = _kind_of_whole(line.words, limits)
    return kind.name if kind else ""


def head_of(lines: Sequence[Line], limits: Limits = LIMITS) -> Head | None:
    """The kind of document that lines name in capitals: alone on one or two of them, or before a title."""
    if not lines or not (is_capital(lines[0].text) or is_capital(lines[0].raw)):
        return None
    words = lines[0].words
    two = (*words, *lines[1].words) if len(lines) > 1 and is_capital(lines[1].text) else ()
    for whole in (two, words):
        if whole and (kind := _kind_of_whole(whole, limits)):
            return Head(kind, len(whole))
    if len(sides(lines[0])) > 1 or find_number(lines[0].text):
        return None
    sizes = ((kind, size_at_start(words, kind.name, limits.sure)) for kind in types_standing("head"))
    named = [Head(kind, size) for kind, size in sizes if size]
    return max(named, key=lambda head: head.size, default=None)


def find_title(lines: Sequence[Line], limits: Limits = LIMITS) -> tuple[int, int]:
    """Where the title begins and where the text below it does; a letter has none but in its letterhead."""
    printed = [i for i, line in enumerate(lines) if not line.is_blank][: limits.letterhead]
    for place in printed:
        if head := head_of(lines[place : place + 2], limits):
            return place, _body_start(lines, place, head, limits)
        if _is_addressee(lines[place]):
            return place, place
    return _without_head(lines, printed, limits)


def _kind_of_whole(words: Sequence[Word], limits: Limits) -> DocumentType | None:
    best = max(types_standing("head"), key=lambda kind: similarity(words, kind.name))
    return best if is_like(words, best.name, limits.sure) else None


def _without_head(lines: Sequence[Line], printed: Sequence[int], limits: Limits) -> tuple[int, int]:
    """Title and text of a document that does not name its kind: below number, date and subject."""
    parts = {place: parts_of([lines[place]]) for place in printed}
    of_letterhead = [
        place
        for place, some in parts.items()
        if number_among(some) or any(place_and_date(part.text) for part in some)
    ]
    if not of_letterhead:
        return 0, _body_start(lines, 0, None, limits)
    below = of_letterhead[-1] + 1
    start = next((i for i in range(below, len(lines)) if lines[i].is_blank), below)
    start = next((i for i in range(start, len(lines)) if not lines[i].is_blank), len(lines))
    if start < len(lines) and is_capital(lines[start].text):
        return start, _body_start(lines, start, None, limits)
    return start, start


def _body_start(lines: Sequence[Line], title: int, head: Head | None, limits: Limits) -> int:
    """The first line below the title that opens the text, or says to whom it goes, or who decides."""
    has_title = head is not None and head.size < len(lines[title].words)
    is_gap = False
    for i in range(title + 1, len(lines)):
        if not skeleton(lines[i].text).strip(" _-–—*."):
            is_gap = is_gap or has_title
        elif _ends_title(lines, i, head, is_gap, has_title, limits):
            return i
        else:
            has_title, is_gap = True, False
    return len(lines)


def _ends_title(
    lines: Sequence[Line], place: int, head: Head | None, is_gap: bool, has_title: bool, limits: Limits
) -> bool:
    line = lines[place]
    if is_note(line) or _is_addressee(line):
        return True
    if has_title and _SECTION.match(skeleton(line.text)):
        return True
    if has_title and _opens_text(line, head) and (is_gap or _ended_above(lines, place, limits)):
        return True
    is_new = not (is_capital(line.text) and is_capital(_above(lines, place).text))
    if has_title and is_new and head and head.kind.names_authority and _is_authority(line):
        return True
    # Below a gap a title goes on in small letters, or in capitals if it began in them.
    return is_gap and not line.text[:1].islower() and is_new


def _is_addressee(line: Line) -> bool:
    parts = (join_words(words) for words in sides(line))
    return any(begins_with_any(text, letterhead_words().addressees) for text in parts)


def _opens_text(line: Line, head: Head | None) -> bool:
    openings = (head.kind if head else document_types()[0]).openings
    begins = line.text.lstrip()[:1].isupper() and not is_capital(line.text)
    return begins and begins_with_any(line.text, openings)


def _is_authority(line: Line) -> bool:
    """Whether a line names who decides: a post or a body, in capitals."""
    if not is_capital(line.text):
        return False
    return signing_start(line.words) == 0 or begins_with_any(line.text, dictionaries.lines("unit-heads.txt"))


def _above(lines: Sequence[Line], place: int) -> Line:
    """The last printed line above one of a title."""
    return next((line for line in reversed(lines[:place]) if not line.is_blank), lines[place])


def _ended_above(lines: Sequence[Line], place: int, limits: Limits) -> bool:
    """Whether the line above ended before the margin, so that this one opens a paragraph."""
    return len(lines[place - 1].raw) < limits.full * max(len(line.raw) for line in lines)
