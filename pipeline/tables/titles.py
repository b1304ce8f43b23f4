"""What stands above a table and says of what time its numbers speak, and what they are measured in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.document import Document
from pipeline.tables.grid import Column, FoundTable, Grid
from pipeline.tables.measures import measured
from pipeline.tables.periods import Period, period_of
from pipeline.tables.roles import Measure
from pipeline.vietnamese.folding import skeleton


@dataclass(frozen=True, slots=True)
class TitleLimits:
    """What a title above a table looks like; set by hand on office scans and generated layouts."""

    # It stands among so many printed lines above the table, and has at most so many words.
    lines: int = 12
    words: int = 30
    # A unit for all of a table's numbers stands among so many lines above it, and has at most so many words.
    captions: int = 3
    unit_words: int = 4


LIMITS = TitleLimits()
# A note of issue and a legal basis have the dates of other documents.
_NOTE = re.compile(r"\W*(?:ban hanh|kem theo|dinh kem|trich|can cu)\b")
# What stands above an appendix's heading is no title of its tables.
_APPENDIX = re.compile(r"\W*phu luc\b")
_UNIT_SAID = ("don vi tinh", "dvt", "don vi")
_SAME_TIME = re.compile(r"\bcung ky\b")
_ENDS = (".", ";", ",", ":")
_PARTS = re.compile(r"[,;]|\bvà\b", re.IGNORECASE)


def with_titles(document: Document, found: Sequence[FoundTable]) -> list[FoundTable]:
    """The tables, each with the lines above it; its columns with the periods that these and headings name.

    The unit that stands above a table (Đơn vị tính: tỷ đồng) is that of its numbers, if no column has units.
    """
    own = frozenset[int]().union(*(table.lines for table in found))
    titled = []
    for table in found:
        titles = tuple(_titles(document, table.place, own))
        grid = table.grid
        titled.append(
            replace(table, titles=titles, grid=grid and _with_unit(_with_periods(grid, titles), titles))
        )
    return titled


def _titles(document: Document, place: int, of_tables: frozenset[int]) -> Iterator[str]:
    """The lines above a table that may be titles, up from it as far as another table."""
    count = 0
    for line in reversed(document.lines[:place]):
        if line.is_blank:
            continue
        count += 1
        if count > LIMITS.lines or line.cell >= 0 or line.index in of_tables:
            return
        text = line.text.strip()
        is_sentence = text.endswith(_ENDS[:3]) or len(text.split()) > LIMITS.words
        if not is_sentence and text and not _NOTE.match(skeleton(text)):
            yield text
        if not is_sentence and _APPENDIX.match(skeleton(text)):
            return


def _with_periods(grid: Grid, titles: Sequence[str]) -> Grid:
    return replace(grid, columns=tuple(with_period(column, titles) for column in grid.columns))


def _with_unit(grid: Grid, titles: Sequence[str]) -> Grid:
    """The grid, its columns of numbers with the unit that a line above the table gives for all of them."""
    unit = next(filter(None, map(_caption_unit, titles[: LIMITS.captions])), "")
    if not unit or grid.kind == "tasks" or grid.index("unit") is not None:
        return grid
    columns = (
        replace(column, unit=unit) if column.role == "value" and not column.unit else column
        for column in grid.columns
    )
    return replace(grid, columns=tuple(columns))


def _caption_unit(title: str) -> str:
    """The unit of measure that a line names for a table, "" for none: (ĐVT: triệu đồng)."""
    said, _, unit = title.strip(" ()").partition(":")
    is_unit = skeleton(said.strip()) in _UNIT_SAID and 0 < len(unit.split()) <= LIMITS.unit_words
    return unit.strip(" .") if is_unit else ""


def with_period(column: Column, titles: Sequence[str]) -> Column:
    """A column of numbers with its period: by its own heading, the one above it, or the nearest title."""
    if column.role != "value":
        return column
    said = measured(column.heading)
    period = column.period or heading_period(column, None)
    for title in titles:
        if period:
            break
        if of_title := title_period(title, column.measure):
            period = heading_period(column, of_title.year) or of_title
    return replace(
        column,
        # Which part of its year is told by another column: the year is all that is sure.
        period=None if _SAME_TIME.search(skeleton(column.heading)) else period,
        year=period.year if period else column.year,
        is_estimated=said.is_estimated and column.measure != "target",
    )


def heading_period(column: Column, year: int | None) -> Period | None:
    """The period that a heading names; part of a year that it does not name is part of `year`."""
    over = period_of(column.above, year)
    lower = column.heading.removeprefix(column.above) if column.above else column.heading
    return period_of(lower, over.year if over else year) or over


def title_period(title: str, measure: Measure | None) -> Period | None:
    """The period that a title names for results or for targets: `Kết quả năm 2023 và mục tiêu năm 2024`."""
    parts = [(measured(part).measure, period_of(part)) for part in _PARTS.split(title)]
    own = next((period for said, period in parts if period and said and said == measure), None)
    other = next((period for said, period in parts if period and not (said and measure)), None)
    return own or other or period_of(title)
