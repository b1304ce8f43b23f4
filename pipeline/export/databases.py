"""SQLite and DuckDB: one file with all tables, their keys and what refers to what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline.dataset.frames import Batch, frame
from pipeline.dataset.package import key_of
from pipeline.dataset.tables import TABLES, Table
from pipeline.export.asked import fill, prepare
from pipeline.files import replaced

_SQLITE = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT", "boolean": "INTEGER"}
_DUCKDB = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN"}


def to_sqlite(batches: Iterable[Batch], path: Path) -> None:
    """Tables with their keys, views by office and year, and a search without marks."""
    with replaced(path) as temporary, closing(sqlite3.connect(temporary)) as database:
        for table in TABLES:
            database.execute(_create(table, _SQLITE))
        prepare(database)
        for batch in batches:
            for table in TABLES:
                marks = ", ".join("?" * len(table.columns))
                rows = (_with_text_dates(table, row) for row in batch[table.name])
                database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)
            fill(database, batch)
        database.commit()


def to_duckdb(batches: Iterable[Batch], path: Path) -> None:
    duckdb: Any = import_module("duckdb")
    with replaced(path) as temporary:
        temporary.unlink()  # DuckDB does not take an empty file for a database.
        with duckdb.connect(str(temporary)) as database:
            for table in TABLES:
                database.execute(_create(table, _DUCKDB))
            for batch in batches:
                for table in TABLES:
                    database.register("rows", frame(table, batch[table.name]))
                    database.execute(f"INSERT INTO {table.name} SELECT * FROM rows")


def _create(table: Table, types: dict[str, str]) -> str:
    parts = [f'"{name}" {types[kind]}' for name, kind in table.columns.items()]
    parts.append(f"PRIMARY KEY ({_names(table.key)})")
    for own, other in table.refers.items():
        parts.append(f"FOREIGN KEY ({_names(own)}) REFERENCES {other} ({_names(map(key_of, own))})")
    return f"CREATE TABLE {table.name} ({', '.join(parts)})"


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _with_text_dates(table: Table, row: dict[str, Any]) -> list[Any]:
    return [
        str(row[name]) if kind == "date" and row[name] is not None else row[name]
        for name, kind in table.columns.items()
    ]
