"""No page breaks a rule of axe-core, light and dark, on a phone and on a desk; none is wider than its screen."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver

from pipeline.messages import use
from tests.browser import browser, needs_browser
from tests.messages.test_pages import pages_of
from tests.review.folders import make_folder
from tests.review.test_browser import Page, served

pytestmark = needs_browser
WIDTHS, SCHEMES = (390, 1400), ("light", "dark")
AXE = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = "const done = arguments[0]; axe.run().then((found) => done(found.violations))"


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    with browser() as found:
        yield found


def _show(driver: webdriver.Chrome, width: int, scheme: str) -> None:
    feature = {"name": "prefers-color-scheme", "value": scheme}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)


def _wrong(driver: webdriver.Chrome, width: int) -> list[str]:
    driver.execute_script(AXE)
    found: list[dict[str, Any]] = driver.execute_async_script(RUN)
    wrong = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
    wide = driver.execute_script("return document.documentElement.scrollWidth")
    return [*wrong, *([f"{wide} wide"] if wide > width else [])]


def test_pages_can_be_used_by_all(tmp_path: Path, driver: webdriver.Chrome) -> None:
    use("vi", {})
    made = pages_of(tmp_path)
    use("", {})
    wrong = {}
    for name, page in made.items():
        path = tmp_path / "page.html"
        path.write_text(page, encoding="utf-8")
        for width, scheme in product(WIDTHS, SCHEMES):
            _show(driver, width, scheme)
            driver.get(path.as_uri())
            wrong[name, width, scheme] = _wrong(driver, width)
    assert {where: found for where, found in wrong.items() if found} == {}
    assert len(wrong) == 4 * len(made) > 30


def test_the_review_can_be_used_by_all(tmp_path: Path, driver: webdriver.Chrome) -> None:
    output = make_folder(tmp_path)
    wrong = {}
    with served(output, tmp_path) as address:
        page = Page(driver, address)
        for width, scheme in product(WIDTHS, SCHEMES):
            _show(driver, width, scheme)
            driver.get(address)
            wrong["index", width, scheme] = _wrong(driver, width)
            page.open("kh-0")
            for view in ("queue", "grid", "pages", "sample"):
                page.click(f'[data-view="{view}"]')
                page.until(
                    lambda view=view: driver.execute_script("return document.readyState") == "complete"
                )
                wrong[view, width, scheme] = _wrong(driver, width)
    assert {where: found for where, found in wrong.items() if found} == {}


def test_what_breaks_a_rule_is_noticed(tmp_path: Path, driver: webdriver.Chrome) -> None:
    path = tmp_path / "page.html"
    path.write_text('<p style="color: #ccc">faint<p style="width: 500px">wide<img src="x">', encoding="utf-8")
    _show(driver, 390, "light")
    driver.get(path.as_uri())
    rules = {one.split(":")[0] for one in _wrong(driver, 390)}
    assert {"color-contrast", "image-alt", "html-has-lang", "508 wide"} <= rules
