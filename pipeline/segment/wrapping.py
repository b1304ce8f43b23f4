"""Whether a line of recipients goes on with the one above it, or is an item whose bullet was not read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document import Word, join_words
from pipeline.match import read_exactly

# A line is broken before a word that does not fit: a space, and by what scans vary, in points.
BESIDE = 8.0
# What is written by hand behind the archive's copy: how many were made.
_BY_HAND = re.compile(r"(?<=\))\s*\.+\s*\d{1,4}$")


def begins_anew(above: Sequence[Word], line: Sequence[Word]) -> bool:
    """Whether a line of a picture is no part of the one above: its first word would have fitted there.

    >>> begins_anew((), ())
    False
    """
    if not above or not line or read_exactly(line):
        return False
    first, last, end = line[0], above[-1], line[-1]
    if first.box is None or last.box is None or end.box is None or not first.text[:1].isupper():
        return False
    goes_on = last.text[-1:] in ",:-–(&" or join_words(above).count("(") > join_words(above).count(")")
    return not goes_on and last.box.x1 + (first.box.x1 - first.box.x0) + BESIDE <= end.box.x1


def without_count(item: str) -> str:
    """A recipient without the number of copies that was written behind its full stop.

    >>> without_count("Lưu: VT, TH (2). 45"), without_count("Như Điều 4")
    ('Lưu: VT, TH (2)', 'Như Điều 4')
    """
    return _BY_HAND.sub("", item)
