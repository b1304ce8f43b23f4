"""The command `kehoach report`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.files import tell, write
from pipeline.messages import tr
from pipeline.report.page import render


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("output", type=Path, help=tr("the dataset's folder, as convert wrote it"))
    command.add_argument("-o", "--page", type=Path, help=tr("the page (default: report.html in the dataset)"))


def run(options: argparse.Namespace) -> int:
    """Write the page and say where it is."""
    page = options.page or options.output / "report.html"
    write(page, render(options.output, page))
    tell(str(page))
    return 0
