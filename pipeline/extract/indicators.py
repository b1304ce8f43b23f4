"""Indicators: the rows of an indicator table as the contract has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.arithmetic import Key, Sum, Value, repaired
from pipeline.extract.cells import evidence, read_cell
from pipeline.extract.columns import period_field, value_names, with_measures
from pipeline.extract.comparisons import comparisons_that_differ
from pipeline.extract.doubts import (
    ambiguous_numbers,
    doubted,
    doubtful_numbers,
    missing_numbers,
    repaired_numbers,
    sums_that_differ,
)
from pipeline.extract.ids import Ids
from pipeline.extract.numberings import mended_numbers, odd_codes
from pipeline.messages import tr
from pipeline.plan import CellEvidence, Indicator, IndicatorValue, PlanWarning, Repair
from pipeline.tables.codes import row_name, row_numbers
from pipeline.tables.codes.as_printed import bare
from pipeline.tables.grid import Cell, Code, Column, Grid, GridRow, cell_text
from pipeline.tables.roles import roles
from pipeline.vietnamese.units import is_same_as_above, split_units

FIELDS = frozenset(Indicator.model_fields)


@dataclass(frozen=True, slots=True)
class Lead:
    """The unit of a row, and its evidence (None for an empty cell)."""

    text: str
    proof: CellEvidence | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row on its way: its grid row, name and code, numbers by column, who leads, what it is measured in."""

    grid: GridRow
    name: str
    code: Code
    values: Mapping[int, Value]
    lead: Lead
    unit: str = ""


def read_indicators(
    grid: Grid,
    appendix: int | None,
    year: int | None = None,
    titles: Sequence[str] = (),
    ids: Ids | None = None,
) -> tuple[list[Indicator], list[PlanWarning]]:
    """The indicators of a grid, and what a careful reader would flag in it.

    `year` is the plan's, `titles` are those of what the table stands in, the nearest first.
    """
    grid = with_measures(grid, year, titles)
    names = value_names(grid.columns)
    rows = _rows(grid)
    if not rows:
        return [], []
    rows, sums = _repaired(grid, rows)
    values = _by_key(rows)
    ids = ids or Ids()
    found = [_indicator(grid, names, row, appendix, ids) for row in rows]
    if grid.is_doubtful:
        found = [doubted(one) for one in found]
    warnings = [
        *(
            w
            for row, one in zip(rows, found, strict=True)
            for w in (
                *missing_numbers(_to_be_read(names, row), one),
                *ambiguous_numbers(_to_be_read(names, row), one),
            )
        ),
        *(
            warning
            for row, one in zip(rows, found, strict=True)
            for warning in doubtful_numbers(
                one, {names[c]: row.grid.cells[c].other_readings for c in row.values}
            )
        ),
        *(warning for one in found for warning in repaired_numbers(one)),
        *sums_that_differ(sums, values, appendix),
        *comparisons_that_differ(grid, rows, found),
        *odd_codes(found),
        *mended_numbers(found, "code", f"appendix {appendix}" if appendix else "body"),
    ]
    return found, warnings


def _repaired(grid: Grid, rows: Sequence[Row]) -> tuple[list[Row], list[Sum]]:
    """The rows with numbers that arithmetic proves to have been misread, and the sums that they make."""
    places = [i for i, column in enumerate(grid.columns) if column.role in ("max", "value")]
    maximum = grid.index("max")
    sums = _sums(rows, places)
    limited = [c for c in places if c != maximum] if maximum is not None else []
    bounds = [((r, c), (r, maximum or 0)) for r in range(len(rows)) for c in limited]
    values = repaired(_by_key(rows), sums, bounds)
    changed = [replace(row, values={c: values[r, c] for c in row.values}) for r, row in enumerate(rows)]
    return changed, sums


def _by_key(rows: Sequence[Row]) -> dict[Key, Value]:
    return {(r, c): value for r, row in enumerate(rows) for c, value in row.values.items()}


def _to_be_read(names: Mapping[int, str], row: Row) -> dict[str, Value]:
    """The cells of a row in which a number is due, by name: not those that are drawn empty or with a dash."""
    return {
        names[c]: value
        for c, value in row.values.items()
        if row.grid.cells[c].may_be_lost or value.number or any(letter.isalnum() for letter in value.raw)
    }


def _rows(grid: Grid) -> list[Row]:
    name, lead, unit = grid.index("name"), grid.index("lead"), grid.index("unit")
    assert name is not None
    rows: list[Row] = []
    for row, found in zip(grid.rows, row_numbers(grid), strict=True):
        code, text = row.code or Code("", "", 1), row_name(row.cells[name])
        where = code.code if code.code not in ("", "-") else text[:40]
        values = {
            c: Value(where, row.cells[c].raw, number, is_exact=_is_exact(row.cells[c]))
            for c, number in found.items()
        }
        own = Lead(*read_cell(row.cells[lead], "lead")) if lead is not None else Lead("", None)
        measured_in = _unit(row.cells[unit], rows) if unit is not None else ""
        rows.append(Row(row, text, code, values, own, measured_in))
    return rows


