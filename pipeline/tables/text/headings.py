"""The headings of a table in text: from their wrapped, interleaved words to columns with a meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import combinations, islice, product

from rapidfuzz import fuzz

from pipeline.document import Line, Word
from pipeline.tables.grid import Column, TableKind
from pipeline.tables.roles import REPEATED, YEAR, Measure, known_headings, roles
from pipeline.vietnamese.folding import confusable
from pipeline.vietnamese.shape import is_capital


@dataclass(frozen=True, slots=True)
class HeadingLimits:
    """What the headings of a table in text look like; set by hand on text of plans, not fitted."""

    # Minimum share of a line's words that are words of headings, the first time and where pages repeat them.
    line_share: float = 0.6
    repeated_share: float = 0.6
    # Minimum likeness (0 to 100) of a word to one of a heading.
    word_likeness: float = 75
    # The share that will do in a line below another, and the words it then needs: small headings side by
    # side are often misread.
    garbled_share: float = 0.4
    garbled_words: int = 6
    # Most lines of headings, matches of one phrase, lines that a phrase runs over.
    lines: int = 12
    matches: int = 4
    pieces: int = 4
    # The most headings that stand back for others.
    stand_back: int = 2
    # A heading of at least so many words on one line is one; words of at most so many letters are no
    # other words misread.
    whole: int = 3
    short_word: int = 3
    # Lines in capitals of more words than this are titles where they name no column.
    capitals: int = 3


LIMITS = HeadingLimits()
_YEAR = re.compile(r"\D*((?:19|20)\d{2})\D*")
# What says what the rows are.
NAMES = ("name", "task")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A heading that is known: what it means, its words (folded, or YEAR)."""

    role: str
    measure: Measure | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    phrase: Phrase
    words: tuple[Word, ...]


def read_headings(lines: Sequence[Line]) -> tuple[TableKind, tuple[Column, ...], int] | None:
    """The kind and columns of a table whose headings open `lines`, and how many lines they take.

    None where the lines do not open with headings of at least a name or task and one other column.
    """
    count = _heading_lines(lines)
    named = named_columns(lines[:count])
    return (*named, count) if named else None


def named_columns(
    lines: Sequence[Line], *, with_values: bool = True, are_sure: bool = False
) -> tuple[TableKind, tuple[Column, ...]] | None:
    """The kind and columns that lines of headings name, columns of numbers among them if wanted.

    What lines are headings surely may have any heading. None where they do not name at least a name or
    task and one other column.
    """
    words = [row for line in lines if (row := _parts(line))]
    phrases = [
        one for one in _phrases(with_drawn=are_sure) if with_values or one.role not in ("value", "max")
    ]
    found = _most_phrases_in(words, phrases) if words else []
    meant = {one.phrase.role for one in found}
    if len(found) < 3 or not meant & {"task", "name", "value", "max", "lead", "deadline"}:
        return None
    kind: TableKind = "indicators" if meant & {"value", "max"} else "tasks"
    return kind, _columns(found, words, kind)


def _heading_lines(lines: Sequence[Line]) -> int:
    """How many lines at the top may be headings."""
    count = printed = 0
    for place, line in enumerate(lines):
        if line.is_blank:
            continue
        if printed >= LIMITS.lines or not _is_heading(line, below_heading=printed > 0):
            break
        count, printed = place + 1, printed + 1
    return count


def headings_in(line: Line) -> list[str]:
    """What the headings on a single line mean, each whole and of two words or more."""
    return [one.phrase.role for one in _phrases_in([_parts(line)], _phrases()) if len(one.words) > 1]


def heading_words(lines: Sequence[Line]) -> list[str]:
    """The folded words of headings, by which they are known when a page repeats them."""
    return [word for line in lines for word in _folded(line) if word]


def repeats(line: Line, headings: Sequence[str]) -> bool:
    """Whether a line consists of words of the table's headings, garbled in another way maybe."""
    words = [word for word in line.words if word.raw.strip("|[]")]
    if not words:
        return False
    known = 0.0
    for word in words:
        readings = {confusable(word.text), confusable(word.raw)}
        year = bool(_YEAR.fullmatch(word.raw)) or not any(letter.isalpha() for letter in word.raw)
        known += (
            year or max(fuzz.ratio(r, h) for r in readings for h in [*headings, "-"]) >= LIMITS.word_likeness
        )
    return known >= LIMITS.repeated_share * len(words)


