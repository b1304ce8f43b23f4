"""CSV and JSON Lines: a file a table, described by datapackage.json; and CSV for Excel."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from pipeline.dataset.frames import Batch
from pipeline.dataset.package import describe
from pipeline.dataset.tables import TABLES, Row, Table, headings
from pipeline.emit import safe_cell
from pipeline.files import replacing, write
from pipeline.messages import for_readers, language, number

Put = Callable[[Row], Any]


def to_csv(batches: Iterable[Batch], folder: Path) -> None:
    """CSV as RFC 4180 has it."""

    def begin(table: Table, file: TextIO) -> Put:
        writer = csv.writer(file)
        writer.writerow(table.columns)
        return lambda row: writer.writerow([safe_cell(cell) for cell in row.values()])

    _write(batches, folder, "csv", begin)
    _describe(folder, "csv")


def to_excel_csv(batches: Iterable[Batch], folder: Path) -> None:
    """CSV as the reader's Excel opens it by a double click, a Vietnamese one unless English was asked for:
    semicolons, decimal commas, Vietnamese headings, or commas, decimal points, English headings; and the
    mark by which it knows UTF-8. Dates are ISO 8601, which no locale takes for another day.
    """

    def begin(table: Table, file: TextIO) -> Put:
        writer = csv.writer(file, delimiter=";" if language() == "vi" else ",")
        writer.writerow([headings()[table.name, name].shown for name in table.columns])
        return lambda row: writer.writerow([_for_excel(row[name]) for name in table.columns])

    with for_readers():
        _write(batches, folder, "csv", begin, "utf-8-sig")


def _for_excel(cell: Any) -> Any:
    return number(cell) if isinstance(cell, float) else safe_cell(cell)


def to_jsonl(batches: Iterable[Batch], folder: Path) -> None:
    """A JSON object a row and a line; dates are ISO 8601."""

    def begin(_: Table, file: TextIO) -> Put:
        return lambda row: file.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")

    _write(batches, folder, "jsonl", begin)
    _describe(folder, "jsonl")


def _write(
    batches: Iterable[Batch],
    folder: Path,
    form: str,
    begin: Callable[[Table, TextIO], Put],
    encoding: str = "utf-8",
) -> None:
    with ExitStack() as files:
        puts = {}
        for table in TABLES:
            file = files.enter_context(replacing(folder / f"{table.name}.{form}", encoding))
            puts[table.name] = begin(table, file)
        for batch in batches:
            for name, rows in batch.items():
                for row in rows:
                    puts[name](row)


def _describe(folder: Path, form: str) -> None:
    package = json.dumps(describe(TABLES, form), ensure_ascii=False, indent=1)
    write(folder / "datapackage.json", package + "\n")
