"""How running text gives units something to do: dictionaries/text-tasks.toml as patterns on lower-case text.

Marks count: Đội is a unit, đối with another mark none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.tokens import normalise

FILE = "text-tasks.toml"


@cache
def words(name: str) -> tuple[str, ...]:
    """An entry's phrases, in lower case."""
    return tuple(map(normalise, dictionaries.toml(FILE)[name]))


@cache
def opening(*names: str) -> re.Pattern[str]:
    """Matches the phrases of entries at the beginning of a text, with the space behind."""
    return re.compile(rf"(?:{any_of(one for name in names for one in words(name))})\b[\s,]*")


@cache
def inside(name: str) -> re.Pattern[str]:
    """Finds an entry's phrases in a text."""
    return re.compile(rf"\b(?:{any_of(words(name))})\b")


@cache
def labels() -> dict[str, str]:
    """Label in lower case -> the field that it stands for."""
    listed = dictionaries.toml(FILE)["labels"]
    return {normalise(one): field for field, names in listed.items() for one in names}


@cache
def verbs() -> re.Pattern[str]:
    """What units are told to do."""
    listed = {*dictionaries.lines("assignment-verbs.txt"), *dictionaries.lines("task-openings.txt")}
    return re.compile(rf"\b(?:{any_of({*map(normalise, listed)} - {*words('no_verbs')})})\b")


@cache
def ends_in_head() -> re.Pattern[str]:
    """Whether the last name of a text has only what names of units begin with: Ban, Sở."""
    return re.compile(
        rf"(?:^|[,;] |\bvà )(?:các )?(?:{any_of(map(normalise, dictionaries.lines('unit-heads.txt')))})$"
    )


def any_of(phrases: Iterable[str]) -> str:
    """An alternative of a pattern for each phrase, the longest first."""
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
