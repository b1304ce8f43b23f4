"""Indicators: the rows of an indicator table as the contract has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.document import Word
from pipeline.extract.arithmetic import ADDS_UP, Sum, Value, adds_up, repair
from pipeline.extract.cells import cell_text, evidence, read_cell
from pipeline.extract.codes import Coded, read_codes
from pipeline.extract.merged import Extent, spans
from pipeline.extract.numbers import read_number
from pipeline.extract.units import split_units
from pipeline.plan import CellEvidence, Indicator, IndicatorValue, Warning
from pipeline.tables.grid import Column, Grid, GridRow


@dataclass(frozen=True, slots=True)
class Row:
    """A row on its way: its grid row, code, and numbers by column."""

    grid: GridRow
    name: str
    coded: Coded
    values: dict[int, Value]


def read_indicators(grid: Grid, appendix: int | None) -> tuple[list[Indicator], list[Warning]]:
    """The indicators of a grid, and what a careful reader would flag in it."""
    rows = _rows(grid)
    sums = _sums(rows, _value_columns(grid))
    columns = [[row.values[c] for row in rows] for c in _value_columns(grid)]
    repair(sums, _bounds(grid, rows), columns)
    leads = _leads(grid, rows)
    seen: Counter[str] = Counter()
    found = [_indicator(grid, row, lead, appendix, seen) for row, lead in zip(rows, leads, strict=True)]
    return found, [*_doubts(grid, rows, found), *_slips(sums, appendix), *_skips(found)]


def _value_columns(grid: Grid) -> list[int]:
    return [i for i, column in enumerate(grid.columns) if column.role in ("max", "value")]


def _rows(grid: Grid) -> list[Row]:
    name = grid.index("name")
    code = grid.index("code")
    assert name is not None
    names = [cell_text(row.cells[name]).strip(" (:") if not row.cells[name].text.startswith("(") else cell_text(row.cells[name]).lstrip("( ") for row in grid.rows]
    raws = [row.cells[code].raw if code is not None else "" for row in grid.rows]
    numbers = [{c: read_number(row.cells[c].text) for c in _value_columns(grid)} for row in grid.rows]
    coded = read_codes(raws, names, [_is_sum(numbers, i) for i in range(len(numbers))])
    rows = []
    for row, text, one, found in zip(grid.rows, names, coded, numbers, strict=True):
        where = one.code if one.code not in ("", "-") else text[:40]
        values = {c: Value(where, number) for c, number in found.items()}
        rows.append(Row(row, text.rstrip(" :"), one, values))
    return rows


def _is_sum(numbers: Sequence[dict[int, object]], place: int) -> bool:
    """Whether in two columns at least a row's numbers are the sums of the two or more rows below it."""
    agreeing: Counter[int] = Counter()
    for column, total in numbers[place].items():
        running = Decimal(0)
        for below in range(place + 1, min(place + 10, len(numbers))):
            number = numbers[below].get(column)
            if number is None or total is None:
                break
            running += number.value  # type: ignore[attr-defined]
            if below > place + 1 and running == total.value:  # type: ignore[attr-defined]
                agreeing[below] += 1
    return bool(agreeing) and max(agreeing.values()) >= 2


def _sums(rows: Sequence[Row], columns: Sequence[int]) -> list[Sum]:
    """Each row with rows under it, in each column."""
    found = []
    for place, row in enumerate(rows):
        children = []
        for below in rows[place + 1 :]:
            if below.coded.level <= row.coded.level:
                break
            if below.coded.level == row.coded.level + 1:
                children.append(below)
        if len(children) > 1:
            found += [Sum(row.values[c], tuple(child.values[c] for child in children)) for c in columns]
    return found


def _bounds(grid: Grid, rows: Sequence[Row]) -> list[tuple[Value, Value]]:
    maximum = grid.index("max")
    if maximum is None:
        return []
    return [(row.values[c], row.values[maximum]) for row in rows for c in row.values if c != maximum]


@dataclass(frozen=True, slots=True)
class Lead:
    text: str
    proof: CellEvidence | None


def _leads(grid: Grid, rows: Sequence[Row]) -> list[Lead]:
    """Each row's unit: its own, or that of the merged cell that it stands in."""
    lead = grid.index("lead")
    if lead is None:
        return [Lead("", None)] * len(rows)
    own = [Lead(*read_cell(row.grid.cells[lead], "lead")) for row in rows]
    if sum(bool(one.text) for one in own) < 2 or all(one.text for one in own):
        return own
    found = list(own)
    parents = {i for i in range(len(rows) - 1) if rows[i + 1].coded.level > rows[i].coded.level}
    for group in _groups(rows, own):
        extents = [_extent(rows[i].grid, lead, i in parents) for i in group]
        for place, owner in zip(group, spans(extents), strict=True):
            if owner is not None and not own[place].text and (source := own[group[owner]]).proof:
                ground = f"merged cell: the unit is printed once, at {rows[group[owner]].name!r}, in the middle of its rows"
                found[place] = Lead(source.text, source.proof.model_copy(update={"repair": ground}))
    return found


def _groups(rows: Sequence[Row], leads: Sequence[Lead]) -> list[list[int]]:
    """Runs of rows below each row of the first level.

    Where rows have no codes of their own depth a single row without a unit is not taken for part of a
    merged cell: its unit may as well have been lost.
    """
    has_depth = any("." in row.coded.code for row in rows)
    groups: list[list[int]] = [[]]
    for i, row in enumerate(rows):
        if row.coded.level <= 1:
            groups.append([])
        else:
            groups[-1].append(i)
    return [g for g in groups if g and (has_depth or sum(not leads[i].text for i in g) > 1)]


