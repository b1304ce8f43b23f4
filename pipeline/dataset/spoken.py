"""Cells of the tables as their readers say them: codes are words, in the language in use."""

from __future__ import annotations

import re

from pipeline.dataset.tables import INDICATORS, JOINT, PLANS, TASKS, Row, headings
from pipeline.messages import later, tr
from pipeline.messages.again import again
from pipeline.value_names import spoken
from pipeline.warning_kinds import in_words

# Codes by column, and what they are called.
CODES = {
    "measure": {"result": later("result"), "target": later("target")},
    "origin": {"table": later("in a table"), "text": later("in the text")},
    "status": {
        "ok": later("no warnings"),
        "warnings": later("warnings"),
        "partly": later("some pages not read"),
    },
    "due_recurrence": {
        "continuous": later("always"), "daily": later("every day"), "half-yearly": later("twice a year"),
        "monthly": later("every month"), "periodic": later("at intervals"),
        "quarterly": later("every quarter"), "weekly": later("every week"), "yearly": later("every year"),
    },
    "row": {"header": later("letterhead")},
}  # fmt: skip
# Fields that are no column: those of the parts of a plan that are no table.
FIELDS = {
    "attached": later("plan issued with it"), "authority": later("by whose authority"),
    "columns": later("headings of the columns"), "issued with": later("issued with"), "note": later("note"),
    "legal_basis": later("legal basis"),
    "name": later("name of the signer"), "position": later("post of the signer"), "values": later("numbers"),
}  # fmt: skip
_NAMED = re.compile(rf"(?:^|{JOINT})(\w[\w-]*): ")
_VALUE = re.compile(r"(?:result|target)(?:[_-].*)?")


def spoken_cell(column: str, row: Row) -> object:
    """The cell of a row of any table as its reader says it; numbers, days and texts stay as they are."""
    value = row[column]
    if not isinstance(value, str) or not value:
        return value
    if value in CODES.get(column, ()):
        return tr(CODES[column][value])
    if column == "detail":
        return again(value)
    if column == "where":
        return in_words(value)
    if column == "field":
        return spoken_field(value, is_of_row=bool(row["row"]) and row["row"] != "header")
    if column == "checked":
        return JOINT.join(spoken_field(name) for name in value.split(JOINT))
    return _repairs(value) if column == "repairs" else value


def spoken_field(field: str, *, is_of_row: bool = True) -> str:
    """A field by the heading of its column: `deadline` is Thời gian, `result_2023` kết quả 2023. Fields of no
    row are those of the letterhead and the signature."""
    if _VALUE.fullmatch(field):
        return spoken(field)
    tables = (TASKS, INDICATORS) if is_of_row else (PLANS,)
    found = next((headings()[one.name, field].shown for one in tables if field in one.columns), "")
    return found or (tr(FIELDS[field]) if field in FIELDS else field)


def _repairs(text: str) -> str:
    """`name: ground; name: ground` with both in the language in use."""
    _, *parts = _NAMED.split(text)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return JOINT.join(f"{spoken_field(name)}: {again(ground)}" for name, ground in pairs) or text
