"""The letterhead: issuer and motto side by side, number, place and date, type and title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.document import Line, Word, join_words
from pipeline.plan import Header, PlanWarning
from pipeline.segment.document_number import DocumentNumber
from pipeline.segment.kinds import DocumentType, document_types, letterhead_words, types_standing
from pipeline.segment.letterhead_parts import (
    Part,
    PlaceAndDate,
    begins_with_any,
    is_number_line,
    number_among,
    parts_of,
    place_and_date,
)
from pipeline.segment.title import head_of
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton

_EDGES = " -–—_*"
_NAMES = {
    "issuer": "issuing body",
    "number": "number",
    "place": "place",
    "date": "date",
    "doc_type": "document type",
    "title": "title",
}


@dataclass
class _Read:
    """What the parts of a letterhead are."""

    number: DocumentNumber | None = None
    units: list[str] = field(default_factory=list)
    dated: PlaceAndDate | None = None
    subject: list[str] = field(default_factory=list)


def read_letterhead(
    letterhead: Sequence[Line], title: Sequence[Line]
) -> tuple[Header, tuple[PlanWarning, ...]]:
    """The header's fields; a field that was not found stays empty, with a warning."""
    read = _read(parts_of(letterhead))
    issuer, parent = _issuers(read.units)
    head = head_of(title)
    kind = head.kind if head else _kind_by_number(read)
    issued = read.dated.issued if read.dated else None
    header = Header(
        issuer=issuer,
        parent_issuer=parent,
        number=read.number.text if read.number and not read.number.is_blank else "",
        place=read.dated.place if read.dated else "",
        date=issued.isoformat() if issued else None,
        year=read.dated.year if read.dated else None,
        doc_type=kind.name if kind else "",
        title=_title(title, head.size if head else 0) or " ".join(read.subject).strip(_EDGES),
    )
    return header, tuple(_missing(header, read))


def _read(parts: Sequence[Part]) -> _Read:
    """The parts as what they are: number, place and date, the subject of a letter, lines of the issuer."""
    found = number_among(parts)
    read = _Read(number=found[1] if found else None)
    unread = next((place for place, part in enumerate(parts) if is_number_line(part.text)), len(parts))
    at = found[0] if found else unread
    for place, part in enumerate(parts):
        text = part.text[found[1].end :].strip(_EDGES) if found and place == at else part.text
        if not text:
            continue
        if dated := place_and_date(text):
            read.dated = read.dated or dated
            if dated.before and place < at:
                read.units.append(dated.before)
        elif _is_subject(read, part, is_below=place > at):
            read.subject.append(text)
        elif place < at and any(letter.isalpha() for letter in text):
            read.units.append(text)
    return read


def _is_subject(read: _Read, part: Part, *, is_below: bool) -> bool:
    """Whether a part, which may be below the number, is the subject of a letter or goes on with it."""
    if read.subject:
        return not part.has_gap
    return is_below and begins_with_any(part.text, letterhead_words().subjects)


def _issuers(lines: Sequence[str]) -> tuple[str, str]:
    """Issuer and parent issuer: a line that begins no unit goes on with the line above."""
    heads = dictionaries.lines("unit-heads.txt")
    unfinished = {skeleton(name) for name in letterhead_words().unfinished}
    units: list[str] = []
    for line in lines:
        if units and (not begins_with_any(line, heads) or skeleton(units[-1]) in unfinished):
            units[-1] += " " + line
        else:
            units.append(line)
    return (units[-1] if units else ""), " ".join(units[:-1])


def _kind_by_number(read: _Read) -> DocumentType | None:
    """The kind of a document that no line names: by its number's sign, or a letter by its subject."""
    if read.number is None and not read.subject:
        return None
    sign = read.number.sign if read.number else ""
    known = [kind for kind in document_types() if sign in kind.abbreviations]
    letters = types_standing("subject")
    return known[0] if len(known) == 1 else letters[0] if letters and not known else None


def _title(lines: Sequence[Line], named: int) -> str:
    """The title on some lines, the first of whose words name the kind of document."""
    words: list[Word] = [word for line in lines for word in line.words][named:]
    return join_words(words).strip(_EDGES)


def _missing(header: Header, read: _Read) -> Iterator[PlanWarning]:
    for field_name, name in _NAMES.items():
        if getattr(header, field_name):
            continue
        message = f"The letterhead shows no {name} that could be read."
        if field_name == "number" and read.number:
            message = f"The number is still to be filled in: {read.number.text}."
        if field_name == "date" and read.dated:
            message = "The date is still to be filled in, or could not be read."
        yield PlanWarning(code="header-missing", message=message, row="header", field=field_name)
