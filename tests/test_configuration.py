"""The settings file: made of the options, taken by them, and told apart from what cannot be meant."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS, main, parser_of
from pipeline.configuration import NAME, apply, load, template
from pipeline.messages import speaking, use
from tests.conftest import CLEAN


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    use("", {})


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert isinstance(stopped.value.code, int)
    return stopped.value.code


@pytest.mark.parametrize("language", ["en", "vi"])
def test_all_that_init_writes_is_taken(language: str) -> None:
    with speaking(language):
        written = template(parser_of(COMMANDS)[1])
    Path(NAME).write_text(re.sub(r"(?m)^# (?=[\w-]+ = )", "", written), encoding="utf-8")
    path, settings = load(None)
    commands = parser_of(COMMANDS)[1]
    assert settings["lang"] == "vi"
    assert set(settings) - {"lang"} < set(COMMANDS)
    assert len(settings["convert"]) > 15
    for name, command in commands.items():
        apply(path, name, settings.get(name, {}), command)
    if language == "vi":
        assert "ngôn ngữ" in written


def test_init_does_not_write_over_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("init") == 0
    Path(NAME).write_text("# mine", encoding="utf-8")
    assert _run("init") == 39
    assert "there is one already" in capsys.readouterr().err
    assert Path(NAME).read_text(encoding="utf-8") == "# mine"
    assert _run("init", "--force") == 0
    assert "[convert]" in Path(NAME).read_text(encoding="utf-8")


def test_what_is_set_is_done_and_what_is_typed_wins(capsys: pytest.CaptureFixture[str]) -> None:
    Path(NAME).write_text(
        'lang = "vi"\n[convert]\noutput = "kết quả"\nquiet = true\n[export]\nto = ["jsonl"]\n',
        encoding="utf-8",
    )
    assert _run("convert", str(CLEAN)) == 0
    assert Path("kết quả/plans/clean-plan.json").is_file()
    assert _run("convert", str(CLEAN), "-o", "typed") == 0
    assert Path("typed/plans/clean-plan.json").is_file()
    # The option --to has to be given, by the file or typed.
    assert _run("export", "typed") == 0
    assert _run("export", "typed", "--to", "csv") == 0
    assert {path.name for path in Path("typed/export").iterdir()} == {"jsonl", "csv"}
    assert _run("show", "nowhere") == 3
    assert "nowhere: không có thư mục này" in capsys.readouterr().err
    assert _run("show", "nowhere", "--lang", "en") == 3
    assert "nowhere: there is no such folder" in capsys.readouterr().err


def test_a_file_is_named(folder: Path) -> None:
    own = folder / "of our office.toml"
    own.write_text('[convert]\noutput = "ours"\nquiet = true', encoding="utf-8")
    assert _run("convert", str(CLEAN), "--config", str(own)) == 0
    assert Path("ours/plans/clean-plan.json").is_file()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[convert]\njobs = 0", "[convert] jobs cannot be 0. Write a number."),
        ('[convert]\nocr = "sometimes"', '[convert] ocr cannot be \'sometimes\'. Write one of "auto", "always", "never".'),
        ("[convert]\nrecursive = 1", "[convert] recursive cannot be 1. Write true or false."),
        ("[convert]\noutput = true", '[convert] output cannot be True. Write a text in quotes, such as "a".'),
        ("[convert]\nocrr = 1", "[convert] ocrr is no setting. Is ocr meant?"),
        ("[convert]\nwithout-repair = 'phrases'", "[convert] without-repair cannot be 'phrases'. Write a list"),
        ("[convert]\npassword = 'x'", "[convert] password is taken from no settings file. Take it out, and type --password"),
        ("[convert]\ncluster = 'tcp://x'", "[convert] cluster is taken from no settings file"),
        ("[konvert]\n", "there is no table or setting 'konvert'. Is convert meant?"),
        ("output = 'x'", "there is no table or setting 'output'. Write one of lang, [convert], "),
        ("convert = 3", "there is no table or setting 'convert'."),
        ("lang = 'fr'", "lang cannot be 'fr'. Write one of vi, en."),
        ("[convert", "Put it right, or make a new one: kehoach init."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_the_next_step(
    text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(NAME).write_text(text, encoding="utf-8")
    assert _run("convert", str(CLEAN)) == 39
    assert f"kehoach: {NAME}: " in (err := capsys.readouterr().err)
    assert said in err
    assert not Path("output").exists()


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("convert", str(CLEAN), "--config", "none.toml") == 39
    assert "none.toml: No such file" in capsys.readouterr().err


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["con"], {"convert"}),
        (["convert", "--oc"], {"--ocr"}),
        (["convert", "--ocr", "a"], {"auto", "always"}),
    ],
)
def test_the_shell_completes(typed: list[str], expected: set[str]) -> None:
    assert _run("completion", "bash", "-o", "kehoach.bash") == 0
    words = " ".join(f"'{word}'" for word in ("kehoach", *typed))
    script = f"source kehoach.bash; COMP_WORDS=({words}); COMP_CWORD={len(typed)}; _shtab_kehoach; "
    found = subprocess.run(
        ["bash", "-c", script + "printf '%s\\n' \"${COMPREPLY[@]}\""],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(found.stdout.split()) == expected
