"""The title: the line that names the kind of document, and what stands below it down to the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document import Line
from pipeline.match import is_like, similarity
from pipeline.segment.kinds import document_types, type_named, types_standing
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.shape import is_capital

LETTERHEAD_LINES = 25
SURE = 0.85


def document_type(line: Line) -> str:
    """The document type that a line consists of, "" where it is none."""
    types = types_standing("head")
    best = max((one.name for one in types), key=lambda name: similarity(line.words, name))
    return best if is_like(line.words, best, SURE) else ""


def title_start(lines: Sequence[Line]) -> int:
    """The line that names the document's type, alone and in capitals; 0 where there is no letterhead."""
    printed = [i for i, line in enumerate(lines) if not line.is_blank][:LETTERHEAD_LINES]
    for i in printed:
        if document_type(lines[i]) and (is_capital(lines[i].text) or is_capital(lines[i].raw)):
            return i
    return 0


def body_start(lines: Sequence[Line], title: int) -> int:
    """The first line below the title that opens the text or is a section's heading."""
    kind = type_named(document_type(lines[title])) if lines else None
    openings = [skeleton(opening) for opening in (kind or document_types()[0]).openings]
    is_gap = False
    seen = 0
    for i in range(title + 1, len(lines)):
        text = skeleton(lines[i].text)
        if not text.strip(" _-–—*."):
            is_gap = is_gap or seen > 0
            continue
        opens = any(re.match(rf"{opening}\b", text) for opening in openings) and not is_capital(lines[i].text)
        if seen and (
            re.match(r"(phan|[ivx]{1,4}|1|a)\s*[.:/)-]", text) or (opens and (is_gap or _is_full(lines, i)))
        ):
            return i
        if is_gap and not _goes_on(lines[i].text):
            return i
        seen += 1
        is_gap = False
    return len(lines)


def _is_full(lines: Sequence[Line], place: int) -> bool:
    """Whether the line above ended before the margin, so that this one opens a paragraph."""
    return len(lines[place - 1].raw) < 0.8 * max(len(line.raw) for line in lines)


def _goes_on(text: str) -> bool:
    """Whether a line below a gap still belongs to the title above it."""
    return text[:1].islower() or is_capital(text)
