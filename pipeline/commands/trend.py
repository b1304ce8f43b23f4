"""The command `kehoach trend`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from pipeline.compare import trend
from pipeline.compare.sources import read_plan
from pipeline.files import put
from pipeline.plan import Plan
from pipeline.settings import Settings


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("plans", nargs="+", type=Path, help="two or more plans: JSON, or any source")
    command.add_argument(
        "--format",
        choices=("csv", "tasks-csv", "html"),
        default="csv",
        help="csv: a number a line; tasks-csv: a task of a plan a line; html: charts",
    )
    command.add_argument("-o", "--output", type=Path, help="a file; without it the result is printed")


def run(options: argparse.Namespace) -> int:
    """Write what became of each row over the years."""
    plans = trend.in_order([read_plan(path, Settings()) for path in options.plans])
    forms: dict[str, Callable[[list[Plan]], str]] = {
        "csv": trend.to_csv,
        "tasks-csv": trend.tasks_to_csv,
        "html": trend.to_html,
    }
    put(options.output, forms[options.format](plans))
    return 0
