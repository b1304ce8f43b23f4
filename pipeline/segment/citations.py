"""Documents that a text cites: kind, number, date, issuer, as Vietnamese documents name each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from rapidfuzz.distance import Levenshtein

from pipeline.segment.document_number import number_at
from pipeline.segment.kinds import document_types, type_named
from pipeline.segment.letterhead_parts import date_in
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.units import is_known

# Letters of the longest names of bodies that issue documents.
LONGEST_BODY = 80
# Numbers older than the forms that hold today: 01-CN-QT-NĐ.
_OLD_NUMBER = re.compile(r"\d{1,5}(?:-[A-ZĐ]{2,}){2,}(?![^\W_])")
_BEFORE_NUMBER = re.compile(r"\s*(?:số)?[:\s]*", re.I)
_NUMBER_STARTS = re.compile(r"\bso\s+(?=\d)")
_DATE = re.compile(
    r"[,\s]*ngày\s*(?:\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
    r"|\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+|\s*[/.-]\s*)\d{4})",
    re.I,
)
_ISSUER = re.compile(
    r"[,\s]*của\s+(?:các\s+)?(.+?)"
    r"(?=\s+(?:về|v/v|ban hành|quy định|phê duyệt|hướng dẫn|sửa đổi|thực hiện|triển khai|công bố|công nhận"
    r"|kiện toàn|phân công|phân cấp|thành lập|thông báo|tăng cường|điều chỉnh|đánh giá|đề nghị)\b"
    r"|\s+ngày\s+\d|[;.“(]|,(?!\s*(?:Chủ nhiệm|Ban Bí thư))"
    r"|\s+và\s+(?:xét|căn cứ|[^,;.]{3,30}?\s+số\s+\d)|$)",
    re.I | re.S,
)
# What is cited by its name is named to its number, date or year, else to the next sign.
_TOLD = re.compile(r"[,\s]+(?:số\s+(?=\d)|(?=ngày\s+\d|năm\s+\d{4}|\d+/\d{4}/))", re.I)
_STOP = re.compile(r"[;.]|$")
# A law's name may join bodies: Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân.
_NAME_ENDS = re.compile(r",|\scủa\s|\svà\s(?!HĐND|UBND|Hội đồng|Ủy ban|Uỷ ban)")
# A law may be told from an older one of its name by its year alone.
_OF_YEAR = re.compile(r"[,\s]*năm\s+\d{4}(?!\d)", re.I)
_WITH_YEAR = re.compile(r"\w+/\d{4}/")
_SIGN = re.compile(r"(?<=\d[/-])[^\W\d_]+|(?<=\d[a-z][/-])[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """A document as a text cites it: `start` is where its kind is named, `end` where its title begins.

    `name` is that of a law; `likely` what the number is more likely, where its sign is nearly its kind's.
    """

    doc_type: str
    number: str
    date: str | None
    issuer: str
    name: str
    start: int
    end: int
    likely: str = ""


def citations(text: str) -> Iterator[Citation]:
    """The documents that a text cites, in their order."""
    place, kind = 0, ""
    for start, behind, named in _starts(skeleton(text)):
        if start < place:
            continue
        found = _cited(text, start, behind, named, kind)
        if found:
            kind, place = found.doc_type, found.end
            yield replace(found, likely=_likely(found))


def names_kind(flat: str) -> bool:
    """Whether a text without marks names a kind of document."""
    return bool(_kinds().search(flat))


def begins_with_kind(text: str) -> bool:
    """Whether a text begins with the name of a kind of document: Nghị quyết số 5/NQ-HĐND …"""
    return bool(_kinds().match(skeleton(text)))


def _starts(flat: str) -> list[tuple[int, int, str]]:
    """Where a citation may begin and where its number may stand: behind a kind's name, or behind "số"."""
    names = {skeleton(one.name): one.name for one in document_types()}
    named = [(*match.span(), names[match.group()]) for match in _kinds().finditer(flat)]
    return sorted([*named, *((*match.span(), "") for match in _NUMBER_STARTS.finditer(flat))])


