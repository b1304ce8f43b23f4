"""Targets in the text: phấn đấu tỷ lệ … đạt từ 85% trở lên; trên 90% hồ sơ được …; ít nhất 02 mô hình."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.cells import evidence
from pipeline.extract.columns import period_field
from pipeline.extract.spoken import words_of
from pipeline.plan import CellEvidence, Indicator, IndicatorValue
from pipeline.segment.outline import section_of
from pipeline.segment.types import Point
from pipeline.tables.grid import Cell
from pipeline.tables.number_columns import USUAL
from pipeline.tables.numbers import Number, read_number
from pipeline.tables.periods import Period, period_of
from pipeline.vietnamese.folding import skeleton

# A section of targets says so; elsewhere a sentence must.
_OF_TARGETS = re.compile(r"\b(?:muc tieu|chi tieu)\b")
_STRIVES = re.compile(r"\bphan dau\b")
# What is aimed at each year is aimed at in the plan's, whatever its heading speaks of.
_YEARLY = re.compile(r"\bhang nam\b")
_CLAUSES = re.compile(r"(?<=[;.])\s+(?=[^\d\s])")
_PARTS = re.compile(r",\s+|\s+và\s+(?=\D*\d)")
_SHARES = re.compile(r"\d\s*%")
_LEAST = r"từ|trên|dưới|không quá|tối thiểu|ít nhất|tối đa|không dưới|hơn|khoảng|≥|≤|>=|<=|>|<"
_DIGITS = r"\d[\d.,]*(?:\s*(?:-|–|đến)\s*\d[\d.,]*)?"
_SHARE = rf"(?:{_LEAST})?\s*{_DIGITS}\s*%(?:\s*trở\s+(?:lên|xuống))?"
# Without the sign of a share only least and most amounts are targets: ít nhất 02 mô hình.
_COUNT = rf"(?:tối thiểu|ít nhất|không dưới|không quá|tối đa)\s*{_DIGITS}"
_BEHIND = re.compile(
    r"(.{6,}?)\s+(?:đạt|còn|giảm còn|giảm xuống|xuống|xuống còn|giảm xuống còn|ở mức|duy trì ở mức|là)\s+"
    rf"({_SHARE}|{_COUNT})",
    re.I,
)
# A bound needs no verb where it ends what is said: tỷ lệ hộ nghèo dưới 3%; else it bounds what follows.
_BOUND = re.compile(
    rf"(.{{6,}}?)\s+((?:{_LEAST})\s*{_DIGITS}\s*%)(?=\W*(?:\([^)]*\)\W*)?(?:(?:vào|đến|trong)\s[^%]*)?$)",
    re.I,
)
_YEAR = r"(?:hết\s+|cuối\s+)?năm\s+\d{4}"
# What stands behind the amount of another year: … đạt 90% vào năm 2025 và 95% vào năm 2030
_BY_YEAR = re.compile(rf"(?:vào|đến|trong|trước)?\s*{_YEAR}\W*$", re.I)
# A year by which something is aimed at; no time that it is compared with.
_TIME = re.compile(rf"(?<!với )(?:(?:vào|đến|trong|trước)\s+)?{_YEAR}", re.I)
_PERIOD = re.compile(r"giai đoạn\s+\d", re.I)
# Marks of footnotes behind an amount: 24%1; 30.000 ha[2]
_NOTES = re.compile(r"\[\d{1,3}\]|(?<=%)\d{1,2}(?![\d.,]*\d|\s*%)")
# What opens a paragraph says when all of it is aimed at: - Đến năm 2025: …; …
_WHEN = re.compile(rf"^\W*(?:đến\s+|trong\s+)?{_YEAR}\s*[:,]", re.I)
_BEFORE = re.compile(rf"(?:có\s+|đảm bảo\s+|bảo đảm\s+)?({_SHARE}|{_COUNT})\s+(?=[^\W\d_])(.{{6,}})", re.I)
_OPENING = re.compile(
    r"^(?:[-–+•*\s]|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s)*"
    r"(?:phấn đấu[,:]?\s+)?(?:(?:hằng|hàng) năm[,:]?\s+|giai đoạn\s+[\d\s–-]+[,:]?\s+)?"
    r"(?:(?:đến|trong|hết|cuối)\s+)*"
    r"(?:(?:năm|ngày|tháng)\s+[\d/]+[,:]?\s*)?(?:phấn đấu[,:]?\s+)?",
    re.I,
)


def read_targets(outline: Iterable[Point], year: int | None) -> Iterator[Indicator]:
    """The shares and counts that the text aims at, each an indicator of no appendix; `year` is the plan's."""
    found = 0
    for paragraph, headings in _paragraphs(outline):
        texts = [heading.text for heading in headings]
        is_section = any(_OF_TARGETS.search(skeleton(text)) for text in texts)
        when = _WHEN.match(paragraph.text)
        for clause in _CLAUSES.split(paragraph.printed):
            if not is_section and not _STRIVES.search(skeleton(clause)):
                continue
            text = _NOTES.sub("", clause).strip()
            for name, number, amount, part in _targets(text):
                found += 1
                times = (_time_of(text, part, amount), part, text, when.group() if when else "")
                period = _period((*times, *reversed(texts)), year)
                proof = evidence(Cell(words_of(clause, paragraph.words)))
                row = _indicator(f"text-{found}", name, number, period, year, proof)
                yield row.model_copy(update={"section": section_of(headings)})


