"""Reading a scanned page: straightened, its tables found and their cells read by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.document import PageTurn
from pipeline.page import PageTable, PageWord
from pipeline.scan.capitals import with_small_letters
from pipeline.scan.cells import INK, SPECK, read_cells
from pipeline.scan.cited_digits import with_cited_digits
from pipeline.scan.clean import (
    MIN_SKEW,
    Picture,
    even_light,
    grey,
    inked,
    lies_sideways,
    shrunk,
    skew,
    steep_skew,
    turned,
    turned_whole,
    turning_by,
    without_colour,
)
from pipeline.scan.digits import SecondReader
from pipeline.scan.engine import Engine, word_of
from pipeline.scan.filled_in import with_filled_in
from pipeline.scan.lost_date import with_lost_date
from pipeline.scan.lost_recipients import with_lost_recipients
from pipeline.scan.lost_signature import with_lost_signature
from pipeline.scan.numerals import with_quarters
from pipeline.scan.photograph import laid_flat
from pipeline.scan.rules import Rules, erased, find_rules, find_tables

# Where the dots of a page went when it was turned: (x, y, 1) as it was to (x, y, 1) as it is read.
Turning = NDArray[np.float64]
STILL: Turning = np.eye(3)
# What is rendered and read: 300 dots an inch are what Tesseract was trained on.
DPI = 300
# A page of so many words that read so badly may lie on its head or side.
MANY, BAD = 8, 0.55
# Letters lower than this share of the usual ones are none. A sign alone so doubtful is dirt.
GHOST, DIRT, SURE = 0.35, 0.4, 0.9
DOTS = ':;!?"“”'
RULES = "_|\\/¦~—⁄"


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as read: the picture that was read, upright and straight, its words and tables."""

    picture: Picture
    words: tuple[PageWord, ...]
    tables: tuple[PageTable, ...]
    dpi: int
    turning: Turning

    def turn(self, number: int) -> PageTurn | None:
        """How the page of that number was turned, in points; None where it was not."""
        if np.allclose(self.turning, STILL):
            return None
        back = np.linalg.inv(self.turning)
        back /= back[2, 2]
        back[:2, 2] *= 72 / self.dpi
        back[2, :2] /= 72 / self.dpi
        a, b, c, d, e, f, g, h, _ = (float(v) for v in back.ravel())
        return PageTurn(number, (a, b, c, d, e, f, g, h))


def read_scan(picture: Picture, engine: Engine, dpi: int = DPI, second: SecondReader | None = None) -> Scan:
    """The words and tables of a page (height, width[, RGB]); `second` reads numbers again.

    What lies on a darker ground is a photograph's sheet: it is laid flat. A page that reads badly may lie on
    its head or side, whatever its lines look like: the way that reads best is kept.
    """
    picture = without_colour(picture)
    light = grey(picture)
    sheet = laid_flat(picture, dpi, light)
    flat, turning = sheet or (picture, STILL)
    colours = inked(flat)
    light = grey(flat) if sheet else light
    small = shrunk(light)
    even = even_light(light, small)
    straight = _straight(even, colours, dpi, turning, small if even is light else None)
    page, found = _upright(straight, engine, dpi, second)
    if _is_bad(found.words) or len(found.words) < MANY:
        for aslant in _less_steep(straight, dpi):
            other = _upright(aslant, engine, dpi, second)
            if _readable(other[1].words) > _readable(found.words):
                page, found = other
    words = with_lost_date(found.words, page.plain, dpi, engine)
    if second is not None:
        words = with_lost_recipients(words, page.plain, dpi, engine, second)
    words = with_lost_signature(words, page.plain, dpi, engine, second)
    if second is not None:
        words = with_filled_in(words, (page.picture, page.inked), dpi, second)
        words = with_cited_digits(words, page.plain, dpi, second)
    return replace(found, words=tuple(words))


def _upright(
    page: _Straight, engine: Engine, dpi: int, second: SecondReader | None
) -> tuple[_Straight, Scan]:
    """The page the way up in which it reads best, if the first way reads badly."""
    if lies_sideways(page.plain):
        page = _turned(page, 1, dpi)
    found = _read(page, engine, dpi, second)
    first = page
    for quarters in (2, 1, 3):
        if not _is_bad(found.words):
            break
        over = _turned(first, quarters, dpi)
        other = _read(over, engine, dpi, second)
        if _readable(other.words) > _readable(found.words):
            page, found = over, other
    return page, found


