"""The paragraphs of running text: the number or bullet that each begins with, its text, its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.document import Line, Word, join_words
from pipeline.segment.margins import has_room, margins
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.numerals import roman_value
from pipeline.vietnamese.shape import is_capital

Kind = Literal["part", "capital", "roman", "arabic", "decimal", "letter"]
# How deep the kinds of numbers stand; what has no number stands below all that has one.
UNNUMBERED = 6
RANK: dict[Kind | Literal["", "-"], int] = {
    "part": 0, "capital": 1, "roman": 2, "arabic": 3, "decimal": 4, "letter": 5,
    "-": UNNUMBERED, "": UNNUMBERED,
}  # fmt: skip
# A line of so much of the text's width has no room for the next word.
FULL = 0.8
# Letters of the longest abbreviations: QLNVTTHC.
LONG_ABBREVIATION = 8
_DASHES = "-–—"
_BULLETS = _DASHES + "+•*"
# An article's number has its sign; in the middle of a sentence it has none: … tại Điều 1, Quyết định này.
_PART = re.compile(
    r"(phan (?:thu \w+|[ivx]+|\d+)|chuong (?:[ivx]+|\d+)|muc (?:[ivx]+|\d+)|dieu \d+[a-z]?)\s*(?:[.:-]\s*|$)"
    r"|(phan|chuong|muc) [ivx\d]+\s+(?=[^\W\d])"
)
_UPPER = "".join(letter for letter in map(chr, range(0x1EFA)) if letter.isupper() and letter.isalpha())
_MARKERS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("roman", re.compile(r"([IVX]{1,5})\s*[.,:)/-]\s*(?=\S)|([IVX]{1,5})\s+(?=[^\W\d_]{2})")),
    ("decimal", re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})[.)-]?\s*(?=[^\W\d])")),
    ("arabic", re.compile(r"(\d{1,2})(?:\s*[.)]\s*(?=\D)|[-/]\s+(?=[^\W\d_]))")),
    ("letter", re.compile(r"([a-zđ]\d?)(?:\s*[.)]\s*|[-/]\s+)(?=\S)")),
    # A stroke or dash stands only before what is in capitals: A - CHUẨN BỊ, B/ NỘI DUNG; no Cúm A/H5N1
    ("capital", re.compile(rf"([A-HĐ])(?:\s*[.)]\s*(?=\S)|(?:\s*/\s*|\s+[-–—]\s+)(?=[{_UPPER}]{{2}}))")),
)
_BARE_ROMAN = re.compile(r"[IVX]{1,5}\s+(?=[^\W\d_]{2})")
# What a Roman numeral may be read as: "1l" for II, "IlI" for III.
_BAD_ROMAN = re.compile(r"\s*([IVXl1|!iT]{1,5})\s*[.,:)]?\s+\S|\s*([IVXl1|!]{1,5})[.,:)]\S")


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph: its marker's kind ("" for plain text, "-" for a bullet), the marker, the text.

    The marker of a bullet is its sign. `words` are all of its words, or those of the part of its lines
    that it is. `is_bold` says that it stands out as headings do.
    """

    kind: Kind | Literal["", "-"]
    marker: str
    text: str
    lines: tuple[Line, ...]
    words: tuple[Word, ...] = ()
    is_bold: bool = False

    @property
    def printed(self) -> str:
        """The whole paragraph with its number; a bullet's sign says nothing."""
        return join_words(self.words) if self.kind not in ("", "-") else self.text


def items_of(lines: Sequence[Line]) -> Iterator[Item]:
    """The paragraphs of some lines: a marker, a bullet, a gap or a heading's end begins a new one."""
    width = max((len(line.raw) for line in lines), default=0)
    ends = margins(lines)
    block: list[Line] = []
    is_gap = False
    for line in lines:
        if line.is_blank:
            is_gap = True
            continue
        if block and _begins(line, block, is_gap, width, ends):
            yield _item(block)
            block = []
        block.append(line)
        is_gap = False
    if block:
        yield _item(block)


