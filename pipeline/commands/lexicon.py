"""The option `--lexicon`, of every command that restores."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.messages import tr
from pipeline.vietnamese.dictionaries import words_of


def add_lexicon(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--lexicon",
        type=Path,
        metavar="FILE",
        help=tr("your own words and phrases, one a line: names, abbreviations"),
    )


def lexicon_of(options: argparse.Namespace) -> tuple[str, ...]:
    """The words of the file that was named; raises BadLexicon."""
    return words_of(options.lexicon) if options.lexicon else ()