def _cited(text: str, start: int, behind: int, named: str, before: str) -> Citation | None:
    """The citation at a place; a number alone is of the kind that its sign says, or of the one `before`."""
    number, end, sign = _number(text, behind)
    name = ""
    if not number and _is_cited_by_name(named):
        name, end = _name(text, behind)
        number, end, sign = _number(text, end)
    issued, issuer, behind = _issued(text, end)
    if not number and not (name and (issued or name[:1].isupper() or _OF_YEAR.match(text, end))):
        return None
    return Citation(
        doc_type=named or _kind_of(sign, number) or before,
        number=number,
        date=issued.isoformat() if issued else None,
        issuer=issuer,
        name=name,
        start=start,
        end=behind,
    )


def _issued(text: str, place: int) -> tuple[date | None, str, int]:
    """When and by whom a document was issued, in either order, and where that ends."""
    day = _DATE.match(text, place)
    found = _ISSUER.match(text, day.end() if day else place)
    end = found.end() if found else day.end() if day else place
    issuer = ""
    if found:
        end = max(end, _known_end(text, found.start(1)))
        issuer = " ".join(text[found.start(1) : end].split())
    if found and not day and (day := _DATE.match(text, end)):
        end = day.end()
    return date_in(day.group()) if day else None, issuer, end


def _known_end(text: str, start: int) -> int:
    """Where the longest name of a known body ends that begins at a place: Bộ Văn hóa, Thể thao và Du lịch"""
    ends = (match.end() for match in re.finditer(r"[^\W_]+", text[start : start + LONGEST_BODY]))
    return max((start + end for end in ends if is_known(text[start : start + end])), default=start)


def _number(text: str, place: int) -> tuple[str, int, str]:
    """The number at a place, perhaps behind "số", with where it ends and the sign of its kind."""
    before = _BEFORE_NUMBER.match(text, place)
    start = before.end() if before else place
    old = _OLD_NUMBER.match(text, start)
    if old:
        return old.group(), old.end(), ""
    found = number_at(text, start)
    return (found.text, found.end, found.sign) if found else ("", place, "")


def _name(text: str, place: int) -> tuple[str, int]:
    """The name of a law, and where its number or date may stand."""
    stop = _STOP.search(text, place)
    end = stop.start() if stop else len(text)
    # Luật Đầu tư công và Nghị định số 40/2020/NĐ-CP: the number is the decree's.
    other = _next_by_number().search(skeleton(text[place:end]))
    end = place + other.start() if other else end
    told = _TOLD.search(text, place, end)
    name = text[place : told.start()] if told else _NAME_ENDS.split(text[place:end], maxsplit=1)[0]
    return " ".join(name.split()), place + len(name)


def _is_cited_by_name(named: str) -> bool:
    kind = type_named(named)
    return kind is not None and kind.cited_by == "name"


def _kind_of(sign: str, number: str = "") -> str:
    """The kind whose abbreviation a sign is; of two, the one with a year in its numbers if it has one."""
    kinds = [one for one in document_types() if sign and sign in one.abbreviations]
    has_year = bool(_WITH_YEAR.match(number))
    alike = [one for one in kinds if has_year == any("{year}" in form for form in one.forms)]
    return next((one.name for one in (*alike, *kinds)), "")


def _likely(cited: Citation) -> str:
    """The number with the sign of the kind named before it, where that was nearly read: QĐĐ for QĐ."""
    kind, match = type_named(cited.doc_type), _SIGN.search(cited.number)
    if not kind or not match or _kind_of(match.group()):
        return ""
    sign = next((one for one in kind.abbreviations if _is_misread(match.group(), one)), "")
    return cited.number[: match.start()] + sign + cited.number[match.end() :] if sign else ""


def _is_misread(read: str, sign: str) -> bool:
    """Whether a sign was read without its marks, or with one letter too many."""
    flat, wanted = skeleton(read), skeleton(sign)
    return flat == wanted or (len(flat) == len(wanted) + 1 and Levenshtein.distance(flat, wanted) == 1)


@cache
def _next_by_number() -> re.Pattern[str]:
    """Where a document stands beside a law that is cited by its number."""
    names = (skeleton(one.name) for one in document_types() if one.cited_by == "number")
    return re.compile(rf"(?:,|\bva) (?:{'|'.join(map(re.escape, names))}) so\b")


@cache
def _kinds() -> re.Pattern[str]:
    names = sorted((skeleton(one.name) for one in document_types()), key=len, reverse=True)
    return re.compile(r"(?<!phap )\b(?:" + "|".join(map(re.escape, names)) + r")\b")
