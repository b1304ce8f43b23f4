"""What people are told is whole in both languages, and written as its readers write it."""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import messages
from pipeline.cli import COMMANDS, main
from pipeline.errors import FileMissing, KehoachError, NotVietnamese
from pipeline.messages import day, for_readers, language, number, speaking, tr, use
from pipeline.messages.again import again
from scripts.messages import catalogue, marked
from tests.conftest import CLEAN
from tests.test_house import TREES


def _errors(base: type) -> Iterator[type]:
    for one in base.__subclasses__():
        yield one
        yield from _errors(one)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use("", {})


def _problems(texts: dict[str, str]) -> list[str]:
    """What is wrong with the catalogue for marked texts, by text: what has no Vietnamese, or other parts."""
    known = {str(one.id): str(one.string) for one in catalogue() if one.id}
    without = [f"{where}: {text}" for text, where in texts.items() if not known.get(text, "").strip()]
    unused = sorted(set(known) - set(texts))
    other = [text for text, said in known.items() if said and _parts(text) != _parts(said)]
    return without + unused + other


def _parts(text: str) -> set[object]:
    named = {(name, form, how) for _, name, form, how in string.Formatter().parse(text) if name is not None}
    return named | set(re.findall(r"%(?:\(\w+\))?[sdr]", text))


def test_every_text_has_its_vietnamese() -> None:
    assert _problems(dict(marked())) == []


def test_a_text_without_vietnamese_is_noticed() -> None:
    assert _problems(dict(marked()) | {"a text that nobody translated": "x.py:1"}) == [
        "x.py:1: a text that nobody translated"
    ]


@pytest.mark.parametrize(
    ("asked", "variables", "expected"),
    [
        ("", {}, "en"),
        ("", {"LANG": "C.UTF-8"}, "en"),
        ("", {"LANG": "vi_VN.UTF-8"}, "vi"),
        ("", {"LANG": "vi_VN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ("", {"LANG": "Vietnamese_Vietnam.1258"}, "vi"),
        ("vi", {"LC_ALL": "en_US.UTF-8"}, "vi"),
        ("en", {"LANG": "vi_VN.UTF-8"}, "en"),
    ],
)
def test_the_language_is_what_is_asked_for_or_the_locale(
    asked: str, variables: dict[str, str], expected: str
) -> None:
    use(asked, variables)
    assert language() == expected


@pytest.mark.parametrize(("asked", "expected"), [("", "vi"), ("vi", "vi"), ("en", "en")])
def test_pages_are_vietnamese_unless_english_is_asked_for(asked: str, expected: str) -> None:
    use(asked, {"LANG": "en_US.UTF-8"})
    with for_readers():
        assert language() == expected


@pytest.mark.parametrize(
    ("spoken", "expected"), [("en", ("9.44", "-0.5", "2024-06-07")), ("vi", ("9,44", "-0,5", "07/06/2024"))]
)
def test_numbers_and_days_are_as_their_reader_writes_them(
    spoken: str, expected: tuple[str, str, str]
) -> None:
    with speaking(spoken):
        assert (number(9.44), number(-0.5), day("2024-06-07")) == expected
        assert day("2024-02") == "2024-02"
        assert number(1234567, ",d") == {"en": "1,234,567", "vi": "1.234.567"}[spoken]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("result_2023: no number was read.", "kết quả 2023: không đọc được con số."),
        (
            "target_2024: read as '1.5', but doubtfully (63% sure).",
            "mục tiêu 2024: đọc được '1.5', nhưng không chắc chắn (chắc 63%).",
        ),
        (
            "The target 8.5 for 2024 is worse than the result 9.1 of 2023.",
            "Mục tiêu 8,5 của năm 2024 kém hơn kết quả 9,1 của năm 2023.",
        ),
        (
            "The letterhead shows no place that could be read.",
            "Đầu văn bản không có nơi ban hành đọc được.",
        ),
        ("The numbering under the table goes from 2 to 4.", "Thứ tự bên dưới bảng nhảy từ 2 đến 4."),
        ("Tên riêng: không đổi gì", "Tên riêng: không đổi gì"),
        ("", ""),
    ],
)
def test_what_was_said_is_said_again_in_another_language(said: str, expected: str) -> None:
    with speaking("vi"):
        assert again(said) == expected
        assert again(expected) == expected
    with speaking("en"):
        assert again(expected) == said


