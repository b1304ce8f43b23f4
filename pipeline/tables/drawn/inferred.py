"""What columns are whose headings were not read, or say it of something else: their cells tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.tables.drawn.limits import LIMITS, printed, share_of, share_of_numbers
from pipeline.tables.drawn.meanings import is_readable, is_something_else
from pipeline.tables.grid import Column
from pipeline.tables.measures import measured
from pipeline.tables.numbers import is_unit
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.units import unit_opening

_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-HĐ])[.)]?$")
_DEADLINE = re.compile(r".*(?:\d{4}|[Hh][ằà]ng|[Tt]háng|[Qq]uý|[Tt]hường xuyên|[Nn]ăm\b)")
# Headings over names of what is done: Tên cuộc họp, Hình thức, tên văn bản; not over those of people.
_NAMES = re.compile(r"(?<!\bho )(?<!\bva )\bten\b")
# When something is, is not what is done.
_DAY = re.compile(r"(?:[Tt]hứ|[Nn]gày|[Ss]áng|[Cc]hiều)?\W*\d{1,2}\s*[/.hg:-]\s*\d{0,2}")
_WORDS = re.compile(r"\D*[^\W\d]{2}")
# Headings of what may be a unit of measure, or one that has numbers.
_UNIT_HEADING = re.compile(r"(?:ten |co quan,? )?don vi\b|xa\b|dia phuong\b|co quan\b")
Cells = Sequence[Sequence[str]]


def inferred(columns: Sequence[Column], cells: Cells) -> list[Column]:
    """The columns; cells say what those are whose headings have no meaning and cannot be read."""
    found = _with_units(columns, cells)
    for place, column in enumerate(found):
        if column.role == "extra" and not column.is_comparison:
            taken = {one.role for one in found}
            texts = [text for text in cells[place] if text]
            role = _role_by_cells(place, column.heading, texts, taken)
            found[place] = replace(column, role=role, is_inferred=role != "extra")
    return _with_a_name(found, cells)


def _with_units(columns: Sequence[Column], cells: Cells) -> list[Column]:
    """The columns; one that is headed as a unit is one of measure, or what the numbers are of.

    Beside numbers `Đơn vị` heads either; names of units under it are what the rows are.
    """
    found = list(columns)
    taken = {column.role for column in found}
    if not taken & {"value", "max"}:
        return found
    for place, column in enumerate(found):
        texts = printed(cells[place])
        is_headed = column.role in ("extra", "lead") and _UNIT_HEADING.match(skeleton(column.heading))
        if not is_headed or not texts or share_of_numbers(texts) >= LIMITS.some:
            continue
        if not taken & {"name", "task"} and share_of(texts, unit_opening()) >= LIMITS.mostly:
            found[place] = replace(column, role="name")
        elif "unit" not in taken and column.role == "extra" and _are_short(texts):
            found[place] = replace(column, role="unit")
        taken = {one.role for one in found}
    return found


def _are_short(texts: Sequence[str]) -> bool:
    """Whether cells are as short as units of measure, some of them known as such."""
    short = sum(len(text.split()) <= 3 for text in texts)
    return short >= LIMITS.mostly * len(texts) and any(map(is_unit, texts))


def _with_a_name(columns: list[Column], cells: Cells) -> list[Column]:
    """The columns, the longest text among them the task where none is."""
    if any(column.role in ("task", "name") for column in columns):
        return columns
    free = [place for place, column in enumerate(columns) if _may_name(column, cells[place])]
    named = [place for place in free if _NAMES.search(skeleton(columns[place].heading))]
    free = named or [place for place in free if not is_something_else(columns[place].heading)]
    if free:
        longest = max(free, key=lambda place: sum(map(len, cells[place])))
        columns[longest] = replace(columns[longest], role="task", is_inferred=not named)
    return columns


def _may_name(column: Column, texts: Sequence[str]) -> bool:
    """Whether a column may name what is done: it has no other meaning, and neither numbers nor days."""
    if column.role != "extra" or column.is_comparison or measured(column.heading).is_amount:
        return False
    return share_of_numbers(texts) < LIMITS.some and share_of(printed(texts), _DAY) < LIMITS.mostly


def _role_by_cells(place: int, heading: str, texts: Sequence[str], taken: set[str]) -> str:
    if place == 0 and not taken & {"no", "code"} and share_of(texts, _NUMBER) >= LIMITS.mostly:
        return "no"
    return "extra" if is_readable(heading) else _role_of(texts, taken)


def _role_of(texts: Sequence[str], taken: set[str]) -> str:
    """What the cells of a column without heading speak for, among the roles that are left."""
    if "deadline" not in taken and share_of(texts, _DEADLINE) >= LIMITS.mostly:
        return "deadline"
    if share_of(texts, unit_opening()) >= LIMITS.mostly:
        return "coordination" if "lead" in taken and "coordination" not in taken else "lead"
    is_text = share_of(texts, _WORDS) >= LIMITS.mostly
    return "product" if is_text and taken & {"lead", "deadline"} and "product" not in taken else "extra"
