"""The rows of a table in text: a first look finds them roughly, a second one by what the first has told.

The first tells how wide the columns are, and what stands again and again in those that hold one of a few
values (who leads, who helps, until when): a unit that is named in many rows is known in the others too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from pipeline.document import Line
from pipeline.tables.grid import Column
from pipeline.tables.roles import roles
from pipeline.tables.text.blocks import units
from pipeline.tables.text.cell_tagger import ToldWord, is_mixed, told_line, told_words
from pipeline.tables.text.gaps import table_look
from pipeline.tables.text.geometry import geometry_of, unknown_geometry
from pipeline.tables.text.row_numbers import code_depths
from pipeline.tables.text.search import COSTS, Search
from pipeline.tables.text.states import Band, bands
from pipeline.tables.text.value_shapes import ValueShape, value_shapes
from pipeline.tables.text.vocabulary import Phrase, Vocabulary, vocabulary, word_number
from pipeline.tables.text.word_costs import LineCosts, line_costs
from pipeline.vietnamese.tokens import words

# A value is the table's own if so many rows have it, each of them counting as so many entries of a
# dictionary. Of text of seven real plans that an English model read, 289 of 993 cells had all their letters
# with 2 rows, 266 with 1, 252 without; with a weight of 10 instead of 3 it was 285.
OWN_ROWS, OWN_WEIGHT = 2, 3
Lines = list[tuple[LineCosts, bool]]
Vocabularies = Mapping[int, Vocabulary]


def find_rows(lines: Sequence[Line], columns: Sequence[Column]) -> tuple[list[Band], float]:
    """The rows of a table, and what they cost in nats a word: how ill the lines fit.

    Every printed word of `lines` is in one piece, in a number, or dropped.
    """
    shapes = value_shapes(lines, columns)
    # The network has learned from tables of tasks.
    told = {} if shapes else told_words(lines, [column.role for column in columns])
    usual = _usual(columns)
    costs = _costs(lines, columns, shapes, told, usual)
    first = list(bands(_first_look(lines, columns).best(costs)))
    if not shapes:
        costs = _costs(lines, columns, shapes, told, _with_own(usual, first, columns))
    pieces = [piece for row in first if not row.is_group for piece in row.pieces]
    search = Search(columns, geometry_of(pieces, len(columns)), code_depths(lines), COSTS.beam)
    best = search.best(costs)
    return list(bands(best)), search.total_cost(best) / max(sum(len(line.words) for line in lines), 1)


def explanation_cost(lines: Sequence[Line], columns: Sequence[Column]) -> float:
    """What the lines cost as a table of these columns, at a first look."""
    search = _first_look(lines, columns)
    costs = _costs(lines, columns, value_shapes(lines, columns), {}, _usual(columns))
    return search.total_cost(search.best(costs))


def _first_look(lines: Sequence[Line], columns: Sequence[Column]) -> Search:
    return Search(columns, unknown_geometry(len(columns)), code_depths(lines), COSTS.first_beam)


def _costs(
    lines: Sequence[Line],
    columns: Sequence[Column],
    shapes: Mapping[int, ValueShape],
    told: Mapping[int, ToldWord],
    phrases: Vocabularies,
) -> Lines:
    look = table_look(tuple(lines))
    return [
        (
            line_costs(
                line, columns, shapes, look, told_line(line, len(columns), told, COSTS.new_row), phrases
            ),
            as_block,
        )
        for line, as_block in units(lines, partial(is_mixed, told) if told else None)
    ]


def _usual(columns: Sequence[Column]) -> Vocabularies:
    """What the columns hold in any document."""
    found = ((place, vocabulary(column.role)) for place, column in enumerate(columns))
    return {place: phrases for place, phrases in found if phrases}


def _with_own(usual: Vocabularies, rows: Iterable[Band], columns: Sequence[Column]) -> Vocabularies:
    """The vocabularies; those of columns that hold one of a few values with the values of several rows."""
    of_rows = [row for row in rows if not row.is_group]
    return {
        place: phrases.with_phrases(_own(of_rows, place)) if roles()[columns[place].role].share else phrases
        for place, phrases in usual.items()
    }


def _own(rows: Iterable[Band], column: int) -> Iterator[Phrase]:
    """The values that several rows have in a column."""
    texts = ([w.text for piece in row.pieces if piece.column == column for w in piece.words] for row in rows)
    values = Counter(tuple(word_number(part) for text in one for part in words(text)) for one in texts)
    return ((value, OWN_WEIGHT * seen) for value, seen in values.items() if value and seen >= OWN_ROWS)
