"""The body as a tree of numbered sections; markers that were misread are told by their sequence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.document import Line, Word, join_words
from pipeline.plan import PlanWarning, Section
from pipeline.segment.bold import run_in, tells_headings
from pipeline.segment.title import document_type
from pipeline.segment.types import Paragraph
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.numerals import roman, roman_value
from pipeline.vietnamese.shape import is_capital

Kind = Literal["part", "capital", "roman", "arabic", "decimal", "letter"]
RANK: dict[Kind, int] = {"part": 0, "capital": 1, "roman": 2, "arabic": 3, "decimal": 4, "letter": 5}
LONG_HEADING, SHORT_HEADING = 200, 8
# A line of so much of the text's width has no room for the next word.
FULL = 0.8
_BULLETS = "-–—+•*"
_PART = re.compile(r"(phan (?:thu \w+|[ivx\d]+)|chuong [ivx\d]+|dieu \d+)\b[.:]?\s*")
_MARKERS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("roman", re.compile(r"([IVX]{1,5})\s*[.,:)/-]\s*(?=\S)|([IVX]{1,5})\s+(?=[^\W\d_]{2})")),
    ("decimal", re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s*(?=[^\W\d])")),
    ("arabic", re.compile(r"(\d{1,2})\s*[.)]\s*(?=\D)")),
    ("letter", re.compile(r"([a-zđ])\s*[.)]\s*(?=\S)")),
    ("capital", re.compile(r"([A-HĐ])\s*[.)]\s*(?=\S)")),
)
# What a Roman numeral may be read as: "1l" for II, "IlI" for III.
_BAD_ROMAN = re.compile(r"\s*([IVXl1|!iT]{1,5})\s*[.,:)]?\s+\S|\s*([IVXl1|!]{1,5})[.,:)]\S")


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph: its marker's kind ("" for plain text, "-" for a bullet), the marker, the text.

    `words` are all of its words, or those of the part of its lines that it is. `is_bold` says that it
    stands out as headings do.
    """

    kind: Kind | Literal["", "-"]
    marker: str
    text: str
    lines: tuple[Line, ...]
    words: tuple[Word, ...] = ()
    is_bold: bool = False


@dataclass
class _Node:
    marker: str = ""
    heading: str = ""
    rank: int = -1
    paragraphs: list[str] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)

    @property
    def title(self) -> str:
        return f"{self.marker} {self.heading}".strip()

    def section(self) -> Section:
        children = tuple(child.section() for child in self.children)
        return Section(
            marker=self.marker, heading=self.heading, paragraphs=tuple(self.paragraphs), children=children
        )


@dataclass(frozen=True, slots=True)
class Body:
    """The sections, the paragraphs before the first of them, all paragraphs with their headings."""

    sections: tuple[Section, ...]
    preamble: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    warnings: tuple[PlanWarning, ...]


def read_sections(lines: Sequence[Line], *, is_exact: bool = False) -> Body:
    """The body as sections; markers that were repaired are warned of.

    Where the text is exact no marker can be misread.
    """
    items = list(items_of(lines))
    items, warnings = (items, []) if is_exact else _with_markers_repaired(items)
    if tells_headings(lines):
        items = [part for item in items for part in _at_run_in_heading(item)]
    root = _Node()
    path = [root]
    paragraphs = []
    for number, item in enumerate(items):
        following = items[number + 1] if number + 1 < len(items) else None
        if item.kind in ("", "-") or not _is_heading(item, following):
            text = f"{item.marker}. {item.text}" if item.kind not in ("", "-") else item.text
            path[-1].paragraphs.append(text)
            headings = tuple(node.heading for node in path[1:])
            paragraphs.append(Paragraph(text, item.words, headings, path[-1].title))
            continue
        rank = RANK[item.kind]  # type: ignore[index]
        while path[-1].rank >= rank:
            path.pop()
        node = _Node(item.marker, item.text.rstrip(" :."), rank)
        path[-1].children.append(node)
        path.append(node)
    sections = tuple(child.section() for child in root.children)
    return Body(sections, tuple(root.paragraphs), tuple(paragraphs), tuple(warnings))


def items_of(lines: Sequence[Line]) -> Iterator[Item]:
    """The paragraphs of some lines: a marker, a bullet, a gap or a heading's end begins a new one."""
    width = max((len(line.raw) for line in lines), default=0)
    block: list[Line] = []
    is_gap = False
    for line in lines:
        if line.is_blank:
            is_gap = True
            continue
        if block and _begins(line, block, is_gap, width):
            yield _item(block)
            block = []
        block.append(line)
        is_gap = False
    if block:
        yield _item(block)


