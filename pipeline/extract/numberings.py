"""What a careful reader would flag in how the rows of a table are numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.messages import tr
from pipeline.plan import Indicator, PlanWarning, Task
from pipeline.printed import COPIED
from pipeline.vietnamese.numerals import whole

# Rows that a message names.
NAMED = 5


def odd_codes(found: Sequence[Indicator]) -> Iterator[PlanWarning]:
    """Codes that skip some, repeat one or go back; beginning anew is none of these."""
    last: dict[str, int] = {}
    for one in found:
        tail = whole(one.code.rpartition(".")[2])
        if tail is None or _is_copied(one, "code"):
            continue
        if (before := last.get(one.parent)) is not None and _is_odd(before, tail):
            message = tr(
                "The numbering under {parent} goes from {before} to {tail}.",
                parent=one.parent or tr("the table"),
                before=before,
                tail=tail,
            )
            yield PlanWarning(code="numbering-skips", message=message, row=one.id)
        last[one.parent] = tail


def odd_numbers(tasks: Sequence[Task]) -> Iterator[PlanWarning]:
    """The same of tasks, from each to the next; below a heading any number may follow."""
    for above, task in pairwise(tasks):
        before, number = whole(above.no), whole(task.no)
        if before is None or number is None or _is_copied(task, "no"):
            continue
        is_same_group = above.group == task.group
        if number > before + 1 or (is_same_group and _is_odd(before, number)):
            message = tr("The numbering goes from {before} to {after}.", before=above.no, after=task.no)
            yield PlanWarning(code="numbering-skips", message=message, row=task.id, field="no")


def mended_numbers(rows: Sequence[Task | Indicator], field: str, where: str) -> Iterator[PlanWarning]:
    """One warning for all rows of a table whose number or code was read otherwise than the plan has it."""
    mended = [
        tr("{read!r} is {code!r}", read=proof.raw, code=getattr(row, field))
        for row in rows
        if (proof := row.evidence.get(field)) and proof.raw and proof.repair and proof.repair.rule != COPIED
    ]
    if mended:
        told = ", ".join(mended[:NAMED])
        if len(mended) > NAMED:
            told = tr("{told} and {more} more", told=told, more=len(mended) - NAMED)
        message = tr("The order of the rows mends how some are numbered: {told}.", told=told)
        yield PlanWarning(code="marker-repaired", message=message, where=where)


def _is_odd(before: int, number: int) -> bool:
    return number > before + 1 or 1 < number <= before


def _is_copied(row: Task | Indicator, field: str) -> bool:
    proof = row.evidence.get(field)
    return bool(proof and proof.repair and proof.repair.rule == COPIED)
