"""Targets in the text: `phấn đấu tỷ lệ … đạt từ 85% trở lên`, `trên 90% hồ sơ được …`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.cells import evidence
from pipeline.extract.spoken import words_of
from pipeline.plan import Indicator, IndicatorValue
from pipeline.segment.types import Point
from pipeline.tables.grid import Cell
from pipeline.tables.numbers import Number, decimal_mark, read_number
from pipeline.vietnamese.folding import skeleton

# A section of targets says so; elsewhere a sentence must.
_OF_TARGETS = re.compile(r"\b(?:muc tieu|chi tieu)\b")
_STRIVES = re.compile(r"\bphan dau\b")
_SENTENCES = re.compile(r"(?<=[;.])\s+(?=[^\d\s])")
_AMOUNT = (
    r"((?:từ|trên|dưới|không quá|tối thiểu|ít nhất|tối đa|không dưới|hơn|khoảng|≥|≤|>|<|>=|<=)?\s*"
    r"\d[\d.,]*\s*%(?:\s*trở\s+(?:lên|xuống))?)"
)
_BEHIND = re.compile(
    rf"(.{{6,}}?)\s+(?:đạt|còn|giảm còn|giảm xuống còn|ở mức|duy trì ở mức|là)\s+{_AMOUNT}", re.I
)
_BEFORE = re.compile(rf"(?:có\s+|đảm bảo\s+|bảo đảm\s+)?{_AMOUNT}\s+(?=[^\W\d_])(.{{6,}})", re.I)
_OPENING = re.compile(
    r"^(?:[-–+•*\s]|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s)*"
    r"(?:phấn đấu[,:]?\s+)?(?:(?:đến|trong|hết|cuối)\s+)*"
    r"(?:(?:năm|ngày|tháng)\s+[\d/]+[,:]?\s*)?(?:phấn đấu[,:]?\s+)?",
    re.I,
)
_YEAR = re.compile(r"năm\s+((?:19|20)\d{2})")


def read_targets(outline: Iterable[Point], year: int | None) -> Iterator[Indicator]:
    """The percentages that the text aims at, each an indicator of no appendix; `year` is the plan's."""
    found = 0
    for paragraph, headings in _paragraphs(outline):
        is_section = any(_OF_TARGETS.search(skeleton(heading)) for heading in headings)
        for sentence in _SENTENCES.split(paragraph.printed):
            if not is_section and not _STRIVES.search(skeleton(sentence)):
                continue
            target = _target(sentence.strip())
            if not target:
                continue
            found += 1
            name, number = target
            named = _YEAR.search(sentence)
            proof = evidence(Cell(words_of(sentence, paragraph.words)))
            value = IndicatorValue(
                measure="target",
                year=int(named.group(1)) if named else year,
                value=float(number.value),
                operator=number.operator,
                unit=number.unit,
            )
            yield Indicator(
                id=f"text-{found}",
                name=name,
                unit=number.unit,
                values=(value,),
                evidence={"name": proof, f"target_{value.year}" if value.year else "target": proof},
            )


def _target(sentence: str) -> tuple[str, Number] | None:
    """What a sentence aims at, and how much; None where it has no percentage, or several."""
    if len(re.findall(r"\d\s*%", sentence)) != 1:
        return None
    text = _OPENING.sub("", sentence)
    if match := _BEFORE.match(text):
        amount, name = match.groups()
    elif match := _BEHIND.match(text):
        name, amount = match.groups()
    else:
        return None
    number = read_number(amount, decimal_mark([amount]) or ",")
    return (name.strip(" .,;:"), number) if number else None


def _paragraphs(
    points: Iterable[Point], above: tuple[str, ...] = ()
) -> Iterator[tuple[Point, tuple[str, ...]]]:
    """The paragraphs of an outline, each with the headings that it stands under, outermost first."""
    for point in points:
        if not point.is_heading:
            yield point, above
        yield from _paragraphs(point.children, (*above, point.text) if point.is_heading else above)
