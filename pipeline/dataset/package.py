"""The description of a dataset for machines: a Frictionless Data Package (datapackage.org, version 1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pipeline.dataset.tables import Table, headings

_TYPES = {"text": "string", "integer": "integer", "number": "number", "date": "date", "boolean": "boolean"}
_MEDIA = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
}


def describe(
    tables: Iterable[Table],
    form: str,
    columns: Callable[[Table], Sequence[str]] = lambda table: tuple(table.columns),
) -> dict[str, Any]:
    """The content of datapackage.json for tables that lie beside it, one file of the form each.

    `columns` are those that the files have; keys of columns that they lack are left out.
    """
    return {
        "name": "kehoach",
        "title": "Kế hoạch hành chính: nhiệm vụ và chỉ tiêu",
        "profile": "tabular-data-package",
        "resources": [_resource(table, form, tuple(columns(table))) for table in tables],
    }


def _resource(table: Table, form: str, columns: tuple[str, ...]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(table, name) for name in columns], "missingValues": [""]}
    if set(table.key) <= set(columns):
        schema["primaryKey"] = list(table.key)
    refers = [
        {"fields": list(own), "reference": {"resource": other, "fields": [key_of(name) for name in own]}}
        for own, other in table.refers.items()
        if set(own) <= set(columns)
    ]
    if refers:
        schema["foreignKeys"] = refers
    return {
        "name": table.name,
        "title": headings()[table.name, "*"].title,
        "description": headings()[table.name, "*"].description,
        "path": f"{table.name}.{form}",
        "profile": "tabular-data-resource",
        "format": "ndjson" if form == "jsonl" else form,
        "mediatype": _MEDIA[form],
        "encoding": "utf-8",
        "schema": schema,
    }


def key_of(column: str) -> str:
    """What a column of a key is called in the table that it refers to."""
    return "id" if column == "indicator" else column


def _field(table: Table, name: str) -> dict[str, Any]:
    heading = headings()[table.name, name]
    field: dict[str, Any] = {"name": name, "type": _TYPES[table.columns[name]], "title": heading.title}
    if heading.description:
        field["description"] = heading.description
    return field