def test_errors_are_in_the_language_in_use() -> None:
    with speaking("vi"):
        assert "không có tệp này" in str(FileMissing(Path("a.pdf")))
        assert "12% số từ" in str(NotVietnamese(Path("a.txt"), 0.12))


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    said = capsys.readouterr()
    return stopped.value.code, said.out, said.err


def test_a_run_in_vietnamese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All that a run says, and the messages of its plan; the codes are as ever."""
    text = CLEAN.read_text(encoding="utf-8").replace("Số: 15/KH-PNV", "")
    source = tmp_path / "plan.txt"
    source.write_text(text, encoding="utf-8")
    code, out, err = _run(capsys, "convert", str(source), "--lang", "vi", "-o", str(tmp_path / "out"))
    assert (code, "6 nhiệm vụ, 2 chỉ tiêu, " in err) == (0, True)
    assert out.startswith("1 tệp đã chuyển đổi, 0 chưa trọn vẹn, 0 không được, 0 bỏ qua; 2 trang trong ")
    assert "1 cảnh báo: Thông tin đầu văn bản đọc không chắc chắn 1" in out
    plan = json.loads((tmp_path / "out" / "plans" / "plan.json").read_text(encoding="utf-8"))
    assert [(one["code"], one["message"][:38]) for one in plan["warnings"]] == [
        ("header-doubtful", "Thông tin số, ký hiệu ở đầu văn bản có")
    ]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_no_english_words(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Names of options and files aside, all of a help is Vietnamese."""
    code, out, _ = _run(capsys, *filter(None, (command, "--help")), "--lang=vi")
    plain = re.sub(r"Ví dụ: .*|'[^']*'|`[^`]*`|[\w./-]*[./_-][\w./-]*", "", out, flags=re.DOTALL)
    english = set(re.findall(r"\w+", plain)) & {
        "the", "of", "and", "is", "are", "which", "what", "default", "usage", "exit"
    }  # fmt: skip
    assert code == 0
    assert english == set()


def test_a_wrong_option_is_told_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = _run(capsys, "--lang", "vi", "show")
    assert code == 2
    assert err.startswith("cách dùng: kehoach show")
    assert "lỗi: còn thiếu các đối số: output" in err
    assert messages.language() == "vi"


def test_parts_with_braces_do_no_harm() -> None:
    assert (
        tr("{path}: there is no page in it. Get it again from where it came from.", path="{x}")[:3] == "{x}"
    )


# Where a text is given that people will read: names of arguments, and of what is called with one.
GIVEN_AS = {"help", "message", "ground", "doubt", "reason", "hint", "description", "epilog"}
CALLED = {"__init__", "print", "say", "tell", *(error.__name__ for error in _errors(KehoachError))}
# Programs are spoken to in English: the descriptions of fields in the JSON Schema.
FOR_PROGRAMS = {"Field", "Response"}
WORDS = re.compile(r"[a-z]{2,} [a-z]{2,}")


def _unmarked(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Texts for people that are given as they are, without tr or later: line, text."""
    for node in ast.walk(tree):
        for value in _given(node):
            if isinstance(value, ast.Constant | ast.JoinedStr) and WORDS.search(ast.unparse(value)):
                yield value.lineno, ast.unparse(value)


def _given(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return [node.value] if {getattr(one, "id", "") for one in node.targets} & GIVEN_AS else []
    name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
    if not isinstance(node, ast.Call) or name in FOR_PROGRAMS:
        return []
    named = [one.value for one in node.keywords if one.arg in GIVEN_AS]
    return named + (node.args if name in CALLED else [])


def test_nothing_is_told_that_is_not_marked() -> None:
    found = {path: list(_unmarked(tree)) for path, tree in TREES.items() if not path.startswith("learn/")}
    assert {path: texts for path, texts in found.items() if texts} == {}


def test_a_text_that_is_not_marked_is_noticed() -> None:
    source = "warn(message=f'the row {row} is odd')\nprint(tr('a good one'), path)\nmessage = 'odd as well'"
    assert sorted(_unmarked(ast.parse(source))) == [(1, "f'the row {row} is odd'"), (3, "'odd as well'")]
