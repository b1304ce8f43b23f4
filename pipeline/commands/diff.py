"""The command `kehoach diff`."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from pipeline.compare import forms, wording_forms
from pipeline.compare.comparison import compare
from pipeline.compare.folders import Folders, Part, in_form
from pipeline.compare.kinds import CHOICES
from pipeline.compare.match import THRESHOLD
from pipeline.compare.sources import paired_plans, read_folder, read_plan
from pipeline.compare.wordings import compare_wordings
from pipeline.files import plain_lines, put, write
from pipeline.messages import tr
from pipeline.plan import Plan
from pipeline.settings import Settings

SAME, DIFFERENT, FAILED = 0, 1, 2


def add_options(command: argparse.ArgumentParser) -> None:
    command.set_defaults(failed=FAILED)
    command.add_argument("old", type=Path, help=tr("the plan before: JSON, any source, or an output folder"))
    command.add_argument("new", type=Path, help=tr("the plan now, or the other folder"))
    command.add_argument(
        "--format",
        choices=("text", *forms.FORMS),
        default="text",
        help=tr("text (the default) is for the terminal"),
    )
    command.add_argument("-o", "--output", type=Path, help=tr("a file; without it the difference is printed"))
    command.add_argument(
        "--wording",
        action="store_true",
        help=tr("two versions of one plan: every wording that differs, of all parts, in order"),
    )
    command.add_argument(
        "--only",
        action="append",
        choices=CHOICES,
        default=[],
        help=tr("a table, rows added or removed, or a kind of change; may be given several times"),
    )
    command.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="FIELD",
        help=tr("a field or kind whose changes do not count"),
    )
    command.add_argument("--sure", action="store_true", help=tr("leave out changes that OCR may have made"))
    command.add_argument(
        "--threshold",
        type=float,
        default=THRESHOLD,
        metavar="X",
        help=tr(
            "how alike (0 to 1) two rows must be to be one (default: {threshold:g})", threshold=THRESHOLD
        ),
    )


@dataclass(frozen=True, slots=True)
class Way:
    """A way to compare two plans, and the forms of what it finds."""

    compare: Callable[[Plan, Plan], Any]
    to_terminal: Callable[[Any, Console], None]
    forms: Mapping[str, Callable[[Any], str]]
    page: Callable[[Folders], str]


def _way(options: argparse.Namespace) -> Way:
    if options.wording:
        return Way(
            compare_wordings,
            wording_forms.to_terminal,
            wording_forms.WORDING_FORMS,
            wording_forms.to_page,
        )

    def compared(old: Plan, new: Plan) -> Any:
        chosen = {"only": options.only, "ignore": options.ignore, "sure": options.sure}
        return compare(old, new, threshold=options.threshold, **chosen)

    return Way(compared, forms.to_terminal, forms.FORMS, forms.to_page)


def run(options: argparse.Namespace) -> int:
    """Compare; 0 no difference, 1 differences, 2 an error, as diff(1)."""
    way = _way(options)
    if options.old.is_dir() and options.new.is_dir():
        return _diff_folders(options, way)
    settings = Settings()
    found = way.compare(read_plan(options.old, settings), read_plan(options.new, settings))
    if options.format == "text":
        _on_terminal(options.output, lambda console: way.to_terminal(found, console))
    else:
        put(options.output, way.forms[options.format](found))
    return SAME if found.is_empty else DIFFERENT


def _diff_folders(options: argparse.Namespace, way: Way) -> int:
    old, new = read_folder(options.old), read_folder(options.new)
    pairs, only_old, only_new = paired_plans(old, new)
    parts = tuple(Part(way.compare(old[a], new[b]), a, b) for a, b in pairs)
    found = Folders(parts, tuple(only_old), tuple(only_new))
    if options.format == "text":

        def show(console: Console) -> None:
            for one in found.parts:
                way.to_terminal(one.found, console)
            for name, names in found.alone:
                console.print(Text(plain_lines(f"{name}: {', '.join(names)}")))

        _on_terminal(options.output, show)
    else:
        put(options.output, in_form(options.format, found, way.forms, way.page))
    return SAME if found.is_empty else DIFFERENT


def _on_terminal(output: Path | None, show: Callable[[Console], None]) -> None:
    if output is None:
        show(Console())
        return
    text = io.StringIO()
    show(Console(file=text, width=120))
    write(output, text.getvalue())
