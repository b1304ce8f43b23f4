"""Digits of dates and cited numbers in running text that were read as letters: read by the second reader.

`tháng II năm 2019`, `ngày 3T tháng 10`, `số 48/201 3/NĐ-CP`: where nothing but a number can stand and none
was read, the second reader's is taken if its cuts agree on one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pipeline.document import Box
from pipeline.page import PageWord
from pipeline.read.layout import visual_lines
from pipeline.scan.clean import Picture
from pipeline.scan.digits import DigitReader, Glyph
from pipeline.scan.two_readings import signs_of_kinds
from pipeline.vietnamese.folding import skeleton

# How sure (0 to 1) the second reader is of each digit at least; set by hand on office scans.
SURE = 0.8
# So much of its height above and below a word, and points beside it, are read with it.
CUTS, BESIDE = (0.1, 0.25), 1.0
# The words of a date, and the least and the most of the number behind each.
DATE = (("ngay", 1, 31), ("thang", 1, 12), ("nam", 1900, 2100))
# A cited number is parted into so many words at most.
PARTS = 3
_EDGES = ".,;:()"
_CITED = re.compile(r"\d+(?:/\d{4})?[/-][A-ZĐ][\w&]*(?:[/-][\w&]+)*")
_SIGN = re.compile(r"[/⁄-][A-ZĐ][\w&]*$")
_READ = re.compile(r"(?P<digits>\d{1,5}(?:/(?:19|20)\d\d)?)(?P<sign>(?:[/-][A-ZĐ][A-ZĐa-z&]*)+)")
_PART = re.compile(r"[A-ZĐ][\w&]*")


@dataclass(frozen=True, slots=True)
class _Place:
    """Words, side by side, in whose place a number stands: one from `least` to `most`, or with a sign."""

    words: tuple[PageWord, ...]
    least: int = 0
    most: int = 0

    @property
    def text(self) -> str:
        return re.sub("--+", "-", "".join(word.text for word in self.words)).strip(_EDGES)


def with_cited_digits(
    words: Sequence[PageWord], picture: Picture, dpi: int, reader: DigitReader
) -> list[PageWord]:
    """The words with the digits of dates and cited numbers where letters were read for them."""
    line = list(chain.from_iterable(visual_lines(words)))
    cited = list(_numbers(line))
    whole = {place: place.text for place in cited if _CITED.fullmatch(place.text)}
    unread = [*_dates(line), *(place for place in cited if place not in whole)]
    changed: dict[int, list[PageWord]] = {}
    for place, text in (whole | _by_second(unread, picture, dpi, reader)).items():
        changed |= {id(word): [] for word in place.words}
        changed[id(place.words[0])] = [_word(place.words, text)]
    return [new for word in words for new in changed.get(id(word), [word])]


def _by_second(
    places: Sequence[_Place], picture: Picture, dpi: int, reader: DigitReader
) -> dict[_Place, str]:
    """What the second reader reads in some places, where its cuts agree on a number."""
    crops = [_crop(place.words, picture, dpi, cut) for place in places for cut in CUTS]
    if not crops or not all(crop.size for crop in crops):
        return {}
    read = [_text(glyphs) for glyphs in reader.read(crops)]
    found = {}
    for number, place in enumerate(places):
        texts = {_read_as(place, text) for text in read[number * len(CUTS) : (number + 1) * len(CUTS)]}
        if len(texts) == 1 and "" not in texts:
            found[place] = texts.pop()
    return found


def _dates(words: Sequence[PageWord]) -> Iterator[_Place]:
    """The days, months and years of whole dates that are none."""
    flat = [skeleton(word.text) for word in words]
    for at in range(len(words) - 5):
        if tuple(flat[at : at + 6 : 2]) != tuple(name for name, _, _ in DATE):
            continue
        for word, (_, least, most) in zip(words[at + 1 : at + 6 : 2], DATE, strict=True):
            text = word.text.strip(_EDGES)
            if not (text.isdigit() and least <= int(text) <= most):
                yield _Place((word,), least, most)


def _numbers(words: Sequence[PageWord]) -> Iterator[_Place]:
    """What stands behind `số` and ends in a sign, /NĐ-CP: no number, or one in several words."""
    for at, word in enumerate(words):
        if skeleton(word.text) != "so":
            continue
        for end in range(at + 2, min(at + 2 + PARTS, len(words) + 1)):
            place = _Place(tuple(words[at + 1 : end]))
            if words[end - 1].box.y0 > word.box.y1:
                break
            if _SIGN.search(place.text):
                if end > at + 2 or not _CITED.fullmatch(place.text):
                    yield place
                break


def _text(glyphs: Sequence[Glyph]) -> str:
    """The text of some glyphs, with ? for a digit that is not sure."""
    return "".join("?" if g.letter.isdigit() and g.confidence < SURE else g.letter for g in glyphs)


def _read_as(place: _Place, text: str) -> str:
    """The number that a reading gives for a place; "" for none."""
    text = text.strip(_EDGES + " ")
    if place.most:
        return text if text.isdecimal() and place.least <= int(text) <= place.most else ""
    match = _READ.fullmatch(text.replace(" ", ""))
    if not match:
        return ""
    known = {skeleton(part): part for part in (*signs_of_kinds(), *_PART.findall(place.text))}
    parts = [known.get(skeleton(part), part) for part in _PART.findall(match["sign"])]
    # The second reader has no Đ for sure.
    if any("D" in part and part not in known.values() for part in parts):
        return ""
    signs = re.findall(r"[/-]", match["sign"])
    return match["digits"] + "".join(chain.from_iterable(zip(signs, parts, strict=True)))


def _crop(words: Sequence[PageWord], picture: Picture, dpi: int, cut: float) -> Picture:
    top, foot = min(word.box.y0 for word in words), max(word.box.y1 for word in words)
    more = cut * (foot - top)
    edges = (words[0].box.x0 - BESIDE, top - more, words[-1].box.x1 + BESIDE, foot + more)
    x0, y0, x1, y1 = (max(round(edge * dpi / 72), 0) for edge in edges)
    return picture[y0:y1, x0:x1]


def _word(words: Sequence[PageWord], text: str) -> PageWord:
    """The number as one word, with what the first reader has for it."""
    first, last = words[0], words[-1]
    before = " ".join(word.text for word in words)
    behind = last.text[len(last.text.rstrip(_EDGES)) :]
    box = Box(first.box.x0, first.box.y0, last.box.x1, last.box.y1)
    return replace(first, text=text + behind, box=box, confidence=SURE, alternatives=((before, 1 - SURE),))
