"""Automatic numbers: what Word shows before a paragraph, counted through the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.read.docx import formats
from pipeline.read.docx.styles import Look, Styles
from pipeline.read.docx.symbols import shown
from pipeline.read.docx.xml import Element, W, child, number, toggle, value
from pipeline.vietnamese import dictionaries

LEVELS = 9
_SLOT = re.compile(r"%([1-9])")
_SUFFIX = {"tab": " ", "space": " ", "nothing": ""}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts, and what it shows.

    It starts anew below levels up to `restart` (counted from 1): 0 for none of them, None for all.
    """

    start: int
    style: str
    text: str
    suffix: str = " "
    restart: int | None = None
    is_legal: bool = False
    is_hidden: bool = False
    is_capital: bool = False
    font: str = ""
    paragraph_style: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """What is shown before a paragraph ("" for nothing), and what parts it from the text."""

    text: str
    suffix: str


@dataclass(frozen=True, slots=True)
class List:
    """One w:num: its levels, the definition whose count it shares, the levels that it once starts anew."""

    definition: str
    levels: tuple[Level, ...]
    starts: dict[int, int] = field(default_factory=dict)


@dataclass
class Numbering:
    """The lists of a document and how far they have counted. Ask for each paragraph once, in order."""

    lists: dict[str, List]
    styles: Styles
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, paragraph: Element, look: Look) -> Number | None:
        """The number of a paragraph, which counts it; None where it has none. `look` is that of its end."""
        place = self._place(child(paragraph, "pPr"))
        if place is None:
            return None
        key, level = place
        one = self.lists[key]
        counts = self._count(key, one, level)
        shape = one.levels[level]
        if shape.is_hidden:
            return None
        if shape.style == "bullet":
            text = _bullet(shape)
        else:
            text = _SLOT.sub(lambda slot: self._part(one, counts, level, int(slot.group(1)) - 1), shape.text)
            text = text.upper() if shape.is_capital or look.is_capital else text
        return Number(text, shape.suffix) if text.strip() else None

    def _count(self, key: str, one: List, level: int) -> list[int | None]:
        counts = self._counts.setdefault(one.definition, [None] * LEVELS)
        # A level that is passed over counts as begun: what comes next in it is the second.
        for above in range(level):
            if counts[above] is None:
                counts[above] = one.levels[above].start
        last = counts[level]
        if level in one.starts and (key, level) not in self._begun:
            counts[level] = one.starts[level]
        else:
            counts[level] = one.levels[level].start if last is None else last + 1
        self._begun.add((key, level))
        for below in range(level + 1, LEVELS):
            restart = one.levels[below].restart
            if level < (below if restart is None else restart):
                counts[below] = None
        return counts

    def _part(self, one: List, counts: list[int | None], level: int, of: int) -> str:
        """The number of one level inside a number."""
        count = counts[of]
        style = one.levels[of].style
        if one.levels[level].is_legal and style != "none":
            style = "decimal"
        return formats.shown(one.levels[of].start if count is None else count, style)

    def _place(self, properties: Element | None) -> tuple[str, int] | None:
        """The list and the level that a paragraph is in, by itself or by its style."""
        own = child(properties, "numPr")
        style = value(properties, "pStyle")
        key, level = value(own, "numId"), value(own, "ilvl")
        by_style = list(self._by_style(style)) if key is None else []
        if by_style:
            key = next((one for _, one, _ in by_style if one is not None), None)
        if key not in self.lists:
            return None
        if level is None and by_style:
            names = [name for name, _, _ in by_style]
            linked = (
                str(place)
                for name in names
                for place, one in enumerate(self.lists[key].levels)
                if one.paragraph_style == name
            )
            level = next(linked, next((one for _, _, one in by_style if one is not None), None))
        return key, number(level, most=LEVELS - 1)

    def _by_style(self, style: str | None) -> Iterator[tuple[str, str | None, str | None]]:
        """Of a style and those it is based on: the id, and the list and level that it names."""
        for one in self.styles.chain(style):
            numbers = child(child(one, "pPr"), "numPr")
            yield one.get(W + "styleId", ""), value(numbers, "numId"), value(numbers, "ilvl")


def read_numbering(root: Element | None, styles: Styles) -> Numbering:
    """The lists of a part numbering.xml; none where there is no such part."""
    if root is None:
        return Numbering({}, styles)
    definitions = {one.get(W + "abstractNumId", ""): one for one in root.iter(W + "abstractNum")}
    nums = {one.get(W + "numId", ""): one for one in root.iter(W + "num")}
    lists = {}
    for key, num in nums.items():
        definition = _definition(value(num, "abstractNumId"), definitions, nums, styles)
        # The number 0 takes a paragraph out of the list that its style puts it in.
        if definition is not None and key != "0":
            lists[key] = _list(num, definition)
    return Numbering(lists, styles)


def _definition(
    key: str | None, definitions: dict[str, Element], nums: dict[str, Element], styles: Styles
) -> Element | None:
    """The definition that holds the levels: one may only name a style whose list is meant."""
    for _ in range(LEVELS):
        found = definitions.get(key or "")
        link = value(found, "numStyleLink")
        if found is None or link is None:
            return found
        style = styles.by_id.get(link)
        num = nums.get(value(style, "pPr/numPr/numId") or "")
        key = value(num, "abstractNumId")
    return None


def _list(num: Element, definition: Element) -> List:
    levels = {number(one.get(W + "ilvl"), most=LEVELS - 1): one for one in definition.iter(W + "lvl")}
    starts = {}
    for override in num.iter(W + "lvlOverride"):
        place = number(override.get(W + "ilvl"), most=LEVELS - 1)
        if (level := child(override, "lvl")) is not None:
            levels[place] = level
        if (start := value(override, "startOverride")) is not None:
            starts[place] = number(start)
    shapes = tuple(_level(levels.get(place)) for place in range(LEVELS))
    return List(definition.get(W + "abstractNumId", ""), shapes, starts)


def _level(one: Element | None) -> Level:
    if one is None:
        return Level(start=0, style="decimal", text="")
    look = child(one, "rPr")
    restart = value(one, "lvlRestart")
    form = one.find(W + "numFmt")
    if form is None:
        # A form of its own stands in a choice that only newer programs know.
        form = next(one.iter(W + "numFmt"), None)
    style = "decimal" if form is None else form.get(W + "format") or form.get(W + "val") or "decimal"
    return Level(
        start=number(value(one, "start")),
        style=style,
        text=value(one, "lvlText") or "",
        suffix=_SUFFIX.get(value(one, "suff") or "tab", " "),
        restart=None if restart is None else number(restart, most=LEVELS),
        is_legal=bool(toggle(one, "isLgl")),
        is_hidden=bool(toggle(look, "vanish")),
        is_capital=bool(toggle(look, "caps")),
        font=value(look, "rFonts", "ascii") or value(look, "rFonts", "hAnsi") or "",
        paragraph_style=value(one, "pStyle") or "",
    )


def _bullet(level: Level) -> str:
    """The sign of a list without numbers; a sign that says nothing of its own is a bullet."""
    sign = shown(level.text, level.font).strip()
    return sign if not sign or sign in dictionaries.lines("list-signs.txt") else "•"
