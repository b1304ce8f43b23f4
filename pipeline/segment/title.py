"""The title: the line that names the kind of document, and what stands below it down to the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from pipeline.document import Line, Word, join_words
from pipeline.match import is_like, read_exactly, similarity, size_at_start
from pipeline.segment.appendix_headings import is_note
from pipeline.segment.citations import begins_with_kind
from pipeline.segment.document_number import find_number
from pipeline.segment.kinds import DocumentType, document_types, letterhead_words, types_standing
from pipeline.segment.letterhead_parts import (
    begins_with_any,
    is_stamp,
    number_among,
    parts_of,
    place_and_date,
)
from pipeline.segment.sides import sides
from pipeline.segment.signing import signing_start
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.shape import is_capital


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken for a title; all set by hand, not fitted."""

    # A letterhead has at most so many printed lines: of 77 real ones none has more than 10.
    letterhead: int = 25
    # So has a title: of the same none has more than 6.
    title: int = 20
    # At least so like (0 to 1) garbled words are the name of a kind.
    sure: float = 0.85
    # A line of less than this share of the longest has room for a word more: a paragraph ended with it.
    full: float = 0.8
    # All lines of a paragraph but its last are at least of this share.
    running: float = 0.7
    # At least so like is one that only its number tells of.
    garbled: float = 0.4
    # A word of which the reader is less sure (0 to 1) is of a stamp or a rule, if its whole line is such.
    litter: float = 0.3


LIMITS = Limits()
_SIGNS = ("-", "–", "—", "&", "/", "+")
_SECTION = re.compile(r"(phan|[ivx]{1,4}|1|a|dieu 1)\s*[.:/)-]")
# What stands by itself above the title of a part: Phần thứ nhất
_PART = re.compile(r"phan (?:thu (?:nhat|mot)|i|1|mo dau)[.:]?")
# Lines of the longest ground that a document gives for itself; it ends in a sign that no title ends in.
LONG_GROUND, GROUND_ENDS = 8, (";", ":")
# What a title announces with a colon stands in quotes: Hội thi: / “Em yêu cây xanh”
QUOTES = '“"'
# Words behind which the name of a kind is none: kế hoạch hóa gia đình, Quyết định số 5/QĐ-UBND
GOES_ON_WITH = ("hoa", "so")
# Grounds may be listed.
BULLETS = "-–—+•*"
# Words of the longest line that a narrow column broke off in the words that open a text.
BROKEN = 2
# Lines of the longest paragraph that a text may open with, and words of the shortest told as one.
LONG_PROSE, LEAST_PROSE = 15, 20


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


def garbled_head(lines: Sequence[Line], kind: DocumentType, limits: Limits = LIMITS) -> Head | None:
    """The line that names a kind so badly that only the number tells which."""
    words = lines[0].words
    size = len(kind.name.split())
    if len(lines) < 2 or len(words) > size + 1 or read_exactly(words):
        return None
    return Head(kind, len(words)) if similarity(words, kind.name) >= limits.garbled else None


def kind_again(words: Sequence[Word], kind: DocumentType, limits: Limits = LIMITS) -> int:
    """How many words of a title only name its kind once more: THÔNG TƯ / THÔNG TƯ QUY ĐỊNH …"""
    size = size_at_start(words, kind.name, limits.sure)
    return size if size < len(words) and skeleton(words[size].text) not in GOES_ON_WITH else 0


def title_words(lines: Sequence[Line], limits: Limits = LIMITS) -> list[Word]:
    """The words of a title without specks between them that an engine read as signs."""
    return [word for line in lines for word in line.words if not _is_speck(word)]


def find_title(lines: Sequence[Line], limits: Limits = LIMITS) -> tuple[int, int]:
    """Where the title begins and where the text below it does; a letter has none but in its letterhead."""
    printed = [i for i, line in enumerate(lines) if not line.is_blank][: limits.letterhead]
    for place in printed:
        if _is_text(lines, place):
            break
        if head := head_of(lines[place : place + 2], limits):
            return place, _body_start(lines, place, head, limits)
        if _is_addressee(lines[place]):
            return place, place
    return _without_head(lines, printed, limits)


def _is_speck(word: Word) -> bool:
    is_sign = word.text and not any(letter.isalnum() for letter in word.text) and word.text not in _SIGNS
    return bool(is_sign) and word.confidence < 1


def is_litter(line: Line, limits: Limits = LIMITS) -> bool:
    """Whether no word of a line was read with any certainty: a stamp over the page."""
    return all(word.confidence < limits.litter for word in line.words if word.text)


