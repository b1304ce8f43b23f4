"""The command `kehoach show`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.emit import load_plans
from pipeline.files import tell
from pipeline.messages import tr
from pipeline.summary import summary


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("output", type=Path, help=tr("the dataset's folder"))


def run(options: argparse.Namespace) -> int:
    """Print each plan's header, counts, first rows and kinds of warnings."""
    for _, plan in load_plans(options.output):
        tell("\n".join(summary(plan)))
    return 0
