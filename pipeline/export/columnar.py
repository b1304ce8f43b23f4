"""Parquet: a file a table with its types inside, for pandas, Spark, DuckDB and their kin."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.frames import Batch, frame
from pipeline.dataset.tables import TABLES, Table
from pipeline.files import replaced

_TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}


def to_parquet(batches: Iterable[Batch], folder: Path) -> None:
    with ExitStack() as files:
        writers = {}
        for table in TABLES:
            path = files.enter_context(replaced(folder / f"{table.name}.parquet"))
            writers[table.name] = files.enter_context(pq.ParquetWriter(path, _schema(table)))
        for batch in batches:
            for table in TABLES:
                typed = frame(table, batch[table.name])
                rows = pa.Table.from_pandas(typed, _schema(table), preserve_index=False)
                writers[table.name].write_table(rows)


def _schema(table: Table) -> pa.Schema:
    return pa.schema([(name, _TYPES[kind]) for name, kind in table.columns.items()])
