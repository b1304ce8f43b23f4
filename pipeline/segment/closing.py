"""The end of a plan: recipients on the left, the signature on the right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from pipeline.document import Line, Word, join_words
from pipeline.match import size_at_start
from pipeline.messages import tr
from pipeline.plan import PlanWarning, Signature
from pipeline.segment.joint import joint_start, read_several, several_start
from pipeline.segment.sides import left_edge, sides
from pipeline.segment.signature import read_signature
from pipeline.segment.signing import (
    BULLETS,
    LEAST,
    is_mark,
    is_name,
    is_person,
    signing_start,
    without_rank,
)
from pipeline.segment.smudges import without_smudges
from pipeline.segment.wrapping import begins_anew, without_count
from pipeline.vietnamese.folding import skeleton
from pipeline.vietnamese.shape import is_capital

_HEADING, _ARCHIVE = "Nơi nhận", "Lưu"
# The last recipient, and how texts end: `./.` by the rules, often `./` in a scan.
_ARCHIVED = re.compile(rf"\s*[{BULLETS}]\s*{_ARCHIVE}\s*:")
_DASHES = ("-", "–", "—")
_END_MARKS = ("./", "./.")
# What stands behind a semicolon and a bullet on one line is an item of its own, and the archive's copy.
_NEXT_ITEM = re.compile(rf";\s*(?:[-–—+•]\s+|(?={_ARCHIVE}\b))")
_END = re.compile(r"[\s;.,]*\./$")
# A signature without recipients takes at most so many lines at the end of a text.
MOST_SIGNED = 6
# Recipients whose heading cannot be read take at most so many lines.
MOST_LINES = 40
# A line that falls into so many parts is a row of a table.
ROW_PARTS = 3
# What begins at most so far left of the signature's first line is still of the signature: points, or letters.
LEANS = 60.0
# Points from the left of a page of A4 to where its right half begins.
HALF = 297.0


@dataclass(frozen=True, slots=True)
class End:
    """Recipients and signature; `unplaced` are the lines among them that are neither."""

    recipients: tuple[str, ...]
    signature: Signature | None
    unplaced: tuple[Line, ...] = ()
    doubts: tuple[PlanWarning, ...] = ()

    @property
    def warnings(self) -> tuple[PlanWarning, ...]:
        """Lines that have no place in a plan are warned of, never silently left among the recipients."""
        if not self.unplaced:
            return self.doubts
        first, last = self.unplaced[0], self.unplaced[-1]
        where = f"line {first.index + 1}" if first is last else f"lines {first.index + 1}-{last.index + 1}"
        message = tr(
            "Below the recipients stand {count} lines that are neither recipients nor "
            "signature; the first is {first!r}.",
            count=len(self.unplaced),
            first=first.text.strip()[:80],
        )
        return (*self.doubts, PlanWarning(code="lines-unplaced", message=message, where=where))


@dataclass
class _Reading:
    """What was read so far of recipients and signature."""

    items: list[str] = field(default_factory=list)
    signed: list[Sequence[Word]] = field(default_factory=list)
    unplaced: list[Line] = field(default_factory=list)
    # Where the signature's lines begin, once one was seen.
    edge: float | None = None
    has_gap: bool = False
    page: int = 0
    is_foreign: bool = False
    # The words of the recipients' last line.
    above: Sequence[Word] = ()

    @property
    def is_whole(self) -> bool:
        """Whether the last recipient was read: the archive's copy always is."""
        return bool(self.items) and skeleton(self.items[-1]).startswith(skeleton(_ARCHIVE))


def read_end(lines: Sequence[Line]) -> End:
    """Recipients and signature; the two stand side by side in print and may share lines."""
    above = next((place for place, line in enumerate(lines) if starts_end(line)), len(lines))
    if several_start(lines, above) == 0 < above:
        signed = read_several(lines[:above])
        below = read_end(lines[above:])
        return replace(below, signature=signed.signature, doubts=(*signed.warnings, *below.doubts))
    reading = _Reading(page=lines[0].page if lines else 0)
    for line in lines:
        if line.is_blank:
            reading.has_gap = True
            continue
        reading.is_foreign = reading.is_foreign or _is_of_another(reading, line)
        if (printed := without_smudges(line)).words:
            _read_line(reading, printed)
        reading.has_gap, reading.page = False, line.page
    items = [item for text in reading.items for item in _NEXT_ITEM.split(text)]
    if len(reading.items) == 1:
        # Nơi nhận: Như trên; Sở Y tế; Lưu: VT.
        items = reading.items[0].split(";")
    recipients = tuple(clean for item in items if (clean := _END.sub("", without_count(item).strip(" ;.,"))))
    signed = read_signature(reading.signed)
    return End(recipients, signed.signature, tuple(reading.unplaced), signed.warnings)


def _is_of_another(reading: _Reading, line: Line) -> bool:
    """Whether another document has begun: strange lines go on overleaf, or recipients begin anew.

    Overleaf of the last recipient and the name of who signed stands what is strange. The name of
    who signed may stand overleaf.
    """
    text = join_words(line.words)
    is_signer = bool(reading.signed) and not _is_named(reading) and is_person(text)
    if reading.is_whole and _is_named(reading) and line.page > reading.page:
        return text[:1] not in BULLETS
    return bool(reading.unplaced) and ((line.page > reading.page and not is_signer) or starts_end(line))


def _is_named(reading: _Reading) -> bool:
    """Whether the name of who signed was read."""
    return any(is_name(without_rank(join_words(words))) for words in reading.signed)


def starts_end(line: Line) -> bool:
    """Whether a line is the heading of the recipients: it stands alone, or has a signature behind it.

    So badly read words in the middle of a sentence, or behind a number, are none.
    """
    return any(_is_heading(part) for part in sides(line))


