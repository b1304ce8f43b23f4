"""Headings over tasks, compared as headings are: by what they say, and once for all rows below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.compare.doubt import by_ocr
from pipeline.compare.kinds import Kind
from pipeline.compare.meaning import likeness, words
from pipeline.compare.successors import Span, text_succeeds
from pipeline.compare.years import Years
from pipeline.messages import tr
from pipeline.plan import Model, Task

Path = tuple[str, ...]
Rests = tuple[Path, Path]
TaskPair = tuple[Task, Task]
# A heading whose letters are so alike (0 to 100) may be the other as OCR read it.
MISREAD = 80
# So much of a heading's words has to be left for it to be one that a page's end cut.
CUT = 0.4
_MARKER = re.compile(r"^(?:(?:[IVXLC]+|\d+(?:\.\d+)*|[A-HĐa-hđ])[.):]?|[A-ZĐa-zđ]\))\s+")
_GOES_ON = re.compile(r"\s*\((?:tiếp|tiếp theo)\)\s*$", re.IGNORECASE)


class GroupChange(Model):
    """A heading that is another now, once for all the tasks below it."""

    kind: Kind = "group"
    old: str
    new: str
    tasks: int
    doubtful: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Groups:
    """What became of the headings: those renamed, and for tasks that moved (by the pair's place) where."""

    renamed: tuple[GroupChange, ...]
    moved: Mapping[int, tuple[str, str]]


def compare_groups(
    pairs: Sequence[TaskPair], old: Sequence[Task], new: Sequence[Task], years: Years, span: Span
) -> Groups:
    """The headings that say something else now, and the tasks that stand under another one.

    A heading was renamed, merged or split where it is only in one plan and most of its tasks are under
    the other; a task moved where both plans have both headings.
    """
    same = _Same(years, span)
    differing = _differing(pairs, same)
    counts = Counter(differing.values())
    known = _headings(old), _headings(new)
    is_ocr = any(by_ocr(task) for pair in pairs for task in pair)
    renamed = {
        rests: _renamed(rests, count, (old, new), is_ocr)
        for rests, count in counts.items()
        if _is_gone_or_new(rests, known, same) and 2 * count >= _below(rests, pairs)
    }
    moved = {n: (_shown(a), _shown(b)) for n, (a, b) in differing.items() if (a, b) not in renamed}
    return Groups(tuple(renamed.values()), moved)


def _differing(pairs: Sequence[TaskPair], same: _Same) -> dict[int, Rests]:
    """The headings that differ, by the pair's place; where one has only headings more, the layout does."""
    found = {
        number: same.rests(bare(a.group), bare(b.group))
        for number, (a, b) in enumerate(pairs)
        if a.origin == b.origin and a.group != b.group
    }
    return {number: rests for number, rests in found.items() if all(rests)}


def _is_gone_or_new(rests: Rests, known: tuple[frozenset[str], frozenset[str]], same: _Same) -> bool:
    return not (same.is_among(rests[0][-1], known[1]) and same.is_among(rests[1][-1], known[0]))


def _below(rests: Rests, pairs: Sequence[TaskPair]) -> int:
    """How many tasks stand under the one or the other heading, whichever has fewer."""
    return min(sum(path[-1] in bare(pair[side].group) for pair in pairs) for side, path in enumerate(rests))


def bare(group: Sequence[str]) -> Path:
    """Headings without their markers, and without a word that they go on from the page before."""
    return tuple(_GOES_ON.sub("", _MARKER.sub("", heading)) for heading in group)


def _headings(tasks: Iterable[Task]) -> frozenset[str]:
    return frozenset(heading for group in {task.group for task in tasks} for heading in bare(group))


def _renamed(
    rests: Rests, count: int, tasks: tuple[Sequence[Task], Sequence[Task]], is_ocr: bool
) -> GroupChange:
    one, other = map(_shown, rests)
    is_cut = _is_part(words(one), words(other)) and _opens_at_page_end(rests, tasks)
    misread = is_ocr and fuzz.ratio(one.lower(), other.lower()) >= MISREAD
    note = tr("perhaps cut at the end of a page") if is_cut else ""
    return GroupChange(old=one, new=other, tasks=count, doubtful=is_cut or misread, note=note)


def _is_part(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one heading is the beginning or the end of the other, as one that was cut would be."""
    short, long = sorted((one, other), key=len)
    count = len(short)
    return CUT * len(long) <= count < len(long) and short in (long[:count], long[-count:])


def _opens_at_page_end(rests: Rests, tasks: tuple[Sequence[Task], Sequence[Task]]) -> bool:
    """Whether a page ends between the shorter heading's first task and the task before, or may end there."""
    path, rows = min(zip(rests, tasks, strict=True), key=lambda side: len(words(_shown(side[0]))))
    below = next((n for n, task in enumerate(rows) if path[-1] in bare(task.group)), 0)
    pages = [_page(task) for task in rows[max(below - 1, 0) : below + 1]]
    return len(pages) > 1 and (None in pages or pages[0] != pages[1])


def _page(task: Task) -> int | None:
    return task.evidence["task"].page if "task" in task.evidence else None


def _shown(path: Path) -> str:
    return " / ".join(path)


class _Same:
    """Whether an old and a new heading say the same, each pair of them asked once."""

    def __init__(self, years: Years, span: Span) -> None:
        self._years, self._span = years, span
        self._known: dict[tuple[str, str], bool] = {}

    def __call__(self, old: str, new: str) -> bool:
        if (old, new) not in self._known:
            alike = likeness(old, new, self._years.shift) != "other"
            self._known[old, new] = alike or text_succeeds(old, new, self._span)
        return self._known[old, new]

    def rests(self, old: Path, new: Path) -> Rests:
        """What either path has that the other has not; nothing where they say the same as a whole."""
        if self(" ".join(old), " ".join(new)):
            return (), ()
        return (
            tuple(a for a in old if not any(self(a, b) for b in new)),
            tuple(b for b in new if not any(self(a, b) for a in old)),
        )

    def is_among(self, heading: str, others: Iterable[str]) -> bool:
        return any(self(heading, one) or self(one, heading) for one in others)
