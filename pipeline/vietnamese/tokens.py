"""The words of a text as the language model sees them: lower case, no punctuation, numbers alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NUMBER = "<n>"
_DIGIT = re.compile(r"[\d¹²³]")
_LETTERS = re.compile(r"[^\W\d_]+")
_OLD = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_PLACEMENT = dict(zip(_NEW.split(), _OLD.split(), strict=True))
_NEW_AT_END = re.compile(rf"(?<!q)({'|'.join(_PLACEMENT)})\b")


@lru_cache(1 << 15)
def normalise(word: str) -> str:
    """A word in lower case, composed, its tone mark where tradition sets it (hoà -> hòa)."""
    lower = unicodedata.normalize("NFC", word).lower()
    return _NEW_AT_END.sub(lambda match: _PLACEMENT[match.group()], lower)


def has_digit(run: str) -> bool:
    return _DIGIT.search(run) is not None


def words(text: str) -> list[str]:
    """The words of a text; every run of non-space characters that holds a digit is one NUMBER."""
    found: list[str] = []
    for run in text.split():
        if has_digit(run):
            found.append(NUMBER)
        else:
            found += [normalise(word) for word in _LETTERS.findall(run)]
    return found
