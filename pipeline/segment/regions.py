"""Where the parts of a plan begin: letterhead, body, closing, recipients, appendices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document import Line
from pipeline.match import line_is, similarity
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.numerals import roman_value
from pipeline.vietnamese.shape import is_capital

LETTERHEAD_LINES = 25
# An appendix heading is short; a garbled one counts only where a note "kèm theo …" stands below it.
HEADING_WORDS, SURE, GARBLED = 6, 0.85, 0.6
NOTE_WITHIN = 10
_NOTE = re.compile(
    r"\W*(ban hanh )?[kx]em theo\b.{0,4}(ke hoach|quyet dinh|chuong trinh|cong van|de an|nghi quyet)"
)
_APPENDIX_START = re.compile(r"\W*(phu luc|bieu|bieu mau)\b\W*(\d{1,2}|[ivx]{1,4})?\b\W*")


@dataclass(frozen=True, slots=True)
class Regions:
    """Runs of lines, in the order of the document; together they are all its lines."""

    letterhead: Sequence[Line]
    title: Sequence[Line]
    body: Sequence[Line]
    closing: Sequence[Line]
    end: Sequence[Line]
    appendices: Sequence[Sequence[Line]]


def find_regions(lines: Sequence[Line]) -> Regions:
    starts = appendix_starts(lines)
    plan = lines[: starts[0]] if starts else lines
    ends = [*starts[1:], len(lines)] if starts else []
    title = _title_start(plan)
    body = _body_start(plan, title)
    end = next((i for i in range(body, len(plan)) if _starts_with(plan[i], "Nơi nhận")), len(plan))
    closing = next((i for i in range(body, end) if _starts_with(plan[i], "Trên đây là")), end)
    return Regions(
        letterhead=plan[:title],
        title=plan[title:body],
        body=plan[body:closing],
        closing=plan[closing:end],
        end=plan[end:],
        appendices=[lines[start:stop] for start, stop in zip(starts, ends, strict=True)],
    )


def is_note(line: Line) -> bool:
    """Whether a line says with which document an appendix was issued."""
    return bool(_NOTE.match(skeleton(line.text)))


def _starts_with(line: Line, phrase: str) -> bool:
    size = len(phrase.split())
    return any(similarity(line.words[:n], phrase) >= 0.85 for n in (size - 1, size, size + 1) if n)


def appendix_starts(lines: Sequence[Line]) -> list[int]:
    """The places of the lines that head an appendix."""
    notes = [i for i, line in enumerate(lines) if is_note(line)]
    starts = []
    for i, line in enumerate(lines):
        if line.is_blank:
            continue
        is_noted = any(i < note <= i + NOTE_WITHIN for note in notes)
        is_alone = _stands_alone(lines, i)
        likeness = appendix_likeness(line)
        # Some programs leave out the gaps between lines: then the note below has to do.
        if (likeness >= SURE and (is_alone or is_noted)) or (is_alone and is_noted and likeness >= GARBLED):
            starts.append(i)
    return starts


def appendix_likeness(line: Line) -> float:
    """How like `Phụ lục`, alone or with a number, a line is."""
    if len(line.raw.split()) > HEADING_WORDS:
        match = _APPENDIX_START.match(skeleton(line.text))
        return 0.7 if match and match.group(2) and is_capital(line.text[match.end() :]) else 0.0
    letters = [word for word in line.words if any(letter.isalpha() for letter in word.raw)]
    letters = [word for word in letters if roman_value(word.raw.strip(".:")) is None]
    return max(similarity(letters, "Phụ lục"), similarity(letters, "Phụ lục số")) if letters else 0.0


def _stands_alone(lines: Sequence[Line], place: int) -> bool:
    return place == 0 or not lines[place - 1].raw.strip() or lines[place - 1].page < lines[place].page


def _title_start(lines: Sequence[Line]) -> int:
    """The line that names the document's type, alone and in capitals; 0 where there is no letterhead."""
    printed = [i for i, line in enumerate(lines) if not line.is_blank][:LETTERHEAD_LINES]
    for i in printed:
        if document_type(lines[i]) and (is_capital(lines[i].text) or is_capital(lines[i].raw)):
            return i
    return 0


def document_type(line: Line) -> str:
    """The document type that a line consists of, "" where it is none."""
    types = [name for name in dictionaries.lines("document-types.txt") if len(name.split()) > 1]
    best = max(types, key=lambda name: similarity(line.words, name))
    return best if line_is(line, best, SURE) else ""


def _body_start(lines: Sequence[Line], title: int) -> int:
    """The first line below the title that opens the text or is a section's heading."""
    openings = [skeleton(opening) for opening in dictionaries.lines("body-openings.txt")]
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
