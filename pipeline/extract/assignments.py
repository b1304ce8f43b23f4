"""What the text gives units to do: paragraphs under a unit's heading, and sentences that name a unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.plan import Assignment
from pipeline.segment.types import Paragraph
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.units import begins_unit, split_units

# Nobody's name has so many words.
LONGEST_NAME = 25
_ASKED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*[.)]\s*)?(?:giao|de nghi|yeu cau|phan cong|trach nhiem cua)\s+(?:cho\s+)?"
)
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)])\s*")


def read_assignments(paragraphs: Iterable[Paragraph]) -> tuple[Assignment, ...]:
    """Each paragraph that gives something to one or more units, once for each of them."""
    return tuple(
        Assignment(unit=unit, text=paragraph.text, section=paragraph.section)
        for paragraph in paragraphs
        for unit in _addressed(paragraph)
    )


def _addressed(paragraph: Paragraph) -> Iterator[str]:
    """The units that a paragraph is for: those it names at its start, else those of its heading."""
    named = _named_first(paragraph.text)
    if not named:
        named = next(
            (units for heading in reversed(paragraph.headings) if (units := _of_heading(heading))), ()
        )
    yield from named


def _of_heading(heading: str) -> tuple[str, ...]:
    name = _without_asking(heading).partition(":")[0]
    if len(name.split()) > LONGEST_NAME or not begins_unit(name):
        return ()
    return split_units(name)


def _named_first(text: str) -> tuple[str, ...]:
    """The units before the verb of a paragraph: Giao Sở Nội vụ chủ trì …; Sở Y tế có trách nhiệm …"""
    asked = _ASKED.match(skeleton(text))
    rest = (
        text[asked.end() :] if asked else _NUMBERED.sub("", text, count=1) if _NUMBERED.match(text) else text
    )
    verb = _verb().search(skeleton(rest)) or re.search(":", rest)
    if not verb or (not asked and verb.start() == 0):
        return ()
    name = rest[: verb.start()].strip(" :,;-–")
    if not name or len(name.split()) > LONGEST_NAME or not begins_unit(name):
        return ()
    return split_units(name)


def _without_asking(text: str) -> str:
    asked = _ASKED.match(skeleton(text))
    return text[asked.end() :] if asked else text


@cache
def _verb() -> re.Pattern[str]:
    verbs = sorted(map(skeleton, dictionaries.lines("assignment-verbs.txt")), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(verbs)})\b")
