"""The cells of ruled tables, read in few calls: cut out and stacked into one picture.

A whole page read at once loses a tenth of the words of a ruled table. A number alone on its line is
often misread, since the engine takes the size of a line's letters from the line itself: beside short
cells stands a word that it knows well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.document import Box
from pipeline.page import PageTable, PageWord
from pipeline.scan.clean import Picture
from pipeline.scan.digits import DigitReader
from pipeline.scan.engine import Engine, Reading, word_of
from pipeline.scan.short_cells import DIGIT, as_line, both, may_hold_number

# In inches: what is left out beside ruling lines, kept around ink, between cells; a short cell's size.
BORDER, MARGIN, BETWEEN = 0.012, 0.02, 0.067
SHORT, LOW = 1.5, 0.27
# Less dark than this is paper; fewer dark pixels at 300 dpi are a speck.
INK, SPECK = 150, 24
# A row of pixels has so much of the ink of the fullest to be above a line's foot.
MUCH = 0.3
ANCHOR, ANCHOR_SIZE, ANCHOR_GAP = "Hx", 0.147, 0.1
# What two readings that agree, or differ, are worth.
AGREED, DIFFERENT = 0.99, 0.5
_CODE = re.compile(r"[<>≥≤~]?[\dIVX.,:/%-]+[.)]?|[A-ZĐ]{1,5}[.)]?")
_MAY_BE_CODE = re.compile(r".*\d.*|.{0,5}")


@dataclass(frozen=True, slots=True)
class Crop:
    """The ink of a cell, and where its top left stands on the page, in pixels.

    `base` is the row that its last line of letters stands on.
    """

    picture: Picture
    x: int
    y: int
    is_short: bool
    base: int


def read_cells(
    picture: Picture,
    dpi: int,
    tables: Sequence[PageTable],
    engine: Engine,
    second: DigitReader | None = None,
) -> list[PageWord]:
    """The words in the cells of a page's tables; `picture` is without its ruling lines.

    Short cells that may hold numbers are read twice: by `second`, or else by the engine's English model.
    """
    crops = [crop for table in tables for cell in table.cells if (crop := _crop(picture, cell.box, dpi))]
    if not crops:
        return []
    found = _read(crops, dpi, engine, "vie")
    # At times a whole line of the stack is overlooked; by itself it is not.
    if lost := [number for number, words in enumerate(found) if not words]:
        for number, words in zip(lost, _read([crops[n] for n in lost], dpi, engine, "vie"), strict=True):
            found[number] = words
    short = [number for number, crop in enumerate(crops) if crop.is_short]
    again = (
        _with_second(crops, found, short, dpi, second)
        if second
        else _in_english(crops, found, short, dpi, engine)
    )
    return [
        word_of(reading, 0, 0, dpi)
        for number, words in enumerate(found)
        for reading in again.get(number, words)
    ]


Found = Sequence[list[Reading]]


def _with_second(
    crops: Sequence[Crop], found: Found, short: Sequence[int], dpi: int, reader: DigitReader
) -> dict[int, list[Reading]]:
    """Those of the short cells that may hold numbers, by both readers."""
    least = round((DIGIT + 2 * MARGIN) * dpi)
    again = [n for n in short if crops[n].picture.shape[0] >= least and may_hold_number(found[n])]
    glyphs = reader.read([as_line(crops[number].picture, dpi) for number in again])
    return {
        number: both(found[number] or [_unread(crops[number])], one)
        for number, one in zip(again, glyphs, strict=True)
    }


def _unread(crop: Crop) -> Reading:
    height, width = crop.picture.shape
    return Reading("", crop.x, crop.y, crop.x + width, crop.y + height, 0.0)


def _in_english(
    crops: Sequence[Crop], found: Found, short: Sequence[int], dpi: int, engine: Engine
) -> dict[int, list[Reading]]:
    """Those of the short cells that may hold numbers, by the engine's two models."""
    again = [number for number in short if _MAY_BE_CODE.fullmatch(_text(found[number]))]
    if not again:
        return {}
    second = _read([crops[number] for number in again], dpi, engine, "eng")
    return {number: _agreed(found[number], readings) for number, readings in zip(again, second, strict=True)}


def _agreed(first: list[Reading], second: list[Reading]) -> list[Reading]:
    """Two readings of a short cell as one: numbers and codes are the second engine's, words the first's.

    What both read alike is sure; a number that they read differently is in doubt.
    """
    if not second:
        return first
    if len(first) != len(second):
        is_code = bool(_CODE.fullmatch("".join(word.text for word in second)))
        return [_with_confidence(w, min(w.confidence, DIFFERENT)) for w in second] if is_code else first
    return [_better(one, other) for one, other in zip(first, second, strict=True)]