def _kind_of_whole(words: Sequence[Word], limits: Limits) -> DocumentType | None:
    best = max(types_standing("head"), key=lambda kind: similarity(words, kind.name))
    return best if is_like(words, best.name, limits.sure) else None


def _without_head(lines: Sequence[Line], printed: Sequence[int], limits: Limits) -> tuple[int, int]:
    """Title and text of a document that does not name its kind: below number, date and subject."""
    above = list(takewhile(lambda place: not _is_text(lines, place, from_start=True), printed))
    if not above:
        return 0, 0
    parts = {place: parts_of([lines[place]]) for place in above}
    of_letterhead = [
        place
        for place, some in parts.items()
        if number_among(some) or any(place_and_date(part.text) for part in some)
    ]
    if not of_letterhead:
        return 0, _body_start(lines, 0, None, limits)
    below = of_letterhead[-1] + 1
    # Where no gap parts it from the text, nothing below number and date is of a letterhead.
    start = next((i for i in range(below, printed[-1] + 1) if lines[i].is_blank), below)
    start = next((i for i in range(start, len(lines)) if not lines[i].is_blank), len(lines))
    if start < len(lines) and is_capital(lines[start].text):
        return start, _body_start(lines, start, None, limits)
    return start, start


def _body_start(lines: Sequence[Line], title: int, head: Head | None, limits: Limits) -> int:
    """The first line below the title that opens the text, or says to whom it goes, or who decides."""
    has_title = head is not None and head.size < len(lines[title].words)
    is_gap = False
    printed = (i for i in range(title + 1, len(lines)) if not lines[i].is_blank)
    beyond = next(islice(printed, limits.title - 1, None), len(lines))
    for i in range(title + 1, beyond):
        if not skeleton(lines[i].text).strip(" _-–—*."):
            is_gap = is_gap or has_title
        elif _ends_title(lines, i, head, is_gap, has_title, limits):
            return i
        else:
            has_title, is_gap = True, False
    # A text without any gap: what of it is the title cannot be told, but for the line that names its kind.
    return beyond if beyond == len(lines) else title + (head is not None)


def _ends_title(
    lines: Sequence[Line], place: int, head: Head | None, is_gap: bool, has_title: bool, limits: Limits
) -> bool:
    line = lines[place]
    if _is_no_title(line, limits):
        return True
    is_new = not (is_capital(line.text) and _is_set_in_capitals(_above(lines, place)))
    if has_title:
        if _begins_section(line) or _begins_text(lines, place, head, is_gap, limits):
            return True
        if _is_authority(line) and (head is None or head.kind.names_authority):
            return (is_new and head is not None) or _is_before_text(lines, place, head)
        if _is_stamp(lines, place):
            return True
    # Below a gap a title goes on in small letters, in capitals if it began so, or with what it announced.
    return is_gap and not line.text[:1].islower() and is_new and not _is_announced(lines, place)


def _is_announced(lines: Sequence[Line], place: int) -> bool:
    return _above(lines, place).text.rstrip()[-1:] == ":" and lines[place].text.strip()[:1] in QUOTES


def _begins_section(line: Line) -> bool:
    """Whether a line begins the first section of a text, or says which part it is: Phần thứ nhất"""
    flat = skeleton(line.text).strip()
    return bool(_SECTION.match(flat) or _PART.fullmatch(flat))


def _begins_text(lines: Sequence[Line], place: int, head: Head | None, is_gap: bool, limits: Limits) -> bool:
    """Whether a line, where something may begin, opens the text as its words say."""
    begins = is_gap or _ended_above(lines, place, limits) or _is_ground(lines[place : place + LONG_GROUND])
    if begins and (_opens_text_at(lines, place, head) or _is_prose(lines, place, head, limits)):
        return True
    return _is_set_in_capitals(_above(lines, place)) and _is_running(lines, place, head, limits)


def _is_no_title(line: Line, limits: Limits) -> bool:
    return is_note(line) or _is_addressee(line) or is_litter(line, limits)


def _is_addressee(line: Line) -> bool:
    parts = (join_words(words) for words in sides(line))
    return any(begins_with_any(text, letterhead_words().addressees) for text in parts)


def opening_at(lines: Sequence[Line], place: int) -> str:
    """The text of a line; one that breaks off in its first words with the line below: Căn / cứ Luật …"""
    text = lines[place].text
    below = lines[place + 1].text if place + 1 < len(lines) else ""
    return f"{text} {below}" if len(text.split()) <= BROKEN and below[:1].islower() else text


def _opens_text_at(lines: Sequence[Line], place: int, head: Head | None) -> bool:
    return _opens_text(lines[place], head, opening_at(lines, place))