def _is_heading(part: Sequence[Word]) -> bool:
    size = size_at_start(part, _HEADING, LEAST)
    if not size or not part[0].text[:1].isupper():
        return False
    return part[size - 1].text.endswith(":") or size == len(part) or signing_start(part[size:]) == 0


def end_without_heading(lines: Sequence[Line]) -> int:
    """Where recipients without a readable heading begin: below the end mark above the archive's copy."""
    archived = (i for i, line in enumerate(lines) if _ARCHIVED.match(line.text))
    last = next(archived, None)
    if last is None:
        return len(lines)
    above = range(max(0, last - MOST_LINES), last)
    return next(
        (i + 1 for i in reversed(above) if lines[i].text.rstrip(" ,'`").endswith(_END_MARKS)), len(lines)
    )


def end_without_recipients(lines: Sequence[Line]) -> int:
    """Where a signature begins that no recipients stand beside: nothing but posts and a name is below it."""
    printed = [place for place, line in enumerate(lines) if not line.is_blank]
    if (joint := joint_start(lines, len(lines))) < len(lines):
        return joint
    for count in range(1, MOST_SIGNED + 1):
        line = lines[printed[-count]] if count <= len(printed) else None
        text = line.text.strip() if line else ""
        if line is None or not (is_capital(text) or is_mark(text) or is_name(without_rank(text))):
            break
        if signing_start(line.words) == 0 and not _goes_on(lines, printed, count):
            return printed[-count]
    return len(lines)


def _goes_on(lines: Sequence[Line], printed: Sequence[int], count: int) -> bool:
    """Whether the signature that a line is of began above it."""
    return count < len(printed) and signing_start(lines[printed[-count - 1]].words) == 0


def _read_line(reading: _Reading, line: Line) -> None:
    parts = sides(line)
    left, right = _columns(reading, parts)
    if right:
        reading.signed.append(right)
        reading.edge = min(left_edge(right), reading.edge) if reading.edge is not None else left_edge(right)
    left = left if reading.items else left[size_at_start(left, _HEADING, LEAST) :]
    if not left:
        return
    text = join_words(left)
    if reading.is_foreign or not _is_recipient(reading, line, text, 1 if right else len(parts)):
        reading.unplaced.append(line)
    else:
        is_item = text[:1] in BULLETS or not reading.items or reading.items[-1].endswith(";")
        if is_item or begins_anew(reading.above, left):
            reading.items.append(text.lstrip(BULLETS + " "))
        else:
            reading.items[-1] += " " + text
        reading.above = left


def _columns(reading: _Reading, parts: Sequence[Sequence[Word]]) -> tuple[Sequence[Word], Sequence[Word]]:
    """A line's words of the recipients and of the signature."""
    words = [word for part in parts for word in part]
    if reading.is_foreign:
        return words, ()
    start = signing_start(words)
    if start is not None:
        return words[:start], words[start:]
    last = join_words(parts[-1])
    if reading.edge is None:
        is_signer = _stands_apart(parts[-1]) and is_person(last)
        return (words[: -len(parts[-1])], parts[-1]) if is_signer else (words, ())
    return _columns_below(reading, parts, reading.edge - LEANS)


def _columns_below(
    reading: _Reading, parts: Sequence[Sequence[Word]], edge: float
) -> tuple[Sequence[Word], Sequence[Word]]:
    """The words of a line below the first one of the signature, whose lines begin at `edge` or behind it."""
    last = join_words(parts[-1])
    if len(parts) == 2 and (is_name(last) or left_edge(parts[-1]) >= edge):
        return parts[0], parts[-1]
    if _is_beside_post(parts, edge):
        return parts[0], list(chain.from_iterable(parts[1:]))
    if len(parts) == 1 and last[:1] not in BULLETS and _is_signers(reading, parts[0], last, edge):
        return (), parts[0]
    return [word for part in parts for word in part], ()


def _is_signers(reading: _Reading, words: Sequence[Word], text: str, edge: float) -> bool:
    """Whether words alone on a line are of the signature: on the right, a mark, a name behind an item.

    A post may be broken at a dash: PHÓ CHỈ HUY TRƯỞNG - / THAM MƯU TRƯỞNG.
    """
    if (words[0].box is not None and left_edge(words) >= edge) or is_mark(text):
        return True
    if reading.signed and reading.signed[-1][-1].text in _DASHES and is_capital(text):
        return True
    return _is_between_items(reading) and is_name(without_rank(text))


def _is_beside_post(parts: Sequence[Sequence[Word]], edge: float) -> bool:
    """Whether a recipient stands beside words of a signature, which lie apart where a seal is between them.

    A row of a table begins with no bullet.
    """
    is_item = len(parts) > 1 and parts[0][0].text[:1] in BULLETS
    return is_item and all(part[0].box and left_edge(part) >= edge for part in parts[1:])


def _stands_apart(part: Sequence[Word]) -> bool:
    """Whether words begin in the right half of the page, where signatures stand."""
    return part[0].box is not None and part[0].box.x0 > HALF


def _is_between_items(reading: _Reading) -> bool:
    """Whether what follows need not go on with the last recipient."""
    return reading.has_gap or reading.is_whole or not reading.items or reading.items[-1][-1:] in ";."


def _is_recipient(reading: _Reading, line: Line, text: str, parts: int) -> bool:
    """Whether a line on the left is of the recipients: no row of a table, no heading, not behind the last."""
    if parts >= ROW_PARTS:
        return False
    if text[:1] in BULLETS:
        return not (reading.is_whole and line.page > reading.page)
    if reading.is_whole and (reading.has_gap or line.page > reading.page or reading.items[-1].endswith(".")):
        return False
    return not reading.items or not is_capital(text) or not reading.has_gap
