"""Abbreviations that only one document has stay as they were read."""

from __future__ import annotations

from pipeline.document import Word
from pipeline.read.text import parse_text
from pipeline.restoration import restore
from pipeline.restoration.acronyms import own_acronyms

GARBLED = """Phong Kinh té chi tri, phdi hgp véi TKHT xay dung ké hoach trién khai thuc hién
TKHT, cac don vi cé lién quan tham muu Uy ban nhan dan xa ban hanh quyét dinh
Bao cdo két qua thuc hién nhiém vu cua TKHT gui Van phong HBND va UBND tinh"""


def _blocks(text: str) -> list[list[Word]]:
    return [list(line.words) for line in parse_text(text).lines]


def test_capitals_without_a_vowel_are_an_abbreviation() -> None:
    assert own_acronyms(_blocks(GARBLED)) == {"TKHT"}


def test_a_known_one_with_its_letter_misread_a_short_one_read_once_and_a_title_s_words_are_none() -> None:
    assert own_acronyms(_blocks("don vi HBND tinh, Phong TKD xa\nBAN HANH NHNG QUYET DINH")) == frozenset()
    assert own_acronyms(_blocks("Phong TKD xa\nPhong TKD huyén")) == {"TKD"}


def test_a_document_s_own_abbreviations_are_kept_as_read() -> None:
    text = " ".join(restore(parse_text(GARBLED)).text.split())
    assert text.count("TKHT") == 3
