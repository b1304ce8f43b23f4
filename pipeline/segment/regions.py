"""Where the parts of a plan begin: letterhead, title, body, closing, recipients, appendices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document import Line
from pipeline.match import size_at_start
from pipeline.segment.appendix_headings import appendix_starts, block_start, is_note
from pipeline.segment.closing import end_without_heading, end_without_recipients, starts_end
from pipeline.segment.joint import several_start
from pipeline.segment.kinds import DocumentType, document_types
from pipeline.segment.signing import signing_start
from pipeline.segment.title import find_title, head_of
from pipeline.vietnamese.folding import skeleton

__all__ = ["Regions", "find_regions", "is_note"]

# At least so like (0 to 1) its phrase is a formula; set by hand, not fitted.
LEAST = 0.85
# A signature printed above the recipients begins at most so many printed lines above them.
SIGNED_ABOVE = 3


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
    recipients = next((i for i, line in enumerate(lines) if starts_end(line)), None)
    if recipients is None:
        recipients = min(end_without_heading(lines), _signed_above_appendix(lines))
    starts = appendix_starts(lines, recipients)
    plan = lines[: starts[0]] if starts else lines
    ends = [*starts[1:], len(lines)] if starts else []
    title, body = find_title(plan)
    head = head_of(plan[title:body])
    kind = head.kind if head else None
    if recipients >= len(plan):
        recipients = end_without_recipients(plan)
    end = _end(plan, body, recipients)
    closing = _closing(plan, body, end, kind)
    return Regions(
        letterhead=plan[:title],
        title=plan[title:body],
        body=plan[body:closing],
        closing=plan[closing:end],
        end=plan[end:],
        appendices=[lines[start:stop] for start, stop in zip(starts, ends, strict=True)],
    )


def _signed_above_appendix(lines: Sequence[Line]) -> int:
    """Where a signature without recipients begins right above what was issued with the document."""
    tops = (block_start(lines, place) for place, line in enumerate(lines) if is_note(line))
    above = (lines[:top] for top in tops if top)
    return next((end for some in above if (end := end_without_recipients(some)) < len(some)), len(lines))


def _end(lines: Sequence[Line], body: int, recipients: int) -> int:
    """Where recipients and signature begin: its lines may stand above `Nơi nhận`."""
    start = max(recipients, body)
    if start == len(lines):
        return start
    if body < (several := several_start(lines, start)) < start:
        return several
    printed = [i for i in range(body, start) if not lines[i].is_blank][-SIGNED_ABOVE:]
    for place in reversed(printed):
        if signing_start(lines[place].words) != 0:
            break
        start = place
    return start


def _closing(lines: Sequence[Line], body: int, end: int, kind: DocumentType | None) -> int:
    """Where the paragraph begins with which the text of such a kind of document closes; `end` if nowhere.

    Behind the last words of a text, which are part of it, all is of the closing.
    """
    closings = kind.closings if kind else document_types()[0].closings
    for place in range(end - 1, body - 1, -1):
        # The formula is never in the middle of a sentence.
        words = lines[place].words
        begins_sentence = lines[place].text.lstrip()[:1].isupper()
        if begins_sentence and any(size_at_start(words, one, LEAST) for one in closings):
            return place
    last_words = [skeleton(one) for one in kind.last_words] if kind else []
    for place in range(end - 1, body - 1, -1):
        if any(one in skeleton(lines[place].text) for one in last_words):
            return place + 1
    return end
