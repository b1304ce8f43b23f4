"""Engines by name: the chosen one reads, another package may add one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline import plugins
from pipeline.batch.state import settings_key
from pipeline.conversion import convert
from pipeline.errors import EngineFailed, UnknownEngine
from pipeline.scan import program
from pipeline.scan.clean import Picture
from pipeline.scan.engine import A4_DOTS, Reading, Tesseract
from pipeline.scan.engines import engine_named, engine_names
from pipeline.settings import Settings
from tests.plugins import installed
from tests.scan.pictures import written

CODE = """
class PLUGIN:
    name = "recorder 1.0"
    def read(self, picture, dpi, layout, language="vie"):
        return []
"""


def test_another_package_adds_an_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with installed(tmp_path, monkeypatch, plugins.ENGINES, "recorder", "kehoach_recorder", CODE):
        assert engine_names() == ("tesseract", "recorder")
        assert engine_named("recorder").name == "recorder 1.0"
    engine_named.cache_clear()


def test_an_engine_that_there_is_not_is_named_with_those_that_there_are() -> None:
    with pytest.raises(UnknownEngine, match=r"'tesserakt'.*tesseract"):
        engine_named("tesserakt")


def test_a_result_of_another_engine_is_made_anew() -> None:
    assert settings_key(Settings()) != settings_key(Settings(engine="recorder"))


class Late:
    """An engine that fails a number of times before it reads."""

    name = "late 1.0"

    def __init__(self, failures: int) -> None:
        self._left = failures

    def read(self, picture: Picture, dpi: int, layout: str, language: str = "vie") -> list[Reading]:
        self._left -= 1
        if self._left >= 0:
            raise EngineFailed("Tesseract gave no answer: Tesseract process timeout")
        return [Reading("Kế", 10, 5, 30, 17, 0.9), Reading("hoạch", 40, 5, 90, 17, 0.9)]


@pytest.mark.parametrize(("failures", "is_read"), [(0, True), (1, True), (99, False)])
def test_a_page_that_failed_is_read_once_more_before_it_is_given_up(
    tmp_path: Path, failures: int, is_read: bool
) -> None:
    page = tmp_path / "page.png"
    Image.fromarray(written("KE HOACH")).save(page, dpi=(300, 300))
    engine = Late(failures)
    plan, text = convert(page, Settings(second_engine="none"), lambda: engine)
    assert ("page-failed" not in [one.code for one in plan.warnings]) is is_read
    assert ("Kế hoạch" in text) is is_read


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The seconds that Tesseract is given for each call, all of which time out."""
    found: list[float] = []

    def hang(_: program.Call, seconds: float) -> str:
        found.append(seconds)
        raise TimeoutError(program.TIMEOUT)

    monkeypatch.setattr(program, "version", lambda: "5.3.0")
    monkeypatch.setattr(program, "languages", lambda: frozenset({"vie"}))
    monkeypatch.setattr(program, "table", hang)
    engine_named.cache_clear()
    yield found
    engine_named.cache_clear()


@pytest.mark.parametrize(("pages", "seconds"), [(0.1, 7.0), (1, 7.0), (4, 28.0)])
def test_the_time_for_a_page_grows_with_the_page(given: list[float], pages: float, seconds: float) -> None:
    picture = np.full((round(pages * A4_DOTS) // 1000, 1000), 255, dtype=np.uint8)
    with pytest.raises(EngineFailed):
        Tesseract(7.0).read(picture, 300, "page")
    assert given == [pytest.approx(seconds, rel=1e-3)]


def test_the_second_try_has_twice_the_time_that_was_chosen(given: list[float], tmp_path: Path) -> None:
    page = tmp_path / "page.png"
    Image.fromarray(written("KE HOACH")).save(page, dpi=(300, 300))
    plan, _ = convert(page, Settings(second_engine="none", page_seconds=5))
    assert [one.code for one in plan.warnings].count("page-failed") == 1
    assert given == [5, 10]