def _is_heading(line: Line, *, below_heading: bool) -> bool:
    words = [word for word in line.words if any(letter.isalnum() for letter in word.text)]
    if (
        not words
        or _opens_row(words)
        or (len(words) > LIMITS.capitals and _is_title(line))
        or _is_label(words)
    ):
        return False
    known = sum(map(_is_known, words))
    # Parts of broken words tell nothing: ST of STT.
    lone = sum(len(word.text) <= 2 and confusable(word.text) not in _vocabulary() for word in words)
    if known and len(words) - lone < 3:
        return known >= LIMITS.line_share * (len(words) - lone)
    garbled = below_heading and known >= max(LIMITS.garbled_share * len(words), LIMITS.garbled_words)
    return garbled or known >= LIMITS.line_share * len(words)


def _is_known(word: Word) -> bool:
    """Whether a word is one of a heading that is known, as read or as restored, or a year."""
    is_word = not _vocabulary().isdisjoint((confusable(word.text), confusable(word.raw)))
    return is_word or bool(_YEAR.fullmatch(word.text))


def _opens_row(words: Sequence[Word]) -> bool:
    """Whether a line begins as a row does, with a number and a word; in headings a number is a year."""
    return (
        words[0].text.strip(".").isdigit()
        and len(words[0].text) <= 2
        and words[1:2] != []
        and any(letter.isalpha() for letter in words[1].text)
    )


def _is_label(words: Sequence[Word]) -> bool:
    """Whether a line of running text says who does an item: Đơn vị chủ trì: Sở Nội vụ …"""
    return any(word.text.endswith(":") for word in words[1:-2])


def _is_title(line: Line) -> bool:
    """Whether a line is in capitals and names no two columns: the title of a table or of a group of rows."""
    return is_capital(line.text) and len(headings_in(line)) < 2


def _parts(line: Line) -> list[Word]:
    """The words of a line, those that were glued or stand around a slash each by itself."""
    parts = []
    for word in line.words:
        texts = [text for text in re.split(r"[\s/]+", word.text) if text]
        parts += [word] if len(texts) == 1 else [replace(word, text=text, raw=text) for text in texts]
    return parts


def _folded(line: Line) -> list[str]:
    return [
        folded for word in line.words for folded in (confusable(word.text), confusable(word.raw)) if folded
    ]


@cache
def _phrases(*, with_drawn: bool = False) -> tuple[Phrase, ...]:
    """The headings that are known in running text, word by word; those of drawn tables as well if wanted."""
    return tuple(
        Phrase(heading.role, heading.measure, _words(heading.text))
        for heading in known_headings()
        if with_drawn or not heading.is_drawn
    )


def _words(heading: str) -> tuple[str, ...]:
    return tuple(YEAR if word == YEAR else confusable(word) for word in re.split(r"[\s/,]+", heading) if word)


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for phrase in _phrases() for word in phrase.words) | {""}


def _most_phrases_in(rows: list[list[Word]], phrases: Sequence[Phrase]) -> list[_Found]:
    """The headings in lines; those that took words of others stand back where more are found then."""
    best = _phrases_in(rows, phrases)
    tried: list[tuple[frozenset[Phrase], list[_Found]]] = [(frozenset(), best)]
    for without, found in tried:
        for one in found if len(without) < LIMITS.stand_back else ():
            if _pieces(one, rows) > 1:
                fewer = without | {one.phrase}
                others = _phrases_in(rows, [phrase for phrase in phrases if phrase not in fewer])
                tried.append((fewer, others))
                best = others if len(others) > len(best) else best
    return best


def _phrases_in(rows: list[list[Word]], phrases: Sequence[Phrase]) -> list[_Found]:
    """Those headings that together take the words, longest first; each may run over several lines."""
    found: list[_Found] = []
    free = rows
    sizes = sorted({len(phrase.words) for phrase in phrases}, reverse=True)
    # What stands whole on a line says what the rows are; its words are no part of a number's heading.
    passes = [(size, True) for size in sizes if size >= LIMITS.whole] + [(size, False) for size in sizes]
    for size, is_whole in passes:
        possible = _phrases_of(phrases, size, found, free, is_whole=is_whole)
        options = [
            [_Found(phrase, match) for match in _matches(phrase.words, free, is_whole=is_whole)]
            for phrase in possible
        ]
        found += _best_together([option for option in options if option], found, rows)
        taken = {id(word) for one in found for word in one.words}
        free = [[word for word in row if id(word) not in taken] for row in rows]
    return found


