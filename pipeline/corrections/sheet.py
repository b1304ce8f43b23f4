"""Corrections as a CSV file for a spreadsheet: those that were made, then what is open, to be filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.corrections.fields import BadValue, fields_of, with_field
from pipeline.corrections.place import Place, place_of, place_of_warning
from pipeline.corrections.record import Correction
from pipeline.emit import like_formula, safe_cell
from pipeline.errors import BadSheet
from pipeline.files import replacing
from pipeline.messages import tr
from pipeline.plan import Plan

# What a spreadsheet shows; the rest of a correction is told again by the plan.
COLUMNS = (
    "plan", "file", "page", "row", "row_text", "field", "old", "new", "who", "when", "reason", "state", "id",
)  # fmt: skip


def write_sheet(
    path: Path, plans: Iterable[tuple[str, Plan]], made: Sequence[Correction], unfit: set[str]
) -> None:
    """All corrections of the plans, and a line with an empty `new` for each warning about a field.

    With the mark by which Excel knows UTF-8.
    """
    with replacing(path, encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for name, plan in plans:
            own = [one for one in made if one.sha256 == plan.source.sha256]
            for one in own:
                state = "unfit" if one.id in unfit else "applied"
                _write(writer, one.model_dump() | {"plan": name, "state": state})
            for row in _open(plan):
                _write(writer, row | {"plan": name, "file": plan.source.file, "state": "open"})


def read_sheet(path: Path, plans: dict[str, Plan], who: str) -> list[Correction]:
    """The corrections that were filled in: lines whose `new` is not empty and that were not there before.

    Raises BadSheet where a line does not fit its plan; then none is taken.
    """
    text = path.read_text(encoding="utf-8-sig")
    mark = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    if not {"plan", "row", "field", "new"} <= set(rows.fieldnames or ()):
        raise BadSheet(path, 1, tr("the columns plan, row, field and new have to be there"))
    found = []
    for number, row in enumerate(rows, 2):
        cells = {name: _unquoted(cell or "") for name, cell in row.items() if name}
        if not cells["new"] or cells.get("id"):
            continue
        try:
            found.append(_correction(cells, plans, who))
        except (KeyError, BadValue) as error:
            raise BadSheet(path, number, str(error).strip("'")) from None
    return found


def _correction(cells: dict[str, str], plans: dict[str, Plan], who: str) -> Correction:
    name, row, field = cells["plan"], cells["row"], cells["field"]
    if name not in plans:
        raise KeyError(tr("there is no plan {name!r}", name=name))
    place = place_of(plans[name], row)
    if place is None or field not in fields_of(place.row):
        raise KeyError(tr("{name} has no {field!r} of {row!r}", name=name, field=field, row=row))
    new = fields_of(with_field(place.row, field, cells["new"], plans[name].header.year))[field]
    return place.correction(field, new, who=cells.get("who") or who, reason=cells.get("reason", ""))


def _open(plan: Plan) -> Iterator[dict[str, Any]]:
    for warning in plan.warnings:
        place, field = place_of_warning(plan, warning)
        if place and field:
            yield _line(place, field, fields_of(place.row)[field]) | {"reason": warning.code}


def _line(place: Place, field: str, old: str) -> dict[str, Any]:
    proof = place.row.evidence.get(field)
    page = proof.page if proof else None
    return {"row": place.name, "row_text": place.text, "field": field, "page": page, "old": old}


def _write(writer: csv.DictWriter[str], row: dict[str, Any]) -> None:
    writer.writerow({name: safe_cell(row.get(name, "")) for name in COLUMNS})


def _unquoted(cell: str) -> str:
    """A cell without the quote that `safe_cell` puts before what looks like a formula."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and like_formula(cell[1:]) else cell
