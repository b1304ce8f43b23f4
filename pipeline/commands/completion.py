"""The command `kehoach completion`."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline.errors import ExtraMissing
from pipeline.files import put
from pipeline.messages import tr

SHELLS = ("bash", "zsh", "tcsh")


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("shell", choices=SHELLS, help=tr("the shell in which commands are typed"))
    command.add_argument("-o", "--output", type=Path, help=tr("a file; without it the script is printed"))


def run(options: argparse.Namespace) -> int:
    """Write the script by which a shell completes commands, options and names of files at the Tab key."""
    try:
        shtab: Any = import_module("shtab")
    except ImportError:
        raise ExtraMissing("completion") from None
    parser, commands = options.whole()
    for one in (parser, *commands.values()):
        for action in one._actions:
            if action.type is Path:
                action.complete = shtab.FILE
    put(options.output, shtab.complete(parser, options.shell) + "\n")
    return 0
