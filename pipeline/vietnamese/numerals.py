"""Roman numerals, raised digits, and what digits, numerals and letters of headings are misread as."""

from __future__ import annotations

import re
from functools import cache

from pipeline.vietnamese import dictionaries

_ROMAN = re.compile(r"(?=[IVXL])(XL|X{0,3})(IX|IV|V?I{0,3})")
_WHOLE = re.compile("[0-9]{1,9}")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_TENS = ("", "X", "XX", "XXX", "XL")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SPOKEN = {
    word: value
    for value, word in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])
}
_SPOKEN_BEHIND_TENS = {"mốt": 1, "tư": 4, "lăm": 5}
# What `roman` can write.
LARGEST = 49


def raised(text: str) -> str:
    """A text as a power, where there are signs for all of it.

    >>> raised("2"), raised("x")
    ('²', 'x')
    """
    return text.translate(RAISED)


def whole(text: str) -> int | None:
    """The value of at most nine digits; None of any other text, also of `²`, which `isdigit` takes.

    >>> whole("04"), whole("3¹"), whole("5" * 5000)
    (4, None, None)
    """
    return int(text) if _WHOLE.fullmatch(text) else None


def roman_value(text: str) -> int | None:
    """The value of a Roman numeral up to 49; None where the text is none.

    >>> roman_value("XIV"), roman_value("XVX")
    (14, None)
    """
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def roman(number: int) -> str:
    """A number as a Roman numeral; one that is none of 1 to 49 in digits.

    >>> roman(14), roman(50)
    ('XIV', '50')
    """
    if not 0 < number <= LARGEST:
        return str(number)
    tens, ones = divmod(number, 10)
    return _TENS[tens] + _ONES[ones]


def spoken(text: str) -> int | None:
    """The value of a number below a hundred in words; None where the words are no such number.

    >>> spoken("năm"), spoken("hai mươi mốt"), spoken("mười lăm"), spoken("ba xã")
    (5, 21, 15, None)
    """
    words = text.lower().split()
    tens = 0
    if len(words) > 1 and words[1] == "mươi" and words[0] in _SPOKEN:
        tens, words = _SPOKEN[words[0]], words[2:]
    elif words[:1] == ["mười"]:
        tens, words = 1, words[1:]
    ones = [(_SPOKEN | _SPOKEN_BEHIND_TENS if tens else _SPOKEN).get(word) for word in words]
    if (not tens and not ones) or len(ones) > 1 or None in ones:
        return None
    return 10 * tens + sum(one for one in ones if one)


def digits_read_as(text: str) -> str:
    """The text with letters that may be misread digits as digits; whether they are, the context must say.

    >>> digits_read_as("4l"), digits_read_as("1.S")
    ('41', '1.5')
    """
    return text.translate(_look_alikes("digit"))


def numeral_read_as(text: str) -> str:
    """The text with what may be misread in a Roman numeral as its letters; a number in digits stays.

    >>> numeral_read_as("VIIl"), numeral_read_as("T"), numeral_read_as("11")
    ('VIII', 'II', '11')
    """
    return text if text.isdigit() else text.translate(_look_alikes("roman", "marker"))


def letter_read_as(text: str) -> str:
    """The text with what a heading's letter may be misread as for the letter, where it stands alone.

    >>> letter_read_as("€"), letter_read_as("A"), letter_read_as("€ 5")
    ('C', 'A', '€ 5')
    """
    return text.translate(_look_alikes("letter")) if len(text) == 1 else text


def may_be_numeral(text: str) -> bool:
    """Whether a text is a Roman numeral or may be a misread one, where a marker is expected.

    >>> may_be_numeral("1l"), may_be_numeral("T"), may_be_numeral("11")
    (True, True, False)
    """
    return roman_value(numeral_read_as(text)) is not None


def is_misread_numeral(text: str) -> bool:
    """Whether a text is a misread Roman numeral by its shape alone, wherever it stands: it begins as one.

    >>> is_misread_numeral("VIIl"), is_misread_numeral("Vi"), is_misread_numeral("VIII")
    (True, False, False)
    """
    own, others = "IVX", _look_alikes("roman")
    begins = text[:1] in own and len(text) > 1
    return (
        begins
        and not set(text) <= set(own)
        and all(letter in own or ord(letter) in others for letter in text)
    )


@cache
def _look_alikes(*kinds: str) -> dict[int, str]:
    rows = dictionaries.table("numeral-look-alikes.tsv")
    return {ord(read): meant for read, meant, kind in rows if kind in kinds}
