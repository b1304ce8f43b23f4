"""Who a sentence or heading is for: Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.extract.text_tasks.wording import any_of, ends_in_head, inside, opening, verbs, words
from pipeline.vietnamese.tokens import normalise
from pipeline.vietnamese.units import begins_unit, lists_units

# Nobody's name has so many words.
LONGEST_NAME = 40
_MANY = re.compile(r"(?:tất cả )?(?:các|mỗi|từng)\s+")
_SENTENCE = re.compile(r"[.;]\s+(?=[^\W\d_])")
# Where a name ends at the latest; a semicolon may part names.
_END = re.compile(r":|\.(?:\s|$)|;\s(?!UBND|[A-ZĐ]|các)")
_BRACKETS = re.compile(r"\([^()]*\)")
# What says that somebody tells others to do something: UBND tỉnh giao Sở Nội vụ …
_GIVES = re.compile(r"\bgiao (?:cho )?")
_ASKS = re.compile(r"(?:yêu cầu|đề nghị) ")
# What only announces the text below: Chủ tịch UBND xã thông báo như sau:
_ANNOUNCES = re.compile(r"(?:ban hành|hướng dẫn|thông báo)\b.*\bsau(?: đây)?\W*$")


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who a text is for, and with whom, as printed; where what they are told to do begins in the text.

    `is_name` says that the text is nothing but their name, `is_asked` that somebody asks them to.
    """

    lead: str
    coordination: str = ""
    start: int = 0
    is_name: bool = False
    is_asked: bool = False


def addressed(text: str) -> Addressed | None:
    """Who a sentence is for: those it names at its start, or behind the ground that it gives."""
    for start in _starts(text):
        found = _named_at(text, start)
        if found and not found.is_name:
            return found
    return None


def heading_for(text: str) -> Addressed | None:
    """Who stands below a heading, which has nothing but the name, or a name and whom it works with."""
    found = _named_at(text.strip(), 0)
    return found if found and names_unit(found.lead) else None


def helpers(text: str) -> str:
    """The units that a text goes on with: chủ trì, phối hợp với Sở Tài chính tham mưu …"""
    flat = normalise(text)
    place = 0
    while leads := _before_helpers().match(flat, place):
        place = leads.end()
    found = _with().match(flat, place)
    if not found:
        return ""
    rest = text[found.end() :]
    return rest[: _end_of_name(rest)].strip(" :,;.-–")


def names_unit(text: str) -> bool:
    """Whether a text begins with somebody who can be told to do something."""
    flat = normalise(text)
    if opening("no_units").match(flat):
        return False
    if many := _MANY.match(flat):
        return bool(opening("many").match(flat, many.end()))
    return bool(opening("addressees").match(flat)) or begins_unit(text[:1].upper() + text[1:])


def _named_at(text: str, start: int) -> Addressed | None:
    flat = normalise(text)
    asked = opening("asking").match(flat, start)
    begin = asked.end() if asked else start
    end = begin + _end_of_name(text[begin:])
    given = _given(flat, begin, end)
    if given and names_unit(text[given.end() :]):
        asked, begin = given, given.end()
        end = begin + _end_of_name(text[begin:])
    name = text[begin:end].strip(" :,;.-–")
    if not name or len(name.split()) > LONGEST_NAME or inside("states").search(normalise(name)):
        return None
    if not (names_unit(name) or (asked and flat[start:].startswith("giao"))):
        return None
    if _ANNOUNCES.match(flat, end):
        return None
    is_sentence = not text[:start].strip() or text[:start].rstrip().endswith((".", ";"))
    is_name = not text[end:].strip(" :.;")
    return Addressed(name, helpers(text[end:]), start if is_sentence else 0, is_name, bool(asked))


def _given(flat: str, begin: int, end: int) -> re.Match[str] | None:
    """The verb by which somebody who stands at a place tells others to do something."""
    gives = _GIVES.search(flat, begin, end)
    return gives or (_ASKS.match(flat, end) if opening("givers").match(flat, begin) else None)


def _starts(text: str) -> Iterator[int]:
    """Where the name may stand: at the start, behind a comma of a ground, at later sentences that ask."""
    flat = normalise(text)
    yield 0
    if opening("grounds").match(flat):
        ends = (match.end() for match in re.finditer(r"[,;]\s+", text[: min(_sentence_ends(text))]))
        yield from (place for place in ends if _MANY.match(flat, place) or _asks(text, flat, place))
    yield from (place for place in _sentence_ends(text)[:-1] if _asks(text, flat, place))


def _asks(text: str, flat: str, place: int) -> bool:
    asked = opening("asking").match(flat, place)
    is_clear = bool(asked) and (
        flat.startswith("giao", place) or names_unit(text[asked.end() :] if asked else "")
    )
    return is_clear or (
        text[place].isupper() and text[:place].rstrip().endswith(",") and names_unit(text[place:])
    )


def _sentence_ends(text: str) -> list[int]:
    return [*(match.end() for match in _SENTENCE.finditer(text)), len(text)]


def _end_of_name(text: str) -> int:
    """Where the verb or colon behind a name stands; the text's end where there is none."""
    flat = inside("no_verb_phrases").sub(_masked, _BRACKETS.sub(_masked, normalise(text)))
    verb = next((match.start() for match in verbs().finditer(flat) if _is_verb(text, flat, match)), len(text))
    other = inside("name_ends").search(flat)
    signs = (sign.start() for sign in _END.finditer(text) if not _is_listed(flat, sign))
    return min(verb, other.start() if other else verb, next(signs, verb))


def _masked(match: re.Match[str]) -> str:
    return "\0" * len(match.group())


def _is_listed(flat: str, sign: re.Match[str]) -> bool:
    """Whether a colon stands before the rests of names: các Sở: Nội vụ, Tài chính"""
    is_colon = sign.group() == ":" and lists_units(flat[: sign.start()])
    return is_colon and not verbs().match(flat[sign.end() :].lstrip())


def _is_verb(text: str, flat: str, match: re.Match[str]) -> bool:
    """Whether a verb is no part of a name: names are written large, and have verbs behind their heads."""
    if not text[match.start()].islower():
        return match.start() == 0 and not names_unit(text)
    before = flat[: match.start()].rstrip()
    if before.endswith(" và"):
        # Các cơ sở giáo dục và đào tạo: no sentence begins so.
        return False
    if ends_in_head().search(before):
        return match.group() not in words("name_verbs")
    # Các cơ quan, tổ chức, cá nhân
    return not (match.group() == "tổ chức" and before.endswith((",", "các", "cơ quan", "doanh nghiệp")))


@cache
def _with() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words('coordination'))})\b\s*(?:với\s+|cùng\s+)?")


@cache
def _before_helpers() -> re.Pattern[str]:
    return re.compile(rf"[\s,:]*(?:{any_of(words('before_helpers'))})\b[\s,:]*|[\s,:]+")
