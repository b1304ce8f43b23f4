"""The command `kehoach corrections`."""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path

from pipeline.corrections.journal import NAME, load
from pipeline.corrections.sheet import read_sheet, write_sheet
from pipeline.corrections.store import correct, digests, renew, renew_tables
from pipeline.emit import load_plans
from pipeline.files import tell
from pipeline.messages import tr


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("output", type=Path, help=tr("the dataset's folder, as convert wrote it"))
    way = command.add_mutually_exclusive_group()
    way.add_argument(
        "--to",
        type=Path,
        metavar="CSV",
        help=tr("write them as CSV, and what is open with `new` to be filled in"),
    )
    way.add_argument("--from", dest="filled", type=Path, metavar="CSV", help=tr("take such a file back in"))
    command.add_argument("--who", default="", help=tr("whose the corrections are (default: your name here)"))


def run(options: argparse.Namespace) -> int:
    """List the corrections, which fit and which do not, or exchange them with a spreadsheet."""
    output: Path = options.output
    load_plans(output)  # A folder without plans is told before anything is made in it.
    if options.filled:
        return _take_in(output, options.filled, options.who or getpass.getuser())
    unfit = {one.id for result in renew(output).values() for one in result.unfit}
    renew_tables(output)
    journal = load(output)
    if options.to:
        write_sheet(options.to, load_plans(output), journal.corrections, unfit)
        tell(str(options.to))
        return 0
    sources = {digest: name for name, digest in digests(output)}
    for one in journal.corrections:
        state = (
            tr("unfit") if one.id in unfit else tr("applied") if one.sha256 in sources else tr("no source")
        )
        place = f"{sources.get(one.sha256, one.file)} {one.row} {one.field}".strip()
        what = f"{one.old!r} -> {one.new!r}" if one.action == "set" else f"{one.action} {one.new}".strip()
        tell(f"{one.id}  {one.when}  {one.who}  {state}  {place}: {what}")
    for line in journal.broken:
        tell(tr("{file}, line {line}: no correction; it is left as it is", file=output / NAME, line=line))
    return 0


def _take_in(output: Path, filled: Path, who: str) -> int:
    plans = dict(load_plans(output))
    found = read_sheet(filled, plans, who)
    for name, plan in plans.items():
        if own := [one for one in found if one.sha256 == plan.source.sha256]:
            correct(output, name, own)
            found = [one for one in found if one not in own]
            tell(tr("{plan}: {count} corrections", plan=name, count=len(own)))
    renew_tables(output)
    return 0
