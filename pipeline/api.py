"""What `import pipeline` offers: one call each for a file, a text and a dataset."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import conversion, restoration
from pipeline.plan import Plan
from pipeline.read.text import parse_text
from pipeline.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

DEFAULTS = Settings()


def convert(path: str | Path, settings: Settings = DEFAULTS) -> tuple[Plan, str]:
    """One source file as a Plan, and its restored text.

    Raises a KehoachError that says what to do where the file cannot be read.

    >>> plan, text = convert("tests/data/clean-plan.txt")
    >>> plan.tasks[0].deadline
    'Quý II/2025'
    """
    return conversion.convert(Path(path), settings)


def restore(text: str, settings: Settings = DEFAULTS) -> str:
    """A text in Vietnamese, its misread words restored, line for line; clean text comes out as it is.

    >>> restore("Uy ban nhan dan xa ban hanh ke hoach cai cach hanh chinh nam 2024")
    'Ủy ban nhân dân xã ban hành kế hoạch cải cách hành chính năm 2024'
    """
    return restoration.restore(parse_text(text), settings).text


def load_frames(output: str | Path) -> dict[str, pd.DataFrame]:
    """The tables of an output folder as data frames: plans, tasks, indicators, values, warnings.

    Raises NoPlans where the folder has no plans, BrokenPlan where one cannot be read.

    >>> frames = load_frames("output")  # doctest: +SKIP
    >>> frames["tasks"][["plan", "task", "deadline"]]  # doctest: +SKIP
    """
    from pipeline.dataset.frames import load_frames as load

    return load(Path(output))
