"""Legal bases: the documents that a plan says it carries out or rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.document import Line
from pipeline.messages import tr
from pipeline.plan import LegalBasis, PlanWarning
from pipeline.segment.citations import Citation, begins_with_kind, citations, names_kind
from pipeline.segment.items import items_of
from pipeline.segment.title import opening_at
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.shape import is_capital
from pipeline.vietnamese.units import begins_unit

OPENINGS = "legal-openings.txt"
# Kinds of markers below which the text is divided; a paragraph of a letter may have a number.
DIVISIONS = ("part", "roman", "capital")
# How documents are told of that a division headed so lists, and words of the longest such heading.
LISTED, LONGEST_HEADING = "Căn cứ", 10
# Where an aim is told of, the document that it comes from is named at most so many letters behind it.
NEAR = 40
# A sentence ends behind a word of three letters or more (TP. is none), a bracket or a year.
_SENTENCES = re.compile(r"(?:(?<=[^\W\d_]{3}\.)|(?<=\d{4}\.)|(?<=\)\.))\s+(?=[^\W\d_a-zà-ỹ])")
_INTRODUCES = re.compile(r"\b(?:nhu sau|sau day|noi dung sau|quyet dinh|quyet nghi|chi thi)\W*$")
# What an office says that it does, behind its own name.
_STATES = re.compile(r"[^,;]{4,90}?\b(?:ban hanh|de ra|dieu chinh|lap|to chuc|trien khai|xay dung)\b")
_SPECIFIES = re.compile(r"(?:cu the|voi (?:cac |nhung )?noi dung)\b")
# How a document is called from here on.
_CALLED = re.compile(r"\((?:sau day|goi tat|goi chung|viet tat|duoi day)[^()]*\),?")
# A document that another one changed is told of with it: "được sửa đổi, bổ sung tại Nghị định số …".
_CHANGED_BY = re.compile(
    r"\bduoc (?:sua doi|bo sung|thay the|dieu chinh)[^;]{0,60}\b(?:tai|boi|theo)\s*(?:cac\s*)?$"
)
# What somebody was told to do stands beside a document: … và ý kiến chỉ đạo của UBND tỉnh tại Công văn số …
_TOLD = r"(?:ý kiến |y kien )?(?:chỉ đạo của|chi dao cua) [^,;]{3,60} (?:tại|tai|theo)"
_BESIDE = re.compile(rf"^\s*$|(?:[,:]|\bva|\bcung|\bva {_TOLD})\s*(?:cac\s*)?$")
_ABOUT = re.compile(r"[\s,]*(?:về việc|về|v/v)?\s*([^;.].*?)\s*(?=;|\.$|$)", re.I | re.S)
# What stands between two documents and is of neither's title.
_JOINS = re.compile(rf"(?:(?:^|[,\s]+)(?:căn cứ|xét|và {_TOLD}|và|các))+$", re.I)


@dataclass(frozen=True, slots=True)
class Bases:
    """The documents, and warnings of those whose number has not the sign of their kind."""

    found: tuple[LegalBasis, ...]
    warnings: tuple[PlanWarning, ...] = ()


def preamble(lines: Sequence[Line], text: int = 0) -> Iterator[str]:
    """The paragraphs, from the first that a document may rest on, before its text is divided.

    `lines` begin with the letterhead, the text itself at the place `text`: where the title was not
    recognised, legal bases stand in it. A division that is headed so lists the documents themselves: the
    first one, or a later one where none stand above.
    """
    is_list = is_divided = is_opened = False
    for item in items_of(lines[_first(lines, text) :]):
        if item.kind in DIVISIONS:
            if is_list or (is_divided and is_opened):
                return
            is_list, is_divided = _heads_bases(item.text), True
            continue
        is_opened = is_opened or _opens(item.text)
        if is_divided and not is_list:
            continue
        yield f"{LISTED} {item.text}" if is_list and begins_with_kind(item.text) else item.text
        if _INTRODUCES.search(skeleton(item.text)):
            return


def _first(lines: Sequence[Line], text: int) -> int:
    """Where the legal bases may begin: above the first division of the text, or with it."""
    # A title in capitals names what it carries out, as its own text does again.
    opened = (i for i, line in enumerate(lines) if _opens(opening_at(lines, i)) and not is_capital(line.text))
    divided = next((item.lines[0] for item in items_of(lines[text:]) if item.kind in DIVISIONS), None)
    first = next(opened, 0)
    if divided and (first == 0 or lines[first].index > divided.index):
        return divided.index - lines[0].index
    return first


def legal_bases(paragraphs: Iterable[str], *, is_exact: bool = True) -> Bases:
    """The documents that the paragraphs rest on, each once, in the order of the text."""
    found: dict[tuple[str, str], LegalBasis] = {}
    warnings = []
    known: set[str] = set()
    for paragraph in paragraphs:
        for sentence in _SENTENCES.split(_without_short_names(paragraph)):
            for cited, title in _bases(sentence, known):
                basis = _basis(cited, title, is_exact=is_exact)
                key = (basis.number, "" if basis.number else title)
                if key not in found and cited.likely:
                    warnings.append(_warning(cited, basis))
                found.setdefault(key, basis)
    return Bases(tuple(found.values()), tuple(warnings))


def _without_short_names(text: str) -> str:
    """A text with spaces for what only says how a document is called in it: (sau đây gọi tắt là …).

    What stands behind a comma then is no more of the document's title.
    """
    for match in _CALLED.finditer(skeleton(text)):
        sign = ";" if match.group().endswith(",") else " "
        text = text[: match.start()] + sign.rjust(len(match.group())) + text[match.end() :]
    return text


def _bases(sentence: str, known: set[str]) -> Iterator[tuple[Citation, str]]:
    """The documents that a sentence rests on, and their titles; those nested in a title are none."""
    taken = list(_taken(sentence, list(citations(sentence)), known))
    for place, one in enumerate(taken):
        stop = taken[place + 1].start if place + 1 < len(taken) else len(sentence)
        yield one, one.name or _title(sentence[one.end : stop])


def _taken(sentence: str, cited: Sequence[Citation], known: set[str]) -> Iterator[Citation]:
    """Those of the documents that a sentence cites on which it says that it rests."""
    flat = skeleton(sentence)
    is_open = is_after_basis = is_after_law = False
    end = 0
    for one in cited:
        lead = flat[end : one.start]
        opening = _last_opening(lead, is_start=end == 0)
        if opening is not None:
            is_open = opening
        is_known = bool(one.number) and one.number in known
        is_basis = is_open and (bool(opening) or is_known or _goes_on(lead, is_after_basis))
        # Behind a law in the title of the last one another kind goes on: … Luật A và Quyết định số 5
        is_basis = is_basis or (is_open and is_after_law and bool(one.number) and _goes_on(lead, True))
        if is_basis:
            known.add(one.number)
            yield one
        is_after_law = bool(one.name and not one.number) and is_after_basis and not is_basis
        is_after_basis, end = is_basis, one.end


def _last_opening(lead: str, *, is_start: bool) -> bool | None:
    """Whether what stands before a document says that the plan rests on it; None where it says nothing."""
    found = None
    for match in _openings().finditer(lead):
        use = _uses()[match.group(1)]
        begins = not lead[: match.start()].strip(' -–+•*"“(') if is_start else False
        begins = begins or lead[: match.start()].rstrip().endswith((";", ":", ".", "”"))
        if use == "proposal":
            found = False
        elif use == "anywhere" or (use == "first" and begins):
            found = True
        elif use == "near" and begins:
            found = len(lead) - match.end() <= NEAR or None
    return found


def _goes_on(lead: str, is_after_basis: bool) -> bool:
    """Whether the next document stands beside the last one, not within its title."""
    _, is_listed, behind = lead.rpartition(";")
    if is_listed:
        # The kind of several is named before them: các Quyết định của UBND tỉnh: số 5/QĐ-UBND …
        return behind.rstrip().endswith(":") or not names_kind(behind)
    is_beside = bool(_BESIDE.search(lead) or _CHANGED_BY.search(lead))
    return is_after_basis and is_beside and lead.count("“") == lead.count("”")


def _heads_bases(text: str) -> bool:
    """Whether what heads a division says that it lists legal bases: I. CĂN CỨ PHÁP LÝ"""
    match = _openings().match(skeleton(text))
    is_short = len(text.split()) <= LONGEST_HEADING
    return is_short and match is not None and _uses()[match.group(1)] in ("anywhere", "heading")


def _opens(text: str) -> bool:
    match = _openings().match(skeleton(text).lstrip(" -–+•*("))
    return match is not None and _uses()[match.group(1)] in ("anywhere", "first", "near")


def _title(behind: str) -> str:
    """What a document is about: what stands behind it, to the end of the phrase."""
    match = _ABOUT.match(behind)
    title = " ".join(match.group(1).split()).strip(" .,;:") if match else ""
    return _JOINS.sub("", _without_statement(title)).strip(" ,")


def _without_statement(title: str) -> str:
    """A title without what the office says next that it does: …, UBND xã ban hành Kế hoạch như sau"""
    if not _INTRODUCES.search(skeleton(title)):
        return title
    ends = [0, *(match.end() for match in re.finditer(r",\s+", title))]
    states = (
        end for end in reversed(ends) if _STATES.match(skeleton(title[end:])) and begins_unit(title[end:])
    )
    end = 0 if _SPECIFIES.match(skeleton(title)) else next(states, -1)
    return title[:end] if end >= 0 else title


def _basis(cited: Citation, title: str, *, is_exact: bool) -> LegalBasis:
    """The basis that a document is; its number is put right only where it may have been misread."""
    number = cited.number if is_exact else cited.likely or cited.number
    return LegalBasis(
        doc_type=cited.doc_type, number=number, date=cited.date, issuer=cited.issuer, title=title
    )


def _warning(cited: Citation, basis: LegalBasis) -> PlanWarning:
    taken = tr("kept") if basis.number == cited.number else tr("taken for {number}", number=basis.number)
    return PlanWarning(
        code="basis-doubtful",
        message=tr(
            "The number of a legal basis was read as {number} and is {taken}; the sign of "
            "its kind ({doc_type}) is another.",
            number=cited.number,
            taken=taken,
            doc_type=cited.doc_type,
        ),
        field="legal_basis",
        raw=cited.number,
        proposals=(cited.likely,),
    )


@cache
def _uses() -> dict[str, str]:
    return {skeleton(opening): use for opening, use in dictionaries.table(OPENINGS)}


@cache
def _openings() -> re.Pattern[str]:
    """Any opening, the longest first."""
    longest = sorted(_uses(), key=len, reverse=True)
    return re.compile(r"(?<!kem )\b(" + "|".join(map(re.escape, longest)) + r")\b")