def _extent(row: GridRow, lead: int, is_parent: bool) -> Extent:
    words = [word for i, cell in enumerate(row.cells) if i != lead for word in cell.words]
    page = words[0].page if words else 0
    lines = [word.line for word in words if word.page == page] or [0]
    unit: Sequence[Word] = row.cells[lead].words
    printed = (float(unit[0].line), float(unit[-1].line)) if unit else None
    return Extent(page, float(min(lines)), float(max(lines)), printed, is_parent)


def _indicator(grid: Grid, row: Row, lead: Lead, appendix: int | None, seen: Counter[str]) -> Indicator:
    proofs: dict[str, CellEvidence] = {}
    extra: dict[str, str] = {}
    maximum: float | None = None
    unit = ""
    values = []
    for c, (column, cell) in enumerate(zip(grid.columns, row.grid.cells, strict=True)):
        if column.role in ("max", "value"):
            value = row.values[c]
            name = "max" if column.role == "max" else value_name(column)
            if cell.words or value.repair:
                proof = evidence(cell, value.repair) if cell.words else CellEvidence(raw="", confidence=0.5, repair=value.repair)
                proofs[name] = proof
            number = float(value.number.value) if value.number else None
            if column.role == "max":
                maximum = number
            elif value.number or cell.words:
                operator = value.number.operator if value.number else ""
                values.append(
                    IndicatorValue(measure=column.measure or "result", year=column.year, value=number, operator=operator, unit=value.number.unit if value.number else "")  # type: ignore[arg-type]
                )
        elif column.role == "code":
            proofs["code"] = _code_evidence(row, cell.raw, c)
        elif column.role == "name":
            proofs["name"] = evidence(cell)
        elif column.role == "unit":
            unit = cell_text(cell)
        elif column.role != "lead":
            extra[column.heading] = cell_text(cell)
            if cell.words:
                proofs[column.heading] = evidence(cell)
    if lead.proof:
        proofs["lead"] = lead.proof
    place = f"a{appendix}" if appendix else "body"
    base = f"{place}-" + "-".join(part for part in (row.coded.parent if row.coded.level > 1 and "." not in row.coded.code else "", row.coded.code.strip("-")) if part)
    base = base.rstrip("-")
    seen[base] += 1
    return Indicator(
        id=base if seen[base] == 1 else f"{base}-{seen[base]}",
        appendix=appendix,
        code=row.coded.code,
        name=row.name,
        parent=row.coded.parent,
        level=row.coded.level,
        unit=unit,
        max=maximum,
        values=tuple(values),
        lead=lead.text,
        lead_units=split_units(lead.text),
        extra=extra,
        evidence=proofs,
    )


def value_name(column: Column) -> str:
    """The name of a value's evidence: result_2023, target."""
    return f"{column.measure}_{column.year}" if column.year else column.measure or "value"


def _code_evidence(row: Row, raw: str, column: int) -> CellEvidence:
    read = raw.strip(" |,:;\"'()[]").rstrip(".")
    cell = row.grid.cells[column]
    ground = f"the row's place in the table makes it {row.coded.code!r}"
    if not cell.words:
        if not row.coded.code:
            return CellEvidence(raw="", confidence=1.0)
        return CellEvidence(raw="", confidence=0.5, repair=f"no code was read; {ground}")
    return evidence(cell, None if read == row.coded.code else f"read as {read!r}; {ground}")


def _doubts(grid: Grid, rows: Sequence[Row], found: Sequence[Indicator]) -> list[Warning]:
    """Cells that hold no number or hold one above the maximum, and rows that miss one."""
    warnings = []
    maximum = grid.index("max")
    for row, indicator in zip(rows, found, strict=True):
        for c, value in row.values.items():
            name = "max" if grid.columns[c].role == "max" else value_name(grid.columns[c])
            cell = row.grid.cells[c]
            if cell.words and value.number is None:
                message = f"{name}: {cell.raw!r} was not read as a number."
                warnings.append(Warning(code="number-unread", message=message, where=indicator.id))
            elif not cell.words and value.number is None:
                message = f"{name}: no number was read."
                warnings.append(Warning(code="number-missing", message=message, where=indicator.id))
            limit = row.values[maximum].number if maximum is not None and c != maximum else None
            if limit and value.number and value.number.value > limit.value:
                message = f"{name} {value.number.text} exceeds the maximum {limit.text}."
                warnings.append(Warning(code="above-maximum", message=message, where=indicator.id))
    return warnings


def _slips(sums: Sequence[Sum], appendix: int | None) -> list[Warning]:
    """Sums that do not add up, as printed: the document's own slips, or numbers misread unproved."""
    warnings: list[Warning] = []
    if not adds_up(sums, ADDS_UP):
        return warnings
    for one in sums:
        numbers = [value.number for value in (one.total, *one.parts)]
        if any(number is None or number.operator for number in numbers) or one.nearly_holds():
            continue
        total = sum((value.number.value for value in one.parts if value.number), Decimal(0))
        read = one.total.number.text if one.total.number else ""
        message = f"{one.total.where} is {read}, but the rows under it add up to {total}."
        place = f"appendix {appendix}" if appendix else "body"
        warnings.append(Warning(code="sum-differs", message=message, where=f"{place}, {one.total.where}"))
    return warnings


def _skips(found: Sequence[Indicator]) -> list[Warning]:
    warnings = []
    last: dict[str, int] = {}
    for one in found:
        tail = one.code.rpartition(".")[2]
        if not tail.isdigit():
            continue
        before = last.get(one.parent)
        if before and int(tail) > before + 1:
            message = f"The numbering under {one.parent or 'the table'} goes from {before} to {tail}."
            warnings.append(Warning(code="numbering-skips", message=message, where=one.id))
        last[one.parent] = int(tail)
    return warnings
