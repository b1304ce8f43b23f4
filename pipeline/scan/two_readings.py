"""Two readings of a letterhead's number or date made one: letters of the first, digits of the second."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import prod

from pipeline.scan.digits import DIGITS, Glyph
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton

# How sure what readers agree on is at least, and what they differ on at most.
AGREED, DIFFERENT = 0.97, 0.5
# A letter read for a digit is so sure at most, and a day or month of one digit where two are the rule.
GUESSED, SHORT = 0.3, 0.1
# Document numbers have no more digits.
MOST_DIGITS = 5
# No more other readings than this are worth looking at.
MOST_OTHERS = 3
Alternatives = tuple[tuple[str, float], ...]
# `Số:` as the second reader has it, what is filled in, and the sign behind it.
_NUMBER = re.compile(
    r"\W{0,2}[sS](?:[^\W\d]|6(?=:))?\s*[:.;]?\s*(?P<n>[^/-]{0,8}?)\s*(?P<sign>(?:/|-\s?[^\W\d]).*)"
)
_BEGINS = re.compile(r"[/⁄]|[-–](?=\s?[^\W\d])")
_SIGN = re.compile(r"[/⁄–-]\s*[\w&]+(?:\s*[-–,/]\s*[\w&]+)*")
_DATE = re.compile(r"ngay\s*(?P<day>.{0,4}?)\s*thang\s*(?P<month>.{0,4}?)\s*n.m\W*(?P<year>\d{4})")
_FIRST_DATE = re.compile(r"ngay\s*(?P<day>\d{1,2})\s*thang\s*(?P<month>\d{1,2})\s*n.m")


@dataclass(frozen=True, slots=True)
class Filled:
    """A piece of the text of both readings; `is_kept` where it is the first reader's own word."""

    text: str
    confidence: float = 1.0
    alternatives: Alternatives = ()
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class _Digits:
    text: str
    confidence: float


def read_number(first: str, second: Sequence[Sequence[Glyph]]) -> list[Filled]:
    """A line such as `Số: 15/KH-UBND`, by its first reading and some second ones; [] where neither helps."""
    matches = [(glyphs, _NUMBER.match(_text(glyphs))) for glyphs in second]
    found = [(_digits(glyphs, *match.span("n")), match["sign"]) for glyphs, match in matches if match]
    numbers = [digits for digits, _ in found if digits]
    if not numbers:
        return []
    signs = [sign for _, sign in found]
    sign, is_sure, end = _sign(first, signs)
    head = re.match(r"\W{0,2}[sS]\S?\s*[:.;]?\s*", first)
    read = re.fullmatch(r"\d+", re.sub(r"[\s.]", "", first[head.end() : end[0]])) if head else None
    value = _chosen(numbers, read.group() if read else "")
    sure = value.confidence if is_sure else min(value.confidence, DIFFERENT)
    others = tuple((f"{text}{sign}", share) for text, share in value.alternatives)
    rest = [Filled(word, is_kept=True) for word in first[end[1] :].split()]
    return [Filled("Số:"), Filled(value.text + sign, sure, others), *rest]


def read_date(first: str, second: Sequence[Sequence[Glyph]]) -> list[Filled]:
    """A line such as `Hà Giang, ngày 05 tháng 3 năm 2025`; [] where the second readings have no date."""
    matches = [(glyphs, _DATE.search(skeleton(_text(glyphs)))) for glyphs in second]
    found = [(glyphs, match) for glyphs, match in matches if match]
    flat = skeleton(first)
    start = flat.find("ngay")
    year = re.search(r"(\d{4})\W*$", first)
    if start < 0 or not year:
        return []
    read = _FIRST_DATE.search(flat)
    day = _part(found, "day", 31, read["day"] if read else "")
    month = _part(found, "month", 12, read["month"] if read else "")
    if not day or not month:
        return []
    years = [match["year"] for _, match in found]
    sure = AGREED if year.group(1) in years else DIFFERENT
    others = tuple((other, DIFFERENT) for other in dict.fromkeys(years) if other != year.group(1))
    before = [Filled(word, is_kept=True) for word in first[:start].split()]
    last = Filled(year.group(1), sure, others)
    return [*before, Filled("ngày"), day, Filled("tháng"), month, Filled("năm"), last]


