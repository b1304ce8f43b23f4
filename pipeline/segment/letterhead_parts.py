"""The parts of a letterhead: what stands on each line, or on one side of it, and what that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.document import Line, Word, join_words
from pipeline.segment.document_number import DocumentNumber, find_number
from pipeline.segment.kinds import letterhead_words
from pipeline.segment.mottos import Mottos, is_motto_line
from pipeline.segment.sides import sides
from pipeline.segment.signing import is_mark
from pipeline.vietnamese.folding import confusable, skeleton

# Words may stand close to what is before or behind them: ngày7 tháng 3 năm2025
_DATE = re.compile(r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})")
_SHORT_DATE = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
# A place and a date behind it, day and month perhaps still to be filled in.
# Before the name of a place its kind may stand in short: TP. Vinh
_PLACE_AND_DATE = re.compile(
    r"((?:.*\bt[ptx]\s?\.)?[^,;.:/]*?)\s*[,.;]?\s*\bngay(?![a-z])(?=.*thang|\s*\d{1,2}\s*[/.-])"
)
_KINDS_OF_PLACES = ("TP.", "TT.", "TX.")
# A narrow column breaks a date off: Tân Lập, ngày / 05 tháng 01 / năm 2025; or its place: Sơn / La, ngày 05 …
# It may break between them: Sơn La, / ngày 05 …
_BROKEN_DATE = re.compile(r"\bngay(?:\s+\d{1,2})?(?:\s+thang(?:\s+\d{1,2})?)?(?:\s+nam)?$")
_HALF_A_PLACE = re.compile(r"[a-z]+\s*,\s*ngay(?![a-z])")
_DATE_GOES_ON = re.compile(r"\d{1,2}\s+thang\b|thang\b|\d{1,2}\s+nam\b|nam\b|\d{4}$")
_WHOLE_PLACE = re.compile(r"[^,;:/\d]+,")
# What a broken number goes on with, at most so many parts below: Số: 5/KH-BCĐ- / Tân Lập, ngày … / PCTT
_ABBREVIATION, NEAR = re.compile(r"[A-ZĐ]{2,8}"), 3
_YEAR = re.compile(r"\bnam\s*(\d{4})")
# An abbreviation in a number, with the signs around it.
_SIGN, _SIGNS = re.compile(r"[/-]*[A-ZĐƯƠ&]{2,}[0-9]*[/-]*"), ("/", "-")
_EDGES, _DASHES = " -–—_*.", ("-", "–", "—")


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stand together on a line, no motto among them; `has_gap` says that a gap is above.

    `goes_on` says that a dash behind them joins what stands below.
    """

    text: str
    has_gap: bool
    words: tuple[Word, ...] = ()
    goes_on: bool = False

    def within(self, start: int, end: int) -> tuple[Word, ...]:
        """The words of a part of the text."""
        found, place = [], 0
        for word in self.words:
            at = self.text.find(word.text, place) if word.text else -1
            if at < 0:
                continue
            place = at + len(word.text)
            if at < end and place > start:
                found.append(word)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class PlaceAndDate:
    """Where and when a document was issued; what is still blank is None. `before` stands left of both.

    `printed` is the date as it stands there, a blank as three dots.
    """

    place: str
    issued: date | None
    year: int | None
    before: str = ""
    printed: str = ""


def parts_of(lines: Sequence[Line]) -> list[Part]:
    """What stands on the lines of a letterhead, from the top, what is side by side from the left."""
    parts: list[Part] = []
    mottos = Mottos()
    for line, has_gap in _with_gaps(lines):
        for part in _parts(line, has_gap, mottos):
            if (place := _with_broken_number(parts, part.text)) >= 0:
                of = parts[place]
                parts[place] = Part(f"{of.text}-{part.text}", of.has_gap, of.words + part.words)
                continue
            if parts and _goes_on(parts[-1].text, part.text):
                last = parts.pop()
                part = Part(f"{last.text} {part.text}", last.has_gap, last.words + part.words)
            parts.append(part)
    return parts


def _with_broken_number(parts: Sequence[Part], text: str) -> int:
    """Which of the last parts has a number that breaks off at a hyphen before a text, -1 for none."""
    if not _ABBREVIATION.fullmatch(text):
        return -1
    last = range(len(parts) - 1, max(len(parts) - 1 - NEAR, -1), -1)
    broken = (place for place in last if parts[place].goes_on)
    return next((place for place in broken if _ends_with_number(parts[place].text)), -1)


def _ends_with_number(text: str) -> bool:
    number = find_number(text)
    return number is not None and number.end == len(text)


def _goes_on(above: str, text: str) -> bool:
    """Whether a part goes on with the date, the number or the place that the one above breaks off in."""
    if is_number_line(above) and len(above.split()) == 1:
        number = find_number(text, or_blank=True)
        return number is not None and number.start == 0
    if _WHOLE_PLACE.fullmatch(above) and skeleton(text).startswith("ngay"):
        return True
    if _BROKEN_DATE.search(skeleton(above)) and _DATE_GOES_ON.match(skeleton(text)):
        return True
    is_word = above.istitle() and len(above.split()) == 1
    return is_word and bool(_HALF_A_PLACE.match(skeleton(text)))


def number_among(parts: Sequence[Part]) -> tuple[int, DocumentNumber] | None:
    """The document's own number and the part that it stands in: rather one behind `Số:` than any other."""
    found = [(place, number) for place, part in enumerate(parts) if (number := _number(part.text))]
    return min(found, key=lambda one: (_rank(parts[one[0]].text), one[0]), default=None)


