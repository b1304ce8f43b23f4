"""Tasks in running text: what headings, sentences and label lines give units to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.extract.cells import evidence
from pipeline.extract.deadlines import read_due
from pipeline.extract.spoken import words_of
from pipeline.extract.text_tasks.deadline import deadline_in
from pipeline.extract.text_tasks.find import Found, Value, find_tasks
from pipeline.plan import Task
from pipeline.segment.outline import section_of
from pipeline.segment.types import Point
from pipeline.tables.grid import Cell
from pipeline.vietnamese.units import split_units

__all__ = ["read_text_tasks"]

FIELDS = ("lead", "coordination", "deadline", "product")


def read_text_tasks(outline: tuple[Point, ...], appendix: int | None, year: int | None) -> Iterator[Task]:
    """The tasks of a text, one for each item that gives somebody something to do; `year` is the plan's."""
    seen: Counter[str] = Counter()
    for found in find_tasks(outline):
        section = section_of(found.place.headings)
        base = "-".join(
            filter(None, ["text", f"a{appendix}" if appendix else "", section, _number(found.point)])
        )
        seen[base] += 1
        yield _task(found, base if seen[base] == 1 else f"{base}-{seen[base]}", section, appendix, year)


def _task(found: Found, identity: str, section: str, appendix: int | None, year: int | None) -> Task:
    values = dict(found.values)
    if "deadline" not in values and (said := deadline_in(found.text)):
        values["deadline"] = Value(said, found.point.words)
    values["task"] = Value(found.text, found.point.words)
    texts = {name: value.text for name, value in values.items()}
    return Task(
        id=identity,
        origin="text",
        appendix=appendix,
        section=section,
        no=_number(found.point),
        group=tuple(point.printed for point in found.place.headings),
        task=texts["task"],
        **{name: texts.get(name, "") for name in FIELDS},
        extra={name: text for name, text in texts.items() if name not in (*FIELDS, "task")},
        due=read_due(texts.get("deadline", ""), year),
        lead_units=split_units(texts.get("lead", "")),
        coordination_units=split_units(texts.get("coordination", "")),
        evidence={
            name: evidence(Cell(words_of(value.text, value.words)))
            for name, value in values.items()
            if value.words
        },
    )


def _number(point: Point) -> str:
    return point.marker if point.kind not in ("", "-") else ""
