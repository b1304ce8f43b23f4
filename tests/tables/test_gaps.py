"""Where a line passes from cell to cell: what the learned weights say of gaps that anyone can tell."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.learn.cell_gaps import learned
from pipeline.read.text import parse_text
from pipeline.tables.text.gaps import change_costs, table_look

# A line, and the words that another cell begins with.
CASES = [
    ("Rà soát thủ tục hành chính | Quý I/2025 | Sở Nội vụ", ["Quý", "Sở"]),
    ("Rà soát thủ tục hành chính      Quý I/2025      Sở Nội vụ", ["Quý", "Sở"]),
    ("dau tu xay dung [Bao cao tong hop] Phong Noi vu", ["[Bao", "Phong"]),
]


@pytest.mark.parametrize(("text", "begin"), CASES)
def test_rules_and_wide_gaps_part_cells(text: str, begin: list[str]) -> None:
    lines = parse_text(text + "\n").lines
    changes, stays = change_costs(lines[0], table_look(tuple(lines)))
    kept = [word for word in lines[0].words if word.text and word.text != "|"]
    assert len(changes) == len([word for word in lines[0].words if word.text])
    parted = {
        word.text
        for word, change, stay in zip(
            [word for word in lines[0].words if word.text], changes, stays, strict=True
        )
        if change < stay and word in kept
    }
    assert set(begin) <= parted
    assert "thủ" not in parted
    assert "tục" not in parted
    assert "xay" not in parted


@given(st.text(st.sampled_from("aăâbcdđeê |[]{}_-–.,;:0123456789ABC\t"), max_size=60))
def test_any_line_has_costs_for_each_word(text: str) -> None:
    for line in parse_text(text + "\n").lines:
        changes, stays = change_costs(line, table_look((line,)))
        assert len(changes) == len(stays) == sum(bool(word.text) for word in line.words)
        assert np.isfinite(changes).all()
        assert np.isfinite(stays).all()
        assert (changes >= 0).all()
        assert (stays >= 0).all()


def test_what_is_learned_is_what_the_examples_say() -> None:
    said = [({"always": 1.0, "bar": 1.0}, True)] * 30 + [({"always": 1.0, "bar": 0.0}, False)] * 90
    weights = learned(said)
    assert weights["always"] < 0 < weights["always"] + weights["bar"]
