"""Entries of the word lists belong there because administrative Vietnamese uses them: somebody attests them."""

from __future__ import annotations

import re

import pytest

from pipeline.learn.attest import LISTS, attested, entries, words_of
from pipeline.vietnamese import dictionaries
from pipeline.vietnamese.folding import skeleton

# Minimum number of paragraphs of the training text that have an entry; set by hand, not fitted.
LEAST = 3
# Lists of which the head names the official source of all entries.
OFFICIAL = ("index-criteria.txt", "index-groups.txt")
COUNTS = {(name, entry): int(count) for name, entry, count in dictionaries.table("attested.tsv")}
SOURCES = {(name, entry): source for name, entry, source in dictionaries.table("sources.tsv")}


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_is_attested_or_has_a_source(name: str) -> None:
    unknown = [e for e in entries(name) if COUNTS.get((name, e), 0) < LEAST and (name, e) not in SOURCES]
    assert unknown == []


@pytest.mark.parametrize("name", OFFICIAL)
def test_official_lists_name_their_source(name: str) -> None:
    assert "\n# source: " in dictionaries.path(name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "entry", "source"), [(*key, source) for key, source in SOURCES.items()])
def test_a_source_is_a_document_or_what_an_abbreviation_stands_for(
    name: str, entry: str, source: str
) -> None:
    assert entry in entries(name)
    if "|" in source:
        attested_entries = {e for (_, e), count in COUNTS.items() if count >= LEAST}
        assert {part.strip("= ") for part in source.split("|")} <= attested_entries
    elif source.startswith("="):
        letters = [word[0] for word in re.findall(r"[\w&]+", skeleton(source))]
        wanted = re.findall(r"[\w&]", skeleton(entry))
        # Small words have no letter of their own in an abbreviation.
        remaining = iter(letters)
        assert all(letter in remaining for letter in wanted)
    else:
        assert re.search(r"\d+/(?:\d{4}/(?:NĐ-CP|QĐ-TTg)|QĐ-(?:TTg|BNV))$", source)


def test_only_entries_that_need_one_have_a_source() -> None:
    assert [key for key in SOURCES if COUNTS[key] >= LEAST] == []


def test_counts_are_of_the_entries_there_are() -> None:
    assert set(COUNTS) == {(name, entry) for name in LISTS for entry in entries(name)}


def test_paragraphs_are_counted_once_each_whatever_their_case_and_signs() -> None:
    phrases = [words_of("Trước ngày {d}"), words_of("Sở Văn hóa - Thể thao")]
    text = ["Trước ngày 15/3, trước ngày 20/4", "SỞ VĂN HOÁ, THỂ THAO", "trước ngày mai"]
    assert attested(phrases, text) == {phrases[0]: 1, phrases[1]: 1}
