"""What several tests share: the sample, converted once."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.conversion import convert
from pipeline.document import Document
from pipeline.plan import Plan
from pipeline.read import office, read_text
from pipeline.read.readers import readers
from pipeline.restoration import restore

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "ke-hoach-78-2024.ocr.txt"
DATA = ROOT / "tests" / "data"
CLEAN = DATA / "clean-plan.txt"


@pytest.fixture(autouse=True, scope="session")
def english() -> None:
    """What is said is compared with English, whatever the locale of whoever runs the tests."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        os.environ[name] = "C.UTF-8"


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whether it is installed changes what is read: tests that need it say so."""
    monkeypatch.setattr(office, "office_program", lambda: None)
    readers.cache_clear()
    yield
    readers.cache_clear()


@pytest.fixture(scope="session")
def sample() -> tuple[Plan, str]:
    return convert(SAMPLE)


@pytest.fixture(scope="session")
def sample_document() -> Document:
    return restore(read_text(SAMPLE))


@pytest.fixture(scope="session")
def clean() -> tuple[Plan, str]:
    return convert(CLEAN)


@pytest.fixture(scope="session")
def gold() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / "ke-hoach-78-2024.gold.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="session")
def gold_text() -> str:
    return (DATA / "ke-hoach-78-2024.gold.txt").read_text(encoding="utf-8")
