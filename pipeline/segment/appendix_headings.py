"""Where appendices begin: their headings, and the notes that say with what they were issued."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.document import Line
from pipeline.match import read_exactly, similarity
from pipeline.segment.kinds import AppendixHeading, appendix_headings, appendix_note, document_types
from pipeline.segment.signing import is_name, signing_start
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.numerals import roman_value
from pipeline.vietnamese.shape import is_capital

_BULLETS = "-–—+•*"
_NUMBER = re.compile(r"\W*(\d{1,2}|[ivx]{1,4})\b\W*")


@dataclass(frozen=True, slots=True)
class Limits:
    """When a line heads an appendix; all set by hand, not fitted."""

    # At most so many words make a heading that stands for itself; longer ones have a title behind them.
    words: int = 6
    # At least so like (0 to 1) its phrase is a heading that was read well.
    sure: float = 0.85
    # At least so like is one that was garbled; it needs a note below it and a gap above.
    garbled: float = 0.6


LIMITS = Limits()


def is_note(line: Line) -> bool:
    """Whether a line says with which document an appendix was issued."""
    return bool(_note().match(skeleton(line.text)))


def appendix_starts(lines: Sequence[Line], end: int, limits: Limits = LIMITS) -> list[int]:
    """The places of the lines that head an appendix; behind `end` stand recipients and signature."""
    notes = [place for place, line in enumerate(lines) if is_note(line)]
    starts: list[int] = []
    for place, line in enumerate(lines):
        if line.is_blank:
            continue
        note = next((one for one in notes if place < one <= place + appendix_note().lines), None)
        is_headed = bool(starts) and not any(starts[-1] < one < place for one in notes)
        is_behind = place > end or bool(starts)
        # The note below a heading may be that of the one above it.
        is_other = not is_headed or note is None
        if _is_named(lines, place, note is not None, limits) or (
            is_other and _is_unnamed(lines, place, note, is_behind=is_behind)
        ):
            starts.append(place)
    return starts


def _is_unnamed(lines: Sequence[Line], place: int, note: int | None, *, is_behind: bool) -> bool:
    """Whether a line heads an appendix that does not call itself one: by its kind, or a note below it."""
    begins_block = is_behind and note is not None and place == block_start(lines, note)
    return begins_block or _is_kind(lines, place, note, is_behind=is_behind)


def form_mark(text: str) -> str:
    """The mark of a form that a line is headed by, "" for none: Biểu mẫu 2. Công tác … is Biểu mẫu 2."""
    phrases = (
        phrase for heading in appendix_headings() if "number" in heading.needs for phrase in heading.words
    )
    behind = min(
        (rest for phrase in phrases if (rest := _behind(text, phrase)) is not None), key=len, default=""
    )
    number = _NUMBER.match(skeleton(behind))
    return text[: len(text) - len(behind) + number.end(1)].strip() if number else ""


def _is_named(lines: Sequence[Line], place: int, is_noted: bool, limits: Limits) -> bool:
    """Whether a line is a heading whose words alone do: Phụ lục, however garbled."""
    likeness = _likeness(lines[place], limits)
    is_alone = _stands_alone(lines, place)
    # Some programs leave out the gaps between lines: then the note below has to do.
    if likeness >= limits.sure and (is_alone or is_noted):
        return True
    return is_alone and is_noted and likeness >= limits.garbled


def _likeness(line: Line, limits: Limits) -> float:
    """How like the words of a heading, alone or with a number, a line is; 1 where a title follows them."""
    phrases = [words for heading in appendix_headings() if not heading.needs for words in heading.words]
    if len(line.raw.split()) > limits.words:
        return max((_titled(line, phrase, limits) for phrase in phrases), default=0.0)
    letters = [word for word in line.words if any(letter.isalpha() for letter in word.raw)]
    letters = [word for word in letters if roman_value(word.raw.strip(".:")) is None]
    return max((similarity(letters, phrase) for phrase in phrases), default=0.0) if letters else 0.0


def _titled(line: Line, phrase: str, limits: Limits) -> float:
    """How sure a long line is a heading with its title behind it: Phụ lục 1: CÁC NHIỆM VỤ …"""
    behind = _behind(line.text, phrase)
    if behind is None:
        return 0.0
    number = _NUMBER.match(skeleton(behind))
    if number and is_capital(behind[number.end() :]):
        return limits.garbled
    return limits.sure if re.match(r"\s*[:–—-]", behind) and read_exactly(line.words) else 0.0


def _is_kind(lines: Sequence[Line], place: int, note: int | None, *, is_behind: bool) -> bool:
    """Whether a line begins like a heading and has with it all that this heading needs."""
    text = lines[place].text
    return any(
        _has_needs(heading, behind, is_capital(text), note is not None)
        for heading in appendix_headings()
        if heading.needs and (is_behind or _stands_alone(lines, place))
        for phrase in heading.words
        if (behind := _behind(text, phrase)) is not None
    )


def _has_needs(heading: AppendixHeading, behind: str, in_capitals: bool, is_noted: bool) -> bool:
    has = {"number": bool(_NUMBER.match(skeleton(behind))), "note": is_noted, "capitals": in_capitals}
    return all(has[need] for need in heading.needs)


def block_start(lines: Sequence[Line], note: int) -> int | None:
    """The first line of the title that stands above a note: in capitals, and no signature's."""
    top = None
    below = note
    for place in range(note - 1, -1, -1):
        line = lines[place]
        if line.is_blank:
            continue
        is_apart = below > place + 1 or lines[below].page > line.page
        if line.text.lstrip()[:1] in _BULLETS or signing_start(line.words) is not None:
            break
        if is_capital(line.text):
            top = place
        elif (is_apart and below != note) or is_name(line.text.strip()):
            break
        below = place
    return top


def _behind(text: str, phrase: str) -> str | None:
    """What stands behind a phrase that a text begins with; None where it begins otherwise."""
    match = re.match(rf"\W*{re.escape(skeleton(phrase))}\b", skeleton(text))
    return text[match.end() :] if match else None


def _stands_alone(lines: Sequence[Line], place: int) -> bool:
    return place == 0 or not lines[place - 1].raw.strip() or lines[place - 1].page < lines[place].page


@cache
def _note() -> re.Pattern[str]:
    note = appendix_note()
    openings = "|".join(re.escape(skeleton(opening)) for opening in note.openings)
    kinds = "|".join(re.escape(skeleton(kind.name)) for kind in document_types())
    return re.compile(rf"\W*(?:{openings})\b.{{0,{note.within}}}(?:{kinds})\b")
