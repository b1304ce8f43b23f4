"""Tables whose cells are known -> grids: headings, groups and merged cells, parts on several pages joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from pipeline.document import Document, Table, Word
from pipeline.tables.codes import with_codes
from pipeline.tables.drawn.columns import read_columns
from pipeline.tables.grid import Cell, Column, FoundTable, Grid, GridRow, TableKind
from pipeline.tables.groups import with_groups
from pipeline.vietnamese.folding import confusable
from pipeline.vietnamese.numerals import roman_value
from pipeline.vietnamese.shape import is_capital

# Headings take so many rows at most; a row repeats them if it is so like them (0 to 100).
MOST_HEADING_ROWS, REPEATED = 3, 85
# Columns of two parts of a table part at the same places, within so many points.
SAME_EDGE = 12.0
# A column has cells of its own in so many rows.
STRAY = 0.25
# So many rows have something beside their task; a heading over rows has so few words.
FILLED, SHORT = 0.6, 14
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_COUNTED = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?")


@dataclass(frozen=True, slots=True)
class Square:
    """One square of a table: the words of its cell; whether the cell begins there, down and across."""

    cell: Cell
    is_top: bool = True
    is_left: bool = True

    @property
    def text(self) -> str:
        return self.cell.text


Row = tuple[Square, ...]
# A table's kind, its columns and the rows below its headings.
Started = tuple[TableKind, tuple[Column, ...], list[Row]]
EMPTY = Square(Cell())


def read_drawn(document: Document) -> list[FoundTable]:
    """All tables of a document whose cells are known."""
    found: list[FoundTable] = []
    last: Table | None = None
    for table in document.tables:
        rows = _rows(table, document)
        started = _started(rows)
        goes_on = last is not None and _goes_on(last, table, document)
        longer = _continued(found[-1], rows, started, _parts_alike(last, table)) if last and goes_on else None
        own = frozenset(index for cell in table.cells for index in cell.lines)
        if longer:
            found[-1] = replace(longer, lines=longer.lines | own)
        elif started:
            found.append(FoundTable(table.place, table.page, own, _grid(*started)))
        else:
            found.append(FoundTable(table.place, table.page, own, None, _texts(rows)))
        last = table
    return [replace(table, grid=_resolved(table.grid)) if table.grid else table for table in found]


def _resolved(grid: Grid) -> Grid:
    """The grid with the numbers, codes and headings of its rows."""
    if grid.kind == "indicators":
        return with_codes(grid) if grid.rows else grid
    return with_groups(_numbered(grid))


def _continued(
    above: FoundTable, rows: Sequence[Row], started: Started | None, parts_alike: bool
) -> FoundTable | None:
    """The table above with the next page's rows; None where they are another table's."""
    if above.grid is None:
        if started or not parts_alike or len(rows[0]) != len(above.rows[0]):
            return None
        texts = _texts(rows)
        start = 1 if _is_like(texts[0], above.rows[0]) else 0
        return replace(above, rows=above.rows + texts[start:])
    headings = [column.heading for column in above.grid.columns]
    repeated = started is not None and _is_like([column.heading for column in started[1]], headings)
    if len(headings) != len(rows[0]) or not (repeated or (parts_alike and started is None)):
        return None
    return replace(above, grid=_joined(above.grid, _below_headings(rows, headings)))


def _texts(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """The texts of a table's cells, each where it begins."""
    return tuple(
        tuple(square.text if square.is_top and square.is_left else "" for square in row) for row in rows
    )


def _rows(table: Table, document: Document) -> list[Row]:
    """The squares of a table row by row, each with the words of its whole cell."""
    height = max(cell.rows[1] for cell in table.cells)
    width = max(cell.columns[1] for cell in table.cells)
    squares = [[EMPTY] * width for _ in range(height)]
    for cell in table.cells:
        words = tuple(word for index in cell.lines for word in document.lines[index].words)
        for r in range(*cell.rows):
            for c in range(*cell.columns):
                squares[r][c] = Square(Cell(words), r == cell.rows[0], c == cell.columns[0])
    return [tuple(row) for row in _without_stray_columns(squares)]


def _without_stray_columns(squares: list[list[Square]]) -> list[list[Square]]:
    """The squares without columns in which hardly a cell begins: a line was seen where none is.

    What stands in such a cell is the left one's.
    """
    rows = squares
    for c in range(len(rows[0]) - 1, 0, -1):
        begun = sum(row[c].is_left for row in rows)
        if begun >= STRAY * len(rows):
            continue
        for row in rows:
            if row[c].is_left and row[c].is_top:
                row[c - 1] = replace(row[c - 1], cell=Cell(row[c - 1].cell.words + row[c].cell.words))
            del row[c]
    return rows


