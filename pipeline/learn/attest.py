"""Count where dictionary entries are attested: `python -m pipeline.learn.attest CORPUS [DICTIONARIES]`.

Writes attested.tsv: for each entry of the word lists in how many paragraphs of the corpus it stands, words
compared without case, signs and the place of tone marks; any number stands for a number.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.learn import corpus
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.tokens import words

# The lists of phrases that plans are restored to or read by; those of official indices name their source.
LISTS = (
    "abbreviations.txt",
    "deadlines.txt",
    "phrases.txt",
    "posts.txt",
    "products.txt",
    "run-in-headings.txt",
    "task-openings.txt",
    "units.txt",
)
HEADER = (
    "# In how many paragraphs of the training text the entries of the word lists stand, 0 for none:\n"
    "# the list, a tab, the entry, a tab, the paragraphs. Made by pipeline.learn.attest.\n"
)
_SLOT = re.compile(r"\{[nd]\}")
Words = tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("dictionaries", type=Path, nargs="?", default=dictionaries.folder())
    arguments = parser.parse_args()
    listed = {name: entries(name) for name in LISTS}
    paragraphs = (
        text for held_out in (False, True) for text in corpus.paragraphs(arguments.corpus, held_out=held_out)
    )
    counts = attested({words_of(entry) for found in listed.values() for entry in found}, paragraphs)
    rows = (f"{name}\t{entry}\t{counts[words_of(entry)]}" for name in LISTS for entry in listed[name])
    (arguments.dictionaries / "attested.tsv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")


def entries(name: str) -> tuple[str, ...]:
    """The entries of a list, without the columns beside them."""
    return tuple(dict.fromkeys(row[0] for row in dictionaries.table(name)))


def words_of(entry: str) -> Words:
    """The words by which an entry is looked up; a slot for a number is one.

    >>> words_of("Trước ngày {d}")
    ('trước', 'ngày', '<n>')
    """
    return tuple(words(_SLOT.sub("1", entry)))


def attested(phrases: Iterable[Words], paragraphs: Iterable[str]) -> Mapping[Words, int]:
    """In how many paragraphs each phrase stands."""
    by_first: dict[str, list[Words]] = {}
    for phrase in phrases:
        if phrase:
            by_first.setdefault(phrase[0], []).append(phrase)
    counts: Counter[Words] = Counter()
    for paragraph in paragraphs:
        counts.update(set(_found(words(paragraph), by_first)))
    return counts


def _found(text: list[str], by_first: Mapping[str, list[Words]]) -> Iterator[Words]:
    for place, word in enumerate(text):
        for phrase in by_first.get(word, ()):
            if tuple(text[place : place + len(phrase)]) == phrase:
                yield phrase


if __name__ == "__main__":
    main()
