"""The house in order: dictionaries sorted and plain, documents true to the program."""

from __future__ import annotations

import argparse
import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest
from radon.complexity import cc_visit
from radon.visitors import Class

from pipeline import __version__
from pipeline.cli import COMMANDS
from pipeline.commands.convert import ALL_FAILED, SOME_FAILED
from pipeline.errors import KehoachError
from pipeline.tables.grid import Grid
from pipeline.vietnamese import dictionaries
from tests.conftest import ROOT

WORD_LISTS = sorted(
    path.name
    for path in (ROOT / "dictionaries").glob("*.txt")
    if path.name not in ("gazetteer.txt", "look-alikes.txt", "syllables.txt")
)

MODULES = {
    path.relative_to(ROOT / "pipeline").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "pipeline").rglob("*.py"))
}
TREES = {path: ast.parse(source) for path, source in MODULES.items()}
# What makes grids: drawn tables, and tables of text alone.
WAYS_OF_TABLES = ("pipeline.tables.drawn", "pipeline.tables.text")
# Functions that are larger than a function may be, and why. No new ones: the list is to become shorter.
LARGE = {"commands/convert.py:add_options": "a list of options without any branches"}


@pytest.mark.parametrize("name", WORD_LISTS)
def test_word_lists_are_commented_and_sorted(name: str) -> None:
    text = (ROOT / "dictionaries" / name).read_text(encoding="utf-8")
    entries = dictionaries.lines(name)
    assert text.startswith("#")
    assert list(entries) == sorted(set(entries))


def test_dictionaries_are_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in (ROOT / "dictionaries").iterdir()) < 30_000_000


def test_every_dictionary_is_described() -> None:
    described = (ROOT / "dictionaries" / "README.md").read_text(encoding="utf-8")
    missing = [path.name for path in (ROOT / "dictionaries").iterdir() if f"`{path.name}`" not in described]
    assert missing == ["README.md"]


@pytest.mark.parametrize(
    "document",
    [
        "README.md",
        "README.vi.md",
        "CONTRIBUTING.md",
        "docs/databases.md",
        "docs/errors.md",
        "docs/limits.md",
        "docs/scale.md",
        "docs/service.md",
        "docs/vi/canh-bao.md",
        "docs/vi/huong-dan.md",
    ],
)
def test_documents_name_only_files_that_exist(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = {
        word.strip("`.,:()")
        for word in text.split()
        if word.startswith("`") and "/" in word and "*" not in word
    }
    paths = [name for name in named if name.split("/")[0] in {path.name for path in ROOT.iterdir()}]
    assert [name for name in paths if not Path(ROOT / name).exists() and not name.startswith("output/")] == []


def test_the_version_is_the_same_everywhere() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\nversion: {__version__}\n" in citation
    day = re.search(rf"^## {re.escape(__version__)} \((.*)\)$", changelog, re.M)
    assert day is not None
    assert f"\ndate-released: {day[1]}\n" in citation


def test_the_extra_for_all_has_every_other_but_those_of_developers() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    (everything,) = extras["all"]
    named = set(everything.removeprefix("kehoach[").removesuffix("]").split(","))
    assert named == set(extras) - {"all", "dev", "learn"}


def test_every_exit_code_is_one_error_and_documented() -> None:
    found = [error.exit_code for error in KehoachError.__subclasses__()] + [SOME_FAILED, ALL_FAILED]
    assert len(found) == len(set(found))
    documented = re.findall(r"^\| (\d+) \|", (ROOT / "docs" / "errors.md").read_text(encoding="utf-8"), re.M)
    assert sorted(map(int, documented)) == sorted([*found, 0, 1, 2, 130])


def test_every_option_is_explained() -> None:
    """Each command's help says what each of its options is for."""
    for command in COMMANDS:
        parser = argparse.ArgumentParser()
        import_module(f"pipeline.commands.{command}").add_options(parser)
        assert [action.dest for action in parser._actions if not action.help] == []


def test_a_misread_numeral_has_one_answer_in_each_place() -> None:
    rows = dictionaries.table("numeral-look-alikes.tsv")
    assert list(rows) == sorted(rows)
    assert {kind for _, _, kind in rows} == {"digit", "roman", "marker", "letter"}
    places = [(read, "digit" if kind == "digit" else "numeral") for read, _, kind in rows]
    assert len(places) == len(set(places))


def test_functions_fit_a_screen_and_a_head() -> None:
    """At most 60 lines and a cyclomatic complexity of 15."""
    larger = {
        f"{path}:{block.fullname}": (block.complexity, lines)
        for path, source in MODULES.items()
        for block in cc_visit(source)
        if not isinstance(block, Class)
        and ((lines := block.endline - block.lineno + 1) > 60 or block.complexity > 15)
    }
    assert set(larger) == set(LARGE), larger


def test_nothing_behind_the_tables_asks_where_a_table_came_from() -> None:
    asking = {
        f"{path}:{getattr(node, 'lineno', 0)}"
        for path, tree in TREES.items()
        if not path.startswith(("tables/", "learn/"))
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr == "is_ruled")
        or (isinstance(node, ast.Constant) and node.value == "is_ruled")
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith(WAYS_OF_TABLES))
    }
    assert asking == set()
    assert "is_ruled" not in {one.name for one in fields(Grid)}


def test_what_numerals_are_misread_as_stands_only_in_the_dictionary() -> None:
    found = {
        f"{path}:{node.lineno}: {read} for {digit}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        for read, digit in _replacements(node)
        if digit in tuple("0123456789") and (read.isalpha() or read in tuple("|!"))
    }
    assert found == set()


def test_replacements_are_found_in_all_forms() -> None:
    forms = [
        "str.maketrans('OIx', '01y')",
        "{'O': '0', 'I': '1', 'a': 2}",
        "a.replace('O', '0').replace('I', '1')",
    ]
    for form in forms:
        found = [pair for node in ast.walk(ast.parse(form)) for pair in _replacements(node)]
        assert {("O", "0"), ("I", "1")} <= set(found)


def _replacements(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The texts of one letter that code replaces, by a table of translation, a dict or a call of replace."""
    pairs: Iterable[tuple[object, object]] = ()
    if isinstance(node, ast.Dict):
        values = [one.value if isinstance(one, ast.Constant) else None for one in (*node.keys, *node.values)]
        pairs = zip(values[: len(node.keys)], values[len(node.keys) :], strict=True)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        texts = [
            one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if node.func.attr == "maketrans" and len(texts) > 1:
            pairs = zip(texts[0], texts[1], strict=False)
        elif node.func.attr == "replace" and len(texts) == 2:
            pairs = [(texts[0], texts[1])]
    for read, written in pairs:
        if isinstance(read, str) and isinstance(written, str) and len(read) == 1:
            yield read, written