def _started(rows: Sequence[Row]) -> Started | None:
    """Kind, columns and the rows below the headings; None where the rows open with no headings."""
    for count in range(1, min(MOST_HEADING_ROWS, len(rows)) + 1):
        if count < len(rows) and any(not square.is_top for square in rows[count]):
            # A heading goes on in the next row.
            continue
        headings = [_heading(rows[:count], place) for place in range(len(rows[0]))]
        below = _below_headings(rows[count:], [" ".join(filter(None, one)) for one in headings])
        cells = [[row[place].text for row in below if row[place].is_top] for place in range(len(headings))]
        if found := read_columns(headings, cells):
            return *found, below
    return None


def _heading(rows: Sequence[Row], place: int) -> list[str]:
    """The texts over a column, from the top."""
    return [row[place].text for row in rows if row[place].is_top]


def _below_headings(rows: Sequence[Row], headings: Sequence[str]) -> list[Row]:
    """The rows without those at the top that repeat the headings or count the columns."""
    start = 0
    while start < len(rows) and (count := _repeating(rows[start:], headings) or _counts(rows[start])):
        start += count
    return list(rows[start:])


def _repeating(rows: Sequence[Row], headings: Sequence[str]) -> int:
    """How many rows at the top together are the headings again."""
    for count in range(1, min(MOST_HEADING_ROWS, len(rows)) + 1):
        if count < len(rows) and any(not square.is_top for square in rows[count]):
            continue
        texts = [" ".join(filter(None, _heading(rows[:count], place))) for place in range(len(headings))]
        if _is_like(texts, headings):
            return count
    return 0