def _begins(line: Line, block: Sequence[Line], is_gap: bool, width: int) -> bool:
    above = block[-1]
    if is_gap:
        # A page break inside a sentence is a gap too, and some OCR programs leave one below every line.
        is_full = above.page < line.page or len(above.raw) >= FULL * width
        return not (is_full and line.text[:1].islower() and above.text[-1:] not in ".;:")
    if _marker(line.text) or line.text[:1] in _BULLETS:
        return True
    if is_capital(line.text) != is_capital(above.text):
        return True
    if is_capital(line.text):
        return bool(_BAD_ROMAN.match(line.raw))
    if line.paragraph >= 0:
        # The source says where its paragraphs begin; one that was cut by hand goes on in small letters.
        is_cut = line.text[:1].islower() and above.text[-1:] not in ".;:"
        return line.paragraph != above.paragraph and not is_cut
    opens = block[0]
    is_short = len(above.raw) < 0.7 * width
    return is_short and (bool(_marker(opens.text)) or above.text[-1:] in ".;:,") and line.text[:1].isupper()


def _item(block: Sequence[Line]) -> Item:
    text = re.sub(r"\s+", " ", " ".join(line.text.strip() for line in block))
    words = tuple(word for line in block for word in line.words)
    found = _marker(text)
    if found:
        return Item(*found, tuple(block), words)
    if text[:1] in _BULLETS:
        return Item("-", "", text.lstrip(_BULLETS + " "), tuple(block), words)
    return Item("", "", text, tuple(block), words)


def _marker(text: str) -> tuple[Kind, str, str] | None:
    """The kind of a marker at the start of a text, the marker, and the text behind it."""
    part = _PART.match(skeleton(text))
    if part:
        return "part", text[: part.end()].strip(" .:"), text[part.end() :]
    for kind, pattern in _MARKERS:
        match = pattern.match(text)
        marker = next((group for group in match.groups() if group), "") if match else ""
        if match and (kind != "roman" or roman_value(marker)):
            return kind, marker, text[match.end() :]
    return None


def _at_run_in_heading(item: Item) -> Iterator[Item]:
    """The item; one that begins with a heading in bold as two, the heading and what stands below it."""
    words = item.words
    split = run_in(words) if item.kind not in ("", "-") else None
    found = _marker(split[0]) if split else None
    if split is None or found is None or found[:2] != (item.kind, item.marker):
        yield replace(item, is_bold=item.kind not in ("", "-") and all(word.is_bold for word in words))
        return
    yield Item(*found, item.lines, words[: len(words) - len(split[1])], is_bold=True)
    yield Item("", "", join_words(split[1]), item.lines, split[1])


def _is_heading(item: Item, following: Item | None) -> bool:
    if item.kind in ("part", "capital", "roman") or item.is_bold:
        return True
    if len(item.text) > LONG_HEADING:
        return False
    if item.text[-1:] not in ".;,":
        return True
    is_short = len(item.text.split()) <= SHORT_HEADING and len(item.lines) == 1
    return is_short and following is not None and following.kind != item.kind and item.text[-1:] == "."


def _with_markers_repaired(items: Sequence[Item]) -> tuple[list[Item], list[PlanWarning]]:
    """Headings in capitals among Roman sections are Roman sections, whatever their marker was read as."""
    are_capital = [is_capital(item.text) for item in items if item.kind == "roman"]
    warnings: list[PlanWarning] = []
    if not are_capital or sum(are_capital) * 2 < len(are_capital):
        return list(items), warnings
    repaired = []
    last = 0
    for item in items:
        value = roman_value(item.marker) if item.kind == "roman" else None
        is_title = bool(document_type(item.lines[0]))
        is_next = item.kind in ("", "arabic") and is_capital(item.text) and not is_title
        if is_next or (value is not None and value != last + 1 and is_capital(item.text)):
            read = item.lines[0].raw.split()[0]
            marker = roman(last + 1)
            if read.rstrip(".") != marker:
                message = (
                    f"The section's number was read as {read!r}; its place in the sequence makes it {marker}."
                )
                where = f"line {item.lines[0].index + 1}"
                warnings.append(PlanWarning(code="marker-repaired", message=message, where=where))
            item = Item("roman", marker, item.text, item.lines, item.words)
            value = last + 1
        last = value if value is not None else last
        repaired.append(item)
    return repaired, warnings
