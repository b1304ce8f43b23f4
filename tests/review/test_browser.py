"""The page in a real browser: Chromium, where it is installed (Debian: chromium and chromium-driver)."""

from __future__ import annotations

import csv
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from pipeline.cli import main
from pipeline.corrections.journal import load
from pipeline.emit import load_plan, plan_path
from tests.browser import browser, needs_browser
from tests.conftest import CLEAN, ROOT
from tests.corrections.plans import indicator, plan, task
from tests.review.folders import make_folder

pytestmark = needs_browser
# Each call of the page and how long it took, in milliseconds.
CALLS = """return performance.getEntriesByType('resource')
    .filter((one) => /api|picture/.test(one.name)).map((one) => [new URL(one.name).pathname, one.duration])"""


class Page:
    """The page of a plan, as somebody at a keyboard has it."""

    def __init__(self, driver: webdriver.Chrome, address: str) -> None:
        self.driver, self.address = driver, address

    def open(self, name: str) -> None:
        self.driver.get(f"{self.address}/review/{name}")
        self.until(lambda: self.text("count"))

    def text(self, name: str) -> str:
        return self.driver.find_element(By.ID, name).text

    def keys(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    def click(self, selector: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).click()

    def until(self, happens: object) -> None:
        assert callable(happens)
        WebDriverWait(self.driver, 20, 0.02).until(lambda _: happens())


@contextmanager
def served(output: Path, root: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "review",
        str(output),
        "--port",
        str(port),
        "--sources",
        str(root),
    ]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                urlopen(f"{address}/health").close()
                break
            except URLError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(60)


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    with browser() as found:
        yield found


def _run(*arguments: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 0


def test_a_number_that_was_corrected_is_in_the_tables_after_the_next_conversion(
    tmp_path: Path, driver: webdriver.Chrome
) -> None:
    output = tmp_path / "output"
    _run("convert", str(CLEAN), "-o", str(output), "--quiet")
    row = load_plan(plan_path(output, "clean-plan")).indicators[0]
    with served(output, tmp_path) as address:
        page = Page(driver, address)
        page.open("clean-plan")
        page.click('[data-view="grid"]')
        page.until(lambda: driver.find_elements(By.CSS_SELECTOR, "#grid button.cell"))
        cells = driver.find_elements(By.CSS_SELECTOR, "#grid button.cell")
        next(
            one
            for one in cells
            if (one.get_attribute("aria-label") or "").startswith(("Kết quả", "Mục tiêu"))
        ).click()
        page.until(lambda: page.text("subject").endswith(row.name))
        page.keys(Keys.F2)
        page.keys("77,5", Keys.ENTER)
        page.until(lambda: "77,5" in page.text("grid"))
    _run("convert", str(CLEAN), "-o", str(output), "--existing", "overwrite", "--quiet")
    with (output / "indicator_values.csv").open(encoding="utf-8", newline="") as file:
        (value,) = [one for one in csv.DictReader(file) if one["checked"] == "true"]
    assert (value["indicator"], float(value["value"])) == (row.id, 77.5)


def test_fifty_doubts_are_settled_by_keyboard(tmp_path: Path, driver: webdriver.Chrome) -> None:
    doubt = plan().warnings[0]
    rows = tuple(indicator(n, f"Tiêu chí thành phần số {n}", 0.44, 9.5) for n in range(1, 51))
    doubts = tuple(doubt.model_copy(update={"row": row.id}) for row in rows)
    output = make_folder(tmp_path, made=plan(indicators=rows, warnings=doubts))
    with served(output, tmp_path) as address:
        page = Page(driver, address)
        page.open("kh-0")
        start = time.monotonic()
        for left in range(50, 0, -1):
            page.until(lambda left=left: page.text("count").startswith(f"còn {left},"))
            match left % 3:
                case 0:
                    page.keys("1")
                case 1:
                    page.keys(Keys.ENTER)
                case _:
                    page.keys(Keys.F2)
                    page.keys("8,5", Keys.TAB)
        page.until(lambda: page.text("count").startswith("còn 0,"))
        seconds = time.monotonic() - start
        calls = driver.execute_script(CALLS)
        slowest = max(calls, key=lambda call: call[1])
        print(f"{seconds:.1f} s, {len(calls)} calls, the slowest {slowest[1]:.0f} ms ({slowest[0]})")
        assert seconds < 60
        page.keys("u")
        page.until(lambda: page.text("count").startswith("còn 1,"))
    values = [row.values[0].value for row in load_plan(plan_path(output, "kh-0")).indicators]
    assert {value: values.count(value) for value in set(values)} == {0.44: 17, 8.5: 17, 9.44: 16}


def test_the_same_misreading_is_corrected_in_one_go(tmp_path: Path, driver: webdriver.Chrome) -> None:
    rows = tuple(task(n, f"Việc thứ {n} của năm", lead="Phong Noi vu") for n in range(1, 6))
    doubt = plan().warnings[1].model_copy(update={"row": "a1-1", "proposals": ("Phòng Nội vụ",)})
    output = make_folder(tmp_path, made=plan(tasks=rows, warnings=(doubt,)))
    with served(output, tmp_path) as address:
        page = Page(driver, address)
        page.open("kh-0")
        page.keys("1")
        page.until(lambda: "Còn 4 ô khác" in page.text("offer"))
        page.click("#all")
        page.until(lambda: len(load(output).corrections) == 5)
    assert {row.lead for row in load_plan(plan_path(output, "kh-0")).tasks} == {"Phòng Nội vụ"}


def test_rows_are_put_in_split_joined_and_taken_out_in_the_table(
    tmp_path: Path, driver: webdriver.Chrome
) -> None:
    output = make_folder(tmp_path)
    rows = [row.task for row in plan().tasks]

    def done(label: str, text: str, *expected: str) -> None:
        """One of the tools of a row is used, its text put where the page asks for one."""
        page.click(f'#grid button[aria-label^="{label}"]')
        page.until(lambda: driver.find_element(By.ID, "ask").get_attribute("open"))
        driver.find_element(By.ID, "text").clear()
        driver.find_element(By.ID, "text").send_keys(text)
        page.click('#ask button[value="yes"]')
        page.until(lambda: [row.task for row in load_plan(plan_path(output, "kh-0")).tasks] == [*expected])
        page.until(lambda: all(row in page.text("grid") for row in expected))

    with served(output, tmp_path) as address:
        page = Page(driver, address)
        page.open("kh-0")
        page.click('[data-view="grid"]')
        page.until(lambda: rows[2] in page.text("grid"))
        done(f"Thêm dòng bên dưới: {rows[0]}", "Trồng cây", rows[0], "Trồng cây", *rows[1:])
        done("Tách dòng: Trồng cây", "Trồng cây\nTưới cây", rows[0], "Trồng cây", "Tưới cây", *rows[1:])
        done("Gộp với dòng dưới: Trồng cây", "Trồng, tưới cây", rows[0], "Trồng, tưới cây", *rows[1:])
        done("Bỏ dòng: Trồng, tưới cây", "", *rows)
        page.keys("u")
        page.until(lambda: "Trồng, tưới cây" in page.text("grid"))


def test_a_box_of_the_whole_page_opens_its_cell(tmp_path: Path, driver: webdriver.Chrome) -> None:
    output = make_folder(tmp_path)
    row = plan().indicators[1]
    with served(output, tmp_path) as address:
        page = Page(driver, address)
        page.open("kh-0")
        page.click("#whole")
        boxes = "#boxes button"
        page.until(lambda: len(driver.find_elements(By.CSS_SELECTOR, boxes)) == 6)
        sure = {one.get_attribute("class") for one in driver.find_elements(By.CSS_SELECTOR, boxes)}
        assert sure == {"sure", "doubtful"}
        page.click(f'{boxes}[aria-label="{row.id} result_2024"]')
        page.until(lambda: page.text("subject").endswith(row.name))
        assert page.text("value") == "3,5"


def test_a_small_screen_shows_all_and_pictures_are_there(tmp_path: Path, driver: webdriver.Chrome) -> None:
    output = make_folder(tmp_path)
    driver.set_window_size(500, 900)
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True},
    )
    with served(output, tmp_path) as address:
        page = Page(driver, address)
        page.open("kh-0")
        page.until(lambda: driver.execute_script("return document.getElementById('crop').naturalWidth") > 0)
        for view in ("queue", "grid", "pages", "sample"):
            page.click(f'[data-view="{view}"]')
            time.sleep(0.3)
            assert driver.execute_script("return document.documentElement.scrollWidth") <= 390
        page.click('[data-view="pages"]')
        page.until(lambda: driver.execute_script("return document.getElementById('paper').naturalWidth") > 0)
        page.keys("/")
        assert driver.execute_script("return document.activeElement.id") == "search"
    said = [one["message"] for one in driver.get_log("browser") if one["level"] == "SEVERE"]
    assert [one for one in said if one.startswith(address)] == []
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