def _is_like(texts: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether texts are the headings, maybe misread."""
    found, known = (
        " ".join("".join(map(confusable, one.split())) for one in row) for row in (texts, headings)
    )
    return bool(found.strip()) and fuzz.ratio(found, known) >= REPEATED


def _counts(row: Row) -> bool:
    """Whether a row numbers the columns: (1), (2), (3)."""
    texts = [square.text for square in row if square.is_left and square.text]
    numbers = [int(re.findall(r"\d+", text)[0]) for text in texts if _COUNTED.fullmatch(text)]
    return len(numbers) > 2 and len(numbers) == len(texts) and numbers == sorted(set(numbers))


def _goes_on(above: Table, below: Table, document: Document) -> bool:
    """Whether a table may be the next page's part of the one above: nothing stands between them."""
    between = document.lines[_end(above) + 1 : below.place]
    return below.page in (above.page, above.page + 1) and not any(line.words for line in between)


def _parts_alike(above: Table, below: Table) -> bool:
    """Whether the columns of two tables part at the same places."""
    if len(above.edges) != len(below.edges):
        return False
    if not above.edges:
        return above.page != below.page
    return all(
        abs((a - above.edges[0]) - (b - below.edges[0])) <= SAME_EDGE
        for a, b in zip(above.edges, below.edges, strict=True)
    )


def _end(table: Table) -> int:
    return max((index for cell in table.cells for index in cell.lines), default=table.place)


def _grid(kind: TableKind, columns: tuple[Column, ...], rows: Iterable[Row]) -> Grid:
    return Grid(kind, columns, tuple(_grid_rows(columns, rows, kind)))


def _joined(grid: Grid, rows: Sequence[Row]) -> Grid:
    """The grid with rows of the next page; a row that a page's end cut in two becomes one again."""
    more = list(_grid_rows(grid.columns, rows, grid.kind))
    kept = list(grid.rows)
    if kept and more and _is_rest(grid, kept[-1], more[0]):
        cells = zip(kept[-1].cells, more.pop(0).cells, strict=True)
        kept[-1] = replace(kept[-1], cells=tuple(Cell(a.words + b.words) for a, b in cells))
    return replace(grid, rows=(*kept, *more))


def _is_rest(grid: Grid, above: GridRow, row: GridRow) -> bool:
    """Whether a page's first row goes on with the last one: no number, and its text begins small."""
    key = grid.index("no") if grid.kind == "tasks" else grid.index("code")
    name = grid.index("task") if grid.kind == "tasks" else grid.index("name")
    if key is None or name is None or row.is_group or above.is_group or row.cells[key].text:
        return False
    text = row.cells[name].text or next((cell.text for cell in row.cells if cell.text), "")
    return not text[:1].isupper()


def _grid_rows(columns: Sequence[Column], rows: Iterable[Row], kind: TableKind) -> Iterator[GridRow]:
    whole = _whole_rows(columns, rows)
    beside = kind == "tasks" and _have_text_beside(columns, whole)
    for row in whole:
        if not any(square.text for square in row):
            continue
        if kind == "tasks" and (group := _group(columns, row, beside)) is not None:
            place = next(i for i, column in enumerate(columns) if column.role == "task")
            yield GridRow(tuple(group if i == place else Cell() for i in range(len(columns))), is_group=True)
        else:
            # What spans several columns is the first one's; what spans rows is every row's.
            yield GridRow(tuple(square.cell if square.is_left else Cell() for square in row))


def _whole_rows(columns: Sequence[Column], rows: Iterable[Row]) -> list[Row]:
    """The rows; one whose number and text both go on from the row above is part of that row."""
    keys = [i for i, column in enumerate(columns) if column.role in ("no", "code", "task", "name")]
    whole: list[Row] = []
    for row in rows:
        if whole and keys and all(not row[place].is_top for place in keys):
            whole[-1] = tuple(
                replace(above, cell=Cell(above.cell.words + here.cell.words)) if here.is_top else above
                for above, here in zip(whole[-1], row, strict=True)
            )
        else:
            whole.append(row)
    return whole


def _have_text_beside(columns: Sequence[Column], rows: Sequence[Row]) -> bool:
    """Whether almost every row of a table has more than a number and a task."""
    task = next(i for i, column in enumerate(columns) if column.role == "task")
    filled = sum(any(square.text for square in row[task + 1 :]) for row in rows)
    return filled >= FILLED * len(rows)


def _group(columns: Sequence[Column], row: Row, beside: bool) -> Cell | None:
    """The heading that a row is, with its marker: one text over all columns, or nothing beside it.

    `beside` says that elsewhere in the table there is always something beside a task.
    """
    task = next(i for i, column in enumerate(columns) if column.role == "task")
    spans_all = all(not square.is_left for square in row[task + 1 :]) if len(row) > task + 1 else False
    others = [square for square in row[task + 1 :] if square.is_left and square.text]
    number = next((i for i, column in enumerate(columns) if column.role == "no"), None)
    marker = row[number].text.strip(" .") if number is not None and row[number].is_left else ""
    is_heading = bool(roman_value(marker)) or (len(marker) == 1 and marker.isalpha())
    may_be = is_heading or is_capital(row[task].text) or (beside and len(row[task].text.split()) <= SHORT)
    if not spans_all and (others or not row[task].text or not may_be):
        return None
    words: list[Word] = []
    for place, square in enumerate(row[: task + 1]):
        # A marker that was misread says nothing; the order of the headings tells it.
        if square.is_left and (place != number or is_heading or place == task):
            words += square.cell.words
    return Cell(tuple(words)) if words else None


def _numbered(grid: Grid) -> Grid:
    """The rows with their numbers as read; one that is no number is told by those around it."""
    key = grid.index("no")
    if grid.kind != "tasks" or key is None:
        return grid
    read = ["" if row.is_group else row.cells[key].text.strip(" .,:;|()") for row in grid.rows]
    below = [
        read[i] for i, row in enumerate(grid.rows) if i and grid.rows[i - 1].is_group and not row.is_group
    ]
    begins_anew = below.count("1") * 2 > len(below)
    rows = []
    for place, row in enumerate(grid.rows):
        if row.is_group:
            rows.append(row)
            continue
        number = _by_neighbours(read, place) or read[place]
        if begins_anew and not _NUMBER.fullmatch(number) and place and grid.rows[place - 1].is_group:
            number = "1"
        rows.append(replace(row, number=number))
    return replace(grid, rows=tuple(rows))


def _by_neighbours(read: Sequence[str], place: int) -> str:
    """The number that the rows on both sides leave no choice of, "" where there is one."""
    before = read[place - 1] if place else ""
    behind = read[place + 1] if place + 1 < len(read) else ""
    if before.isdigit() and behind.isdigit():
        return str(int(before) + 1) if int(behind) == int(before) + 2 else ""
    is_number = bool(_NUMBER.fullmatch(read[place]))
    if not is_number and before.isdigit():
        return str(int(before) + 1)
    return str(int(behind) - 1) if not is_number and behind.isdigit() and int(behind) > 1 else ""
