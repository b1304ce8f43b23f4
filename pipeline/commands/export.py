"""The command `kehoach export`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.dataset.frames import batches
from pipeline.emit import load_plans
from pipeline.errors import ExtraMissing
from pipeline.export import form_named, form_names
from pipeline.files import tell
from pipeline.messages import tr


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("output", type=Path, help=tr("the dataset's folder, as convert wrote it"))
    command.add_argument(
        "--to",
        nargs="+",
        required=True,
        choices=form_names(),
        metavar="FORM",
        help=tr("one or more of {forms}", forms=", ".join(form_names())),
    )
    command.add_argument(
        "-o",
        "--into",
        type=Path,
        metavar="DIR",
        help=tr("where to (default: the folder export in the dataset)"),
    )
    command.add_argument(
        "--excel",
        action="store_true",
        help=tr(
            "with --to csv: as excel-csv, which a Vietnamese Excel opens by a double click "
            "(semicolons, decimal commas, Vietnamese headings), with --lang en an English one"
        ),
    )


def run(options: argparse.Namespace) -> int:
    """Write the dataset in each form that is asked for, and say where it is."""
    load_plans(options.output)  # A folder without plans is told before anything is made.
    into = options.into or options.output / "export"
    for name in dict.fromkeys(options.to):
        form = form_named("excel-csv" if name == "csv" and options.excel else name)
        path = into / form.file
        try:
            form.write(batches(options.output), path)
        except ImportError:
            raise ExtraMissing("export") from None
        tell(str(path))
    return 0
