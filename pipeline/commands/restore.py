"""The command `kehoach restore`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from pipeline.commands.lexicon import add_lexicon, lexicon_of
from pipeline.commands.repairs import add_repairs, repairs_off
from pipeline.files import put
from pipeline.messages import tr
from pipeline.read import read
from pipeline.read.text import decode, parse_text
from pipeline.restoration import explain, restore
from pipeline.settings import Settings


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file", nargs="?", default="-", help=tr("a text file; - or nothing is standard input")
    )
    add_lexicon(command)
    add_repairs(command)
    form = command.add_mutually_exclusive_group()
    form.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=tr("json: the text and all changes, for programs"),
    )
    form.add_argument(
        "--explain",
        action="store_true",
        help=tr(
            "instead of the text all changes, tab-separated: place, reading, repair, what else it may be"
        ),
    )
    form.add_argument(
        "--replay", type=Path, metavar="EXPLANATION", help=tr("make the changes of an explanation, no others")
    )


def run(options: argparse.Namespace) -> int:
    """Print the restored text, or its changes."""
    document = parse_text(sys.stdin.read()) if options.file == "-" else read(Path(options.file))[0]
    if options.replay:
        document = explain.replay(document, explain.from_table(decode(options.replay)))
    else:
        document = restore(document, Settings(lexicon_of(options), repairs_off=repairs_off(options)))
    if options.explain:
        put(None, explain.to_table(explain.changes(document)))
    elif options.format == "json":
        changes = [asdict(change) for change in explain.changes(document)]
        whole = {"text": document.text, "changes": changes}
        put(None, json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
    else:
        put(None, document.text)
    return 0
