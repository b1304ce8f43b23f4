"""The accounting: every word that was read has a place in the plan, or is left over with a reason."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, groupby
from sys import intern
from typing import get_args

from rapidfuzz import fuzz, process

from pipeline.document import AsideKind, Document, Word, box_around
from pipeline.messages import tr
from pipeline.pairing import Pairing
from pipeline.plan import LeftOver, Plan, PlanWarning
from pipeline.printed import printed_texts
from pipeline.segment.signing import is_mark
from pipeline.segment.types import Segments
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton

# So many words in the same order are looked for, one after the other: long runs first, so that "xã hội chủ"
# of the motto is not taken for a unit's "Văn hóa - Xã hội: Chủ trì".
RUNS = (9, 5, 3, 2, 1)
# So like (0 to 100) one of the set words, words that are left over are it; set by hand, not fitted.
LEAST = 85.0
# Reasons that are no news: what is of no value to anyone, what the plan says elsewhere, what was warned of.
EXPECTED = frozenset(
    {
        "formula",
        "heading of a column",
        "number of a column",
        "preamble",
        "closing",
        "noise",
        "rule",
        "unplaced",
    }
)
# Parts that the plan has no text of: what they say is in the legal bases, or nothing.
UNTOLD = frozenset({"preamble", "closing"})
# Letters of what a warning quotes.
QUOTED = 80
_TOKEN = re.compile(r"\w+")


def account(document: Document, plan: Plan, segments: Segments) -> tuple[LeftOver, ...]:
    """What was read and has no place in the plan, each run of words with the reason."""
    told = [word for word in document.words if segments.places.get(word.line) not in UNTOLD]
    lost = _lost(told, printed_texts(plan))
    headings = _headings(segments)
    found = []
    for line in document.lines:
        left = [
            word
            for word in line.words
            if segments.places.get(word.line) in UNTOLD or (word.line, word.start) in lost
        ]
        for why, run in groupby(left, lambda word: _why(word, segments.places)):
            words = list(run)
            text = " ".join(word.text or word.raw for word in words)
            reason = why if why in EXPECTED else _known(text, headings, why) or why
            found.append(LeftOver(page=line.page, box=box_around(words), text=text, why=reason))
    return (*found, *(LeftOver(page=one.page, text=one.text, why=one.kind) for one in document.asides))


def unplaced(left_over: Iterable[LeftOver]) -> Iterator[PlanWarning]:
    """A warning for each part of the document of which words have no place in the plan.

    What stands beside the text (footnotes, running heads) is where it belongs.
    """
    parts: defaultdict[str, list[LeftOver]] = defaultdict(list)
    for one in left_over:
        parts[one.why].append(one)
    for why, found in parts.items():
        if why not in (*EXPECTED, *get_args(AsideKind)):
            words = sum(len(one.text.split()) for one in found)
            message = tr(
                "{words} words have no place in the plan; the first are {first!r}.",
                words=words,
                first=found[0].text[:QUOTED],
            )
            yield PlanWarning(
                code="left-over",
                message=message,
                page=found[0].page,
                box=found[0].box,
                raw=found[0].text,
                where=why,
            )


def _lost(words: Sequence[Word], texts: Iterable[str]) -> frozenset[tuple[int, int]]:
    """Which words, by line and start, the texts lack; each word of the texts stands for one that was read.

    Words are known by those beside them, what remains then alone, at last by what was read for them. What
    is no text, noise and rules, is lost even where the texts have what was read for it.
    """
    wanted = [token for text in texts for token in _tokens(text)]
    counts = [len(_tokens(word.text)) for word in words]
    pairing = Pairing([token for word in words for token in _tokens(word.text)], wanted)
    pairing.add_runs(RUNS)
    spare = Counter(token for place, token in enumerate(wanted) if not pairing.taken[place])
    lost, at = set(), 0
    for word, count in zip(words, counts, strict=True):
        is_found = bool(word.text) and pairing.matched.find(0, at, at + count) < 0
        at += count
        if not (is_found or _is_taken(word, spare)) or not word.text:
            lost.add((word.line, word.start))
    return frozenset(lost)


def _is_taken(word: Word, spare: Counter[str]) -> bool:
    """Whether the plan has a word as it was read; then it stands for that word."""
    tokens = _tokens(word.raw)
    if not tokens or any(not spare[token] for token in tokens):
        return not tokens
    spare.subtract(tokens)
    return True


def _why(word: Word, places: Mapping[int, str]) -> str:
    return word.note if word.note in ("noise", "rule") else places.get(word.line, "unplaced")


def _known(text: str, headings: str, why: str) -> str:
    """The reason of words that have no value by themselves, "" where they may have one.

    They are set words of every document (the motto, Số:, Nơi nhận:), or of a column's heading; beside a
    signature a rank or degree, or that it was signed.
    """
    if why == "end" and (is_mark(text) or text.strip() in dictionaries.lines("ranks.txt")):
        return "formula"
    if process.extractOne(_bare(text), _formulas(), score_cutoff=LEAST, scorer=fuzz.ratio):
        return "formula"
    return "heading of a column" if f" {skeleton(_bare(text))} " in headings else ""


def _headings(segments: Segments) -> str:
    """The headings of the columns of all tables, folded: each page of a table may repeat them."""
    grids = (grid for part in segments.appendices for grid in part.tables)
    plain = (heading for table in segments.tables for heading in (*table.columns, *chain(*table.rows[:1])))
    headings = (*(column.heading for grid in grids for column in grid.columns), *plain)
    return "".join(f" {skeleton(_bare(heading))} " for heading in headings)


def _bare(text: str) -> str:
    return " ".join(_tokens(text))


def _tokens(text: str) -> list[str]:
    """Its words without signs; each is kept once, however often it is printed."""
    return [intern(token) for token in _TOKEN.findall(text.casefold())]


@cache
def _formulas() -> tuple[str, ...]:
    return tuple(_bare(one) for one in dictionaries.lines("set-words.txt"))
