"""The command `kehoach show`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.account import account
from pipeline.emit import load_plans


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("output", type=Path, help="the dataset's folder")


def run(options: argparse.Namespace) -> int:
    """Print each plan's header, counts, first rows and kinds of warnings."""
    for _, plan in load_plans(options.output):
        print("\n".join(account(plan)))
    return 0
