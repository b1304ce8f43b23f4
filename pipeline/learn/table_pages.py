"""Tables whose cells are known, printed and read: `python -m pipeline.learn.table_pages CORPUS OUT`.

Writes a line of JSON for each page: the model and page mode that read it, the roles of the table's columns
and the lines of text as the engine gave them, each word with the row and the column that it was printed in
(row -1: the headings, -2: outside the table; column -1: a heading over rows). Of some pages words keep the
blanks that their place on the page leaves before them, as tools give text that keep its layout.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytesseract
from PIL import Image, ImageDraw, ImageFont

from pipeline.learn import corpus, pages
from pipeline.tables.roles import roles
from pipeline.vietnamese import dictionaries

# How pages are read: the model, the page mode; without a model their text is as a digital page has it.
READERS = (("eng", 3), ("eng", 3), ("eng", 6), ("eng", 4), ("vie", 6), ("vie", 3), ("", 0))
# Words are in one line of text whose places differ by so little, in points, as PDF tools have it.
SAME_LINE = 3.0
# The share of pages whose text keeps its layout.
LAYOUT_KEPT = 0.4
# The share of tables whose rows are numbered, and how wide that column is beside others.
NUMBERED, NUMBER_SHARE = 0.92, 0.04
# The share of headings over rows without a numeral, of pages that begin within a row, of those with a number.
UNMARKED, WITHIN_A_ROW, PAGE_NUMBERED = 0.25, 0.3, 0.5
GROUP_MARKERS = ("I", "II.", "III", "IV.", "A", "B.", "1", "2.", "1.2", "a)", "*", "Nhiệm vụ 3:")
Box = tuple[float, float, float, float]
Labelled = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a column looks: how wide it is beside others, how often it is there, whether it is centred."""

    share: tuple[float, float]
    often: float
    centred: float


KINDS = {
    "task": Kind((0.28, 0.46), 1.0, 0.0),
    "product": Kind((0.14, 0.24), 0.55, 0.15),
    "deadline": Kind((0.08, 0.14), 0.95, 0.8),
    "lead": Kind((0.09, 0.16), 0.97, 0.7),
    "coordination": Kind((0.10, 0.18), 0.75, 0.6),
    "extra": Kind((0.06, 0.11), 0.25, 0.5),
}


class PlacedWord(NamedTuple):
    """A word where it is drawn: the place of its upper left corner, in pixels."""

    x: float
    y: float
    text: str


@dataclass
class Drawn:
    """A page on its way: its picture, and where the cells are, by row and column, and the words."""

    image: Image.Image
    draw: ImageDraw.ImageDraw
    font: ImageFont.FreeTypeFont
    bold: ImageFont.FreeTypeFont
    pitch: int
    edges: list[int]
    cells: list[tuple[Box, int, int]] = field(default_factory=list)
    words: list[PlacedWord] = field(default_factory=list)


@dataclass(frozen=True)
class Look:
    """How all cells of a table are set."""

    columns: tuple[str, ...]
    centred: tuple[bool, ...]
    is_middle: bool
    is_justified: bool


class Material:
    """What cells say."""

    def __init__(self, text: Sequence[str], rng: random.Random) -> None:
        self._rng = rng
        self._text = itertools.cycle(text)
        self._lists = {
            role: [entry for entry, *_ in dictionaries.table(roles()[role].vocabulary)]
            for role in ("deadline", "lead", "product")
        }
        self._openings = [entry for entry, *_ in dictionaries.table(roles()["task"].vocabulary)]
        # Cells of one table say the same again and again.
        self._again: dict[str, list[str]] = {}

    def cell(self, role: str) -> str:
        if role == "task":
            return self._sentence(7, 38)
        if role == "product":
            opening = self._rng.choice(self._lists["product"])
            return opening if self._rng.random() < 0.25 else f"{opening} {self._sentence(3, 16, small=True)}"
        if role == "extra":
            return self._sentence(1, 4) if self._rng.random() < 0.2 else ""
        known = self._again.setdefault(role, [])
        if known and self._rng.random() < 0.55:
            return self._rng.choice(known)
        known.append(self._new(role))
        return known[-1]

    def _new(self, role: str) -> str:
        if role == "deadline":
            text = self._rng.choice(self._lists["deadline"])
            text = text.replace("{n}", str(self._rng.randint(1, 12)))
            return text.replace("{d}", f"{self._rng.randint(1, 28)}/{self._rng.randint(1, 12)}/2024")
        if role == "coordination" and self._rng.random() < 0.5:
            units = self._rng.sample(self._lists["lead"], self._rng.randint(2, 3))
            return self._rng.choice([", ", "; "]).join(units)
        return self._rng.choice(self._lists["lead"])

    def _sentence(self, least: int, most: int, *, small: bool = False) -> str:
        words = next(self._text).split()[: self._rng.randint(least, most)]
        text = " ".join(words)
        if small:
            return text[:1].lower() + text[1:]
        if self._rng.random() < 0.5 and len(words) > least:
            return f"{self._rng.choice(self._openings)} {text[:1].lower()}{text[1:]}"
        return text[:1].upper() + text[1:]