def _less_steep(page: _Straight, dpi: int) -> Iterator[_Straight]:
    """A page straight whose lines rise or fall steeply: a photograph that shows no edge of its sheet."""
    if angle := steep_skew(page.picture):
        picture, turning = turned_whole(page.picture, angle)
        yield _straight(picture, turned_whole(page.inked, angle)[0], dpi, turning @ page.turning)


def find_table_cells(picture: Picture, dpi: int = DPI) -> tuple[PageTable, ...]:
    """The ruled tables of a page whose words are known from elsewhere; it is not turned."""
    return tuple(find_tables(find_rules(even_light(grey(picture)), dpi)))


@dataclass(frozen=True, slots=True)
class _Straight:
    """A straight page, with and without its ruling lines, and `inked` with stamps and coloured ink."""

    picture: Picture
    inked: Picture
    plain: Picture
    rules: Rules
    turning: Turning


def _straight(
    picture: Picture, colours: Picture, dpi: int, turning: Turning = STILL, small: Picture | None = None
) -> _Straight:
    """The page straightened; `turning` is what was done to it before, `small` its small copy."""
    angle = skew(picture, small)
    if abs(angle) >= MIN_SKEW:
        is_one = colours is picture
        picture = turned(picture, angle)
        colours = picture if is_one else turned(colours, angle)
        turning = turning_by(picture, angle) @ turning
    rules = find_rules(picture, dpi)
    plain = erased(picture, rules) if _any(rules) else picture
    return _Straight(picture, colours, plain, rules, turning)


def _turned(page: _Straight, quarters: int, dpi: int) -> _Straight:
    """The page turned to the left by so many quarters."""
    picture, colours = (
        np.asarray(np.rot90(one, quarters), dtype=np.uint8) for one in (page.picture, page.inked)
    )
    turning = page.turning
    height, width = page.picture.shape
    for _ in range(quarters):
        # What was right is at the top now.
        turning = np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]], dtype=float) @ turning
        width, height = height, width
    return _straight(picture, colours, dpi, turning)


def _read(page: _Straight, engine: Engine, dpi: int, second: SecondReader | None) -> Scan:
    tables = find_tables(page.rules)
    words = read_cells(page.plain, dpi, tables, engine, second)
    words += _read_rest(_without(page.plain, tables, dpi), engine, dpi)
    words = with_small_letters(_without_ghosts(words))
    return Scan(page.picture, tuple(with_quarters(words, page.plain, dpi)), tuple(tables), dpi, page.turning)


def _without_ghosts(words: Sequence[PageWord]) -> list[PageWord]:
    """The words without accents and dots that were read as words of their own, and without leftover rules."""
    usual = float(np.median([word.box.y1 - word.box.y0 for word in words])) if words else 0.0
    return [word for word in words if not _is_ghost(word, usual)]


def _is_ghost(word: PageWord, usual: float) -> bool:
    if any(letter.isalnum() for letter in word.text):
        return word.box.y1 - word.box.y0 < GHOST * usual
    if all(letter in DOTS for letter in word.text) and word.box.y1 - word.box.y0 < GHOST * usual:
        return True
    is_rule = all(letter in RULES for letter in word.text)
    return word.confidence < DIRT or (is_rule and word.confidence < SURE)


def _read_rest(picture: Picture, engine: Engine, dpi: int) -> list[PageWord]:
    """The words of what is left of a page; blank margins are not given to the engine."""
    small = picture[::2, ::2] < INK
    rows, columns = np.flatnonzero(small.any(axis=1)), np.flatnonzero(small.any(axis=0))
    if small.sum() < SPECK:
        return []
    edge = dpi // 10
    y, x = max(2 * int(rows[0]) - edge, 0), max(2 * int(columns[0]) - edge, 0)
    part = picture[y : 2 * int(rows[-1]) + edge, x : 2 * int(columns[-1]) + edge]
    return [word_of(reading, x, y, dpi) for reading in engine.read(part, dpi, "page")]


def _any(rules: Rules) -> bool:
    return bool(cv2.countNonZero(rules.across) or cv2.countNonZero(rules.down))


def _without(picture: Picture, tables: Sequence[PageTable], dpi: int) -> Picture:
    """The page with its tables blank."""
    if not tables:
        return picture
    rest = picture.copy()
    for table in tables:
        x0, y0, x1, y1 = (round(v * dpi / 72) for v in table.box)
        rest[y0:y1, x0:x1] = 255
    return rest


def _is_bad(words: Sequence[PageWord]) -> bool:
    return len(words) >= MANY and float(np.mean([word.confidence for word in words])) < BAD


def _readable(words: Sequence[PageWord]) -> float:
    return sum(word.confidence for word in words if len(word.text) > 1)
