"""The documents for people: no warning without a word, no command line that the program would refuse."""

from __future__ import annotations

import re
import shlex

import pytest

from pipeline.cli import parser_of
from pipeline.warning_kinds import warning_kinds
from tests.conftest import ROOT

WHOSE = {"reading": "Do đọc.", "plan": "Do kế hoạch."}
DOCUMENTS = [
    "README.md",
    "README.vi.md",
    "docs/databases.md",
    "docs/errors.md",
    "docs/service.md",
    "docs/vi/canh-bao.md",
    "docs/vi/huong-dan.md",
    "samples/README.md",
]
# A line of an example, behind a prompt or a pipe.
EXAMPLE = re.compile(r"^ {4}(?:\$ )?(?:.*\| )?(kehoach .+)", re.M)
INLINE = re.compile(r"`(kehoach [^`\s]+ [^`]+)`")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_line_is_one_that_the_program_takes(document: str) -> None:
    found = _command_lines(document)
    assert found
    assert [arguments for arguments in found if _is_refused(arguments)] == []


def _is_refused(arguments: list[str]) -> bool:
    """Why, the program says on standard error, which pytest shows."""
    try:
        parser_of(arguments[:1])[0].parse_args(arguments)
    except SystemExit as end:  # --help and --version end with 0
        return bool(end.code)
    return False


def test_the_vietnamese_readme_shows_the_same_commands() -> None:
    assert _examples("README.vi.md") == _examples("README.md")


def test_a_command_line_that_is_none_is_refused() -> None:
    assert _is_refused(["convert", "--existing", "keep", "scans"])
    assert _arguments("kehoach restore scan.txt > clean.txt  # words") == ["restore", "scan.txt"]


def _command_lines(document: str) -> list[list[str]]:
    """The arguments of each `kehoach …` that a document shows, within a sentence, too."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return _examples(document) + [_arguments(line) for line in INLINE.findall(text)]


def _examples(document: str) -> list[list[str]]:
    text = (ROOT / document).read_text(encoding="utf-8")
    return [_arguments(line) for line in EXAMPLE.findall(text)]


def _arguments(line: str) -> list[str]:
    """What a shell would hand to kehoach: no comment, nothing behind a pipe; for COMMAND any command."""
    words = shlex.shlex(line.replace("COMMAND", "show"), posix=True, punctuation_chars=True)
    words.whitespace_split = True
    arguments = list(words)[1:]
    ends = [index for index, word in enumerate(arguments) if set(word) <= set("|&;<>")]
    return arguments[: min(ends, default=None)]


def test_every_warning_is_explained_in_vietnamese() -> None:
    """Gravest first, each below its severity, with its name, whose it may be and what to do."""
    page = (ROOT / "docs" / "vi" / "canh-bao.md").read_text(encoding="utf-8")
    explained = [
        (code, int(section[0]), name, text.partition(".")[0] + ".")
        for section in page.split("\n## Mức ")[1:]
        for code, name, text in re.findall(r"^### `([a-z-]+)`: (.+)\n(.+)", section, re.M)
    ]
    kinds = sorted(warning_kinds().items(), key=lambda item: -item[1].severity)
    assert explained == [(code, kind.severity, kind.name, WHOSE[kind.whose]) for code, kind in kinds]
    assert page.count("Việc cần làm: ") == len(kinds)
