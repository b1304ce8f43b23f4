"""The command `kehoach`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import get_args

from pipeline import __version__
from pipeline.account import account
from pipeline.compare import commands as commands_of_compare
from pipeline.convert import convert
from pipeline.dictionaries import words_of
from pipeline.emit import emit, load_plan, plan_name, write
from pipeline.errors import FileMissing, KehoachError, OutputConflict
from pipeline.plan import Plan
from pipeline.read import SUFFIXES, read
from pipeline.read.text import decode, parse_text
from pipeline.restore import explain, restore
from pipeline.settings import Ocr, Settings


def main(arguments: Sequence[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except KehoachError as error:
        print(f"kehoach: {error}", file=sys.stderr)
        code = error.exit_code
    except BrokenPipeError:
        code = 0
    sys.exit(code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kehoach", description="Vietnamese administrative plans as data.")
    parser.add_argument("--version", action="version", version=f"kehoach {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = _add(
        commands, "convert", _convert, "plans into a dataset of JSON and CSV", "convert scans/*.pdf -o out"
    )
    command.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="PDF, PNG, JPEG, TIFF, DOCX or text files, or folders of them",
    )
    command.add_argument(
        "-o", "--output", type=Path, default=Path("output"), help="the dataset (default: output)"
    )
    command.add_argument(
        "--ocr",
        choices=get_args(Ocr),
        default="auto",
        help="which pages of a PDF are read as pictures: those that need it (the default), all, or none",
    )
    command.add_argument("--password", default="", help="what opens a locked PDF")
    command.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="how many pages are read at a time (default: as many as there are cores)",
    )
    command.add_argument(
        "--debug-pages", type=Path, metavar="DIR", help="draw what was found on scanned pages, as PNG files"
    )
    _add_lexicon(command)

    command = _add(commands, "show", _show, "a dataset into a short account of its plans", "show output")
    command.add_argument("output", type=Path, help="the dataset's folder")

    command = _add(
        commands, "diff", commands_of_compare.diff, "two plans into what changed", "diff 2023.pdf 2024.pdf"
    )
    commands_of_compare.add_diff_options(command)
    command = _add(
        commands,
        "trend",
        commands_of_compare.show_trend,
        "plans of several years into series of numbers",
        "trend a.json b.json c.json --format html -o trend.html",
    )
    commands_of_compare.add_trend_options(command)

    command = _add(
        commands, "restore", _restore, "garbled text into Vietnamese", "restore scan.txt > clean.txt"
    )
    command.add_argument("file", nargs="?", default="-", help="a text file; - or nothing is standard input")
    _add_lexicon(command)
    form = command.add_mutually_exclusive_group()
    form.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="json: the text and all changes, for programs",
    )
    form.add_argument(
        "--explain",
        action="store_true",
        help="instead of the text all changes, tab-separated: place, what was read, what else it may be",
    )
    form.add_argument(
        "--replay", type=Path, metavar="EXPLANATION", help="make the changes of an explanation, no others"
    )

    command = _add(commands, "schema", _schema, "the JSON Schema of a plan", "schema -o plan.schema.json")
    command.add_argument("-o", "--output", type=Path, help="a file; without it the schema is printed")
    return parser


def _add(commands: object, name: str, run: object, does: str, example: str) -> argparse.ArgumentParser:
    assert isinstance(commands, argparse._SubParsersAction)
    command = commands.add_parser(
        name, help=does, description=f"Turn {does}.", epilog=f"Example: kehoach {example}"
    )
    assert isinstance(command, argparse.ArgumentParser)
    command.set_defaults(run=run)
    return command


def _convert(options: argparse.Namespace) -> int:
    """Convert each file; one that fails is named and does not stop the others."""
    code = 0
    settings = Settings(
        lexicon=_lexicon(options),
        ocr=options.ocr,
        password=options.password,
        jobs=max(options.jobs, 1),
        debug_pages=options.debug_pages,
    )
    sources: dict[str, Path] = {}
    for path in _files(options.files):
        try:
            if (other := sources.setdefault(plan_name(path.name), path)) != path:
                raise OutputConflict(options.output / "plans" / f"{plan_name(path.name)}.json", str(other))
            plan, text = convert(path, settings)
            name = emit(plan, text, options.output)
        except KehoachError as error:
            print(f"kehoach: {error}", file=sys.stderr)
            code = code or error.exit_code
            continue
        counts = f"{len(plan.tasks)} tasks, {len(plan.indicators)} indicators, {len(plan.warnings)} warnings"
        print(f"{path}: {counts} -> {options.output / 'plans' / name}.json")
    return code


def _show(options: argparse.Namespace) -> int:
    """Print each plan's header, counts, first rows and kinds of warnings."""
    paths = sorted((options.output / "plans").glob("*.json"))
    if not paths:
        raise FileMissing(options.output / "plans")
    for path in paths:
        print("\n".join(account(load_plan(path))))
    return 0


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and the files of known kinds in the folders named."""
    found = []
    for path in paths:
        if path.is_dir():
            found += sorted(one for one in path.iterdir() if one.suffix.lower() in SUFFIXES)
        else:
            found.append(path)
    return found


def _restore(options: argparse.Namespace) -> int:
    document = parse_text(sys.stdin.read()) if options.file == "-" else read(Path(options.file))[0]
    if options.replay:
        document = explain.replay(document, explain.from_table(decode(options.replay)))
    else:
        document = restore(document, _lexicon(options))
    if options.explain:
        sys.stdout.write(explain.to_table(explain.changes(document)))
    elif options.format == "json":
        changes = [asdict(change) for change in explain.changes(document)]
        json.dump({"text": document.text, "changes": changes}, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(document.text)
    return 0


def _add_lexicon(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--lexicon",
        type=Path,
        metavar="FILE",
        help="your own words and phrases, one a line: names, abbreviations",
    )


def _lexicon(options: argparse.Namespace) -> tuple[str, ...]:
    return words_of(options.lexicon) if options.lexicon else ()


def _schema(options: argparse.Namespace) -> int:
    schema = json.dumps(Plan.model_json_schema(), ensure_ascii=False, indent=2) + "\n"
    if options.output:
        write(options.output, schema)
    else:
        sys.stdout.write(schema)
    return 0