def _phrases_of(
    phrases: Sequence[Phrase],
    size: int,
    found: Sequence[_Found],
    free: Sequence[Sequence[Word]],
    *,
    is_whole: bool,
) -> Iterator[Phrase]:
    """The phrases of so many words, all among the free ones, whose roles are free; whole ones are those of
    names."""
    taken, present = {one.phrase.role for one in found} - set(REPEATED), _present(free)
    for phrase in phrases:
        is_wanted = phrase.role not in taken and (not is_whole or phrase.role in NAMES)
        if len(phrase.words) == size and is_wanted and present.issuperset(phrase.words):
            yield phrase


def _matches(
    words: Sequence[str], rows: Sequence[Sequence[Word]], *, is_whole: bool
) -> list[tuple[Word, ...]]:
    """Where a phrase may stand: its words in order, each line's share of it side by side, or all on one."""
    pieces = range(1, 2 if is_whole else min(len(words), len(rows), LIMITS.pieces) + 1)
    return [match for count in pieces for match in islice(_in_pieces(words, rows, 0, count), LIMITS.matches)]


def _best_together(
    options: Sequence[Sequence[_Found]], known: Sequence[_Found], rows: Sequence[Sequence[Word]]
) -> list[_Found]:
    """As many phrases as share no word and no role, in the places where they cross each other least."""
    chosen: list[_Found] = []
    for count in range(min(len(options), 4), 0, -1):
        best = None
        for phrases in combinations(options, count):
            for together in product(*phrases):
                if _is_clash(together):
                    continue
                cost = _crossings([*known, *together], rows), sum(_pieces(one, rows) for one in together)
                if best is None or cost < best[0]:
                    best = cost, together
        if best:
            chosen = list(best[1])
            break
    return chosen


def _is_clash(together: Sequence[_Found]) -> bool:
    words = [id(word) for one in together for word in one.words]
    kinds = [(one.phrase.role, one.phrase.measure) for one in together if one.phrase.role != "extra"]
    return len(set(words)) < len(words) or len(set(kinds)) < len(kinds)


def _crossings(found: Sequence[_Found], rows: Sequence[Sequence[Word]]) -> int:
    """How often two headings stand in another order on one line than on another."""
    votes = [_votes(a, b, rows) for a, b in combinations(found, 2)]
    return sum(min(vote.count(True), vote.count(False)) for vote in votes)


def _pieces(one: _Found, rows: Sequence[Sequence[Word]]) -> int:
    taken = {id(word) for word in one.words}
    return sum(any(id(word) in taken for word in row) for row in rows)


def _votes(a: _Found, b: _Found, rows: Sequence[Sequence[Word]]) -> list[bool]:
    """For each two words of two headings on one line: whether the first heading's stands first."""
    places = {id(word): (number, place) for number, row in enumerate(rows) for place, word in enumerate(row)}
    pairs = [(places[id(first)], places[id(second)]) for first in a.words for second in b.words]
    return [first < second for first, second in pairs if first[0] == second[0]]


def _in_pieces(
    words: Sequence[str], rows: Sequence[Sequence[Word]], first: int, pieces: int
) -> Iterator[tuple[Word, ...]]:
    for number in range(first, len(rows)):
        row = rows[number]
        size = len(words) if pieces == 1 else 0
        for take in [size] if size else range(len(words) - pieces + 1, 0, -1):
            for start in range(len(row) - take + 1):
                here = row[start : start + take]
                if not all(_is_like(word, want) for word, want in zip(here, words, strict=False)):
                    continue
                if pieces == 1:
                    yield tuple(here)
                    continue
                for rest in _in_pieces(words[take:], rows, number + 1, pieces - 1):
                    yield (*here, *rest)


def _present(rows: Sequence[Sequence[Word]]) -> frozenset[str]:
    """The words of headings that some word may be."""
    words = [word for row in rows for word in row]
    like = frozenset().union(*(_words_like(word.text, word.raw) for word in words)) - {YEAR}
    return like | {YEAR} if any(_YEAR.fullmatch(word.text) for word in words) else like


