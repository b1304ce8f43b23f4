"""The command `kehoach`. Only the command that is asked for is imported, so that help comes at once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.configuration import NAME, apply, check_tables, language_of, load
from pipeline.errors import DiskError, KehoachError, Unforeseen
from pipeline.files import tell
from pipeline.messages import LANGUAGES, later, tr, use
from pipeline.messages.usage import translate_usage

# Each is a module of pipeline/commands/: what it turns into what, and an example.
COMMANDS = {
    "convert": (later("plans into a dataset of JSON and CSV"), "scans/ --recursive -o output --jobs 4"),
    "show": (later("a dataset into a short account of its plans"), "output"),
    "report": (later("a dataset into a page that says how good it is"), "output -o report.html"),
    "review": (later("a dataset into pages where each doubt is settled beside its picture"), "output"),
    "export": (later("a dataset into files for another system"), "output --to xlsx parquet"),
    "corrections": (
        later("what people corrected into a list, or into CSV and back"),
        "output --to corrections.csv",
    ),
    "diff": (later("two plans into what changed"), "2023.pdf 2024.pdf"),
    "trend": (
        later("plans of several years into series of numbers"),
        "a.json b.json c.json --format html -o trend.html",
    ),
    "restore": (later("garbled text into Vietnamese"), "scan.txt > clean.txt"),
    "init": (later("all options into a settings file, explained"), ""),
    "completion": (
        later("all commands into a script for the Tab key of a shell"),
        "bash -o ~/.local/share/bash-completion/completions/kehoach",
    ),
    "schema": (later("the contract into the JSON Schema of a plan"), "-o plan.schema.json"),
}


def main(arguments: Sequence[str] | None = None) -> None:
    arguments = sys.argv[1:] if arguments is None else arguments
    options = argparse.Namespace(failed=None)
    use(_asked_language(arguments))
    try:
        options = _options(arguments)
        code: int = options.run(options)
    except BrokenPipeError:
        code = 0
    except KeyboardInterrupt:
        code = 130
    except Exception as error:
        named = _named(error, " ".join(("kehoach", *arguments[:1])))
        tell(f"kehoach: {named}", sys.stderr)
        code = options.failed or named.exit_code
    sys.exit(code)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    """What was typed, and for the rest what the settings file says."""
    asked = next((one for one in arguments if one in COMMANDS), "")
    path, settings = _settings_file(arguments) if asked not in ("", "init") else (Path(NAME), {})
    # In the language that the file asks for.
    parser, commands = parser_of([asked])
    if asked in settings:
        apply(path, asked, settings[asked], commands[asked])
    return parser.parse_args(arguments)


def _settings_file(arguments: Sequence[str]) -> tuple[Path, Mapping[str, Any]]:
    """The settings file, read, and its language in use."""
    named = _given(arguments, "--config")
    path, settings = load(Path(named) if named else None)
    use(_asked_language(arguments) or language_of(path, settings))
    check_tables(path, settings, COMMANDS)
    return path, settings


def _named(error: Exception, command: str) -> KehoachError:
    if isinstance(error, KehoachError):
        return error
    return DiskError(error) if isinstance(error, OSError) else Unforeseen(command, error)


def _asked_language(arguments: Sequence[str]) -> str:
    """The language that is asked for anywhere among the arguments, "" where none is."""
    given = _given(arguments, "--lang")
    return next((known for known in LANGUAGES if known == given), "")


def _given(arguments: Sequence[str], option: str) -> str:
    """What is given for an option anywhere among the arguments, "" where it is not."""
    for one, following in pairwise([*arguments, ""]):
        name, _, value = one.partition("=")
        if name == option:
            return value or following
    return ""


def _add_shared(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default="",
        help=tr(
            "what to say everything in: Vietnamese or English (default: as the locale has it; pages and "
            "workbooks are Vietnamese unless this says otherwise)"
        ),
    )
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help=tr("a settings file (default: {name} in this folder, where there is one)", name=NAME),
    )


def parser_of(
    asked: Iterable[str],
) -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    """The parser of all commands, and those of the commands that are asked for, with their options."""
    translate_usage()
    parser = argparse.ArgumentParser(
        prog="kehoach",
        description=tr("Vietnamese administrative plans as data."),
        epilog=tr("Example: kehoach convert scans/ -o output. What a command can do: kehoach COMMAND --help"),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"kehoach {__version__}",
        help=tr("show program's version number and exit"),
    )
    _add_shared(parser)
    # A command may have a code of its own for all that goes wrong.
    parser.set_defaults(failed=None)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    found = {}
    for name, (does, example) in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=tr(does),
            description=tr("Turn {does}.", does=tr(does)),
            epilog=tr("Example: kehoach {command}", command=f"{name} {example}"),
        )
        _add_shared(command)
        if name in asked:
            module = import_module(f"pipeline.commands.{name}")
            module.add_options(command)
            # Some commands are about all of them.
            command.set_defaults(run=module.run, whole=lambda: parser_of(COMMANDS))
            found[name] = command
    return parser, found
