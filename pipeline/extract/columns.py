"""Columns of numbers as a plan's values: whose measure and year nothing says has the plan's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import plan
from pipeline.tables.grid import Column, Grid
from pipeline.tables.measures import measured
from pipeline.tables.numbers import read_number
from pipeline.tables.periods import Period, whole_year
from pipeline.tables.titles import heading_period, with_period
from pipeline.value_names import Said, names_of
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.units import unit_opening

# Minimum share of a column's cells that look like a field's; set by hand.
MOSTLY = 0.6
_DAY = re.compile(r"\d{1,2}[/.]\d{4}")


def with_measures(grid: Grid, year: int | None, titles: Sequence[str] = ()) -> Grid:
    """The grid, each of its columns of values with a measure and, where anything says one, a year.

    `year` is the plan's: from it on there are targets, before it results. `titles` are those of the part
    and of the document that the table stands in, the nearest first.
    """
    titled = (with_period(column, titles) for column in grid.columns)
    return replace(grid, columns=tuple(_with_measure(column, year) for column in titled))


def titles_of(appendix: plan.Appendix, header: plan.Header) -> tuple[str, ...]:
    """The titles above the tables of an appendix, or of the body, that say what time their results are of.

    That of a report says it; a plan's names the year that its targets are for.
    """
    return tuple(title for title in (appendix.title, header.title if _is_report(header) else "") if title)


def first_year_of_targets(header: plan.Header) -> int | None:
    """The year from which on numbers are targets: a plan's own, of a report the next."""
    return header.year + 1 if header.year and _is_report(header) else header.year


def _is_report(header: plan.Header) -> bool:
    return skeleton(header.doc_type) == "bao cao"


def _with_measure(column: Column, year: int | None) -> Column:
    if column.role != "value":
        return column
    if not column.measure:
        if year and not column.year and (part := heading_period(column, year)):
            # Part of a year that nothing names is part of the plan's: Quý I.
            column = replace(column, year=part.year, period=part)
        is_target = bool(column.year and year and column.year >= year) or (not year and _is_aim(column))
        column = replace(column, measure="target" if is_target else "result")
    if year and not column.year and column.measure == "target":
        # A plan's targets are of its own year unless it says another.
        period = heading_period(column, year) or whole_year(year)
        column = replace(column, year=period.year, period=period)
    return column


def _is_aim(column: Column) -> bool:
    """Whether a column is headed by a year in which something is to be reached: Đến năm 2030.

    Until a day numbers may have been counted: Đến 31/12/2025.
    """
    return bool(column.period and not column.period.start and not _DAY.search(column.heading))


def value_names(columns: Sequence[Column]) -> dict[int, str]:
    """The name of the evidence of each column of numbers: max, result_2023, target."""
    places = [c for c, column in enumerate(columns) if column.role in ("max", "value")]
    return dict(zip(places, names_of(_said(columns[c]) for c in places), strict=True))


def _said(column: Column) -> Said:
    if column.role == "max":
        return Said("max")
    period = period_field(column.period) or plan.Period()
    return Said(column.measure or "", column.year, period.start, period.end)


def unknown_columns(grid: Grid) -> Iterator[tuple[Column, str]]:
    """Columns whose headings we do not name though their cells look like a field's, and like which."""
    has_lead = grid.index("lead") is not None
    for c, column in enumerate(grid.columns):
        if column.role != "extra" or _is_told(column):
            continue
        texts = [text for row in grid.rows if not row.is_group and (text := row.cells[c].text.strip(" -"))]
        units = sum(bool(unit_opening().match(text)) for text in texts)
        numbers = sum(read_number(text, ",") is not None for text in texts)
        if not has_lead and units >= MOSTLY * max(len(texts), 1):
            yield column, "lead"
        elif grid.kind == "indicators" and numbers >= MOSTLY * max(len(texts), 1):
            yield column, "values"


def _is_told(column: Column) -> bool:
    """Whether a heading says that its column has no field: it compares, counts, notes."""
    said = measured(column.heading)
    return said.is_comparison or said.is_amount or said.is_own or column.is_told


def period_field(period: Period | None) -> plan.Period | None:
    """A period as the contract has it."""
    if period is None:
        return None
    return plan.Period(start=period.start.isoformat() if period.start else None, end=period.end.isoformat())
