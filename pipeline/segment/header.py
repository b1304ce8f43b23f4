"""The header of a plan: its letterhead, or what a file that is only an appendix tells of its document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.document import Line, join_words
from pipeline.messages import tr
from pipeline.plan import Attached, CellEvidence, Header, PlanWarning, Repair
from pipeline.segment.alone import Note, attached_plan, lines_alone, note_of, of_appendix
from pipeline.segment.document_number import find_number, mended_number
from pipeline.segment.fields import Field
from pipeline.segment.header_doubts import NAMES, doubts
from pipeline.segment.issued import issued_by_article
from pipeline.segment.kinds import DocumentType, type_named, types_standing
from pipeline.segment.letterhead import Letterhead, read_letterhead
from pipeline.segment.letterhead_parts import PlaceAndDate
from pipeline.segment.own_names import with_head_spelled, with_own_name
from pipeline.segment.plan_years import years_of
from pipeline.segment.regions import Regions
from pipeline.vietnamese.folding import skeleton


def read_header(
    regions: Regions, unread: frozenset[int] = frozenset()
) -> tuple[Header, tuple[PlanWarning, ...]]:
    """The header; a field that was not found stays empty, with a warning, and one that may be wrong has one.

    Nothing that stands on the pages `unread` can be relied on.
    """
    alone = lines_alone(regions)
    if alone:
        read = of_appendix(alone)
    else:
        read = read_letterhead(regions.letterhead, regions.title)
        if not read.doc_type.value and (kind := _kind_by_notes(regions.appendices)):
            read = read_letterhead(regions.letterhead, regions.title, kind)
        read = _with_note(read, regions.appendices)
    place = read.dated.value.place if read.dated.value else ""
    read = replace(read, issuer=with_head_spelled(read.issuer))
    read = replace(read, title=with_own_name(read.title, place, read.issuer.value))
    attached = _attached(regions, read.doc_type.value)
    first, until = years_of(read.title.value)
    if attached and not first:
        first, until = years_of(attached.title)
    dated = read.dated.value
    issued = dated.issued if dated else None
    fields = _fields(read)
    header = Header(
        **{name: one.value for name, one in fields.items() if name != "date"},
        date=issued.isoformat() if issued else None,
        date_printed=dated.printed if dated and not issued else "",
        year=first or (dated.year if dated else None),
        until=until,
        attached=attached,
        evidence=dict(_evidence(fields)),
    )
    return header, (*_missing(header, read, is_alone=bool(alone)), *doubts(fields, unread))


def _attached(regions: Regions, doc_type: str) -> Attached | None:
    """The plan that a decision issues: one in the same file, or what its articles say where none is."""
    if regions.appendices:
        return attached_plan(regions.appendices, doc_type)
    return issued_by_article(regions.body, doc_type)


def _with_note(read: Letterhead, appendices: Sequence[Sequence[Line]]) -> Letterhead:
    """A letterhead with what its own appendices say of number and date where it could not be read itself."""
    note = _own_note(read.doc_type.value, appendices)
    if note is None or read.blank_number:
        return read
    own_note = Repair(rule="own-note", ground=tr("an appendix says with which document it was issued"))
    if not read.number.value:
        read = replace(read, number=Field(note.number, note.words, repair=own_note))
    if read.dated.value is None and note.issued:
        dated = PlaceAndDate("", note.issued, note.issued.year)
        read = replace(read, dated=Field(dated, note.words, repair=own_note))
    return read


def _kind_by_notes(appendices: Sequence[Sequence[Line]]) -> DocumentType | None:
    """The kind of document that the first note of an appendix names."""
    words = next((note.words for note in map(note_of, appendices) if note.number), ())
    flat = skeleton(join_words(words)).partition(" so ")[0]
    kinds = [kind for kind in types_standing("head") if flat.endswith(skeleton(kind.name))]
    return max(kinds, key=lambda kind: len(kind.name), default=None)


def _own_note(doc_type: str, appendices: Sequence[Sequence[Line]]) -> Note | None:
    """The note with a number of such a kind of document, rather one whose sign is the kind's."""
    kind = type_named(doc_type)
    if kind is None:
        return None
    found = []
    for note in map(note_of, appendices):
        number = find_number(note.number)
        if number and skeleton(doc_type) in skeleton(join_words(note.words)):
            mended = mended_number(number, kind)
            is_doubtful = not mended and number.sign not in kind.abbreviations
            found.append((is_doubtful, replace(note, number=mended or note.number)))
    return min(found, key=lambda one: one[0], default=(True, None))[1]


def _fields(read: Letterhead) -> Mapping[str, Field[Any]]:
    """The fields by their names in the contract; place and date stand on one line."""
    dated = read.dated
    value = dated.value
    at = [place for place, word in enumerate(dated.words) if word.text.strip(",").lower().startswith("ngày")]
    cut = at[0] if at else len(dated.words)
    return {
        "issuer": read.issuer,
        "parent_issuer": read.parent_issuer,
        "number": read.number,
        "place": Field(value.place if value else "", dated.words[:cut] if value and value.place else ()),
        "date": Field(value.issued if value else None, dated.words[cut:], dated.doubt, dated.repair),
        "doc_type": read.doc_type,
        "title": read.title,
    }


def _evidence(fields: Mapping[str, Field[Any]]) -> Iterator[tuple[str, CellEvidence]]:
    for name, one in fields.items():
        if proof := one.evidence:
            yield name, proof


def _printed(lines: Sequence[Line]) -> bool:
    return any(not line.is_blank for line in lines)


def _missing(header: Header, read: Letterhead, *, is_alone: bool) -> Iterator[PlanWarning]:
    for field_name, name in NAMES.items():
        if getattr(header, field_name):
            continue
        message = tr("The letterhead shows no {name} that could be read.", name=tr(name))
        if is_alone:
            message = tr("The file is an appendix; it does not tell its document's {name}.", name=tr(name))
        if field_name == "number" and read.blank_number:
            message = tr("The number is still to be filled in: {number}.", number=read.blank_number)
        if field_name == "date" and read.dated.value:
            message = tr("The date is still to be filled in, or could not be read.")
        proof = header.evidence.get(field_name)
        yield PlanWarning(
            code="header-missing",
            message=message,
            row="header",
            field=field_name,
            page=proof.page if proof else None,
            box=proof.box if proof else None,
            raw=proof.raw if proof else "",
        )
