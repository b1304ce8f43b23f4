"""Pages: how each was damaged, and those of one kind of damage decoded together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, groupby

from pipeline.document import Line, Word
from pipeline.restoration.channel import Channel
from pipeline.restoration.decode import Decoder
from pipeline.vietnamese.language import LanguageModel
from pipeline.vietnamese.quality import Damage, judge

# The channel that pages of each kind of damage are decoded with; "light" ones are hardly damaged at all.
PROFILES: dict[Damage, str] = {"light": "vie", "vie": "vie", "foreign": "foreign"}
BADLY: tuple[Damage, ...] = ("vie", "foreign")
# The most confidence of a word on a badly damaged page that no repair had reason to touch, a number say: it
# was not read exactly. Set by hand; only that it is below 1 counts.
UNTOUCHED = 0.99
# Pages that are decoded together: what they have in common helps, and what may be read takes memory.
TOGETHER = 100


def by_page(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines of each page."""
    return (list(page) for _, page in groupby(lines, key=lambda line: line.page))


def damage_of_pages(lines: Iterable[Line], *, but: str) -> dict[int, Damage]:
    """How each page was damaged; pages that the repair `but` has changed are in order and left out."""
    return {
        page[0].page: judge(word.text for line in page for word in line.words)
        for page in by_page(lines)
        if not any(but in word.repair for line in page for word in line.words)
    }


def with_words_decoded(
    lines: Sequence[Line], damage: Mapping[int, Damage], more: Sequence[str] = ()
) -> list[Line]:
    """The lines, those of badly damaged pages decoded; `more` are words of the user's."""
    decoded = {
        line.index: line
        for kind in BADLY
        for line in decoded_lines([line for line in lines if damage.get(line.page) == kind], kind, more)
    }
    return [decoded.get(line.index, line) for line in lines]


def decoded_lines(lines: Sequence[Line], kind: Damage, more: Sequence[str] = ()) -> Iterator[Line]:
    """Lines of pages of one kind of damage, decoded, so many pages at a time."""
    pages = list(by_page(lines))
    together = (pages[start : start + TOGETHER] for start in range(0, len(pages), TOGETHER))
    return (line for some in together for line in _decoded(list(chain.from_iterable(some)), kind, more))


def _decoded(lines: Sequence[Line], kind: Damage, more: Sequence[str]) -> list[Line]:
    # A blank line, and the end of a cell, ends a block of text: what follows does not continue it.
    blocks = [
        [word for line in block for word in line.words]
        for _, block in groupby(lines, key=lambda line: (line.page, line.cell, bool(line.words)))
    ]
    of_line: dict[int, list[Word]] = {line.index: [] for line in lines}
    for word in _decoder(PROFILES[kind], tuple(more)).decode(blocks) if lines else ():
        of_line[word.line].append(word)
    return [line.with_words(of_line[line.index]) for line in lines]


@cache
def _decoder(profile: str, more: tuple[str, ...]) -> Decoder:
    return Decoder(LanguageModel.load(), Channel.load(profile), more)


def with_doubts(lines: Sequence[Line], damage: Mapping[int, Damage]) -> list[Line]:
    """The lines; no word of a badly damaged page is as sure as one that was read exactly."""
    return [
        line.with_words(replace(word, confidence=min(word.confidence, UNTOUCHED)) for word in line.words)
        if damage.get(line.page) in BADLY
        else line
        for line in lines
    ]
