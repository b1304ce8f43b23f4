"""Legal bases: the documents that a plan says it carries out or rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.plan import LegalBasis
from pipeline.segment.kinds import document_types
from pipeline.segment.letterhead_parts import date_in
from pipeline.vietnamese.folding import skeleton

_NUMBER = re.compile(
    r"\s*(?:số)?[:\s]*((?:\d[\w.]*)(?:/\d{4})?/[A-ZĐ][\w&Đ]*(?:[-–][\w&Đ]+)*|\d+[-–][A-ZĐ]{2}/[A-ZĐ]{2}\w*)"
)
_DATE = re.compile(
    r",?\s*ngày\s+(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})", re.I
)
_ISSUER = re.compile(
    r",?\s*của\s+(?:các\s+)?(.+?)"
    r"(?=\s+(?:về(?:\s+việc)?|ban hành|quy định|phê duyệt|hướng dẫn|sửa đổi)\b|[;,.]|$)",
    re.I,
)
_ABOUT = re.compile(r"\s*,?\s*(?:về việc|về|v/v)?\s*([^;.].*?)(?=;|\.$|$)", re.I | re.S)


def legal_bases(paragraphs: Iterable[str]) -> tuple[LegalBasis, ...]:
    """The documents cited in the paragraphs, each once, in the order of the text."""
    found: dict[tuple[str, str, str], LegalBasis] = {}
    for paragraph in paragraphs:
        for basis in _citations(paragraph):
            found.setdefault((basis.doc_type, basis.number, basis.number or basis.title), basis)
    return tuple(found.values())


def _citations(paragraph: str) -> Iterator[LegalBasis]:
    flat = skeleton(paragraph)
    types = sorted((one.name for one in document_types()), key=len, reverse=True)
    pattern = re.compile(r"\b(" + "|".join(skeleton(name) for name in types) + r")\b")
    names = {skeleton(name): name for name in types}
    end = 0
    for match in pattern.finditer(flat):
        if match.start() < end:
            continue
        basis, stop = _parsed(names[match.group()], paragraph, match.end())
        if basis:
            end = stop
            yield basis


def _parsed(doc_type: str, text: str, place: int) -> tuple[LegalBasis | None, int]:
    """The citation behind a document type; None where neither number nor date follows."""
    number = _NUMBER.match(text, place)
    if not number and not doc_type.endswith(("uật", "háp lệnh", "iến pháp")):
        return None, place
    name = ""
    if number:
        place = number.end()
    else:
        until = re.compile(r"(?=[;,.]|\s+ngày\s+\d|\s+năm\s+\d{4}|$)").search(text, place)
        name = text[place : until.start()].strip() if until else ""
        place += len(name) + 1
    day = _DATE.match(text, place)
    issued = date_in(day.group()) if day else None
    place = day.end() if day else place
    issuer = _ISSUER.match(text, place)
    place = issuer.end() if issuer else place
    about = _ABOUT.match(text, place)
    title = name or (about.group(1).strip(" .,;") if about else "")
    if not number and not (title and (issued or title[:1].isupper())):
        return None, place
    basis = LegalBasis(
        doc_type=doc_type,
        number=number.group(1) if number else "",
        date=issued.isoformat() if issued else None,
        issuer=issuer.group(1).strip() if issuer else "",
        title=title,
    )
    return basis, about.end() if about and number else place
