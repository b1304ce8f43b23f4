"""The house in order: dictionaries sorted and plain, documents true to the program."""

from __future__ import annotations

import argparse
import re
from importlib import import_module
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS
from pipeline.commands.convert import ALL_FAILED, SOME_FAILED
from pipeline.errors import KehoachError
from pipeline.vietnamese import dictionaries
from tests.conftest import ROOT

WORD_LISTS = sorted(
    path.name
    for path in (ROOT / "dictionaries").glob("*.txt")
    if path.name not in ("gazetteer.txt", "look-alikes.txt", "syllables.txt")
)


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


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/errors.md", "docs/scale.md"])
def test_documents_name_only_files_that_exist(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = {
        word.strip("`.,:()")
        for word in text.split()
        if word.startswith("`") and "/" in word and "*" not in word
    }
    paths = [name for name in named if name.split("/")[0] in {path.name for path in ROOT.iterdir()}]
    assert [name for name in paths if not Path(ROOT / name).exists() and not name.startswith("output/")] == []


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
    assert {kind for _, _, kind in rows} == {"digit", "roman", "marker"}
    places = [(read, "digit" if kind == "digit" else "numeral") for read, _, kind in rows]
    assert len(places) == len(set(places))
