"""Numbers without effect: `python -m benchmarks.ablation FILE …`.

Halves and doubles each numeric field of the frozen dataclasses of numbers (Costs, Limits, Thresholds …) in
turn, converts the files, and prints the fields with which no result changes. One conversion of each file for
each half and double, so give few files. "Changes nothing" is said of these files alone: another one may reach
the number, and a cached result may hide it.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pipeline
from pipeline.conversion import convert

NAMES = re.compile(r"(?:Costs|Limits|Thresholds|Tolerances|Weights|Sizes|Shares|Scores|Edges)$")
FACTORS = (0.5, 2.0)
FAILED = "failed"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--only", default="", help="only classes whose module and name hold this")
    arguments = parser.parse_args()
    before = results(arguments.files)
    for where, numbers in instances():
        if arguments.only not in where:
            continue
        for name in numeric_fields(numbers):
            changed = [
                factor for factor in FACTORS if _changes(numbers, name, factor, arguments.files, before)
            ]
            if not changed:
                print(f"{where}.{name} = {getattr(numbers, name)}: changes nothing", flush=True)


def instances() -> Iterator[tuple[str, Any]]:
    """The frozen dataclasses of numbers at the level of the pipeline's modules, each object once."""
    seen: set[int] = set()
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        with suppress(ImportError):
            for name, value in vars(importlib.import_module(module.name)).items():
                kind = type(value)
                if dataclasses.is_dataclass(kind) and NAMES.search(kind.__name__) and id(value) not in seen:
                    seen.add(id(value))
                    yield f"{kind.__module__}.{name}", value


def numeric_fields(numbers: Any) -> list[str]:
    """The names of the fields that hold one number.

    >>> @dataclasses.dataclass(frozen=True)
    ... class Limits:
    ...     rows: int = 3
    ...     strict: bool = True
    >>> numeric_fields(Limits())
    ['rows']
    """
    return [
        field.name
        for field in dataclasses.fields(numbers)
        if type(getattr(numbers, field.name)) in (int, float)
    ]


@contextmanager
def scaled(numbers: Any, name: str, factor: float) -> Iterator[None]:
    """The instance itself with one field scaled, wherever it is a default; a whole number stays one."""
    value = getattr(numbers, name)
    object.__setattr__(numbers, name, type(value)(value * factor))
    try:
        yield
    finally:
        object.__setattr__(numbers, name, value)


def results(files: list[Path]) -> list[str]:
    """What each file is converted to, as JSON, or that it fails."""
    found = []
    for file in files:
        try:
            plan, text = convert(file)
            found.append(plan.model_dump_json() + text)
        except Exception:  # a limit cut in half may break anything, and that is an effect
            found.append(FAILED)
    return found


def _changes(numbers: Any, name: str, factor: float, files: list[Path], before: list[str]) -> bool:
    with scaled(numbers, name, factor):
        return results(files) != before


if __name__ == "__main__":
    main()
