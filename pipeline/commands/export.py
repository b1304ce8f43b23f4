"""The command `kehoach export`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from pipeline.dataset.frames import Batch, batches
from pipeline.errors import ExtraMissing

FOLDERS = ("csv", "jsonl", "parquet")
FILES = {"sqlite": "kehoach.sqlite", "duckdb": "kehoach.duckdb", "xlsx": "kehoach.xlsx"}


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("output", type=Path, help="the dataset's folder, as convert wrote it")
    command.add_argument(
        "--to",
        nargs="+",
        required=True,
        choices=(*FOLDERS, *FILES),
        metavar="FORM",
        help=f"one or more of {', '.join((*FOLDERS, *FILES))}",
    )
    command.add_argument(
        "-o", "--into", type=Path, metavar="DIR", help="where to (default: the folder export in the dataset)"
    )
    command.add_argument("--excel", action="store_true", help="CSV with the mark by which Excel knows UTF-8")


def run(options: argparse.Namespace) -> int:
    """Write the dataset in each form that is asked for, and say where it is."""
    into = options.into or options.output / "export"
    for form in dict.fromkeys(options.to):
        path = into / FILES.get(form, form)
        try:
            _export(form, batches(options.output), path, for_excel=options.excel)
        except ImportError:
            raise ExtraMissing("export") from None
        print(path)
    return 0


def _export(form: str, rows: Iterator[Batch], path: Path, *, for_excel: bool) -> None:
    match form:
        case "csv":
            from pipeline.export.text import to_csv

            to_csv(rows, path, for_excel=for_excel)
        case "jsonl":
            from pipeline.export.text import to_jsonl

            to_jsonl(rows, path)
        case "parquet":
            from pipeline.export.columnar import to_parquet

            to_parquet(rows, path)
        case "sqlite":
            from pipeline.export.databases import to_sqlite

            to_sqlite(rows, path)
        case "duckdb":
            from pipeline.export.databases import to_duckdb

            to_duckdb(rows, path)
        case _:
            from pipeline.export.workbook import to_xlsx

            to_xlsx(rows, path)