def _begins(
    line: Line, block: Sequence[Line], is_gap: bool, width: int, margins: Mapping[int, float]
) -> bool:
    above = block[-1]
    if is_gap:
        return not _goes_on_over_gap(line, above, width)
    # In plain text a line may be indented.
    text = line.text.lstrip()
    if (marker_of(text) and not _is_ordinal(text, above, width)) or text[:1] in _BULLETS:
        return True
    if is_capital(text) or is_capital(above.text):
        return _begins_in_capitals(line, above)
    if line.paragraph >= 0:
        # The source says where its paragraphs begin; one that was cut by hand goes on in small letters.
        return line.paragraph != above.paragraph and not _goes_on(line, above)
    is_short = len(above.raw) < 0.7 * width or has_room(above, line, margins)
    is_end = above.text.rstrip()[-1:] in ".;:," or bool(marker_of(block[0].text.lstrip()))
    return is_short and is_end and text[:1].isupper()


def _is_ordinal(text: str, above: Line, width: int) -> bool:
    """Whether a Roman numeral without a sign counts what a full line above names: … Đại hội / XX Đảng bộ"""
    match = _BARE_ROMAN.match(text)
    if match is None or is_capital(text[match.end() :]) or is_capital(above.text):
        return False
    return _is_open(above) and above.text.rstrip()[-1:] != "," and len(above.raw) >= FULL * width


def _goes_on_over_gap(line: Line, above: Line, width: int) -> bool:
    """Whether a sentence goes on: over a page break, or a gap as some OCR programs leave below every line."""
    is_full = above.page < line.page or len(above.raw) >= FULL * width
    return is_full and _goes_on(line, above)


def _goes_on(line: Line, above: Line) -> bool:
    """Whether a line begins in small letters below one that ends no sentence."""
    return line.text.lstrip()[:1].islower() and _is_open(above)


def _is_open(line: Line) -> bool:
    return line.text.rstrip()[-1:] not in ".;:"


def _begins_in_capitals(line: Line, above: Line) -> bool:
    """Whether a line begins a paragraph where it or the one above is in capitals: it does not if both are."""
    if is_capital(above.text) and line.text.upper() == line.text:
        return bool(_BAD_ROMAN.match(line.raw))
    return not _is_last_word(line, above)


def _is_last_word(line: Line, above: Line) -> bool:
    """Whether a line in capitals is but an abbreviation that the sentence above it ends with."""
    is_open = _is_open(above) and not is_capital(above.text)
    return is_open and len(line.text.split()) == 1 and len(line.text.strip(" .;:,")) <= LONG_ABBREVIATION


def _item(block: Sequence[Line]) -> Item:
    text = _joined(block)
    words = tuple(word for line in block for word in line.words)
    found = marker_of(text)
    if found:
        return Item(*found, tuple(block), words)
    if text[:1] in _BULLETS:
        sign = "-" if text[0] in _DASHES else text[0]
        return Item("-", sign, text.lstrip(_BULLETS + " "), tuple(block), words)
    return Item("", "", text, tuple(block), words)


def _joined(lines: Sequence[Line]) -> str:
    return re.sub(r"\s+", " ", " ".join(line.text.strip() for line in lines))


def marker_of(text: str) -> tuple[Kind, str, str] | None:
    """The kind of a marker at the start of a text, the marker, and the text behind it."""
    part = _PART.match(skeleton(text))
    if part and (part.group(1) or text[part.end() :][:1].isupper()):
        return "part", text[: part.end()].strip(" .:"), text[part.end() :]
    for kind, pattern in _MARKERS:
        match = pattern.match(text)
        marker = next((group for group in match.groups() if group), "") if match else ""
        if match and (kind != "roman" or roman_value(marker)):
            return kind, marker, text[match.end() :]
    return None
