"""Walking the outline of a text: which of its points are tasks, and what headings and labels say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.document import Word
from pipeline.extract.text_tasks.addressed import Addressed, addressed, heading_for, helpers
from pipeline.extract.text_tasks.labels import Label, read_labels
from pipeline.extract.text_tasks.wording import inside, opening, verbs
from pipeline.segment.types import Point
from pipeline.vietnamese.tokens import normalise

# What only says how many take part, when something is or who somebody is: Cán bộ, giáo viên: 40 người;
# Trường mầm non: Ngày 31/12/2025; Trưởng ban: Phó Chủ tịch UBND xã
_TELLS = re.compile(
    r":\s*(?:[\d.]+(?:\s+[^\W\d]+){1,2}|(?:từ )?ngày \d[\d/.-]*\d|ngày \d+ tháng \d+(?: năm \d{4})?)\W*$"
)
# What a document rests on, below the name of who issues it.
_BASIS = re.compile(r"căn cứ (?:luật|nghị|pháp lệnh|quy|quyết định|điều lệ)[^.]*[;,]$")
# A person, where no verb stands behind.
_PERSON = re.compile(
    r"(?:^|:\s*)(?:bà|bộ trưởng|(?:các )?phó|chủ tịch|giám đốc|thứ trưởng|đ/c|đồng chí|ông)\s"
)
_DOES = re.compile(r"\bphụ trách\b")


@dataclass(frozen=True, slots=True)
class Value:
    """A text, and the words that it stands among."""

    text: str
    words: tuple[Word, ...] = ()


Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Place:
    """Where points stand: the headings above, what these and label lines say of each point below.

    `is_general` says that nobody is told to do anything here, `is_listed` that all points are tasks.
    """

    headings: tuple[Point, ...] = ()
    values: Values = field(default_factory=dict)
    is_general: bool = False
    is_listed: bool = False

    def below(self, point: Point, who: Addressed | None) -> Place:
        values = self.values
        if who:
            values = {**values, **_of(who, point.words)}
        is_general = not who and (self.is_general or _is_general(point.text))
        return replace(self, headings=(*self.headings, point), values=values, is_general=is_general)

    def having(self, values: Values) -> Place:
        return replace(self, values={**self.values, **values}, is_listed=self.is_listed or "lead" in values)


@dataclass(frozen=True, slots=True)
class Found:
    """A task of the text: the point that gives it, its text, where it stands, what is known of it."""

    point: Point
    text: str
    place: Place
    values: Values


def find_tasks(points: Sequence[Point], place: Place = Place()) -> Iterator[Found]:
    """The tasks among some points that stand beside each other, and below them."""
    for point, values in _with_labels(points):
        yield from _of_point(point, place.having(values))


def _of_point(point: Point, place: Place) -> Iterator[Found]:
    if not point.is_heading and not addressed(point.text) and _is_formula(point.text):
        return
    labels = read_labels(point.text)
    if labels:
        # Only labels of what is to be done are left: Giải pháp thực hiện: …
        point = replace(point, text=labels[0].value)
        place = replace(place, is_listed=bool({"lead", "deadline"} & set(place.values)))
    items = tuple(child for child in point.children if not _labels_of(child))
    heads = heading_for(point.text)
    if items and (labels or _is_above(point, heads)):
        yield from find_tasks(point.children, place.below(point, heads))
        return
    inner = place.having(_of_labels(point.children))
    who = _who(point.text, inner)
    if _is_task(point, inner, who):
        yield _found(point, inner, who)
    yield from find_tasks(items, place.below(point, who) if who else place)


def _is_above(point: Point, heads: Addressed | None) -> bool:
    """Whether a point only says what stands below it: a heading, … như sau:, a unit's name."""
    is_duty = normalise(point.text).rstrip(" :.").endswith(("có trách nhiệm", "chịu trách nhiệm"))
    return point.is_heading or point.text.rstrip().endswith(":") or bool(heads and (heads.is_name or is_duty))


def _of_labels(points: Sequence[Point]) -> dict[str, Value]:
    return {key: value for point in points for key, value in _values(point, _labels_of(point)).items()}


