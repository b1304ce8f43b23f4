"""Two plans -> their difference: rows paired, compared, and sorted by what became of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from pipeline.compare.asked import Asked
from pipeline.compare.changes import Change, Found, Sides, task_changes
from pipeline.compare.columns import Columns
from pipeline.compare.difference import Changed, Difference, IndicatorDifference, Kept, Row, TaskDifference
from pipeline.compare.groups import compare_groups
from pipeline.compare.kinds import Choice, Kind, counted
from pipeline.compare.match import THRESHOLD, Pair
from pipeline.compare.met import all_met
from pipeline.compare.pairing import paired
from pipeline.compare.remarks import remarks
from pipeline.compare.successors import span_of
from pipeline.compare.values import indicator_changes
from pipeline.compare.years import header_years
from pipeline.plan import Indicator, Plan, Task


def compare(
    old: Plan,
    new: Plan,
    *,
    only: Iterable[str] = (),
    ignore: Collection[str] = (),
    sure: bool = False,
    threshold: float = THRESHOLD,
) -> Difference:
    """What changed from one plan to the other.

    `only` names tables ("tasks", "indicators"), "added", "removed" or kinds of change (kinds.CHOICES),
    `ignore` fields and kinds whose changes do not count, `sure` leaves out what OCR may have made,
    `threshold` is how alike (0 to 1) two rows must be to be one. Raises ValueError for an unknown kind.
    """
    asked = Asked(Choice(only), frozenset(name.lower() for name in ignore), sure)
    pairs = paired(old, new, header_years(old.header, new.header), threshold)
    sides = Sides(pairs.years, span_of(old.header, new.header))
    tasks, indicators = TaskDifference(), IndicatorDifference()
    if asked.choice.has_table("tasks"):
        tasks = _tasks(old.tasks, new.tasks, pairs.tasks, sides, asked)
    if asked.choice.has_table("indicators"):
        indicators = _indicators(old.indicators, new.indicators, pairs.indicators, sides, asked)
    return Difference(
        remarks=tuple(remarks(old.header, new.header, pairs.years)),
        old=old.header,
        new=new.header,
        tasks=tasks,
        indicators=indicators,
    )


def _tasks(
    old: Sequence[Task], new: Sequence[Task], pairs: Sequence[Pair], sides: Sides, asked: Asked
) -> TaskDifference:
    columns = Columns(old, new)
    rows = [(old[one.old], new[one.new]) for one in pairs]
    groups = compare_groups(rows, old, new, sides.years, sides.span)
    found = [task_changes(a, b, columns.shared(a, b), sides) for a, b in rows]
    for place, (before, after) in groups.moved.items():
        found[place].changes.append(Change(field="group", kind="moved", old=before, new=after))
    changed, calm = _sorted(Changed[Task], Kept[Task], zip(rows, pairs, map(asked.of, found), strict=True))
    renamed = asked.groups(groups.renamed)
    return TaskDifference(
        added=asked.rows("added", new, (one.new for one in pairs)),
        removed=asked.rows("removed", old, (one.old for one in pairs)),
        changed=tuple(changed),
        year_shift=tuple(one for one in calm if not one.successor),
        successor=tuple(one for one in calm if one.successor),
        unchanged=len(pairs) - len(changed),
        kinds=counted([*_kinds(changed), *(one.kind for one in renamed)]),
        groups=renamed,
    )


def _indicators(
    old: Sequence[Indicator], new: Sequence[Indicator], pairs: Sequence[Pair], sides: Sides, asked: Asked
) -> IndicatorDifference:
    columns = Columns(old, new)
    rows = [(old[one.old], new[one.new]) for one in pairs]
    found = [indicator_changes(a, b, columns.shared(a, b), sides) for a, b in rows]
    # Whether only results differ is told by all changes, not by those that are asked for.
    news = {b.id for one, (_, b) in zip(found, rows, strict=True) if one.is_news}
    as_types = Changed[Indicator], Kept[Indicator]
    changed, calm = _sorted(*as_types, zip(rows, pairs, map(asked.of, found), strict=True))
    return IndicatorDifference(
        added=asked.rows("added", new, (one.new for one in pairs)),
        removed=asked.rows("removed", old, (one.old for one in pairs)),
        changed=tuple(one for one in changed if one.new.id not in news),
        reported=tuple(one for one in changed if one.new.id in news),
        year_shift=tuple(one for one in calm if not one.successor),
        successor=tuple(one for one in calm if one.successor),
        unchanged=len(pairs) - len(changed),
        kinds=counted(_kinds(changed)),
        met=tuple(all_met(rows)),
    )


def _kinds(changed: Iterable[Changed[Row]]) -> Iterator[Kind]:
    return (change.kind for one in changed for change in one.changes)


def _sorted(
    as_changed: type[Changed[Row]],
    as_kept: type[Kept[Row]],
    compared: Iterable[tuple[tuple[Row, Row], Pair, Found]],
) -> tuple[list[Changed[Row]], list[Kept[Row]]]:
    """The pairs in which something changed, and those in which only years and names of units did."""
    changed: list[Changed[Row]] = []
    calm: list[Kept[Row]] = []
    for (old, new), pair, found in compared:
        shifts, successions = tuple(found.shifts), tuple(found.successions)
        if found.changes:
            changed.append(as_changed(
                old=old, new=new, changes=tuple(found.changes), year_shift=shifts, successor=successions,
                confidence=pair.confidence,
            ))  # fmt: skip
        elif shifts or successions:
            calm.append(as_kept(old=old.id, new=new, year_shift=shifts, successor=successions))
    return changed, calm