def place_and_date(text: str) -> PlaceAndDate | None:
    """The place and the date that a text holds and ends with, None where it holds none.

    >>> place_and_date("Tân Lập, ngày 05 tháng 01 năm 2025").issued
    datetime.date(2025, 1, 5)
    >>> place_and_date("Tân Lập, ngày     tháng 01 năm 2025").year
    2025
    """
    flat = skeleton(text)
    match = _PLACE_AND_DATE.match(flat)
    if not match:
        return None
    issued = date_in(flat[match.end(1) :])
    year = _YEAR.search(flat, match.end(1))
    before, place = _in_capitals(text[: match.end(1)].strip(_EDGES))
    if not place and "thang" not in flat:
        return None
    known = issued.year if issued else int(year.group(1)) if year else None
    return PlaceAndDate(place, issued, known, before, _printed(text[match.end(1) :]))


def _printed(text: str) -> str:
    """A date with what is blank on it as three dots: ngày … tháng 4 năm 2026."""
    words = re.sub(r"[.…_]{2,}|\s+…\s+", " ", text).strip(" ,.;")
    for name in ("ngày", "tháng", "năm"):
        words = re.sub(rf"\b({name})(?=\s*(?:tháng|năm|$))", r"\1 …", words, flags=re.IGNORECASE)
    return " ".join(words.split())


def date_in(text: str) -> date | None:
    """The first date in a text, written out or with slashes; None where there is none or no such day."""
    flat = skeleton(text)
    match = _DATE.search(flat) or _SHORT_DATE.search(flat)
    if not match:
        return None
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def begins_with_any(text: str, phrases: Sequence[str]) -> bool:
    """Whether a text begins with one of some phrases, marks and case left aside."""
    flat = skeleton(text).lstrip(_EDGES + '(“"')
    return any(re.match(rf"{re.escape(skeleton(phrase))}(?![^\W_])", flat) for phrase in phrases)


def is_number_line(text: str) -> bool:
    """Whether a text begins with `Số`, perhaps garbled."""
    first = re.split(r"[\s:.…]|(?<=\D)(?=\d{2})", text, maxsplit=1)[0]
    return confusable(first) in {confusable(word) for word in letterhead_words().number_words}


def _with_gaps(lines: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    has_gap = False
    for line in lines:
        if not line.is_blank:
            yield line, has_gap
        has_gap = line.is_blank


def _parts(line: Line, has_gap: bool, mottos: Mottos) -> Iterator[Part]:
    waiting: list[Word] = []
    columns = sides(line)
    for column, side in enumerate(columns):
        is_left = column + 1 < len(columns)
        rest = mottos.without(side, is_left=is_left)
        if (column or len(columns) == 1) and is_motto_line(side):
            continue
        words = _with_signs_as_read([*waiting, *rest])
        waiting = []
        text = join_words(words)
        goes_on = text[-1:] in _DASHES
        text = text.strip(_EDGES)
        if is_number_line(text) and len(text.split()) == 1:
            # What was filled in behind it may stand far off.
            waiting = words
        elif any(letter.isalnum() for letter in text) and not is_mark(text) and not is_stamp(text):
            yield Part(text, has_gap, tuple(words), goes_on)
    if waiting:
        yield Part(join_words(waiting).strip(_EDGES), has_gap, tuple(waiting))


def _with_signs_as_read(words: Sequence[Word]) -> list[Word]:
    """Words, the capitals behind a stroke or hyphen as read: abbreviations are no misread words."""
    found = []
    for before, word in zip((None, *words), words, strict=False):
        is_behind = word.raw[:1] in _SIGNS or (before is not None and before.raw[-1:] in _SIGNS)
        is_sign = word.text != word.raw and is_behind and _SIGN.fullmatch(word.raw)
        found.append(replace(word, text=word.raw) if is_sign else word)
    return found


def is_stamp(text: str) -> bool:
    """Whether a text is nothing but a mark such as KHẨN, perhaps with a number (Dự thảo lần 2)."""
    flat = re.sub(r"\s*\b(lan|lan thu)?\s*\d*\W*$", "", skeleton(text)).strip()
    return flat in {skeleton(mark) for mark in letterhead_words().marks}


def _number(text: str) -> DocumentNumber | None:
    """The number in a part of a letterhead; one that is blank only where nothing but `Số:` is before it."""
    number = find_number(text)
    blank = find_number(text, or_blank=True)
    # Behind a letter or digit there is something, only no number.
    is_behind = blank is not None and text[: blank.start][-1:].isalnum() and text[blank.start] == "/"
    if blank and blank.is_blank and not is_behind and (number is None or blank.start < number.start):
        return blank if is_number_line(text) or blank.start == 0 else number
    return number


def _rank(text: str) -> int:
    if not is_number_line(text):
        return 2
    return 0 if ":" in text.split("/")[0] else 1


def _in_capitals(text: str) -> tuple[str, str]:
    """A line of the issuer's, in capitals, that stands before the place, and the place."""
    words = text.split()
    capital = next((i for i, word in enumerate(words) if not word.isupper()), 0)
    capital -= capital > 0 and words[capital - 1] in _KINDS_OF_PLACES
    return " ".join(words[:capital]), " ".join(words[capital:])