def _unit(cell: Cell, above: Sequence[Row]) -> str:
    """The unit of measure in a cell; a ditto mark stands for that of the row above."""
    return above[-1].unit if above and is_same_as_above(cell.raw) else cell_text(cell)


def _is_exact(cell: Cell) -> bool:
    """Whether what is printed in a cell was read as it stands, nothing of it lost."""
    return cell.is_exact and (bool(cell.words) or not cell.may_be_lost)


def _sums(rows: Sequence[Row], columns: Sequence[int]) -> list[Sum]:
    """Each row with two or more rows directly under it, in each column."""
    found = []
    for place, row in enumerate(rows):
        children = []
        for below in range(place + 1, len(rows)):
            if rows[below].code.level <= row.code.level:
                break
            if rows[below].code.level == row.code.level + 1:
                children.append(below)
        if len(children) > 1:
            found += [Sum((place, c), tuple((child, c) for child in children)) for c in columns]
    return found


def _indicator(grid: Grid, names: Mapping[int, str], row: Row, appendix: int | None, ids: Ids) -> Indicator:
    maximum = grid.index("max")
    top = row.values[maximum].number if maximum is not None else None
    numbers = [(c, value) for c, value in row.values.items() if c != maximum]
    # A heading over rows has no numbers at all.
    has_numbers = any(value.raw or row.grid.cells[c].may_be_lost for c, value in numbers)
    return Indicator(
        id=ids.new(_id(row.code, appendix)),
        appendix=appendix,
        section=grid.section,
        code=row.code.code,
        name=row.name,
        parent=row.code.parent,
        level=row.code.level,
        unit=row.unit,
        max=float(top.value) if top else None,
        values=tuple(_value(grid.columns[c], value) for c, value in numbers) if has_numbers else (),
        lead=row.lead.text,
        lead_units=split_units(row.lead.text),
        extra={column.heading: cell_text(cell) for column, cell in _others(grid, row)},
        evidence=_proofs(grid, names, row),
    )


def _others(grid: Grid, row: Row) -> Iterator[tuple[Column, Cell]]:
    """The cells of columns that the contract has no field for."""
    for column, cell in zip(grid.columns, row.grid.cells, strict=True):
        if roles()[column.role].field not in FIELDS:
            yield column, cell


def _proofs(grid: Grid, names: Mapping[int, str], row: Row) -> dict[str, CellEvidence]:
    """The evidence of each field of a row."""
    proofs: dict[str, CellEvidence] = {}
    for c, (column, cell) in enumerate(zip(grid.columns, row.grid.cells, strict=True)):
        if c in row.values:
            if cell.words or row.values[c].repair:
                ground = row.values[c].repair
                repair = Repair(rule="arithmetic", ground=ground) if ground else None
                proofs[names[c]] = evidence(cell, repair, is_number=True)
        elif column.role == "code":
            proofs["code"] = _code_evidence(row.code, cell)
        elif column.role != "lead" and cell.words:
            field = roles()[column.role].field
            is_resolved = field == "unit" and row.unit != cell_text(cell)
            ditto = Repair(rule="ditto", ground=tr("the cell says: as above")) if is_resolved else None
            proofs[field if field in FIELDS else column.heading] = evidence(cell, ditto)
    if row.lead.proof:
        proofs["lead"] = row.lead.proof
    return proofs


def _value(column: Column, value: Value) -> IndicatorValue:
    number = value.number
    return IndicatorValue(
        measure=column.measure or "result",
        estimated=column.is_estimated,
        year=column.year,
        period=period_field(column.period),
        value=float(number.value) if number else None,
        upper=float(number.upper) if number and number.upper is not None else None,
        operator=number.operator if number else "",
        unit=(number.unit if number else "") or column.unit,
    )


def _id(code: Code, appendix: int | None) -> str:
    """`a2-1.1`; a code that says nothing of its parent comes with it: `a4-1-dash`."""
    parts = [f"a{appendix}" if appendix else "body", "dash" if code.code == "-" else code.code or "total"]
    if code.parent and "." not in code.code:
        parts.insert(1, code.parent)
    return "-".join(parts)


def _code_evidence(code: Code, cell: Cell) -> CellEvidence:
    read = bare(cell.raw)
    if read == code.code or (cell.is_exact and not cell.may_be_lost):
        return evidence(cell)
    ground = tr("the row's place in the table makes it {code!r}", code=code.code)
    ground = (
        tr("read as {read!r}; {ground}", read=read, ground=ground)
        if cell.words
        else tr("no code was read; {ground}", ground=ground)
    )
    return evidence(cell, Repair(rule="row-code", ground=ground))
