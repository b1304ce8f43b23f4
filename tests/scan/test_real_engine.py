"""A few pages through the real Tesseract: rows, numbers and cells of a scanned plan."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from pipeline.conversion import convert
from pipeline.plan import BoxField
from pipeline.settings import Settings
from tests.conftest import DATA
from tests.scan.pictures import scan

TRUTH = json.loads((DATA / "plan.digital.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(
    shutil.which("tesseract") is None and "KEHOACH_REQUIRE_TESSERACT" not in os.environ,
    reason="Tesseract is not installed: see the README",
)


def scanned(path: Path, level: str, pages: tuple[int, ...], turns: int = 0) -> Path:
    """A PDF of pictures of some pages, the last one turned by quarters."""
    made = [scan(number, level) for number in pages]
    images = [Image.fromarray(picture) for picture, _ in made]
    images[-1] = images[-1].rotate(90 * turns, expand=True)
    images[0].save(path, "PDF", save_all=True, append_images=images[1:], resolution=made[0][1])
    return path


def test_an_office_scan_keeps_all_rows_and_numbers(tmp_path: Path) -> None:
    pages = (1, 2, 3, 4)
    plan, _ = convert(
        scanned(tmp_path / "plan.pdf", "office", pages),
        Settings(jobs=2, debug_pages=tmp_path / "pages"),
    )
    assert plan.source.kind == "pdf-scan"
    assert plan.header.number == TRUTH["header"]["number"]
    assert [task.no for task in plan.tasks] == [task["no"] for task in TRUTH["tasks"]]
    assert [list(task.group) for task in plan.tasks] == [task["group"] for task in TRUTH["tasks"]]
    assert [indicator.code for indicator in plan.indicators] == [row["code"] for row in TRUTH["indicators"]]
    numbers = [[value.value for value in indicator.values] for indicator in plan.indicators]
    assert numbers == [[value["value"] for value in row["values"]] for row in TRUTH["indicators"]]
    leads = [task.lead == wanted["lead"] for task, wanted in zip(plan.tasks, TRUTH["tasks"], strict=True)]
    assert sum(leads) >= 0.9 * len(leads)
    assert len(list((tmp_path / "pages").glob("plan-*.png"))) == len(pages)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_lies_is_turned(tmp_path: Path, turns: int) -> None:
    upright, _ = convert(scanned(tmp_path / "upright.pdf", "clean", (2,)))
    lying, _ = convert(scanned(tmp_path / "lying.pdf", "clean", (2,), turns))
    assert [task.task for task in lying.tasks] == [task.task for task in upright.tasks]
    assert lying.tasks
    for one, other in zip(upright.tasks, lying.tasks, strict=True):
        was, found = one.evidence["task"].box, other.evidence["task"].box
        assert found == pytest.approx(_turned(was, turns), abs=6)


def _turned(box: BoxField, turns: int) -> tuple[float, float, float, float]:
    """A box of a page of A4 that lies across, turned to the left with it."""
    assert box
    width, height = 841.9, 595.3
    for _ in range(turns):
        x0, y0, x1, y1 = box
        box = y0, width - x1, y1, width - x0
        width, height = height, width
    return box