def _better(one: Reading, other: Reading) -> Reading:
    if one.text == other.text:
        return _with_confidence(one, max(one.confidence, other.confidence, AGREED))
    has_number = any(letter.isdigit() for letter in one.text + other.text)
    if _CODE.fullmatch(other.text) and (has_number or other.confidence > one.confidence):
        return _with_confidence(other, min(other.confidence, DIFFERENT))
    return _with_confidence(one, min(one.confidence, DIFFERENT)) if has_number else one


def _with_confidence(word: Reading, confidence: float) -> Reading:
    return Reading(word.text, word.x0, word.y0, word.x1, word.y1, confidence)


def _text(words: Sequence[Reading]) -> str:
    return " ".join(word.text for word in words)


def _crop(picture: Picture, box: Box, dpi: int) -> Crop | None:
    """The part of a cell that has ink; None where there is none."""
    border, margin = round(BORDER * dpi), round(MARGIN * dpi)
    x0, y0, x1, y1 = (round(v * dpi / 72) for v in box)
    x0, y0 = max(x0 + border, 0), max(y0 + border, 0)
    inside = picture[y0 : y1 - border, x0 : x1 - border]
    ink = inside < INK
    if ink.sum() < SPECK * (dpi / 300) ** 2:
        return None
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    top, left = max(int(rows[0]) - margin, 0), max(int(columns[0]) - margin, 0)
    cut = inside[top : int(rows[-1]) + margin + 1, left : int(columns[-1]) + margin + 1]
    is_short = cut.shape[1] <= SHORT * dpi and cut.shape[0] <= LOW * dpi
    return Crop(_white(cut), x0 + left, y0 + top, is_short, _base(cut))


def _white(cut: Picture) -> Picture:
    """A crop with its paper white, as the paper around it in the stack."""
    paper = max(int(np.median(cut)), 1)
    return np.asarray(cv2.convertScaleAbs(cut, alpha=255 / paper), dtype=np.uint8)


def _base(cut: Picture) -> int:
    """The last row with much ink: tails of letters reach below it."""
    ink = (cut < INK).sum(axis=1)
    return int(np.flatnonzero(ink >= MUCH * ink.max())[-1]) + 1


def _read(crops: Sequence[Crop], dpi: int, engine: Engine, language: str) -> list[list[Reading]]:
    """The readings of each crop, in page coordinates."""
    anchor = _anchor(round(ANCHOR_SIZE * dpi))
    between, gap = round(BETWEEN * dpi), round(ANCHOR_GAP * dpi)
    indent = anchor.shape[1] + gap
    width = max(crop.picture.shape[1] + indent * crop.is_short for crop in crops) + 2 * between
    above = [max(crop.base, anchor.shape[0] * crop.is_short) for crop in crops]
    heights = [up + crop.picture.shape[0] - crop.base for up, crop in zip(above, crops, strict=True)]
    tops = np.cumsum([between, *(height + between for height in heights)]).tolist()
    stack = np.full((tops[-1], width), 255, dtype=np.uint8)
    corners = []
    for crop, top, up in zip(crops, tops, above, strict=False):
        left, base = between, top + up
        if crop.is_short:
            stack[base - anchor.shape[0] : base, left : left + anchor.shape[1]] = anchor
            left += indent
        y = base - crop.base
        stack[y : y + crop.picture.shape[0], left : left + crop.picture.shape[1]] = crop.picture
        corners.append((left, y))
    found: list[list[Reading]] = [[] for _ in crops]
    for word in engine.read(stack, dpi, "block", language):
        number = int(np.searchsorted(tops, (word.y0 + word.y1) / 2 + between / 2)) - 1
        if not 0 <= number < len(crops):
            continue
        left, top = corners[number]
        if kept := _beside_anchor(word, left, crops[number]):
            x, y = crops[number].x - left, crops[number].y - top
            found[number].append(
                Reading(kept.text, kept.x0 + x, kept.y0 + y, kept.x1 + x, kept.y1 + y, kept.confidence)
            )
    return found


def _beside_anchor(word: Reading, left: int, crop: Crop) -> Reading | None:
    """A word without the anchor before it; None for the anchor."""
    if not crop.is_short or word.x0 >= left - 4:
        return word
    if word.x1 <= left + 4:
        return None
    text = word.text.removeprefix(ANCHOR)
    return Reading(text, left, word.y0, word.x1, word.y1, word.confidence) if text else None


@cache
def _anchor(size: int) -> Picture:
    font = ImageFont.load_default(size)
    x0, y0, x1, y1 = (int(v) for v in font.getbbox(ANCHOR))
    image = Image.new("L", (x1 - x0 + 2, y1 - y0 + 2), 255)
    ImageDraw.Draw(image).text((1 - x0, 1 - y0), ANCHOR, font=font, fill=0)
    return np.asarray(image)