def _is_like(word: Word, want: str) -> bool:
    if want == YEAR:
        return bool(_YEAR.fullmatch(word.text))
    return want in _words_like(word.text, word.raw)


@lru_cache(1 << 12)
def _words_like(*readings: str) -> frozenset[str]:
    """The words of headings that a word may be, by how it was read and how it was restored."""
    parts = {confusable(part) for text in readings for part in [*_LETTERS.findall(text), text]}
    return frozenset(
        want
        for want in _words_of_headings()
        if any(
            fuzz.ratio(part, want) >= (100 if len(want) <= LIMITS.short_word else LIMITS.word_likeness)
            for part in parts
        )
    )


@cache
def _words_of_headings() -> frozenset[str]:
    return frozenset(word for phrase in _phrases(with_drawn=True) for word in phrase.words)


def _columns(found: Sequence[_Found], rows: Sequence[Sequence[Word]], kind: TableKind) -> tuple[Column, ...]:
    ordered, left_of = _left_to_right(found, rows)
    # What numbers rows stands first; elsewhere the word was something else.
    columns = [
        _column(one, kind, left_of[id(one)])
        for place, one in enumerate(ordered)
        if place == 0 or one.phrase.role != "no"
    ]
    name = roles()["task"].in_table(kind)
    if not any(column.role == name for column in columns):
        columns.insert(1 if columns[0].role in ("no", "code") else 0, Column(name, ""))
    return tuple(columns)


def _column(found: _Found, kind: TableKind, left_of: frozenset[str]) -> Column:
    """The column that a heading names in a table of a kind: `Kết quả` beside numbers is no product.

    `left_of` are the roles whose headings surely stand left of it.
    """
    is_result = kind == "indicators" and found.phrase.role == "product"
    role = "value" if is_result else roles()[found.phrase.role].in_table(kind)
    year = next((int(m.group(1)) for word in found.words if (m := _YEAR.fullmatch(word.text))), None)
    measure = found.phrase.measure or ("result" if role == "value" else None)
    heading = " ".join(word.text for word in found.words)
    return Column(role, heading, measure, year, right_of=left_of)


def _left_to_right(
    found: Sequence[_Found], rows: Sequence[Sequence[Word]]
) -> tuple[list[_Found], dict[int, frozenset[str]]]:
    """Headings in the order of their columns: the order that most of the lines they share speak for.

    With it, for each by identity, the roles that surely stand left of it. Where two share no line, what
    stands between them tells, and else the usual order of their roles.
    """

    # Headings one below the other, as pages are read cell by cell, stand in their columns' order.
    is_stacked = not any(_votes(a, b, rows) for a, b in combinations(found, 2))
    first_line = {id(one): one.words[0].line for one in found}

    def rank(one: _Found) -> tuple[int, bool]:
        return roles()[one.phrase.role].place, one.phrase.measure == "target"

    if is_stacked:
        stacked = sorted(found, key=lambda one: first_line[id(one)])
        return stacked, {id(one): _roles(stacked[:place]) for place, one in enumerate(stacked)}
    behind = _behind(found, rows)
    ordered: list[_Found] = []
    left = list(found)
    while left:
        waiting = {id(one) for one in left}
        # Lines that contradict each other leave no first one.
        free = [one for one in left if not (behind[id(one)] - {id(one)}) & waiting] or left
        ordered.append(min(free, key=rank))
        left.remove(ordered[-1])
    return ordered, {id(one): _roles(o for o in found if id(o) in behind[id(one)]) for one in found}


def _roles(found: Iterable[_Found]) -> frozenset[str]:
    return frozenset(one.phrase.role for one in found)


def _behind(found: Sequence[_Found], rows: Sequence[Sequence[Word]]) -> dict[int, set[int]]:
    """For each heading, by identity, those that stand before it on a line, or before one that does."""
    behind = {id(one): {id(other) for other in found if _stands_before(other, one, rows)} for one in found}
    for _ in found:
        for before in behind.values():
            before |= {far for near in before for far in behind[near]}
    return behind


def _stands_before(a: _Found, b: _Found, rows: Sequence[Sequence[Word]]) -> bool:
    votes = _votes(a, b, rows) if a is not b else []
    return sum(votes) * 2 > len(votes)