def _period(texts: Iterable[str], year: int | None) -> Period | None:
    """What the first text speaks of that names a time: a part, its clause, else the nearest heading above."""
    texts = list(texts)
    if any(_YEARLY.search(skeleton(text)) for text in texts[:3]):
        return None
    return next((period for text in texts if (period := period_of(text, year))), None)


def _time_of(clause: str, part: str, amount: str) -> str:
    """The year by which an amount is aimed at, as it is named before it or first behind it; "" for none."""
    opened = _OPENING.match(clause)
    at = part.find(amount)
    before = part[:at]
    if _PERIOD.search(before):
        return ""
    place = clause.find(part) + at
    found = (
        _TIME.search(opened.group() if opened else ""),
        *_TIME.finditer(before),
        _TIME.search(clause, place),
    )
    return next((time.group() for time in found if time), "")


def _indicator(
    identity: str, name: str, number: Number, period: Period | None, year: int | None, proof: CellEvidence
) -> Indicator:
    value = IndicatorValue(
        measure="target",
        year=period.year if period else year,
        period=period_field(period),
        value=float(number.value),
        upper=float(number.upper) if number.upper is not None else None,
        operator=number.operator,
        unit=number.unit,
    )
    return Indicator(
        id=identity,
        origin="text",
        name=name,
        unit=number.unit,
        values=(value,),
        evidence={"name": proof, f"target_{value.year}" if value.year else "target": proof},
    )


def _targets(clause: str) -> Iterator[tuple[str, Number, str, str]]:
    """What a clause aims at, how much, as printed too, and the part that says so; of several shares each."""
    several = len(_SHARES.findall(clause)) > 1
    last = above = ""
    for part in _PARTS.split(clause) if several else [clause]:
        shares = len(_SHARES.findall(part))
        if several and not shares:
            # A name has commas too: tỷ lệ trẻ thừa cân, béo phì dưới 10%
            above += f"{part}, "
            continue
        text = _OPENING.sub("", part)
        whole = text if _BEFORE.match(text) else _OPENING.sub("", above + part)
        above = ""
        if shares > 1 or not (found := _aim(whole, last)):
            continue
        last = found[0]
        if number := read_number(found[1], USUAL):
            yield last, number, found[1], part


def _aim(text: str, last: str) -> tuple[str, str] | None:
    """What a text aims at, or another amount of the `last` thing aimed at for another year; how much."""
    if match := _BEFORE.match(text):
        amount, name = match.groups()
        if _BY_YEAR.match(name):
            return (last, amount) if last else None
    elif match := _BEHIND.match(text) or _BOUND.match(text):
        name, amount = match.groups()
    else:
        return None
    return name.strip(" .,;:"), amount


def _paragraphs(
    points: Iterable[Point], above: tuple[Point, ...] = ()
) -> Iterator[tuple[Point, tuple[Point, ...]]]:
    """The paragraphs of an outline, each with the headings that it stands under, outermost first."""
    for point in points:
        if not point.is_heading:
            yield point, above
        yield from _paragraphs(point.children, (*above, point) if point.is_heading else above)
