"""What of a plan is printed text: its values as they were read, in the order of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.plan import Appendix, CellEvidence, Indicator, PlainTable, Plan, Section, Task

# Copies of a cell that spans several rows are printed once, with the first of them.
COPIED = "merged-cell"
# What was read for a section's number or a signer's post that was mended stands in its warning alone.
MENDED = ("marker-repaired", "signature-doubtful")
_TASK_FIELDS = ("task", "deadline", "lead", "coordination", "product")
_INDICATOR_FIELDS = ("code", "name", "unit", "lead")


def printed_texts(plan: Plan) -> Iterator[str]:
    """The texts of a plan, each once.

    What running text gives to do is printed in its sections; legal bases are made of text, not its words.
    """
    yield from _header(plan)
    yield from _sections(plan.sections)
    yield from (warning.raw for warning in plan.warnings if warning.code in MENDED)
    yield from plan.recipients
    if plan.signature:
        yield from (plan.signature.authority, plan.signature.position, plan.signature.name)
    for appendix in plan.appendices:
        yield from _appendix(appendix)
    yield from _tasks(task for task in plan.tasks if task.origin == "table")
    yield from _indicators(one for one in plan.indicators if one.origin == "table")
    for table in plan.tables:
        yield from _table(table)


def _header(plan: Plan) -> Iterator[str]:
    header = plan.header
    for name in ("issuer", "parent_issuer", "number", "place", "date", "doc_type", "title"):
        found = header.evidence.get(name)
        yield found.raw if found else getattr(header, name) or ""
    # What an article alone tells of is in its section.
    if header.attached and plan.appendices:
        yield from (header.attached.doc_type, header.attached.title)


def _sections(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield from (section.marker, section.heading, *section.paragraphs)
        yield from _sections(section.children)


def _appendix(appendix: Appendix) -> Iterator[str]:
    number = f"{appendix.number or ''}"
    yield from (number, appendix.title, appendix.issued_with, appendix.note, *appendix.columns)


def _tasks(tasks: Iterable[Task]) -> Iterator[str]:
    above: Sequence[str] = ()
    for task in tasks:
        yield from new_groups(task.group, above)
        above = task.group
        yield task.no
        yield from (_read(getattr(task, name), task.evidence.get(name)) for name in _TASK_FIELDS)
        yield from (_read(text, task.evidence.get(name)) for name, text in task.extra.items())


def _indicators(indicators: Iterable[Indicator]) -> Iterator[str]:
    for one in indicators:
        yield from (_read(getattr(one, name), one.evidence.get(name)) for name in _INDICATOR_FIELDS)
        named = (*_INDICATOR_FIELDS, *one.extra)
        yield from (found.raw for name, found in one.evidence.items() if name not in named)
        yield from (_read(text, one.evidence.get(name)) for name, text in one.extra.items())


def _table(table: PlainTable) -> Iterator[str]:
    yield from (table.title, *table.columns)
    for row in table.rows:
        yield from row


def new_groups(path: Sequence[str], above: Sequence[str]) -> Iterator[str]:
    """The groups of a row that the row above it was not in: their headings are printed between the two."""
    same = 0
    while same < min(len(path), len(above)) and path[same] == above[same]:
        same += 1
    yield from path[same:]


def _read(value: str, found: CellEvidence | None) -> str:
    """What was read for a value, which is the value itself unless it was repaired."""
    if found is None or found.repair is None:
        return value
    return "" if found.repair.rule == COPIED else found.raw