def page(material: Material, rng: random.Random, fonts: Path) -> tuple[Drawn, Look, int]:
    """A page with one table, how it is set, its dots per inch."""
    look, shares = _look(rng)
    dpi = rng.choice([150, 200, 200, 250, 300])
    wide = rng.random() < 0.5
    width, height = (round(cm * dpi / 2.54) for cm in ((29.7, 21.0) if wide else (21.0, 29.7)))
    points = rng.choice([10, 11, 12, 12, 13])
    face = rng.choice(["Tinos", "Tinos", "Arimo"])
    sizes = round(points * dpi / 72)
    font, bold = (ImageFont.truetype(str(fonts / f"{face}-{cut}.ttf"), sizes) for cut in ("Regular", "Bold"))
    image = Image.new("L", (width, height), 255)
    margin = round(rng.uniform(1.2, 2.5) * dpi / 2.54)
    edges = [margin + round((width - 2 * margin) * share) for share in itertools.accumulate([0.0, *shares])]
    drawn = Drawn(image, ImageDraw.Draw(image), font, bold, round(sizes * rng.uniform(1.15, 1.35)), edges)
    if rng.random() < PAGE_NUMBERED:
        _words(drawn, str(rng.randint(2, 40)), font, (width // 2, margin // 2))
    _rows(drawn, look, material, rng)
    return drawn, look, dpi


def _rows(drawn: Drawn, look: Look, material: Material, rng: random.Random) -> None:
    """Draw rows until the page is full."""
    top, is_first = drawn.edges[0], rng.random() > WITHIN_A_ROW
    if is_first:
        top = _row(drawn, look, [_heading(role, rng) for role in look.columns], top, -1, is_bold=True)
    form = rng.choice(["{}", "{}", "{}.", f"{rng.randint(1, 9)}.{{}}"])
    number, row = 0 if is_first else rng.randint(1, 40), 0
    while top >= 0:
        if rng.random() < 0.12:
            top = _group(drawn, material, rng, top, row)
        else:
            number += 1
            cells = [form.format(number) if role == "no" else material.cell(role) for role in look.columns]
            own = cells if is_first or row else _ends(cells, look, rng)
            top = _row(drawn, look, own, top, row)
        row += 1


def _ends(cells: Sequence[str], look: Look, rng: random.Random) -> list[str]:
    """What of a row's cells stands on the next page."""
    words = [text.split() if role != "no" else [] for text, role in zip(cells, look.columns, strict=True)]
    return [" ".join(own[rng.randint(0, len(own)) :]) for own in words]


def columns_of(rng: random.Random) -> tuple[str, ...]:
    """The roles of a table's columns: mostly in one of the usual orders."""
    others = [role for role in KINDS if role != "task" and rng.random() < KINDS[role].often]
    rng.shuffle(others)
    if rng.random() < 0.7:
        # The usual order: what is produced and due after who does it, notes last.
        order = rng.choice(
            [
                ("lead", "coordination", "deadline", "product"),
                ("deadline", "lead", "coordination", "product"),
                ("product", "lead", "coordination", "deadline"),
                ("product", "deadline", "lead", "coordination"),
            ]
        )
        others.sort(key=lambda role: (*order, "extra").index(role))
    return (*(["no"] if rng.random() < NUMBERED else []), "task", *others)


def shares_of(columns: Sequence[str], of_numbers: float, rng: random.Random) -> list[float]:
    """The shares of a table's width that its columns have; `of_numbers` is how wide that of row numbers is
    beside others."""
    wide = [rng.uniform(*KINDS[role].share) if role in KINDS else of_numbers for role in columns]
    return [share / sum(wide) for share in wide]


def _look(rng: random.Random) -> tuple[Look, list[float]]:
    columns = columns_of(rng)
    shares = shares_of(columns, NUMBER_SHARE, rng)
    centred = tuple(role not in KINDS or rng.random() < KINDS[role].centred for role in columns)
    return Look(columns, centred, rng.random() < 0.7, rng.random() < 0.5), shares


def _heading(role: str, rng: random.Random) -> str:
    return rng.choice([heading.text for heading in roles()[role].headings] or [""]).capitalize()


def _group(drawn: Drawn, material: Material, rng: random.Random, top: int, row: int) -> int:
    """Draw a heading over rows; its bottom, -1 where it does not fit on the page."""
    marker = "" if rng.random() < UNMARKED else rng.choice(GROUP_MARKERS)
    text = f"{marker} {material.cell(rng.choice(['product', 'task']))[: rng.choice([40, 70, 160])]}"
    font = drawn.bold if rng.random() < 0.7 else drawn.font
    left, right = drawn.edges[0], drawn.edges[-1]
    lines = pages.wrap(text.rsplit(" ", 1)[0].strip(), font, right - left - 16)
    bottom = top + drawn.pitch * (len(lines) + 1)
    if bottom > drawn.image.height - drawn.edges[0]:
        return -1
    for place, line in enumerate(lines):
        _words(drawn, line, font, (left + 8, top + drawn.pitch // 2 + place * drawn.pitch))
    drawn.draw.rectangle((left, top, right, bottom), outline=20, width=2)
    drawn.cells.append(((left, top, right, bottom), row, -1))
    return bottom


def _row(drawn: Drawn, look: Look, cells: Sequence[str], top: int, row: int, *, is_bold: bool = False) -> int:
    """Draw a row; its bottom, -1 where it does not fit on the page."""
    font, pad = drawn.bold if is_bold else drawn.font, max(drawn.pitch // 6, 3)
    widths = [right - left - 2 * pad for left, right in itertools.pairwise(drawn.edges)]
    wrapped = [
        pages.wrap(text, font, width) if text else [] for text, width in zip(cells, widths, strict=True)
    ]
    bottom = top + 2 * pad + drawn.pitch * max(1, *map(len, wrapped))
    if bottom > drawn.image.height - drawn.edges[0]:
        return -1
    for column, lines in enumerate(wrapped):
        left, right = drawn.edges[column : column + 2]
        drawn.draw.rectangle((left, top, right, bottom), outline=20, width=2)
        drawn.cells.append(((left, top, right, bottom), row, column))
        free = bottom - top - 2 * pad - drawn.pitch * len(lines)
        y = top + pad + (free // 2 if look.is_middle or is_bold else 0)
        for place, line in enumerate(lines):
            _line(drawn, line, font, (left + pad, y + place * drawn.pitch, widths[column]),
                  centred=is_bold or look.centred[column],
                  justified=look.is_justified and place < len(lines) - 1)  # fmt: skip
    return bottom


def _line(
    drawn: Drawn,
    text: str,
    font: ImageFont.FreeTypeFont,
    place: tuple[int, int, int],
    *,
    centred: bool,
    justified: bool,
) -> None:
    left, y, width = place
    free = width - font.getlength(text)
    if centred:
        left += round(free / 2)
    wider = free / max(text.count(" "), 1) if justified and not centred else 0.0
    _words(drawn, text, font, (left, y), wider)


def _words(
    drawn: Drawn, text: str, font: ImageFont.FreeTypeFont, place: tuple[int, int], wider: float = 0.0
) -> None:
    """Draw a line of text from a place on, each space so many pixels wider than the font has it."""
    x, y = place
    space = font.getlength(" ") + wider
    at = float(x)
    for word in text.split():
        drawn.draw.text((at, y), word, font=font, fill=20)
        drawn.words.append(PlacedWord(at, y, word))
        at += font.getlength(word) + space


def read_labelled(drawn: Drawn, dpi: int, model: str, mode: int, rng: random.Random) -> list[list[Labelled]]:
    """The lines that the engine reads on the scanned page, [] between paragraphs, each word with its cell."""
    style = pages.level_style("office", rng)
    scan = pages.degrade(drawn.image, style, rng)
    data = pytesseract.image_to_data(
        scan,
        lang=model,
        config=f"--psm {mode} --dpi {dpi}",
        output_type=pytesseract.Output.DICT,
    )
    lines: list[list[Labelled]] = []
    before: tuple[int, int, int] | None = None
    keeps_layout, end = rng.random() < LAYOUT_KEPT, 0
    for i, text in enumerate(data["text"]):
        if not text.strip():
            continue
        here = data["block_num"][i], data["par_num"][i], data["line_num"][i]
        if here != before:
            lines += [[]] if before is not None and here[:2] != before[:2] else []
            lines.append([])
        before = here
        x, y = data["left"][i] + data["width"][i] / 2, data["top"][i] + data["height"][i] / 2
        free = data["left"][i] - end if lines[-1] and keeps_layout else 0
        end = data["left"][i] + data["width"][i]
        lines[-1].append(
            (
                _behind_blanks(text.strip(), free, drawn),
                *_cell(drawn, *_unturned(x, y, drawn.image.size, style.skew)),
            )
        )
    return lines


def text_layer(drawn: Drawn, dpi: int, rng: random.Random) -> list[list[Labelled]]:
    """The lines of the page as tools give the text of a digital one: words side by side, from any cells."""
    height = SAME_LINE * dpi / 72
    keeps_layout = rng.random() < LAYOUT_KEPT
    lines: list[list[PlacedWord]] = []
    for word in sorted(drawn.words, key=lambda word: (word.y, word.x)):
        if not lines or word.y - lines[-1][-1].y > height:
            lines.append([])
        lines[-1].append(word)
    found: list[list[Labelled]] = []
    end = 0.0
    for line in lines:
        found.append([])
        for word in sorted(line):
            free = word.x - end if found[-1] and keeps_layout else 0
            end = word.x + drawn.font.getlength(word.text)
            cell = _cell(drawn, word.x + 1, word.y + drawn.pitch / 2)
            found[-1].append((_behind_blanks(word.text, free, drawn), *cell))
    return found


def _behind_blanks(text: str, free: float, drawn: Drawn) -> str:
    """A word behind the blanks, but for the one between all words, that so many free pixels hold."""
    return " " * max(round(free / drawn.font.getlength("n")) - 1, 0) + text


def _unturned(x: float, y: float, size: tuple[int, int], degrees: float) -> tuple[float, float]:
    """A point of the turned page where it was before."""
    angle = math.radians(degrees)
    dx, dy = x - size[0] / 2, y - size[1] / 2
    return (
        size[0] / 2 + dx * math.cos(angle) - dy * math.sin(angle),
        size[1] / 2 + dx * math.sin(angle) + dy * math.cos(angle),
    )


def _cell(drawn: Drawn, x: float, y: float) -> tuple[int, int]:
    for (left, top, right, bottom), row, column in drawn.cells:
        if left <= x <= right and top <= y <= bottom:
            return row, column
    return -2, -1


def made(text: Sequence[str], count: int, seed: int, fonts: Path) -> Iterator[dict[str, object]]:
    for number in range(count):
        rng = random.Random(f"{seed}-{number}")
        drawn, look, dpi = page(Material(text[number * 60 :], rng), rng, fonts)
        model, mode = rng.choice(READERS)
        lines = read_labelled(drawn, dpi, model, mode, rng) if model else text_layer(drawn, dpi, rng)
        yield {"model": model, "mode": mode, "columns": look.columns, "lines": lines}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path, help="JSON lines, appended to page by page")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--fonts", type=Path, default=pages.FONT_FOLDER)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--held-out", action="store_true", help="take the text that training never sees")
    options = parser.parse_args()
    text = corpus.sample(options.corpus, 60 * options.pages + 60, options.seed, held_out=options.held_out)
    with options.out.open("a", encoding="utf-8") as file:
        for one in made(text, options.pages, options.seed, options.fonts):
            file.write(json.dumps(one, ensure_ascii=False) + "\n")
            file.flush()


if __name__ == "__main__":
    main()
