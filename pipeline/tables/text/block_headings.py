"""Headings at the top of a page that was read cell by cell: each is a block of lines of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from rapidfuzz import fuzz, process

from pipeline.document import Line
from pipeline.tables.grid import Column, TableKind
from pipeline.tables.roles import known_headings, roles
from pipeline.vietnamese.folding import confusable


@dataclass(frozen=True, slots=True)
class BlockHeadingLimits:
    """What a run of blocks is that are headings; set by hand on text of OCR engines."""

    # Minimum likeness (0 to 100) of a heading to a known one, of one to the same on another page.
    likeness: float = 85
    repeated: float = 75
    # The most words of a heading, the blocks of a page that are looked at; minimum number of known ones.
    words: int = 8
    blocks: int = 14
    known: int = 4


LIMITS = BlockHeadingLimits()


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of a page between blank ones: its text, and the place behind its last line."""

    text: str
    end: int


def blocks_of(page: Sequence[Line]) -> list[Block]:
    """The first blocks of a page that have letters."""
    found: list[Block] = []
    for is_blank, run in groupby(enumerate(page), key=lambda one: one[1].is_blank):
        lines = list(run)
        text = " ".join(word.text for _, line in lines for word in line.words if word.text)
        if not is_blank and any(letter.isalpha() for letter in text):
            found.append(Block(text, lines[-1][0] + 1))
        if len(found) == LIMITS.blocks:
            break
    return found


def block_headings(
    own: Sequence[Block], others: Sequence[Sequence[Block]], kind: TableKind
) -> tuple[list[Column], int]:
    """The columns that the first blocks of a page name, and the place behind them; ([], 0) where they do not.

    What no list knows is a heading where another page has it among its first blocks, too.
    """
    columns: list[Column] = []
    end = known = 0
    for block in own:
        role = _role(block.text, kind)
        if not role and not (columns and _is_on_others(block, others)):
            break
        columns.append(Column(role or "extra", block.text))
        end, known = block.end, known + bool(role)
    texts = roles()["task"].in_table(kind)
    is_headed = known >= LIMITS.known and any(column.role == texts for column in columns)
    return (columns, end) if is_headed else ([], 0)


def _role(text: str, kind: TableKind) -> str:
    """The role of a heading in a kind of table, "" for one that is none."""
    if len(text.split()) > LIMITS.words:
        return ""
    found = process.extractOne(
        confusable(text), _known().keys(), scorer=fuzz.ratio, score_cutoff=LIMITS.likeness
    )
    return roles()[_known()[found[0]]].in_table(kind) if found else ""


@cache
def _known() -> dict[str, str]:
    return {confusable(heading.text): heading.role for heading in known_headings()}


def _is_on_others(block: Block, others: Sequence[Sequence[Block]]) -> bool:
    if len(block.text.split()) > LIMITS.words:
        return False
    texts = [one.text for page in others for one in page]
    return process.extractOne(block.text, texts, scorer=fuzz.ratio, score_cutoff=LIMITS.repeated) is not None
