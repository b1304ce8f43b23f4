"""The invented samples: what samples.toml says comes out, whichever way the file was made."""

from __future__ import annotations

import os
import shutil
import tomllib
from typing import Any

import pytest

from pipeline.conversion import convert
from pipeline.plan import Plan
from tests.conftest import ROOT

SAID: dict[str, Any] = tomllib.loads((ROOT / "scripts" / "samples.toml").read_text(encoding="utf-8"))


def plan_of(kind: str) -> Plan:
    return convert(ROOT / "samples" / SAID[kind]["file"])[0]


def test_numbers_that_word_sets_are_read() -> None:
    plan = plan_of("word")
    assert [section.marker for section in plan.sections] == ["I", "II", "III"]
    assert [child.marker for child in plan.sections[2].children] == ["1", "2"]
    rows = [
        [one.no, one.task, one.product, one.lead, one.deadline] for one in plan.tasks if one.origin == "table"
    ]
    assert rows == [[str(number), *row[1:]] for number, row in enumerate(SAID["word"]["table"][1:], 1)]
    assert plan.warnings == ()


def test_number_and_day_that_were_put_over_the_page_are_read() -> None:
    plan = plan_of("signed")
    assert (plan.header.number, plan.header.date) == ("57/QĐ-UBND", "2025-03-03")
    assert [row.code for row in plan.indicators] == [row[0] for row in SAID["signed"]["table"][1:]]
    assert [left.text for left in plan.left_over if left.why == "signature"] == [
        " ".join(SAID["signed"]["signature"])
    ]


def test_the_workbook_is_an_appendix_of_indicators() -> None:
    plan = plan_of("workbook")
    rows = [row for row in SAID["workbook"]["table"][1:] if len(row) > 2]
    found = [row for row in plan.indicators if row.values]
    assert [[row.name, row.unit, *(one.value for one in row.values)] for row in found] == [
        row[1:5] for row in rows
    ]
    assert plan.header.number == "08/KH-UBND"


@pytest.mark.skipif(
    shutil.which("tesseract") is None and "KEHOACH_REQUIRE_TESSERACT" not in os.environ,
    reason="Tesseract is not installed",
)
def test_the_scan_is_read_cell_by_cell() -> None:
    plan = plan_of("scan")
    rows = [
        [one.no, one.task, one.deadline, one.lead, one.coordination]
        for one in plan.tasks
        if one.origin == "table"
    ]
    assert rows == SAID["scan"]["table"][1:]
    assert (plan.header.number, plan.header.date) == ("33/KH-UBND", "2025-01-20")
