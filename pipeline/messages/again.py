"""What was said in one language, said in another: plans keep their messages as they were written."""

from __future__ import annotations

import re
import string
from functools import cache, lru_cache

from pipeline.messages import LANGUAGES, MARKS, language
from pipeline.messages.catalogue import catalogue

# Letters that a text has to have beside its parts, so that no other is taken for it.
LETTERS = 6
# Of so many signs at its beginning each message is asked first: most texts do not begin so.
HEAD = 3
_NUMBER = re.compile(r"[-+]?\d[\d.,]*%?")


def again(said: str) -> str:
    """A message as `tr` would have made it in the language in use; what is in no catalogue stays as it is.

    >>> from pipeline.messages import speaking
    >>> with speaking("en"):
    ...     again("result_2023: không đọc được con số.")
    'result_2023: no number was read.'
    """
    if not said:
        return said
    for other in LANGUAGES:
        if other != language() and (found := _matched(said, other)) is not None:
            return found
    return said


def _matched(said: str, other: str) -> str | None:
    for pattern, text, forms in _likely(other, language(), said[:HEAD]):
        if match := pattern.fullmatch(said):
            parts = {name: _part(part, forms[name]) for name, part in match.groupdict().items()}
            return _PLAIN.vformat(text, (), parts)
    return None


def _part(part: str, form: str) -> str:
    """A part in the language in use: a number, or a text that was translated itself."""
    return part.translate(MARKS) if form else again(part)


class _Plain(string.Formatter):
    """Parts are put in as they are: they were formatted when the message was first made."""

    def convert_field(self, value: str, conversion: str | None) -> str:
        return value

    def format_field(self, value: str, form: str) -> str:
        return value


_PLAIN = _Plain()


Known = tuple[re.Pattern[str], str, dict[str, str]]


@lru_cache(1000)
def _likely(source: str, target: str, head: str) -> list[Known]:
    """Those of the patterns whose messages may begin so."""
    return [known for known, own in _patterns(source, target) if head.startswith(own)]


@cache
def _patterns(source: str, target: str) -> list[tuple[Known, str]]:
    """Each text of the catalogues as a pattern of its messages, with its translation and the formats of its
    parts, and what it begins with; those with most letters of their own first.
    """
    found = []
    for english in catalogue(source) or catalogue(target):
        text, other = (catalogue(name).get(english, english) for name in (source, target))
        plain, expression, forms = _expression(text)
        if plain >= LETTERS or not forms:
            head, *_ = string.Formatter().parse(text)
            known = re.compile(expression, re.DOTALL), other, forms
            found.append((plain, known, head[0][:HEAD]))
    return [(known, head) for _, known, head in sorted(found, key=lambda one: -one[0])]


def _expression(text: str) -> tuple[int, str, dict[str, str]]:
    letters, expression, forms = 0, "", dict[str, str]()
    for literal, name, form, _ in string.Formatter().parse(text):
        letters += sum(map(str.isalpha, literal))
        expression += re.escape(literal)
        if name is not None:
            what = _NUMBER.pattern if form else ".*?"
            expression += f"(?P={name})" if name in forms else f"(?P<{name}>{what})"
            forms[name] = form or ""
    return letters, expression, forms
