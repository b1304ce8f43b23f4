"""No pattern of the program takes exponential time, whatever it is given."""

from __future__ import annotations

import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

import pipeline
from pipeline.batch import child

# Long runs of what patterns repeat, broken off at the end so that none of them fits.
RUNS = ("1", "A", "a", "I", "1.", "1,", "1 ", "A ", "a ", "Aa", "A1", "A-", "a-", "a/", "1/", "Đ&", "-", ".", "(", " ",
        "căn cứ, ", "và ", "tháng 1 ", "năm 2024, ", "| ", "5 triệu ", "phòng, ")  # fmt: skip
TEXTS = tuple(f"{start}{run * 40}{end}" for run in RUNS for start in ("", "12/") for end in ("\x01", "ạ"))
SECONDS = 1.0


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module of the program keeps under a name, or makes of a dictionary once."""
    for info in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if info.name == child.__name__ or ".learn" in info.name or info.name.endswith("__main__"):
            continue
        for name, value in vars(import_module(info.name)).items():
            made = _made(value) if hasattr(value, "cache_info") else value
            for pattern in _in(made):
                yield f"{info.name}.{name} {pattern.pattern[:40]}", pattern


def _made(function: Any) -> object:
    """What a function makes once: without an argument, or with one that is true or false."""
    kinds = list(function.__annotations__.values())
    if "Pattern" not in str(kinds[-1:]) or kinds[:-1] not in ([], ["bool"]):
        return None
    return function(*[False] * len(kinds[:-1]))


def _in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _in(one)


def _too_slow(*_: object) -> None:
    raise TimeoutError


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers here")
def test_no_pattern_takes_exponential_time() -> None:
    before = signal.signal(signal.SIGALRM, _too_slow)
    slow = []
    try:
        found = list(patterns())
        assert len(found) > 100
        for name, pattern in found:
            start = time.monotonic()
            signal.setitimer(signal.ITIMER_REAL, SECONDS)
            try:
                for text in TEXTS:
                    pattern.fullmatch(text)
                    pattern.search(text)
            except TimeoutError:
                slow.append((name, round(time.monotonic() - start, 2)))
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert slow == []
