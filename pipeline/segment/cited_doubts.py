"""Warnings of numbers in running text that two readers read differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.document import Line
from pipeline.messages import tr
from pipeline.plan import PlanWarning


def cited_doubts(lines: Iterable[Line]) -> Iterator[PlanWarning]:
    """A warning for each word with digits for which the first reader had others than were taken."""
    for line in lines:
        for word in line.words:
            raw = next((text for text, _ in word.alternatives), "")
            has_digits = any(map(str.isdigit, word.text))
            if not raw or not has_digits or word.is_changed or _bare(raw) == _bare(word.text):
                continue
            yield PlanWarning(
                code="number-doubtful",
                message=tr("A number was read as {raw!r}; it is taken for {text}.", raw=raw, text=word.text),
                page=line.page,
                box=word.box,
                raw=raw,
                proposals=(word.text,),
            )


def _bare(text: str) -> str:
    return "".join(text.split()).strip(".,;:()")