def _part(
    found: Sequence[tuple[Sequence[Glyph], re.Match[str]]], name: str, most: int, first: str
) -> Filled | None:
    """The day or the month of some readings of a date, and as the first reader has it."""
    each = [_digits(glyphs, *match.span(name), most=most) for glyphs, match in found]
    known = [digits for digits in each if digits]
    return _chosen(known, first) if known else None


def _text(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.letter or "?" for glyph in glyphs)


def _digits(glyphs: Sequence[Glyph], start: int, end: int, most: int = 0) -> _Digits | None:
    """Some glyphs as digits; with `most`, the likeliest from 1 to `most`. None where there are none."""
    kept = [glyph for glyph in glyphs[start:end] if glyph.letter.isalnum()]
    if not kept or len(kept) > (len(str(most)) if most else MOST_DIGITS):
        return None
    text = _likeliest(kept, most)
    if not text:
        return None
    sure = min(glyph.confidence for glyph in kept)
    if any(glyph.letter != digit for glyph, digit in zip(kept, text, strict=True)):
        sure = min(sure, GUESSED)
    # By rule a day, and January and February, have two digits: one may be lost.
    is_short = most and len(text) == 1 and (most > 12 or text in "12")
    return _Digits(text, min(sure, SHORT) if is_short else sure)


def _likeliest(glyphs: Sequence[Glyph], most: int) -> str:
    """The likeliest digits for some glyphs, a number from 1 to `most` if that is given; "" for none."""
    each = [tuple(zip(glyph.digits, DIGITS, strict=True)) for glyph in glyphs]
    if not most:
        return "".join(max(ways, key=lambda way: way[0])[1] for ways in each)
    numbers = [
        (prod(share for share, _ in way), "".join(digit for _, digit in way)) for way in product(*each)
    ]
    fit = [number for number in numbers if number[0] and 1 <= int(number[1]) <= most]
    return max(fit, key=lambda number: number[0], default=(0.0, ""))[1]


def _chosen(second: Sequence[_Digits], first: str) -> Filled:
    """What most of the second readings have; what else was read, the first reading too, are its alternatives.

    It is sure where the first reading has it too, or where the second ones have nothing else.
    """
    votes = {one.text: 0.0 for one in second}
    for one in second:
        votes[one.text] += one.confidence
    best, *rest = sorted(votes, key=lambda text: -votes[text])
    texts = [*rest, *([first] if first else [])]
    others = tuple((text, DIFFERENT) for text in dict.fromkeys(texts) if text != best)[:MOST_OTHERS]
    sure = votes[best] / len(second)
    if first == best:
        sure = AGREED if 2 * sum(one.text == best for one in second) > len(second) else DIFFERENT
    elif others:
        sure = min(sure, DIFFERENT)
    return Filled(best, sure, others)


def _sign(first: str, second: Sequence[str]) -> tuple[str, bool, tuple[int, int]]:
    """The sign behind a number, whether it is sure, and where it stands in the first reading."""
    begins = [match.start() for match in _BEGINS.finditer(first)]
    spans = {match.group(): at for at in begins if (match := _SIGN.match(first[at:]))}
    for text, at in spans.items():
        if _folded(text) in map(_folded, second):
            return _clean(text), True, (at, at + len(text))
    mended = [mended for sign in second if (mended := _with_known(sign))]
    for text, at in spans.items():
        if _with_known(text):
            return _clean(text), False, (at, at + len(text))
    text, at = next(iter(spans.items()), ("", len(first)))
    return mended[0] if mended else _clean(text or second[0]), False, (at, at + len(text))


def _folded(sign: str) -> str:
    return re.sub(r"[^\w,]|_", "", skeleton(sign))


def _clean(sign: str) -> str:
    return re.sub(r"\s", "", sign).replace("–", "-").replace("⁄", "/")


def _with_known(sign: str) -> str:
    """A sign whose first part is a kind of document that we know, spelt as we know it; "" for others."""
    match = re.fullmatch(r"([/-])([^-/]+)(.*)", _clean(sign))
    known = _known().get(skeleton(match[2])) if match else None
    return f"{match[1]}{known}{match[3]}" if match and known else ""


@cache
def _known() -> dict[str, str]:
    """The signs of kinds of documents, by their letters without marks."""
    return {skeleton(sign): sign for sign in signs_of_kinds()}


def signs_of_kinds() -> Iterator[str]:
    """The signs of kinds of documents in numbers: KH, QĐ, …"""
    for kind in dictionaries.toml("document-types.toml")["types"]:
        yield from kind.get("abbreviations", ())
