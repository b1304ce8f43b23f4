"""What seals and stamps left between the words of a scan is dropped; whatever may be print stays."""

from __future__ import annotations

import pytest

from pipeline.document import Line, Word
from pipeline.restoration.smears import UNSURE, without_smears


def line(text: str, confidence: float, cell: int = -1) -> Line:
    words, at = [], 0
    for part in text.split():
        at = text.index(part, at)
        words.append(Word(part, part, 3, 0, at, at + len(part), confidence))
    return Line(0, 3, text, tuple(words), cell)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Nơi M5:210 nhận: e0)", "Nơi nhận:"),
        ("D0G11/(75/:v2.(1-", ""),
        ("7..ø.›⁄4 \\0,Š |j", ""),
        # what may be print: words, numbers, items, signs of documents
        ("12 a) 1,5% (3) I. 06/QĐ 4-T VT.:v/ - +", "12 a) 1,5% (3) I. 06/QĐ 4-T VT.:v/ - +"),
    ],
)
def test_only_what_can_be_no_print_is_dropped(text: str, kept: str) -> None:
    (found,) = without_smears([line(text, UNSURE / 2)], {3})
    assert " ".join(word.text for word in found.words if word.text) == kept
    assert {word.note for word in found.words if not word.text} <= {"noise"}


@pytest.mark.parametrize(
    ("one", "pages"), [(line("e0)", UNSURE), {3}), (line("e0)", 0.0), {2}), (line("e0)", 0.0, cell=4), {3})]
)
def test_what_is_surer_or_in_a_table_or_was_not_read_just_now_stays(one: Line, pages: set[int]) -> None:
    assert without_smears([one], pages) == [one]
