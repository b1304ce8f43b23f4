"""What stands side by side on one line: an issuer and the motto, recipients and a signature."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.document import Line, Word

# At least so many spaces part what stands side by side.
GAP = 3


def sides(line: Line) -> list[tuple[Word, ...]]:
    """The words of a line, parted where there are wide gaps between them.

    What begins in small letters or with a stroke goes on behind a blank: Số:     /KH-UBND, ngày     tháng 4.
    """
    return groups(line.words, lambda word: word.text[:1].islower() or word.text[:1] == "/")


def groups(
    words: Sequence[Word], goes_on: Callable[[Word], bool] = lambda _: False
) -> list[tuple[Word, ...]]:
    """Words of a line, parted where there are wide gaps between them, but for those that go on."""
    parts: list[list[Word]] = []
    for before, word in zip((None, *words), words, strict=False):
        if before is None or (word.start - before.end >= GAP and not goes_on(word)):
            parts.append([])
        parts[-1].append(word)
    return [tuple(part) for part in parts]


def left_edge(words: Sequence[Word]) -> float:
    """How far right words begin: in points where the source has geometry, else in letters."""
    return words[0].box.x0 if words[0].box else float(words[0].start)
