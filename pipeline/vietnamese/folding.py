"""What two spellings of a text have in common: its letters without marks, or what OCR may confuse."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from unidecode import unidecode

from pipeline.vietnamese import dictionaries

# Letters of their own to Unicode: nothing takes their bar for a mark.
_BARRED = {"đ": "d", "Đ": "D"}


def skeleton(text: str) -> str:
    """Lower case without marks; digits and signs stay, so that places agree with `text`.

    For text that was read as it stands: nothing here takes one letter for another.

    >>> skeleton("Đơn vị chủ trì: 3")
    'don vi chu tri: 3'
    """
    return _bare(unicodedata.normalize("NFC", text).lower())


def without_marks(text: str) -> str:
    """A text as one types it who types no marks.

    >>> without_marks("Đất nông nghiệp")
    'Dat nong nghiep'
    """
    return _bare(unicodedata.normalize("NFC", text))


def _bare(composed: str) -> str:
    return "".join(map(_base, composed))


@lru_cache(1 << 16)
def confusable(text: str) -> str:
    """The letters a to z that a text may have been read from: no marks, look-alikes as one.

    >>> confusable("t6 chirc") == confusable("tô chirc")
    True
    """
    plain = unidecode(text.translate(_look_alikes())).lower()
    return re.sub(r"[^a-z]", "", plain.translate(_look_alikes()))


@cache
def _base(letter: str) -> str:
    return _BARRED.get(letter) or unicodedata.normalize("NFD", letter)[0]


@cache
def _look_alikes() -> dict[int, str]:
    return {ord(read): letter for read, letter in dictionaries.table("look-alikes.txt")}
