"""Export: the dataset into files that other systems read, each form a function of batches of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from pipeline import plugins
from pipeline.dataset.frames import Batch

Write = Callable[[Iterable[Batch], Path], None]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of export: what its file or folder is called, and the function that writes it, by its place.

    The module is imported only when the form is asked for: some need the extra `export`.
    """

    file: str
    writer: str

    def write(self, rows: Iterable[Batch], path: Path) -> None:
        """Write batches of rows to a path. Raises ImportError where a package is missing."""
        module, _, name = self.writer.partition(":")
        writer: Write = getattr(import_module(module), name)
        writer(rows, path)


FORMS = {
    "csv": Form("csv", "pipeline.export.text:to_csv"),
    "excel-csv": Form("excel-csv", "pipeline.export.text:to_excel_csv"),
    "jsonl": Form("jsonl", "pipeline.export.text:to_jsonl"),
    "parquet": Form("parquet", "pipeline.export.columnar:to_parquet"),
    "sqlite": Form("kehoach.sqlite", "pipeline.export.databases:to_sqlite"),
    "duckdb": Form("kehoach.duckdb", "pipeline.export.databases:to_duckdb"),
    "xlsx": Form("kehoach.xlsx", "pipeline.export.workbook:to_xlsx"),
}


def form_names() -> tuple[str, ...]:
    """The names of all forms, ours first; a package adds one under the entry point kehoach.exporters."""
    return (*FORMS, *(name for name in plugins.names(plugins.EXPORTERS) if name not in FORMS))


def form_named(name: str) -> Form:
    """The form of a name of `form_names`. Raises PluginBroken where a package's cannot be loaded."""
    if name in FORMS:
        return FORMS[name]
    form: Form = plugins.load(plugins.EXPORTERS, name)
    return form
