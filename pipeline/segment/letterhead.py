"""The letterhead: issuer and motto side by side, number, place and date, type and title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.document import Line, Word, join_words
from pipeline.match import find_phrase
from pipeline.plan import Header, Warning
from pipeline.segment.document_number import find_number
from pipeline.segment.title import document_type
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton

MOTTO = ("Cộng hòa xã hội chủ nghĩa Việt Nam", "Độc lập - Tự do - Hạnh phúc")
LEAST = 0.7
_DATE = re.compile(r"ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})")
_PLACE_AND_DATE = re.compile(r"([^,;.:/]+?)\s*[,.;]\s*ngay\b")
_SHORT_DATE = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_UNFINISHED = ("ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân", "ubnd", "ủy ban", "hđnd")


def read_letterhead(letterhead: Sequence[Line], title: Sequence[Line]) -> tuple[Header, tuple[Warning, ...]]:
    """The header's fields; a field that was not found stays empty, with a warning."""
    units: list[str] = []
    number = place = ""
    issued: date | None = None
    for line in letterhead:
        words = list(line.words)
        for phrase in MOTTO:
            span = find_phrase(words, phrase, LEAST)
            words = words[: span[0]] + words[span[1] :] if span else words
        text = join_words(words).strip(" -–—_*.")
        if not number and (printed := find_number(text, or_blank=True)):
            number = printed.text
            text = text[printed.end :].strip()
        if found := date_in(text):
            issued = issued or found
            beside, found_place = _unit_and_place(_place_before_date(text))
            place = place or found_place
            if beside and not number:
                units.append(beside)
        elif text and not number and any(letter.isalpha() for letter in text):
            units.append(text)
    issuer, parent = _units(units)
    fields = Header(
        issuer=issuer,
        parent_issuer=parent,
        number=number,
        place=place,
        date=issued.isoformat() if issued else None,
        year=issued.year if issued else None,
        doc_type=document_type(title[0]) if title else "",
        title=_joined_title(title[1:]),
    )
    return fields, _missing(fields)


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


def _place_before_date(text: str) -> str:
    match = _PLACE_AND_DATE.search(skeleton(text))
    return text[match.start(1) : match.end(1)].strip(" -–—_") if match else ""


def _unit_and_place(text: str) -> tuple[str, str]:
    """A line of the issuer's, in capitals, that stands beside place and date, and the place."""
    words = text.split()
    capital = next((i for i, word in enumerate(words) if not word.isupper()), 0)
    return " ".join(words[:capital]), " ".join(words[capital:])


def _units(lines: Sequence[str]) -> tuple[str, str]:
    """Issuer and parent issuer: a line that begins no unit goes on with the line above."""
    heads = tuple(skeleton(head) for head in dictionaries.lines("unit-heads.txt"))
    units: list[str] = []
    for line in lines:
        begins = any(skeleton(line) == head or skeleton(line).startswith(head + " ") for head in heads)
        if units and (not begins or units[-1].lower() in _UNFINISHED):
            units[-1] += " " + line
        else:
            units.append(line)
    return (units[-1] if units else ""), " ".join(units[:-1])


def _joined_title(lines: Sequence[Line]) -> str:
    words: list[Word] = [word for line in lines for word in line.words]
    return join_words(words).strip(" -–—_*")


def _missing(header: Header) -> tuple[Warning, ...]:
    names = {
        "issuer": "issuing body",
        "number": "number",
        "date": "date",
        "doc_type": "document type",
        "title": "title",
    }
    return tuple(
        Warning(
            code="header-missing", message=f"The letterhead shows no {name} that could be read.", where=field
        )
        for field, name in names.items()
        if not getattr(header, field)
    )
