"""What restoring changed, with what else each word may be; the account replays to the same text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from pipeline.document import Document, Line, Word, WordNote
from pipeline.errors import BadExplanation

NOTES: dict[str, WordNote] = {note: note for note in get_args(WordNote)}
COLUMNS = ("line", "start", "end", "read", "restored", "note", "repair", "confidence", "alternatives")


@dataclass(frozen=True, slots=True)
class Change:
    """A word read otherwise than printed, or no word at all: its place (line from 1, span in the line).

    `repair` is the name of the repair that changed it, or several joined by +, in their order.
    """

    line: int
    start: int
    end: int
    read: str
    restored: str
    note: WordNote
    repair: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


def changes(document: Document) -> Iterator[Change]:
    """All that is not as it was read, in order."""
    for word in document.words:
        if word.is_changed:
            place = word.line + 1, word.start, word.end
            confidence = round(word.confidence, 3)
            yield Change(*place, word.raw, word.text, word.note, word.repair, confidence, word.alternatives)


def replay(document: Document, account: Iterable[Change]) -> Document:
    """The document as read, with the changes of an account made again.

    Raises BadExplanation where a change speaks of another text than the document's.
    """
    of_line: dict[int, list[Change]] = {}
    for change in account:
        of_line.setdefault(change.line - 1, []).append(change)
    if beyond := [line for line in of_line if line >= len(document.lines)]:
        raise BadExplanation(beyond[0] + 1)
    lines = [_changed(line, of_line.get(line.index, ())) for line in document.lines]
    return replace(document, lines=tuple(lines))


def _changed(line: Line, account: Sequence[Change]) -> Line:
    for change in account:
        if "".join(line.raw[change.start : change.end].split()) != "".join(change.read.split()):
            raise BadExplanation(change.line)
    spans = [(change.start, change.end) for change in account]
    kept = [w for w in line.words if not any(start < w.end and w.start < end for start, end in spans)]
    made = [
        Word(
            c.read,
            c.restored,
            line.page,
            line.index,
            c.start,
            c.end,
            c.confidence,
            None,
            c.note,
            c.alternatives,
            c.repair,
        )
        for c in account
    ]
    return line.with_words(sorted([*kept, *made], key=lambda word: word.start))


def to_table(account: Iterable[Change]) -> str:
    """The account as tab-separated lines under a heading."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for c in account:
        others = "; ".join(f"{form} {share:.2f}" for form, share in c.alternatives)
        writer.writerow((c.line, c.start, c.end, c.read, c.restored, c.note, c.repair, c.confidence, others))
    return text.getvalue()


def from_table(text: str) -> Iterator[Change]:
    """The changes of an account written by `to_table`; alternatives are left behind.

    Raises BadExplanation where a line is none.
    """
    rows = csv.reader(io.StringIO(text), delimiter="\t")
    for number, row in enumerate(rows, start=1):
        if number == 1 and tuple(row) == COLUMNS:
            continue
        try:
            line, start, end, read, restored, note, repair, confidence, _ = row
            place = int(line), int(start), int(end)
            yield Change(*place, read, restored, NOTES[note], repair, float(confidence))
        except (ValueError, KeyError):
            raise BadExplanation(number) from None
