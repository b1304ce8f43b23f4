"""Words by which one sees that a table only lays out a letterhead or a closing (layout-phrases.tsv)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a table is at most that lays out such a part. Set by hand; not fitted."""

    columns: int = 3
    """Columns with text."""
    rows: int = 16
    """Rows: a recipient may have a row of its own."""


LIMITS = Limits()


def part_shown(text: str) -> str:
    """The part of a document that a line shows to be laid out, "" where it shows none.

    >>> part_shown("Nơi nhận:"), part_shown("Nơi nhận hồ sơ")
    ('closing', '')
    """
    plain = skeleton(text)
    return next((part for pattern, part in _phrases() if pattern.match(plain)), "")


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of whole lines, or of what stands before a sign: `Nơi nhận:`, but no `Nơi nhận hồ sơ`."""
    return tuple(
        (re.compile(r"\W*" + r"\W+".join(words_of(phrase).split()) + r"(?=\s*[^\w\s]|\s*$)"), part)
        for phrase, part in dictionaries.table("layout-phrases.tsv")
    )


def words_of(text: str) -> str:
    """A text's words without marks and signs, each parted by a space."""
    return " ".join(re.findall(r"\w+", skeleton(text)))
