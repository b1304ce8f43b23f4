"""Tables whose cells are known, from ruling lines or Word files; their parts on several pages are one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.document import Document, Table
from pipeline.messages import tr
from pipeline.tables.codes import with_codes
from pipeline.tables.drawn.headings import (
    Started,
    below_headings,
    best_read,
    counting_lines,
    is_like,
    started,
)
from pipeline.tables.drawn.outside import OutsideHeading, headings_outside
from pipeline.tables.drawn.pages import may_go_on, parts_alike
from pipeline.tables.drawn.rows import grid_rows, has_marker, is_total_row
from pipeline.tables.drawn.squares import Row, rows_of, texts_of
from pipeline.tables.grid import Cell, Column, FoundTable, Grid, GridRow, TableKind, cell_text
from pipeline.tables.groups import with_groups
from pipeline.tables.numbering import with_numbers
from pipeline.vietnamese.shape import is_capital

__all__ = ["read_drawn"]


def read_drawn(document: Document, anew: frozenset[int] = frozenset()) -> list[FoundTable]:
    """All tables whose cells are known; none goes on over the lines at which appendices begin `anew`."""
    found: list[FoundTable] = []
    last: Table | None = None
    last_outside: Sequence[OutsideHeading] = ()
    for table, outside in zip(document.tables, headings_outside(document, anew), strict=True):
        rows = rows_of(table, document)
        top = started(rows)
        longer = None
        is_new = any(heading.is_news_below(last_outside) for heading in outside)
        if last is not None and not is_new and may_go_on(last, table, document, anew):
            longer = _continued(found[-1], rows, top, parts_alike(last, table))
        elif outside and top is None and found:
            longer = _going_on_below(found[-1], rows, outside)
        own = frozenset(index for cell in table.cells for index in cell.lines)
        if longer:
            found[-1] = replace(longer, lines=longer.lines | own)
        else:
            found.append(_headed(_found(table, own, rows, top), outside))
        found[-1] = replace(found[-1], counting=found[-1].counting | counting_lines(rows))
        last, last_outside = table, outside or last_outside
    return [replace(table, grid=_resolved(table.grid)) if table.grid else table for table in found]


def _found(table: Table, own: frozenset[int], rows: Sequence[Row], top: Started | None) -> FoundTable:
    """A table on its own; one of neither tasks nor indicators as it is, of its kind if that is known."""
    if top is None:
        return FoundTable(table.place, table.page, own, None, texts_of(rows))
    if top.kind.holds == "other":
        headings = tuple(column.heading for column in top.columns)
        return FoundTable(table.place, table.page, own, None, texts_of(rows), top.kind.name, headings)
    found = tuple(grid_rows(top.columns, top.rows, top.kind.holds))
    grid = Grid(top.kind.holds, top.columns, found)
    return FoundTable(
        table.place, table.page, own, grid, totals=_totals(top.columns, top.rows, top.kind.holds)
    )


def _headed(table: FoundTable, outside: Sequence[OutsideHeading]) -> FoundTable:
    """A table of tasks with the headings that stand outside it, above its rows."""
    if not outside or table.grid is None or table.grid.kind != "tasks":
        return table
    grid = table.grid
    return replace(table, grid=replace(grid, rows=(*_heading_rows(grid, outside), *grid.rows)))


def _heading_rows(grid: Grid, outside: Sequence[OutsideHeading]) -> Iterator[GridRow]:
    task = grid.index("task")
    for heading in outside:
        cells = (Cell(heading.words if place == task else ()) for place in range(len(grid.columns)))
        yield GridRow(tuple(cells), is_group=True)


def _going_on_below(
    above: FoundTable, rows: Sequence[Row], outside: Sequence[OutsideHeading]
) -> FoundTable | None:
    """The table above with the rows of one that has no headings of its own, but one over all its rows."""
    if above.grid is None or above.grid.kind != "tasks" or len(rows[0]) != len(above.grid.columns):
        return None
    grid = above.grid
    more = grid_rows(grid.columns, rows, grid.kind)
    return replace(above, grid=replace(grid, rows=(*grid.rows, *_heading_rows(grid, outside), *more)))


def _totals(columns: Sequence[Column], rows: Sequence[Row], kind: TableKind) -> tuple[tuple[str, ...], ...]:
    """The texts of the rows that sum up those of a table of tasks."""
    return texts_of([row for row in rows if kind == "tasks" and is_total_row(columns, row)])


def _resolved(grid: Grid) -> Grid:
    """The grid with the numbers, codes and headings of its rows."""
    if grid.kind == "indicators":
        return with_codes(grid) if grid.rows else grid
    key = grid.index("no")
    read = ["" if key is None else row.cells[key].text.strip(" .,:;|()") for row in grid.rows]
    return _with_named_groups(with_groups(with_numbers(grid, read)))


def _with_named_groups(grid: Grid) -> Grid:
    """The grid, each row under what a column of groups has for it; a cell that is empty goes on."""
    places = [place for place, column in enumerate(grid.columns) if column.role == "group"]
    if not places:
        return grid
    rows: list[GridRow] = []
    name = ""
    for row in grid.rows:
        said = " ".join(text for place in places if (text := cell_text(row.cells[place])))
        name = "" if row.is_group else said or name
        rows.append(replace(row, path=(*row.path, name)) if name else row)
    return replace(grid, rows=tuple(rows))


def _continued(
    above: FoundTable, rows: Sequence[Row], top: Started | None, are_alike: bool
) -> FoundTable | None:
    """The table above with the next page's rows; None where they are another table's."""
    if above.grid is None:
        if (top and top.kind.name != above.kind) or not are_alike or len(rows[0]) != len(above.rows[0]):
            return None
        texts = texts_of(rows)
        start = 1 if is_like(texts[0], above.rows[0]) else 0
        return replace(above, rows=above.rows + texts[start:])
    headings = [column.heading for column in above.grid.columns]
    repeated = top is not None and is_like([column.heading for column in top[1]], headings)
    if len(headings) != len(rows[0]) or not (repeated or (are_alike and top is None)):
        return None
    more = below_headings(rows, headings)
    grid = replace(above.grid, columns=best_read(above.grid.columns, top.columns)) if top else above.grid
    totals = _totals(grid.columns, more, grid.kind)
    return replace(above, grid=_joined(grid, more), totals=(*above.totals, *totals))


def _joined(grid: Grid, rows: Sequence[Row]) -> Grid:
    """The grid with rows of the next page; a row that a page's end cut in two becomes one again."""
    more = list(grid_rows(grid.columns, rows, grid.kind))
    kept = list(grid.rows)
    if kept and more and (_is_rest_of_heading if more[0].is_group else _is_rest)(grid, kept[-1], more[0]):
        cells = zip(kept[-1].cells, more.pop(0).cells, strict=True)
        kept[-1] = replace(kept[-1], cells=tuple(Cell(a.words + b.words) for a, b in cells))
    elif kept:
        more = list(_merged_down(grid, kept[-1], more))
    return replace(grid, rows=(*kept, *more))


