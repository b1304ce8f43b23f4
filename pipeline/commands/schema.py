"""The command `kehoach schema`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from pipeline.files import put
from pipeline.messages import tr
from pipeline.plan import Plan


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("-o", "--output", type=Path, help=tr("a file; without it the schema is printed"))


def run(options: argparse.Namespace) -> int:
    """Write the JSON Schema of a plan."""
    put(options.output, json.dumps(Plan.model_json_schema(), ensure_ascii=False, indent=2) + "\n")
    return 0
