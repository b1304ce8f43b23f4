"""A source that somebody writes while it is read, or that goes away."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.batch.child import answer
from pipeline.batch.types import Job, Limits
from pipeline.conversion import convert
from pipeline.document import Document
from pipeline.errors import FileMissing, SourceChanged
from pipeline.files import sha256
from pipeline.read import read
from pipeline.settings import Settings
from tests.conftest import CLEAN


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_bytes(CLEAN.read_bytes())
    return path


def _writing(source: Path, times: int) -> Callable[..., tuple[Document, str]]:
    """A reader during whose first calls the file is edited, at the same size and time."""
    left = [times]

    def read_and_edit(path: Path, *rest: object) -> tuple[Document, str]:
        found = read(path)
        if left[0]:
            stamp, text = source.stat(), source.read_text(encoding="utf-8")
            source.write_text(text.replace(f"202{3 + left[0]}", f"202{2 + left[0]}"), encoding="utf-8")
            os.utime(source, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
            left[0] -= 1
        return found

    return read_and_edit


def test_a_source_that_changed_while_it_was_read_is_read_again(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.conversion.read", _writing(source, 1))
    plan, text = convert(source)
    assert plan.source.sha256 == sha256(source)
    assert "2024" not in text
    assert "2023" in text


def test_a_source_that_changes_every_time_is_named(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.conversion.read", _writing(source, 2))
    monkeypatch.setattr("pipeline.conversion.TRIES", 1)
    with pytest.raises(SourceChanged, match="changed every time"):
        convert(source)


def test_a_source_that_goes_away_is_named(tmp_path: Path) -> None:
    gone = answer(Job(tmp_path / "gone.txt", "gone"), Settings(), Limits())
    assert (gone.status, gone.code) == ("failed", FileMissing.exit_code)
