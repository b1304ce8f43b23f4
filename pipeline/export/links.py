"""Where in a workbook the cell lies that a warning speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.dataset.frames import Batch
from pipeline.dataset.tables import INDICATORS, PLANS, TASKS, VALUES, Row, Table, headings
from pipeline.value_names import Said, names_of

# The column that stands for a row where no shown column is the field that is meant.
_LEADING = {PLANS.name: "plan", TASKS.name: "task", INDICATORS.name: "name", VALUES.name: "value"}


class Links:
    """The cells of the rows of a batch; `last` is the last row of each sheet before it, from 0."""

    def __init__(self, batch: Batch, last: Mapping[str, int]) -> None:
        self._rows = {(row["plan"], "header"): (PLANS, at) for at, row in _placed(PLANS, batch, last)}
        for table in (TASKS, INDICATORS):
            self._rows |= {(row["plan"], row["id"]): (table, at) for at, row in _placed(table, batch, last)}
        self._values = _values(_placed(VALUES, batch, last))

    def of(self, warning: Row) -> str:
        """The address of the cell in the workbook, as a link has it; "" where the warning is of no row."""
        at = self._values.get((warning["plan"], warning["row"], warning["field"]))
        if at is not None:
            return _address(VALUES, at, "value")
        if (warning["plan"], warning["row"]) not in self._rows:
            return ""
        table, at = self._rows[warning["plan"], warning["row"]]
        is_shown = warning["field"] in table.columns and not headings()[table.name, warning["field"]].is_aside
        return _address(table, at, warning["field"] if is_shown else _LEADING[table.name])


def _placed(table: Table, batch: Batch, last: Mapping[str, int]) -> Iterable[tuple[int, Row]]:
    return enumerate(batch[table.name], last[table.name] + 1)


def _values(rows: Iterable[tuple[int, Row]]) -> dict[tuple[str, str, str], int]:
    """(plan, indicator, field of the evidence) -> row of the sheet of values."""
    of: dict[tuple[str, str], list[tuple[int, Row]]] = {}
    for at, row in rows:
        of.setdefault((row["plan"], row["indicator"]), []).append((at, row))
    return {
        (*key, field): at
        for key, own in of.items()
        for field, (at, _) in zip(names_of(said_of(row) for _, row in own), own, strict=True)
    }


def said_of(row: Row) -> Said:
    """What a row of the table of values says of its number."""
    days: list[Any] = [str(row[name]) if row[name] else None for name in ("start", "end")]
    return Said(row["measure"], row["year"], *days)


def _address(table: Table, row: int, column: str) -> str:
    cell = xl_rowcol_to_cell(row, list(table.columns).index(column))
    return f"internal:'{headings()[table.name, '*'].shown}'!{cell}"
