"""The letterhead: issuer and motto side by side, number, place and date, type and title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.document import Line, join_words
from pipeline.match import read_exactly
from pipeline.messages import tr
from pipeline.plan import Repair
from pipeline.segment.document_number import DocumentNumber, find_number, mended_number
from pipeline.segment.fields import Field
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
from pipeline.segment.title import Head, garbled_head, head_of, kind_again, title_words
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton

_EDGES = " -–—_*"
# Kinds of documents that several offices issue.
JOINT = ("lien tich", "lien nganh")
# `V/v` as a picture shows it: _V/v, V/.
_SUBJECT = re.compile(r"[\W_]*[vV]\s?/\s?[vVyY]?(?!\w)")
_OWN_NUMBER = re.compile(r"\W{0,2}S[ốôóo]\s?:", re.I)
_EMPTY: Field[str] = Field("")
_UNDATED: Field[PlaceAndDate | None] = Field(None)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The fields of a letterhead; what was not found is empty. `blank_number` is still to be filled in."""

    issuer: Field[str] = _EMPTY
    parent_issuer: Field[str] = _EMPTY
    number: Field[str] = _EMPTY
    blank_number: str = ""
    dated: Field[PlaceAndDate | None] = _UNDATED
    doc_type: Field[str] = _EMPTY
    title: Field[str] = _EMPTY


@dataclass
class _Read:
    """What the parts of a letterhead are."""

    number: DocumentNumber | None = None
    numbered: Part | None = None
    units: list[Part] = field(default_factory=list)
    dated: Field[PlaceAndDate | None] = _UNDATED
    subject: list[Part] = field(default_factory=list)


def read_letterhead(
    letterhead: Sequence[Line], title: Sequence[Line], likely: DocumentType | None = None
) -> Letterhead:
    """The fields on the lines of a letterhead and of the title below it.

    The document is of the `likely` kind if neither heading nor number tell it.
    """
    read = _read(parts_of(letterhead))
    issuer, parent = _issuers(read.units)
    head = head_of(title)
    kind = head.kind if head else _kind_by_number(read) or likely
    if head is None and kind and title:
        head = garbled_head(title, kind)
    if kind and skeleton(kind.name).endswith(JOINT) and parent.value and "-" not in issuer.value:
        issuer = replace(issuer, doubt=tr("offices that issue together may stand below one another"))
    number = _number(read, kind)
    is_blank = bool(read.number and read.number.is_blank)
    return Letterhead(
        issuer=issuer,
        parent_issuer=parent,
        number=Field("", number.words) if is_blank else number,
        blank_number=number.value if is_blank and not _is_unread(read) else "",
        dated=read.dated,
        doc_type=_type(kind, head, title, read),
        title=_title(title, head) or _subject(read.subject),
    )


def _read(parts: Sequence[Part]) -> _Read:
    """The parts as what they are: number, place and date, the subject of a letter, lines of the issuer."""
    found = number_among(parts)
    read = _Read()
    unread = next((place for place, part in enumerate(parts) if is_number_line(part.text)), len(parts))
    own = next((place for place, part in enumerate(parts) if _OWN_NUMBER.match(part.text)), len(parts))
    if found and own < found[0] and _SUBJECT.match(parts[found[0]].text):
        # The number of another document, which the subject names; the own one was not read.
        found, unread = None, own
    if found:
        read.number, read.numbered = found[1], parts[found[0]]
    at = found[0] if found else unread
    for place, part in enumerate(parts):
        rest = _behind_number(part, found[1]) if found and place == at else part
        if not rest.text:
            continue
        _add(read, rest, is_above=place < at, is_below=place > at)
    return read


def _add(read: _Read, part: Part, *, is_above: bool, is_below: bool) -> None:
    """Take what stands above, at or below the number as what it is."""
    if dated := place_and_date(part.text):
        read.dated = read.dated if read.dated.value else Field(dated, part.words)
        if dated.before and is_above:
            read.units.append(Part(dated.before, part.has_gap, part.within(0, len(dated.before))))
    elif _is_subject(read, part, is_below=is_below):
        read.subject.append(part)
    elif is_above and not _is_litter(part):
        read.units.append(part)


def _behind_number(part: Part, number: DocumentNumber) -> Part:
    """What else stands where the number does."""
    text = part.text[number.end :].strip(_EDGES)
    return Part(text, part.has_gap, part.within(number.end, len(part.text)))


def _is_subject(read: _Read, part: Part, *, is_below: bool) -> bool:
    """Whether a part, which may be below the number, is the subject of a letter or goes on with it."""
    if read.subject:
        return not part.has_gap
    is_marked = begins_with_any(part.text, letterhead_words().subjects) or bool(_SUBJECT.match(part.text))
    return is_below and is_marked


