"""How drawn pairs of plans are judged: what is known to differ against what a comparison says."""

from __future__ import annotations

import pytest

from pipeline.compare import compare
from tests.compare.test_compare import TEXTS, indicator, plan, task


def test_a_judge_counts_what_is_found_and_what_is_false() -> None:
    # The judge draws scans with an extra that is not there everywhere.
    judged = pytest.importorskip("benchmarks.pairs").judged
    old = plan(
        2024, [task(n, text, 2024) for n, text in enumerate(TEXTS)], [indicator(1, "Hộ nghèo", 2024, 6, 5)]
    )
    new = plan(
        2025,
        [task(0, TEXTS[0], 2025, lead="Sở Y tế"), *(task(n, TEXTS[n], 2025) for n in range(2, 7))],
        [indicator(1, "Hộ nghèo", 2025, 5, 5)],
    )
    truth = {
        "added": [], "removed": [TEXTS[1].replace("{year}", "2024")],
        "changed": {TEXTS[0]: ["lead"], TEXTS[2]: ["deadline"]}, "reported": [], "groups": [],
    }  # fmt: skip
    counts = judged(truth, compare(old, new), "")
    assert {name: count for name, count in counts.items() if count} == {"expected": 3, "found": 2, "false": 1}
