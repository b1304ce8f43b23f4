"""Plans of four layouts as digital PDF: every row, cell, date, unit and number as it was written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.conversion import convert
from pipeline.plan import Indicator, Plan, Task
from tests.conftest import DATA
from tests.measure import folded

PLANS = sorted((DATA / "layouts").glob("*.pdf"))


@pytest.fixture(params=PLANS, ids=lambda path: path.name.split(".")[0])
def plan(request: pytest.FixtureRequest) -> tuple[Plan, dict[str, Any]]:
    path: Path = request.param
    truth = json.loads(path.with_name(path.name.replace(".digital.pdf", ".json")).read_text("utf-8"))
    return convert(path)[0], truth


def _task(task: Task) -> dict[str, Any]:
    texts = ("task", "deadline", "lead", "coordination", "product")
    return {
        "no": task.no,
        "group": [folded(one) for one in task.group],
        "due": task.due and task.due.model_dump(),
        "lead_units": list(task.lead_units),
        "coordination_units": list(task.coordination_units),
        "extra": {name: text for name, text in task.extra.items() if text},
        **{name: folded(getattr(task, name)) for name in texts},
    }


def test_tasks(plan: tuple[Plan, dict[str, Any]]) -> None:
    read, truth = plan
    for wanted in truth["tasks"]:
        wanted.pop("appendix")
        wanted["group"] = [folded(one) for one in wanted["group"]]
        wanted["extra"] = {name: text for name, text in wanted["extra"].items() if text}
        for name in ("task", "deadline", "lead", "coordination", "product"):
            wanted[name] = folded(wanted[name])
    assert [_task(task) for task in read.tasks if task.origin == "table"] == truth["tasks"]


def _indicator(row: Indicator) -> dict[str, Any]:
    numbers = [
        value.model_dump(exclude={"unit", "estimated", "period"})
        for value in row.values
        if value.value is not None
    ]
    names = ("code", "parent", "level", "unit", "max", "lead")
    return {name: getattr(row, name) for name in names} | {"values": numbers, "name": folded(row.name)}


def test_indicators(plan: tuple[Plan, dict[str, Any]]) -> None:
    read, truth = plan
    for wanted in truth["indicators"]:
        del wanted["appendix"], wanted["lead_units"]
        wanted["name"] = folded(wanted["name"])
        wanted["values"] = [value for value in wanted["values"] if value["value"] is not None]
    rows = [row for row in read.indicators if row.appendix]
    assert [_indicator(row) for row in rows] == truth["indicators"]


def test_nothing_is_repaired(plan: tuple[Plan, dict[str, Any]]) -> None:
    rows = [*plan[0].tasks, *plan[0].indicators]
    assert rows
    assert not [proof for row in rows for proof in row.evidence.values() if proof.repair]
