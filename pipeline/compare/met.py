"""Whether what a plan aimed at is what the next one reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pipeline.extract.slips import is_less_better
from pipeline.plan import Indicator, Model


class Met(Model):
    """Whether a target of the old plan was met by the result that the new plan reports."""

    old: str
    new: str
    code: str
    name: str
    year: int
    target: float
    operator: str
    result: float
    met: bool


MEETS: dict[str, Callable[[float, float], bool]] = {
    "": lambda result, target: result >= target,
    ">": lambda result, target: result > target,
    ">=": lambda result, target: result >= target,
    "<": lambda result, target: result < target,
    "<=": lambda result, target: result <= target,
}


def all_met(pairs: Iterable[tuple[Indicator, Indicator]]) -> Iterator[Met]:
    """Of each pair that tells it, whether its target was met."""
    return (told for old, new in pairs if (told := met(old, new)))


def met(old: Indicator, new: Indicator) -> Met | None:
    """Whether the target that the old plan set is met by the result of that year in the new one."""
    results = {value.year: value.value for value in new.values if value.measure == "result"}
    for target in old.values:
        result = results.get(target.year)
        if target.measure != "target" or target.value is None or result is None or target.year is None:
            continue
        return Met(
            old=old.id, new=new.id, code=new.code, name=new.name, year=target.year, target=target.value,
            operator=target.operator, result=result, met=meets(result, target.value, target.operator, old),
        )  # fmt: skip
    return None


def meets(result: float, target: float, operator: str, row: Indicator) -> bool:
    """Whether a result meets a target; one without a sign from above, or from below where less is better."""
    return MEETS[operator or ("<=" if is_less_better(row) else "")](result, target)
