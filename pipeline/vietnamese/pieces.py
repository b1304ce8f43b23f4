"""A run of characters as pieces: cores that may be misread words, fixed numbers and codes, signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.vietnamese.numerals import is_misread_numeral, numeral_read_as
from pipeline.vietnamese.shape import core_span

Kind = Literal["core", "fixed", "sign"]

# Numbers, dates, ordinals, codes, what is shortened with a stroke (b/c, VB/hp), names such as VietGAP: what
# only numbering and arithmetic may repair, never the language.
_FIXED = re.compile(
    r"[<>≥≤~+-]?\d[\d.,:/%-]*"
    r"|\S*\d\S*/\S*[A-ZĐ]\S*|\S*[A-ZĐ]{2}\S*[/-]\S*[A-ZĐ]\S*"
    r"|[^\W\d_]{1,2}/[^\W\d_]{1,2}|[A-ZĐ]{2,}/[^\W\d_]{1,4}"
    r"|[A-Z][a-z]{2,}[A-Z]{2,4}|[IVX]+|https?:\S*|\S+@\S+\.\S+|www\.\S+"
)
# A sign between two words whose space was lost; between fewer letters it is noise inside a word, unless it
# closes a formula of signing: KT.GIÁM.
_JOINT = re.compile(r"(?<=\w\w)(/)(?=\w\w)|(?<=\w\w\w)([,;:.])(?=\w\w\w)|(?<=\b[TK][LMT])(\.)(?=[^\W\d_]{2})")
# A number and what it is a number of: 8%/năm, 20%số.
_NUMBER_OF = re.compile(r"(\d[\d.,]*%|\d[\d.,]*(?=/))(/?)(?=[^\W\d_]{2})")
# The letter of an item in a list: a), b), đ).
_ITEM = re.compile(r"[a-zđ]\)")
# A section's number whose space was lost: IV.TO for IV. TO.
_MARKER = re.compile(r"([IVX]{1,4}|\d{1,2})([.)])(?=[^\W\d_]{2})")
JOINTS = "/,;:."
RULES = "|¦[]{}\\"
_DASHES = "-–—+•*"
_KEPT_ALONE = re.compile(rf"[{re.escape(_DASHES)}]|[./…]{{2,}}|…+|[%/&()“”\"]+|\./\.|-{{2,}}|[<>≥≤=]")


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    kind: Kind


@lru_cache(1 << 16)
def split(run: str) -> tuple[Piece, ...]:
    """The pieces of a run of non-space characters; put together they are the run again."""
    return tuple(_split(run))


def _split(run: str) -> Iterator[Piece]:
    start, end = core_span(run)
    if start == end:
        yield Piece(run, "sign")
        return
    if _ITEM.fullmatch(run):
        yield from (Piece(one, "fixed" if one.isalpha() else "sign") for one in run)
        return
    if start:
        yield Piece(run[:start], "sign")
    core = run[start:end]
    if marker := _MARKER.match(core):
        yield Piece(marker.group(1), "fixed")
        yield Piece(marker.group(2), "sign")
        core = core[marker.end() :]
    if (number := _NUMBER_OF.match(core)) and not _is_fixed(core):
        yield Piece(number.group(1), "fixed")
        if number.group(2):
            yield Piece(number.group(2), "sign")
        core = core[number.end() :]
    if _is_fixed(core):
        yield Piece(core, "fixed")
    else:
        for part in filter(None, _JOINT.split(core)):
            kind: Kind = "sign" if part in JOINTS else "core"
            yield Piece(part, "fixed" if _is_fixed(part) else kind)
    if end < len(run):
        yield Piece(run[end:], "sign")


def _is_fixed(text: str) -> bool:
    return _FIXED.fullmatch(text) is not None or is_misread_numeral(text)


def fixed_form(text: str) -> str:
    """What a fixed piece was printed as: only a misread Roman numeral can be inferred from its shape."""
    return numeral_read_as(text) if is_misread_numeral(text) else text


def clean_sign(sign: str, *, before: bool) -> str:
    """A sign beside a core without ruling lines, and without the noise that stands before words."""
    kept = "".join(letter for letter in sign if letter not in RULES + "_~^*=§©®")
    return kept.lstrip(".,:;'’‘`") if before else kept


def is_sign_alone(run: str) -> bool:
    """True for a sign that stands by itself in print: a dash, a bullet, an ellipsis."""
    return bool(_KEPT_ALONE.fullmatch(run))


def is_rule(run: str) -> bool:
    """True for a ruling line read as a character."""
    return all(letter in RULES for letter in run)
