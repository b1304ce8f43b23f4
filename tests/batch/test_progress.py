from __future__ import annotations

import io
import logging
import time
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.batch import progress as module
from pipeline.batch.log import LOGGER
from pipeline.batch.progress import Account, progress
from pipeline.batch.types import Job, Outcome, Status


def _outcome(status: Status, pages: int = 0) -> Outcome:
    return Outcome(Job(Path("a.pdf"), "a"), status, pages=pages)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def test_pages_are_counted_and_the_rate_is_of_the_last_minute(clock: list[float]) -> None:
    account = Account(4, lambda: ["b.pdf"])
    assert account.line() == "0 of 4 documents; in work: b.pdf"
    clock[0] += 30
    account.add(_outcome("converted", 10))
    assert account.line() == "1 of 4 documents, 10 pages, 20/min; in work: b.pdf"
    clock[0] += 50
    account.add(_outcome("partly", 6))
    assert account.speed() == "16 pages, 16/min"
    clock[0] += 20
    assert account.speed() == "16 pages, 6/min"
    clock[0] += 60
    assert account.speed() == "16 pages, 0/min"


def test_a_document_that_fails_is_no_progress(clock: list[float]) -> None:
    account = Account(4, list)
    account.add(_outcome("failed"))
    clock[0] += 10
    account.add(_outcome("converted", 2))
    assert account.line() == "1 of 3 documents, 2 pages, 12/min"


def test_the_first_names_in_work_are_shown() -> None:
    assert Account(9, lambda: ["a", "b", "c", "d", "e"]).names() == "a, b, c, 2 more"


def test_a_terminal_has_a_bar_with_the_names() -> None:
    screen = io.StringIO()
    account = Account(2, lambda: ["b.pdf"])
    console = Console(file=screen, force_terminal=True, width=160)
    with progress(console, account, has_bar=True, is_quiet=False) as changed:
        account.add(_outcome("converted", 7))
        changed()
    assert "1/2" in screen.getvalue()
    assert "7 pages" in screen.getvalue()
    assert "b.pdf" in screen.getvalue()


@pytest.mark.parametrize(("is_quiet", "expected"), [(False, True), (True, False)])
def test_elsewhere_there_is_a_line_now_and_then(
    is_quiet: bool, expected: bool, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "INTERVAL", 0.01)
    monkeypatch.setattr(LOGGER, "propagate", True)
    caplog.set_level(logging.INFO, LOGGER.name)
    console = Console(file=io.StringIO())
    with progress(console, Account(2, lambda: ["b.pdf"]), has_bar=True, is_quiet=is_quiet):
        time.sleep(0.2)
    assert ("0 of 2 documents; in work: b.pdf" in caplog.messages) is expected
    assert console.file.getvalue() == ""  # type: ignore[attr-defined]