def _merged_down(grid: Grid, above: GridRow, rows: Sequence[GridRow]) -> Iterator[GridRow]:
    """The rows of the next page; first ones that have a unit or a date, but neither number nor task, are of
    the task above, whose cells go on over the page's end."""
    own = {place for place in (grid.index("no"), grid.index("task")) if place is not None}
    others = {place for role in ("lead", "deadline", "product") if (place := grid.index(role)) is not None}
    goes_on = grid.kind == "tasks" and not above.is_group
    for row in rows:
        goes_on = goes_on and not any(row.cells[place].words for place in own)
        if goes_on and sum(bool(row.cells[place].words) for place in others) > 1:
            cells = enumerate(zip(above.cells, row.cells, strict=True))
            row = replace(row, cells=tuple(_from_above(a) if n in own else b for n, (a, b) in cells))
        yield row


def _from_above(cell: Cell) -> Cell:
    return replace(cell, repair=tr("the cell goes on from the page before, where it is printed"))


def _is_rest(grid: Grid, above: GridRow, row: GridRow) -> bool:
    """Whether a page's first row goes on with the last one: no number, and its text begins small.

    Two rows that both have a number in one column are two.
    """
    key = grid.index("no") if grid.kind == "tasks" else grid.index("code")
    name = grid.index("task") if grid.kind == "tasks" else grid.index("name")
    if key is None or name is None or above.is_group or row.cells[key].text:
        return False
    if any(
        column.role in ("max", "value") and all(map(_has_digit, cells))
        for column, *cells in zip(grid.columns, above.cells, row.cells, strict=True)
    ):
        return False
    text = row.cells[name].text or next((cell.text for cell in row.cells if cell.text), "")
    return not text[:1].isupper()


def _has_digit(cell: Cell) -> bool:
    return any(letter.isdigit() for letter in cell.text)


def _is_rest_of_heading(grid: Grid, above: GridRow, row: GridRow) -> bool:
    """Whether a page's first row goes on with the heading over rows that the last one is: it has no marker,
    and begins small or, below one with a marker, is in capitals as that is."""
    head, text = (next((cell.text for cell in one.cells if cell.text), "") for one in (above, row))
    if not above.is_group or has_marker(text):
        return False
    if text[:1].islower():
        return True
    return has_marker(head) and (not text[:1].isupper() or (is_capital(head) and text.isupper()))
