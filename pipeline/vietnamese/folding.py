"""What two spellings of a text have in common: its letters without marks, or what OCR may confuse."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from unidecode import unidecode

from pipeline.vietnamese import dictionaries


def skeleton(text: str) -> str:
    """Lower case without marks; digits and signs stay, so that places agree with `text`.

    For text that was read as it stands: nothing here takes one letter for another.

    >>> skeleton("Đơn vị chủ trì: 3")
    'don vi chu tri: 3'
    """
    composed = unicodedata.normalize("NFC", text).lower()
    return "".join(_base(letter) for letter in composed)


@cache
def confusable(text: str) -> str:
    """The letters a to z that a text may have been read from: no marks, look-alikes as one.

    >>> confusable("t6 chirc") == confusable("tô chirc")
    True
    """
    plain = unidecode(text.translate(_look_alikes())).lower()
    return re.sub(r"[^a-z]", "", plain.translate(_look_alikes()))


def _base(letter: str) -> str:
    if letter == "đ":
        return "d"
    return unicodedata.normalize("NFD", letter)[0]


@cache
def _look_alikes() -> dict[int, str]:
    return {ord(read): letter for read, letter in dictionaries.table("look-alikes.txt")}
