"""The command `kehoach trend`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.compare import trend_forms
from pipeline.compare.sources import one_after_another, read_folder, read_plan
from pipeline.compare.trend import Trend, trend
from pipeline.files import put
from pipeline.messages import tr
from pipeline.plan import Plan
from pipeline.settings import Settings


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "plans", nargs="+", type=Path, help=tr("two or more plans: JSON, any source, or output folders")
    )
    command.add_argument(
        "--format",
        choices=("csv", "tasks-csv", "html"),
        default="csv",
        help=tr(
            "csv: a year of an indicator a line, its target beside the result reported later; "
            "tasks-csv: a task of a plan a line; html: charts"
        ),
    )
    command.add_argument("-o", "--output", type=Path, help=tr("a file; without it the result is printed"))


def run(options: argparse.Namespace) -> int:
    """Write what became of each row over the years, each office's plans by themselves."""
    plans = [plan for path in options.plans for plan in _plans(path)]
    forms: dict[str, Callable[[list[Trend]], str]] = {
        "csv": trend_forms.to_csv,
        "tasks-csv": trend_forms.tasks_to_csv,
        "html": trend_forms.to_html,
    }
    put(options.output, forms[options.format]([trend(line) for line in one_after_another(plans)]))
    return 0


def _plans(path: Path) -> Iterable[Plan]:
    """The plan of a file, or all plans of an output folder."""
    return read_folder(path).values() if path.is_dir() else [read_plan(path, Settings())]
