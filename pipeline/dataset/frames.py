"""The dataset as typed rows, a batch of plans at a time, and as pandas data frames."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.dataset.tables import TABLES, Row, Table, Type, rows_of
from pipeline.emit import load_plans

Batch = dict[str, list[Row]]
# Plans that are in memory at a time.
SIZE = 200
_DTYPES: dict[Type, Any] = {
    "text": "string",
    "integer": "Int64",
    "number": "Float64",
    "date": "object",
    "boolean": "boolean",
}


def batches(output: Path, size: int = SIZE) -> Iterator[Batch]:
    """The rows of an output folder by table, some plans at a time; dates are dates.

    Raises NoPlans where the folder has no plans, BrokenPlan where one cannot be read.
    """
    rows: Batch = {table.name: [] for table in TABLES}
    for name, plan in load_plans(output):
        for table in TABLES:
            rows[table.name] += (_typed(table, row) for row in rows_of(table, name, plan))
        if len(rows["plans"]) >= size:
            yield rows
            rows = {table.name: [] for table in TABLES}
    yield rows


def frame(table: Table, rows: list[Row]) -> pd.DataFrame:
    """Rows as a data frame with the types of the table; what is unknown is NA, and None among dates."""
    columns = {
        name: pd.Series([row[name] for row in rows], dtype=_DTYPES[kind])
        for name, kind in table.columns.items()
    }
    return pd.DataFrame(columns)


def load_frames(output: Path) -> dict[str, pd.DataFrame]:
    """The whole dataset of an output folder: plans, tasks, indicators, indicator_values, warnings."""
    parts = list(batches(output))
    return {
        table.name: pd.concat([frame(table, batch[table.name]) for batch in parts], ignore_index=True)
        for table in TABLES
    }


def _typed(table: Table, row: Row) -> Row:
    return {
        name: date.fromisoformat(row[name]) if kind == "date" and row[name] else row[name]
        for name, kind in table.columns.items()
    }
