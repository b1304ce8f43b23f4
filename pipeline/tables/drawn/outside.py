"""Headings that stand outside a table, right above it, over all its rows: A. HẠ TẦNG SỐ, Ngày 1: Thứ Hai."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.document import Document, Line, Table, Word, join_words
from pipeline.tables.printed_groups import way_of
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.units import unit_opening

# A heading over rows has at most so many words; of text below it, which says more of the rows, there are at
# most so many paragraphs.
WORDS, BETWEEN = 60, 2
_ENDS = (".", ";", ",")


@dataclass(frozen=True, slots=True)
class OutsideHeading:
    """A line, or the lines of a paragraph, above a table that may be a heading over its rows."""

    lines: tuple[Line, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for line in self.lines for word in line.words)

    @property
    def text(self) -> str:
        return join_words(self.words)

    @property
    def is_bold(self) -> bool:
        return all(word.is_bold for word in self.words)

    def is_news_below(self, others: Sequence[OutsideHeading]) -> bool:
        """Whether it is no running head that goes on from the page before, but says something new."""
        is_exact = all(word.confidence == 1.0 for word in self.words)
        return self.is_bold or (is_exact and bool(others) and self.text not in {one.text for one in others})

    @property
    def way(self) -> str:
        """In what way it is marked: by a numeral, a letter, a word with a number; "" for no mark."""
        match = _group_words().match(skeleton(self.text))
        return match.group(1) if match else way_of(self.text)


def headings_outside(document: Document, anew: frozenset[int]) -> list[tuple[OutsideHeading, ...]]:
    """For each table the headings above it that stand over all its rows, outermost first.

    One that is marked (A, I, 1) is one in an appendix, where other tables have such a heading, too; in the
    body it is a section's. Others are if they begin as groups do (Ngày 1, Nhóm 2: group-words.txt of the
    dictionaries), and are bold or usual as well, or are bold and name a unit. Bold ones above these stand
    over them. What an outer heading holds over goes on below its tables.
    """
    above = [list(_above(document, table, anew)) for table in document.tables]
    marked = [next((one.way for one in headings[: BETWEEN + 1] if one.way), "") for headings in above]
    usual = Counter(filter(None, marked))
    start = min(anew, default=len(document.lines))
    found: list[tuple[OutsideHeading, ...]] = []
    last: tuple[OutsideHeading, ...] = ()
    for table, headings in zip(document.tables, above, strict=True):
        kept = list(_kept(headings, usual, is_in_appendix=table.place >= start))[::-1]
        since = last[-1].lines[0].index if last else 0
        if any(since <= line <= table.place for line in anew):
            last = ()
        found.append((*_still_held(last, kept), *kept))
        last = found[-1] or last
    return found


def _kept(
    headings: Sequence[OutsideHeading], usual: Counter[str], *, is_in_appendix: bool
) -> Iterator[OutsideHeading]:
    """Those of the paragraphs above a table that are headings over its rows, the nearest first."""
    first = 0
    if is_in_appendix and headings and not headings[0].way:
        # Text may stand between: how long all of it takes.
        first = next((n for n, one in enumerate(headings[: BETWEEN + 1]) if usual[one.way] > 1), 0)
    for place, heading in enumerate(headings[first:]):
        is_usual = usual[heading.way] > 1 or (place > 0 and heading.is_bold)
        if not _is_over_rows(heading, is_in_appendix, is_usual=is_usual):
            return
        yield heading


def _above(document: Document, table: Table, anew: frozenset[int]) -> Iterator[OutsideHeading]:
    """The paragraphs right above a table, the nearest first, up to another table or an appendix's start."""
    lines: list[Line] = []
    for line in reversed(document.lines[: table.place]):
        if line.cell >= 0 or line.page < table.page - 1 or (lines and lines[0].index in anew):
            break
        if line.is_blank:
            continue
        if lines and not _goes_on(line, lines[0]):
            yield OutsideHeading(tuple(lines))
            lines = []
        lines.insert(0, line)
    if lines:
        yield OutsideHeading(tuple(lines))


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line goes on with the one above: one paragraph, a small letter, capitals below capitals."""
    if line.paragraph >= 0:
        return line.paragraph == above.paragraph
    text = line.text.strip()
    is_marked = bool(way_of(text) or _group_words().match(skeleton(text)))
    return text[:1].islower() or (text.isupper() and above.text.isupper() and not is_marked)


def _is_over_rows(heading: OutsideHeading, is_in_appendix: bool, *, is_usual: bool) -> bool:
    """Whether a paragraph is a heading over the rows of the table below it."""
    text = heading.text
    if (text.endswith(_ENDS) and not is_usual) or len(text.split()) > WORDS:
        return False
    if way_of(text):
        return is_in_appendix and is_usual
    if heading.way:
        return heading.is_bold or is_usual
    return heading.is_bold and bool(unit_opening().match(text))


def _still_held(
    last: tuple[OutsideHeading, ...], kept: Sequence[OutsideHeading]
) -> tuple[OutsideHeading, ...]:
    """The headings over the table before that hold on above `kept`: those outside the way it is marked."""
    outer = [place for place, heading in enumerate(last) if kept and heading.way == kept[0].way]
    return last[: outer[0]] if outer else ()


@cache
def _group_words() -> re.Pattern[str]:
    """How headings of groups begin: one of the words and a number."""
    words = sorted(map(skeleton, dictionaries.lines("group-words.txt")), key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, words))})\s+(?:so\s+)?(?:\d{{1,2}}|[ivx]+|[a-h])\b")
