"""A corpus is split once and for all, in whole blocks."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pipeline.learn import corpus

LINES = [f"đoạn văn số {number}" for number in range(corpus.BLOCK * corpus.HELD_OUT_EVERY)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "corpus.txt.gz"
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.write("\n\n".join(LINES[: len(LINES) // 2]) + "\n" * (len(LINES) // 2))
    return file


def test_no_paragraph_is_in_both_parts_and_none_in_neither(path: Path) -> None:
    training, held_out = (set(corpus.paragraphs(path, held_out=part)) for part in (False, True))
    assert training
    assert held_out
    assert not training & held_out
    assert training | held_out == set(LINES[: len(LINES) // 2])


def test_what_is_held_out_is_one_whole_block(path: Path) -> None:
    held_out = list(corpus.paragraphs(path, held_out=True))
    first = LINES.index(held_out[0])
    # Every other line of the file is blank, so a block holds half as many paragraphs.
    assert held_out == LINES[first : first + corpus.BLOCK // 2]


def test_a_sample_is_the_same_for_the_same_seed(path: Path) -> None:
    first, again, other = (corpus.sample(path, 20, seed) for seed in (1, 1, 2))
    assert first == again != other
    assert len(set(first)) == 20