def _who(text: str, place: Place) -> Addressed | None:
    """Who a point itself says that it is for.

    Below a unit's heading the unit is who asks others; what a label says goes before what a sentence does.
    """
    who = addressed(text)
    if not who or "lead" not in place.values or normalise(text).startswith("giao"):
        return who
    return None if who.is_asked or place.is_listed else who


def _found(point: Point, place: Place, who: Addressed | None) -> Found:
    text = point.text[who.start :] if who else point.text
    values = dict(place.values)
    if who:
        values |= _of(who, point.words)
        if not who.coordination:
            values.pop("coordination", None)
    elif with_whom := helpers(text):
        values["coordination"] = Value(with_whom, point.words)
    return Found(point, text, place, values)


def _is_task(point: Point, place: Place, who: Addressed | None) -> bool:
    flat = normalise(point.text[who.start :] if who else point.text)
    if place.is_general or not flat or _says_nothing_to_do(flat) or (not place.headings and not point.kind):
        return False
    if point.is_heading and not point.children and not who:
        return False
    return bool(who) or "lead" in place.values or place.is_listed


def _says_nothing_to_do(flat: str) -> bool:
    """Whether a paragraph is a formula, only opens what follows, or gives nobody anything to do."""
    is_open = flat.rstrip().endswith((":", ","))
    return is_open or any(tell(flat) for tell in (_is_formula, _is_effect, _BASIS.match, _only_tells))


def _only_tells(flat: str) -> bool:
    """Whether a text says how many, when, or who somebody is, and nothing that is to be done."""
    does = verbs().search(flat) or _DOES.search(flat)
    return bool(_TELLS.search(flat) or (_PERSON.search(flat) and not does))


def _is_formula(text: str) -> bool:
    return bool(opening("formulas").match(normalise(text)))


def _is_effect(text: str) -> bool:
    """Whether a paragraph begins by saying who carries a document out, or from when on it holds."""
    return bool(inside("effects").search(text.partition(". ")[0]))


def _is_general(heading: str) -> bool:
    """Whether nobody is told to do anything below a heading."""
    flat = re.sub(r"^(?:các|một số|những)\s+", "", normalise(heading))
    return bool(opening("general").match(flat)) and not inside("duties").search(flat)


def _with_labels(points: Sequence[Point]) -> Iterator[tuple[Point, Values]]:
    """The points that are no label lines, each with what these say of it.

    A label line is of the points since the last one; where the first point is one, of those until the next.
    """
    labels = [_labels_of(point) for point in points]
    is_above = any(label.field != "aside" for label in labels[0]) if labels else False
    waiting: list[Point] = []
    values: dict[str, Value] = {}
    for point, found in zip(points, labels, strict=True):
        if not found:
            if waiting and values and not is_above:
                yield from ((one, values) for one in waiting)
                waiting, values = [], {}
            waiting.append(point)
            continue
        if is_above and waiting:
            yield from ((one, values) for one in waiting)
            waiting, values = [], {}
        values = {**values, **_values(point, found)}
    yield from ((one, values) for one in waiting)


def _labels_of(point: Point) -> tuple[Label, ...]:
    """The labels of a line that says something of other points; () for all else."""
    if point.kind in ("part", "capital", "roman"):
        return ()
    found = read_labels(point.text)
    if not found or found[0].field == "content":
        return ()
    if point.kind in ("arabic", "decimal") and found[0].field not in ("lead", "coordination"):
        return ()
    return (*found, *(label for child in point.children for label in _labels_of(child)))


def _values(point: Point, labels: Sequence[Label]) -> dict[str, Value]:
    """What labels say, by field; what no field is for by its label."""
    lines = (point, *point.all_below())
    whole = tuple(word for line in lines for word in line.words)
    return {
        label.name if label.field == "aside" else label.field: Value(label.value, whole)
        for label in labels
        if label.value
    }


def _of(who: Addressed, of: tuple[Word, ...]) -> dict[str, Value]:
    found = {"lead": Value(who.lead, of)}
    return found | ({"coordination": Value(who.coordination, of)} if who.coordination else {})
