"""Each repair by itself: what it alone restores, that its words name it, that it can be left out."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TypedDict

import pytest

from pipeline.batch.state import settings_key
from pipeline.cli import main
from pipeline.document import Document, PageNote
from pipeline.read.text import parse_text
from pipeline.restoration import restore
from pipeline.restoration.repairs import REPAIRS
from pipeline.settings import Settings
from tests.conftest import SAMPLE

CASES = Path(__file__).with_name("repairs.toml")


class Case(TypedDict, total=False):
    read: str
    without: str
    restored: str
    words: list[str]
    unread: list[str]


def _cases() -> dict[str, Case]:
    cases: dict[str, Case] = tomllib.loads(CASES.read_text(encoding="utf-8"))
    return cases


def _read(case: Case) -> Document:
    """The text of a case, from a picture where words of it are unread."""
    document = parse_text(case["read"])
    unread = case.get("unread", [])
    if not unread:
        return document
    lines = tuple(
        line.with_words(replace(w, confidence=0.0) if w.raw in unread else w for w in line.words)
        for line in document.lines
    )
    return replace(document, lines=lines, notes=(PageNote(1, "scanned", "", "tesseract"),))


@pytest.mark.parametrize("name", REPAIRS)
def test_a_repair_does_what_no_other_does_and_its_words_name_it(name: str) -> None:
    case = _cases()[name]
    document = restore(_read(case))
    assert document.text == case["restored"]
    assert [word.raw for word in document.words if word.repair.split("+")[-1] == name] == case["words"]
    others = tuple(other for other in REPAIRS if other != name)
    if "without" not in case:
        assert restore(_read(case), Settings(repairs_off=others)).text == case["restored"]


@pytest.mark.parametrize("name", REPAIRS)
def test_a_repair_that_is_left_out_changes_nothing(name: str) -> None:
    case = _cases()[name]
    without = restore(_read(case), Settings(repairs_off=(name,)))
    assert without.text == case.get("without", case["read"])
    assert not [word for word in without.words if name in word.repair]


def test_without_any_repair_a_document_is_as_it_was_read() -> None:
    document = parse_text(SAMPLE.read_text(encoding="utf-8"))
    assert restore(document, Settings(repairs_off=tuple(REPAIRS))) == document


def test_several_repairs_of_a_word_are_named_in_their_order() -> None:
    document = restore(parse_text(_cases()["places"]["read"]))
    assert {word.repair for word in document.words} == {"", "decoder+places"}


def test_every_change_of_the_sample_names_its_repair() -> None:
    document = restore(parse_text(SAMPLE.read_text(encoding="utf-8")))
    assert all(bool(word.note) == bool(word.repair) for word in document.words)
    assert {name for word in document.words for name in word.repair.split("+")} - {""} <= set(REPAIRS)


def test_a_repair_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match=r"no repair 'magic'.*homoglyphs, .*places"):
        restore(parse_text("Quyết định"), Settings(repairs_off=("magic",)))
    with pytest.raises(SystemExit):
        main(["restore", "--without-repair", "magic"])
    assert "places" in capsys.readouterr().err


def test_the_command_leaves_repairs_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "text.txt"
    text.write_text(_cases()["places"]["read"] + "\n" + _cases()["homoglyphs"]["read"], encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["restore", str(text), "--explain", "--without-repair", "places", "--without-repair", "decoder"])
    repairs = [row.split("\t")[6] for row in capsys.readouterr().out.splitlines()]
    assert repairs == ["repair", "homoglyphs"]


def test_a_batch_resumes_only_with_the_same_repairs() -> None:
    keys = {
        settings_key(Settings(repairs_off=names))
        for names in ((), ("places",), ("places", "phrases"), ("phrases", "places"))
    }
    assert len(keys) == 3