def _is_litter(part: Part) -> bool:
    """Whether words above the number are of no unit: no letters, `Số` alone, a rule read as small letters."""
    if not any(letter.isalpha() for letter in part.text):
        return True
    if is_number_line(part.text) and part.text[-1:] == ":":
        return True
    return part.text == part.text.lower() and not read_exactly(part.words)


def _issuers(lines: Sequence[Part]) -> tuple[Field[str], Field[str]]:
    """Issuer and parent issuer: a line that begins no unit goes on with the line above.

    Two that a dash joins issue together.
    """
    units: list[Field[str]] = []
    is_joined = False
    for line in lines:
        is_open = bool(units) and _is_unfinished(units[-1].value)
        is_unit = not is_open and _begins_unit(line.text)
        if units and (is_joined or not is_unit):
            dash = " - " if is_joined and is_unit else " "
            units[-1] = Field(units[-1].value + dash + line.text, units[-1].words + line.words)
        else:
            units.append(Field(line.text, line.words))
        is_joined = line.goes_on
    parents = units[:-1]
    words = tuple(word for unit in parents for word in unit.words)
    return (units[-1] if units else Field("")), Field(" ".join(unit.value for unit in parents), words)


def _is_unfinished(name: str) -> bool:
    """Whether a line breaks off in a name, or behind one that goes on below: ỦY / BAN NHÂN DÂN / XÃ …"""
    begun = skeleton(name).split()
    return any(skeleton(one).split()[: len(begun)] == begun for one in letterhead_words().unfinished)


def _begins_unit(text: str) -> bool:
    """Whether a line begins the name of a unit: a document's number, SỐ 150/QĐ-UBND, is no Sở."""
    if is_number_line(text) and find_number(text):
        return False
    return begins_with_any(text, dictionaries.lines("unit-heads.txt"))


def _kind_by_number(read: _Read) -> DocumentType | None:
    """The kind of a document that no line names: by its number's sign, or a letter by its subject."""
    if read.number is None and not read.subject:
        return None
    sign = read.number.sign if read.number else ""
    known = [kind for kind in document_types() if sign in kind.abbreviations]
    letters = types_standing("subject")
    return known[0] if len(known) == 1 else letters[0] if letters and not known else None


def _number(read: _Read, kind: DocumentType | None) -> Field[str]:
    """The number as printed; where its sign was misread, with the abbreviation of its kind."""
    if read.number is None or read.numbered is None:
        return Field("")
    words = read.numbered.within(read.number.start, read.number.end)
    mended = "" if read_exactly(words) or kind is None else mended_number(read.number, kind)
    if not mended:
        return Field(read.number.text, words)
    ground = tr("the document is named {name}", name=kind.name) if kind else ""
    return Field(mended, words, repair=Repair(rule="number-sign", ground=ground))


def _is_unread(read: _Read) -> bool:
    """Whether something stands where the digits of a number would, only no digits: handwriting."""
    text = read.numbered.text[: read.number.start] if read.numbered and read.number else ""
    behind = re.split(r"[\s:.…]+", text, maxsplit=1)[1:]
    return any(letter.isalnum() for letter in "".join(behind))


def _type(kind: DocumentType | None, head: Head | None, title: Sequence[Line], read: _Read) -> Field[str]:
    """The kind with the words that name it: above the title, else the number's or the subject's."""
    if kind is None:
        return Field("")
    if head:
        return Field(kind.name, tuple(word for line in title for word in line.words)[: head.size])
    shown = next(iter(read.subject), read.numbered)
    return Field(kind.name, shown.words if shown else ())


def _title(lines: Sequence[Line], head: Head | None) -> Field[str] | None:
    """The title on some lines, the first of whose words may name the kind of document."""
    words = title_words(lines)[head.size if head else 0 :]
    words = words[kind_again(words, head.kind) if head else 0 :]
    text = join_words(words).strip(_EDGES)
    return Field(text, tuple(words)) if text else None


def _subject(parts: Sequence[Part]) -> Field[str]:
    """The subject of a letter, its `V/v` as read: no word is spelled so."""
    words = tuple(word for part in parts for word in part.words)
    if not words:
        return Field("")
    first = "V/v" if _SUBJECT.fullmatch(words[0].raw) else words[0].text
    # A subject ends without a full stop: what a picture shows for one is dirt.
    behind = _EDGES if read_exactly(words) else _EDGES + "."
    return Field(f"{first} {join_words(words[1:])}".lstrip(_EDGES).rstrip(behind), words)
