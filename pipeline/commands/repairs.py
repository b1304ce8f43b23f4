"""The option `--without-repair`, of every command that restores."""

from __future__ import annotations

import argparse

from pipeline.messages import tr
from pipeline.restoration.repairs import REPAIRS


def add_repairs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--without-repair",
        action="append",
        choices=tuple(REPAIRS),
        default=[],
        metavar="NAME",
        help=tr("leave a repair out of restoring (may be given again): {known}", known=", ".join(REPAIRS)),
    )


def repairs_off(options: argparse.Namespace) -> tuple[str, ...]:
    """The names of the repairs to leave out."""
    return tuple(options.without_repair)
