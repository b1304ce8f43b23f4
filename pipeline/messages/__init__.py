"""What people are told, in their language: written in English in the code, in Vietnamese in vi.po.

`tr("{path}: there is no page in it.", path=path)` is the text in the language in use, `later("…")` marks one
for the catalogue that is translated where it is shown. Codes, names of columns and of options are never
translated.
"""

from __future__ import annotations

import os
import string
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.messages.catalogue import catalogue

LANGUAGES = ("vi", "en")
# What pages and workbooks are in where nobody asked for another language: the plans' own.
OF_PAGES = "vi"
# By their order what says which language a person at a terminal wants.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
MARKS = str.maketrans(",.", ".,")

# The language in use, and the one that was asked for, "" if none was: of the whole process, since messages
# are made in any of its threads.
_in_use, _asked = "en", ""


def use(asked: str = "", variables: Mapping[str, str] = os.environ) -> None:
    """Speak the language that is asked for, else that of the locale, else English."""
    global _in_use, _asked
    _in_use, _asked = asked or _of_locale(variables), asked


def language() -> str:
    """The language in use: "vi" or "en"."""
    return _in_use


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while."""
    global _in_use
    before, _in_use = _in_use, language
    try:
        yield
    finally:
        _in_use = before


@contextmanager
def for_readers() -> Iterator[None]:
    """Speak the language of pages and workbooks: Vietnamese unless another was asked for. The locale of
    the computer that makes them says nothing about who reads them.
    """
    with speaking(_asked or OF_PAGES):
        yield


def tr(text: str, /, **parts: Any) -> str:
    """A text of the catalogue in the language in use, with its parts put in; numbers of parts with a format
    (`{share:.0%}`) are written as its readers write them.

    >>> with speaking("vi"):
    ...     tr("{path}: {why}. Give it with --password, or save the file without one.", path="a", why="b")[:4]
    'a: b'
    """
    found = catalogue(_in_use).get(text, text)
    return _FORMATTER.vformat(found, (), parts) if parts else found


def later(text: str) -> str:
    """Mark a text for the catalogue; `tr` translates it where it is shown."""
    return text


def all_digits(value: float | Decimal) -> str:
    """A number as programs write it: all its digits, no .0, no exponent."""
    return format(Decimal(str(value)).normalize(), "f")


def number(value: float | Decimal, form: str = "") -> str:
    """A number as the reader writes it: 9.44, in Vietnamese 9,44; without a format with all its digits."""
    text = format(value, form) if form else all_digits(value)
    return text.translate(MARKS) if _in_use == "vi" else text


def day(iso: str | None) -> str:
    """An ISO date as the reader writes it; in Vietnamese 07/06/2024. What is no whole date stays."""
    try:
        found = date.fromisoformat(iso or "")
    except ValueError:
        return iso or ""
    return found.strftime("%d/%m/%Y") if _in_use == "vi" else found.isoformat()


class _Formatter(string.Formatter):
    def format_field(self, value: Any, form: str) -> Any:
        is_number = form and isinstance(value, int | float | Decimal)
        return number(value, form) if is_number else super().format_field(value, form)


_FORMATTER = _Formatter()


def _of_locale(variables: Mapping[str, str]) -> str:
    name = next((value for one in _VARIABLES if (value := variables.get(one))), "")
    return "vi" if name.lower().startswith("vi") else "en"
