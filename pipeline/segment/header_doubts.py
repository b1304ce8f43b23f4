"""What in a header may be wrong though it was read: a field is doubted once, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.document import Word, join_words
from pipeline.match import read_exactly
from pipeline.messages import later, tr
from pipeline.plan import PlanWarning
from pipeline.segment.document_number import find_number
from pipeline.segment.fields import Field
from pipeline.segment.letterhead_parts import date_in
from pipeline.segment.own_names import other_spelling


@dataclass(frozen=True, slots=True)
class Limits:
    """Of which words one may doubt; set by hand on pages of OCR engines, not fitted."""

    # A number or a date is doubted below this confidence (0 to 1): digits are misread more than words.
    digits: float = 0.85
    # So is any other field.
    words: float = 0.5


LIMITS = Limits()
# Signs that no word begins with, and letters on both sides of one.
_ODD = re.compile(r"^[:;.!|,'`*]+\w|[^\W\d_][:;!|*]+[^\W\d_]")
_BEFORE_DIGITS = re.compile(r"[^\s:.\d(]\s*$")


# What fields are called in messages.
NAMES = {
    "issuer": later("issuing body"),
    "number": later("number"),
    "place": later("place"),
    "date": later("date"),
    "doc_type": later("document type"),
    "title": later("title"),
}


def doubts(
    fields: Mapping[str, Field[Any]], unread: frozenset[int], limits: Limits = LIMITS
) -> Iterator[PlanWarning]:
    """A warning for each field that has a value and may be wrong; `unread` are pages read badly."""
    place = str(fields["place"].value or "")
    for name, one in fields.items():
        why = one.doubt or _doubt(name, one, place, unread, limits) if one.value and one.words else ""
        if why:
            proof = one.evidence
            yield PlanWarning(
                code="header-doubtful",
                message=tr(
                    "The header's {name} may be wrong: {why}.", name=tr(NAMES.get(name, name)), why=why
                ),
                row="header",
                field=name,
                page=proof.page if proof else None,
                box=proof.box if proof else None,
                raw=proof.raw if proof else "",
                proposals=_proposals(name, one),
            )


def _proposals(name: str, one: Field[Any]) -> tuple[str, ...]:
    """The value that a rule gave; of a number or a date, what the readings not chosen make of it."""
    if one.repair:
        return (str(one.value),)
    if name not in ("number", "date"):
        return ()
    texts = (
        join_words([*one.words[:place], replace(word, text=other), *one.words[place + 1 :]])
        for place, word in enumerate(one.words)
        for other, _ in word.alternatives
    )
    values = (_value(name, text) for text in texts)
    return tuple(dict.fromkeys(value for value in values if value and value != str(one.value)))


def _value(name: str, text: str) -> str:
    if name == "date":
        found = date_in(text)
        return found.isoformat() if found else ""
    number = find_number(text)
    return number.text if number else ""


def _doubt(name: str, one: Field[Any], place: str, unread: frozenset[int], limits: Limits) -> str:
    if one.repair:
        return tr("it was corrected by the rule {rule}", rule=one.repair.rule)
    if any(word.page in unread for word in one.words):
        return tr("its page could not be read well")
    if read_exactly(one.words):
        return ""
    least = limits.digits if name in ("number", "date") else limits.words
    if min((word.confidence for word in one.words if word.text), default=1.0) < least:
        return tr("some of it was hardly readable")
    if name == "number" and _is_odd_number(str(one.value), one.words):
        return tr("what stands before or among its digits is no number")
    if name not in ("number", "date") and _has_odd_words(one.words):
        return tr("signs stand within its words")
    if name == "title" and other_spelling(str(one.value), place):
        return tr("the place is called {place} in the letterhead", place=place)
    return ""


def _is_odd_number(number: str, words: Sequence[Word]) -> bool:
    """Whether letters stand among the digits, or signs before them: handwriting is read so."""
    digits = re.split(r"[/-]", number, maxsplit=1)[0]
    raw = " ".join(word.raw for word in words)
    at = raw.find(digits)
    return not digits.isdecimal() or at < 0 or bool(_BEFORE_DIGITS.search(raw[:at]))


def _has_odd_words(words: Sequence[Word]) -> bool:
    return any(_ODD.search(word.text) for word in words)
