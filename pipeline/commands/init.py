"""The command `kehoach init`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.configuration import NAME, template
from pipeline.errors import BadConfiguration
from pipeline.files import tell, write
from pipeline.messages import tr


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-o", "--output", type=Path, default=Path(NAME), help=tr("the file (default: {name})", name=NAME)
    )
    command.add_argument("--force", action="store_true", help=tr("write over a file that is there"))


def run(options: argparse.Namespace) -> int:
    """Write a settings file in which everything is explained and nothing is set yet."""
    if options.output.exists() and not options.force:
        step = tr("Change it in an editor, or give --force to write a new one over it.")
        raise BadConfiguration(options.output, tr("there is one already"), step)
    write(options.output, template(options.whole()[1]))
    tell(str(options.output))
    return 0
