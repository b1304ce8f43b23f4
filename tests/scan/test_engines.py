"""Engines by name: the chosen one reads, another package may add one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import plugins
from pipeline.batch.state import settings_key
from pipeline.errors import UnknownEngine
from pipeline.scan.engines import engine_named, engine_names
from pipeline.settings import Settings
from tests.plugins import installed

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
