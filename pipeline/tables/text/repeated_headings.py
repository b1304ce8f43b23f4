"""Headings that a table repeats at the top of each page, garbled in another way each time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from rapidfuzz import fuzz

from pipeline.document import Line
from pipeline.tables.grid import Column, TableKind
from pipeline.tables.roles import known_headings
from pipeline.tables.text.block_headings import block_headings, blocks_of
from pipeline.tables.text.headings import heading_words, named_columns, repeats
from pipeline.tables.text.shapes import opens_group
from pipeline.vietnamese.folding import confusable


@dataclass(frozen=True, slots=True)
class RepeatLimits:
    """What the top of a page looks like that repeats headings; set by hand on text of OCR engines."""

    # The most lines, those of other pages that are compared, lines in a row that are noise.
    lines: int = 20
    compared: int = 6
    noise: int = 2
    # Minimum likeness (0 to 100) of lines that are one, their letters, the share of the pages that have it.
    alike: float = 60
    letters: int = 6
    share: float = 0.4


LIMITS = RepeatLimits()
_ROW_NUMBER = re.compile(r"\d{1,3}(?:[.,:]\d{1,3})*[.,)|]*")


@dataclass(frozen=True)
class Parted:
    """The rows of a table, apart from them what repeats its headings page by page, and the columns that pages
    name whose headings are blocks of their own."""

    rows: list[Line]
    repeated: list[list[Line]]
    in_blocks: list[list[Column]]


def parted(lines: Sequence[Line], size: int, kind: TableKind) -> Parted:
    """What stands below headings of `size` lines: rows, and what repeats the headings.

    The rest of the headings, where they were longer, is the first to be apart.
    """
    known = heading_words(lines[:size])
    pages = [list(page) for _, page in groupby(lines[size:], key=lambda line: line.page)]
    is_first = bool(pages) and pages[0][0].page == lines[0].page
    tops = [_top(page) for page in pages[is_first:]]
    blocks = [blocks_of(page) for page in pages]
    found = Parted([], [], [])
    for number, page in enumerate(pages):
        on_others = [top for place, top in enumerate(tops, start=is_first) if place != number]
        words = known if number >= is_first else ()
        columns, end = block_headings(blocks[number], [*blocks[:number], *blocks[number + 1 :]], kind)
        end = end or _end_of_headings(page, words, on_others)
        found.in_blocks.extend([columns] if columns else [])
        found.repeated.extend([page[:end]] if end else [])
        found.rows.extend(page[end:])
    return found


def _top(page: Sequence[Line]) -> list[str]:
    printed = [line for line in page if any(letter.isalpha() for letter in line.raw)]
    return [_folded(line) for line in printed[: LIMITS.compared]]


def _folded(line: Line) -> str:
    return " ".join(confusable(word.raw) for word in line.words if word.text)


def _end_of_headings(page: Sequence[Line], known: Sequence[str], tops: Sequence[Sequence[str]]) -> int:
    """How many lines at the top of a page repeat the headings, the number of the page before them."""
    end = noise = seen = 0
    for place, line in enumerate(page):
        if line.is_blank or (seen == 0 and not any(letter.isalpha() for letter in line.raw)):
            continue
        seen += 1
        is_repeated = _is_on_others(line, tops)
        if seen > LIMITS.lines or _opens_rows(line, is_repeated=is_repeated):
            break
        if is_repeated or (known and repeats(line, known)):
            end, noise = place + 1, 0
        elif (noise := noise + 1) > LIMITS.noise:
            break
    return end


def _opens_rows(line: Line, *, is_repeated: bool) -> bool:
    """Whether a line begins with a row's number or a group's; `TT` looks like II and is neither."""
    first = line.words[0].raw
    if _ROW_NUMBER.fullmatch(first):
        return True
    return not is_repeated and first.casefold() not in _names_of_numbers() and opens_group(line)


@cache
def _names_of_numbers() -> frozenset[str]:
    """What the column of row numbers is called."""
    return frozenset(heading.text.casefold() for heading in known_headings() if heading.role == "no")


def _is_on_others(line: Line, tops: Sequence[Sequence[str]]) -> bool:
    """Whether other pages begin with the same line, garbled in another way."""
    folded = _folded(line)
    if len(folded) < LIMITS.letters:
        return False
    alike = sum(any(fuzz.ratio(folded, one) >= LIMITS.alike for one in top) for top in tops)
    return alike > 1 and alike >= LIMITS.share * len(tops)


def columns_of(
    first: tuple[TableKind, tuple[Column, ...]], found: Parted
) -> tuple[TableKind, tuple[Column, ...]]:
    """The columns that the headings of a table name: those of the fullest, and what several others add.

    Of repeated ones what is in the words of the dictionaries counts; garbled headings look like many.
    """
    if found.in_blocks:
        # Each heading is whole, and their order is that of the columns.
        fullest: list[Column] = max(found.in_blocks, key=len)
        return first[0], tuple(fullest)
    return _fullest(first, found.repeated) if found.repeated else first


def _fullest(
    first: tuple[TableKind, tuple[Column, ...]], repeated: Sequence[Sequence[Line]]
) -> tuple[TableKind, tuple[Column, ...]]:
    named = [[column for column in first[1] if column.heading]]
    named += [plain for block in repeated if (plain := _plainly_named(block, first[0]))]
    columns = max(named, key=lambda plain: len(plain)).copy()
    for column, before in _added(named, columns):
        place = next((i for i, one in enumerate(columns) if one.role == before), -1)
        columns.insert(place + 1, column)
    last = [plain[-1] for plain in named[1:] if plain[-1].role == "extra"]
    if columns[-1].role != "extra" and 2 * len(last) > len(repeated):
        columns.append(last[0])
    # Headings that were all misread name no column of texts: then what the rows told stands.
    has_texts = any(column.role in ("task", "name") for column in columns)
    return (first[0], tuple(columns)) if has_texts else first


def _plainly_named(block: Sequence[Line], kind: TableKind) -> list[Column]:
    """The columns of a table of a kind that some lines name in words of the dictionaries."""
    found = named_columns(block, are_sure=True)
    if not found or found[0] != kind:
        return []
    return [column for column in found[1] if confusable(column.heading) in _plain_headings()]


@cache
def _plain_headings() -> frozenset[str]:
    return frozenset(confusable(heading.text) for heading in known_headings())


def _added(found: Sequence[Sequence[Column]], columns: Sequence[Column]) -> Iterator[tuple[Column, str]]:
    """The columns that two headings or more name and the fullest does not, each with the role before it."""
    have = {column.role for column in columns} | {"extra", "value", "max"}
    seen: dict[str, list[tuple[Column, str]]] = {}
    for one in found:
        for place, column in enumerate(one):
            if column.role not in have:
                seen.setdefault(column.role, []).append((column, one[place - 1].role if place else ""))
    yield from (places[0] for places in seen.values() if len(places) > 1)
