"""The same misreading elsewhere in the folder: cells of the field that were read the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.corrections.fields import fields_of
from pipeline.corrections.place import HEADER, place_of
from pipeline.emit import safe_cell
from pipeline.review.folder import Folder

# Fields whose cells say the same in many plans. Numbers are none: 0.44 is misread in one place alone.
TABLES = {
    "tasks.csv": ("deadline", "lead", "coordination", "product"),
    "indicators.csv": ("name", "unit", "lead"),
    "plans.csv": ("issuer", "parent_issuer", "place"),
}
# More than this are not offered in one go.
MOST = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a field of some row, and what it was taken for."""

    field: str
    value: str
    raw: str


def alike(folder: Folder, reading: Reading) -> list[tuple[str, str]]:
    """(plan, row) of the cells that nobody has looked at and that are this reading."""
    if not reading.raw:
        return []
    found = []
    for name, row in _candidates(folder, reading):
        plan = folder.plan(name)
        place = place_of(plan, row) if plan else None
        if place is None:
            continue
        proof = place.row.evidence.get(reading.field)
        is_same = fields_of(place.row).get(reading.field) == reading.value
        if is_same and proof and proof.raw == reading.raw and not proof.is_checked:
            found.append((name, row))
        if len(found) == MOST:
            break
    return found


def _candidates(folder: Folder, reading: Reading) -> Iterator[tuple[str, str]]:
    """By the tables, which may be a little older than the plans."""
    for table, fields in TABLES.items():
        path = folder.output / table
        if reading.field in fields and path.exists():
            for row in _rows_with(path, str(safe_cell(reading.value))):
                if row[reading.field] == safe_cell(reading.value):
                    yield row["plan"], row.get("id", HEADER)


def _rows_with(path: Path, text: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file that have a text; only these are parsed, of a large table a small part."""
    wanted = text.partition("\n")[0].replace('"', '""')
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
        record = ""
        for line in file:
            record += line
            if record.count('"') % 2:  # a cell goes on
                continue
            if wanted in record:
                yield dict(zip(columns, next(csv.reader(io.StringIO(record, newline=""))), strict=True))
            record = ""
