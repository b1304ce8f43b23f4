"""Two versions of one plan: every wording that differs, in order, for those who have to defend it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from pipeline.compare.aligned import aligned
from pipeline.compare.marks import marked
from pipeline.compare.passages import Passage, passages
from pipeline.compare.remarks import Remark, remarks
from pipeline.compare.years import header_years
from pipeline.plan import Header, Model, Plan


class Wording(Model):
    """A text that one version has and the other has not, has otherwise, or has elsewhere.

    `old_place` and `new_place` say where, `field` which cell of a row or field of the header.
    """

    kind: Literal["added", "removed", "changed", "moved"]
    old_place: str = ""
    new_place: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    replaced: tuple[tuple[str, str], ...] = Field((), description="the words that differ: old, new")


class Wordings(Model):
    """All that two versions word differently; `unchanged` counts the passages that they word alike."""

    remarks: tuple[Remark, ...] = ()
    old: Header
    new: Header
    wordings: tuple[Wording, ...] = ()
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.wordings


def compare_wordings(old: Plan, new: Plan) -> Wordings:
    """Every text in which two versions differ, be it by a comma, in the order of the new one.

    Only spaces, numbers of rows and markers of sections do not count.
    """
    before, after = passages(old), passages(new)
    found: list[Wording] = []
    unchanged = 0
    for a, b, has_moved in aligned(before, after):
        one, other = None if a is None else before[a], None if b is None else after[b]
        wordings = list(_wordings(one, other, has_moved))
        unchanged += not wordings
        found += wordings
    said = remarks(old.header, new.header, header_years(old.header, new.header))
    first = tuple(remark for remark in said if remark.code != "same-year")
    return Wordings(remarks=first, old=old.header, new=new.header, wordings=tuple(found), unchanged=unchanged)


def _wordings(old: Passage | None, new: Passage | None, has_moved: bool) -> Iterator[Wording]:
    if old is None or new is None:
        if new is not None:
            yield Wording(kind="added", new_place=new.place, new=new.text)
        elif old is not None:
            yield Wording(kind="removed", old_place=old.place, old=old.text)
        return
    if has_moved:
        yield Wording(
            kind="moved", old_place=old.place, new_place=new.place, old=old.text, new=new.text,
            replaced=replaced(old.text, new.text),
        )  # fmt: skip
        return
    before, after = dict(old.cells), dict(new.cells)
    for name in dict.fromkeys((*before, *after)):
        one, other = before.get(name, ""), after.get(name, "")
        if one != other:
            yield Wording(
                kind="changed", old_place=old.place, new_place=new.place, field=name, old=one, new=other,
                replaced=replaced(one, other),
            )  # fmt: skip


def replaced(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The words that differ: those that are gone, and those that stand there instead.

    >>> replaced("đạt 30% kế hoạch", "đạt trên 30 % kế hoạch")
    (('30%', 'trên 30 %'),)
    """
    found: list[tuple[str, str]] = []
    last = "same"
    for mark, words in marked(old, new, exactly=True):
        if mark == "old":
            found.append((words, ""))
        elif mark == "new" and last == "old":
            found[-1] = (found[-1][0], words)
        elif mark == "new":
            found.append(("", words))
        last = mark
    return tuple(found)