def _opens_text(line: Line, head: Head | None, text: str = "") -> bool:
    """Whether a line, or the `text` that it is the beginning of, opens a text."""
    openings = (head.kind if head else document_types()[0]).openings
    text = (text or line.text).lstrip(BULLETS + " ")
    if is_capital(text) or not text[:1].isupper():
        return False
    if read_exactly(line.words):
        # Without its marks one word is another: a title goes on with Đề án, a text begins with Để.
        first = text.split()[0].lower()
        openings = tuple(one for one in openings if " " in one or one.lower() == first)
    return begins_with_any(text, openings)


def _is_ground(lines: Sequence[Line]) -> bool:
    """Whether lines begin with a paragraph as grounds stand in: Căn cứ Luật …;"""
    ends = (line.text.rstrip()[-1:] for line in takewhile(lambda line: not line.is_blank, lines))
    return next((end for end in ends if end in (*GROUND_ENDS, ".")), "") in GROUND_ENDS


def _is_prose(lines: Sequence[Line], place: int, head: Head | None, limits: Limits) -> bool:
    """Whether a paragraph of some sentences begins with a line: no title is so long and ends as they do."""
    full = limits.running * max(len(line.raw) for line in lines[place:])
    text = ""
    for line in lines[place : place + LONG_PROSE]:
        if line.is_blank or is_capital(line.text) or (text and _opens_text(line, head)):
            break
        text = f"{text} {line.text.strip()}"
        if line.text.rstrip()[-1:] in (*GROUND_ENDS, "."):
            return text.lstrip()[:1].isupper() and len(text.split()) >= LEAST_PROSE
        if len(line.raw) < full:
            break
    return False


def _is_running(lines: Sequence[Line], place: int, head: Head | None, limits: Limits) -> bool:
    """Whether a paragraph in small letters begins with a line, however its lines are broken: below a title in
    capitals it is no part of that."""
    text, full = "", limits.running * max(len(line.raw) for line in lines[place:])
    for at, line in enumerate(lines[place : place + LONG_PROSE]):
        begun = line.text.strip()
        if line.is_blank or is_capital(begun) or (at and _opens_text(line, head)):
            return False
        is_sentence = begun[:1].isupper() and not begins_with_kind(begun)
        if at == 1 and is_sentence and len(lines[place].raw) < full:
            # What is above is a line by itself: Trên địa bàn xã
            return False
        text = f"{text} {begun}".strip()
        if begun[-1:] in (*GROUND_ENDS, "."):
            break
    return text[:1].isupper() and text[-1:] in (*GROUND_ENDS, ".") and len(text.split()) >= LEAST_PROSE


def _is_text(lines: Sequence[Line], place: int, *, from_start: bool = False) -> bool:
    """Whether the text begins with a line: below a gap, as no letterhead goes on, or without a letterhead."""
    if from_start and place == 0:
        return bool(_SECTION.match(skeleton(lines[0].text))) or _opens_text(lines[0], None)
    return place > 0 and lines[place - 1].is_blank and _opens_text(lines[place], None)


def _is_authority(line: Line) -> bool:
    """Whether a line names who decides: a post or a body, in capitals."""
    if not is_capital(line.text):
        return False
    return signing_start(line.words) == 0 or begins_with_any(line.text, dictionaries.lines("unit-heads.txt"))


def _is_before_text(lines: Sequence[Line], place: int, head: Head | None) -> bool:
    """Whether the text begins below a line."""
    sessions = letterhead_words().sessions
    printed = (i for i in range(place + 1, len(lines)) if not lines[i].is_blank)
    below = next((i for i in printed if not begins_with_any(lines[i].text, sessions)), None)
    return below is not None and _opens_text_at(lines, below, head)


def _is_stamp(lines: Sequence[Line], place: int) -> bool:
    """Whether a line below a title in small letters is in capitals, a stamp or who decides, or is a mark."""
    if is_stamp(lines[place].text.strip(" ()")):
        return True
    words = lines[place].text.split()
    above = _above(lines, place)
    return len(words) > 2 and is_capital(lines[place].text) and not _is_set_in_capitals(above)


def _is_set_in_capitals(line: Line) -> bool:
    """Whether a line is in capitals, be it a word too short to tell anything else by: VỀ"""
    return is_capital(line.text) or line.text.isupper()


def _above(lines: Sequence[Line], place: int) -> Line:
    """The last printed line above one of a title."""
    return next((line for line in reversed(lines[:place]) if not line.is_blank), lines[place])


def _ended_above(lines: Sequence[Line], place: int, limits: Limits) -> bool:
    """Whether the line above ended before the margin, so that this one opens a paragraph."""
    return len(lines[place - 1].raw) < limits.full * max(len(line.raw) for line in lines)
