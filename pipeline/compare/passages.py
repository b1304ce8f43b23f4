"""A plan as its passages in the order of print: paragraphs, headings, rows of tables, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.plan import Appendix, Header, Indicator, PlainTable, Plan, Section, Task

Kind = Literal["header", "basis", "heading", "paragraph", "recipient", "signature", "row", "cells"]
TASK_CELLS = ("task", "product", "deadline", "lead", "coordination")
HEADER_CELLS = (
    "parent_issuer", "issuer", "doc_type", "number", "place", "date", "date_printed", "title",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage and its place; `cells` are its texts by the names of their columns ("" for a paragraph).

    Numbers of rows and markers of sections are places and no wording: whoever puts a row in changes all
    behind it.
    """

    kind: Kind
    place: str
    cells: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return " | ".join(text for _, text in self.cells)


def passages(plan: Plan) -> list[Passage]:
    """All that a plan says, but for what its reader found no place for."""
    found = [_cells("header", "header", _header(plan.header))]
    for number, one in enumerate(plan.legal_basis, 1):
        text = " ".join(filter(None, (one.doc_type, one.number, one.date or "", one.issuer, one.title)))
        found.append(_text("basis", f"legal basis {number}", text))
    found += _sections(plan.sections, "")
    found += _rows(plan, None)
    found += [_text("recipient", "recipients", text) for text in plan.recipients]
    if plan.signature:
        signed = plan.signature
        cells = (("authority", signed.authority), ("position", signed.position), ("name", signed.name))
        found.append(_cells("signature", "signature", cells))
    for appendix in plan.appendices:
        found += [_appendix(appendix), *_rows(plan, appendix.number)]
    return [one for one in found if one.text.strip(" |")]


def _header(header: Header) -> Iterator[tuple[str, str]]:
    for name in HEADER_CELLS:
        yield name, str(getattr(header, name) or "")
    if header.attached:
        yield "attached", f"{header.attached.doc_type} {header.attached.title}".strip()


def _sections(sections: Iterable[Section], above: str) -> Iterator[Passage]:
    for section in sections:
        marker = section.marker.strip(" .)")
        place = ".".join(filter(None, (above, marker)))
        if section.heading:
            yield _text("heading", place, section.heading)
        for number, text in enumerate(section.paragraphs, 1):
            yield _text("paragraph", f"{place} ¶{number}".strip(), text)
        yield from _sections(section.children, place)


def _appendix(appendix: Appendix) -> Passage:
    cells = (
        ("title", appendix.title), ("issued with", appendix.issued_with), ("note", appendix.note),
        ("columns", " | ".join(appendix.columns)),
    )  # fmt: skip
    return _cells("heading", f"appendix {appendix.number or ''}".strip(), cells)


def _rows(plan: Plan, appendix: int | None) -> Iterator[Passage]:
    """The rows of an appendix's tables, or of those in the body; what stands in running text is there."""
    where = f"appendix {appendix}" if appendix else "body"
    above: tuple[str, ...] = ()
    for task in plan.tasks:
        if task.origin == "table" and task.appendix == appendix:
            if task.group != above:
                yield from (_text("heading", where, one) for one in task.group if one not in above)
                above = task.group
            yield _cells("row", _place(where, (*task.group[-1:], task.no)), _task(task))
    for row in plan.indicators:
        if row.origin == "table" and row.appendix == appendix:
            yield _cells("row", _place(where, (row.parent, row.code)), _indicator(row))
    for table in plan.tables:
        if table.appendix == appendix:
            yield from _plain(table, where)


def _task(task: Task) -> Iterator[tuple[str, str]]:
    for name in TASK_CELLS:
        yield name, getattr(task, name)
    yield from task.extra.items()


def _indicator(row: Indicator) -> Iterator[tuple[str, str]]:
    """An indicator's cells; its numbers as they were read."""
    yield from (("name", row.name), ("unit", row.unit), ("lead", row.lead))
    numbers = {name: proof.raw for name, proof in row.evidence.items() if name[:6] in ("result", "target")}
    if not numbers:
        numbers = {f"{one.measure}_{one.year or ''}": f"{one.operator}{one.value}" for one in row.values}
    if row.max is not None:
        numbers["max"] = row.evidence["max"].raw if "max" in row.evidence else str(row.max)
    yield from numbers.items()
    yield from row.extra.items()


def _plain(table: PlainTable, where: str) -> Iterator[Passage]:
    if table.title:
        yield _text("heading", where, table.title)
    for row in table.rows:
        yield _text("cells", where, " | ".join(row))


def _place(where: str, parts: Iterable[str]) -> str:
    return ", ".join((where, *(part for part in parts if part)))


def _text(kind: Kind, place: str, text: str) -> Passage:
    return _cells(kind, place, (("", text),))


def _cells(kind: Kind, place: str, cells: Iterable[tuple[str, str]]) -> Passage:
    return Passage(kind, place, tuple((name, " ".join(text.split())) for name, text in cells))
