from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadEncoding, EmptyFile, FileMissing, KehoachError, NotVietnamese, UnknownFormat
from pipeline.read.text import parse_text, read_text

TEXT = "ỦY BAN NHÂN DÂN XÃ\nKế hoạch cải cách hành chính năm 2025 của xã\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_text(path).text == TEXT


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", EmptyFile, "OCR"),
        (b" \n\n ", EmptyFile, "OCR"),
        ("Kế hoạch".encode("windows-1258", "replace") + b"\xff\xc3", BadEncoding, "iconv"),
        (
            b"The quick brown fox jumps over the lazy dog while nobody watches the gate. " * 4,
            NotVietnamese,
            "right file",
        ),
        (b"abc\x00def", UnknownFormat, "binary data, which is not read. Give a PDF, "),
        (b"abc\x00\xff\xc3", UnknownFormat, "binary"),
    ],
)
def test_bad_files_say_what_to_do(tmp_path: Path, data: bytes, error: type[KehoachError], says: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(data)
    with pytest.raises(error, match=says):
        read_text(path)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_text(tmp_path / "none.txt")


def test_every_error_has_an_exit_code_of_its_own() -> None:
    codes = [error.exit_code for error in KehoachError.__subclasses__()]
    assert len(set(codes)) == len(codes)
    assert all(code > 2 for code in codes)


@pytest.mark.parametrize(
    ("text", "pages"),
    [("a\fb\fc", 3), ("a\n\n\n\n\nb", 2), ("a\n\n\nb", 1), ("a\r\nb\r\n", 1)],
)
def test_pages(text: str, pages: int) -> None:
    assert parse_text(text).pages == pages


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("|nganh, cong chirc|Tham du", ["|", "nganh,", "cong", "chirc", "|", "Tham", "du"]),
        ("—|nganh", ["—", "|", "nganh"]),
        ("s|nh hoat", ["s|nh", "hoat"]),
        ("1.1 [Thuc hien", ["1.1", "[Thuc", "hien"]),
    ],
)
def test_ruling_lines_are_words_of_their_own(line: str, runs: list[str]) -> None:
    assert [word.raw for word in parse_text(line).words] == runs


@given(st.text(alphabet="aăâbcdđê ơ|\n\f 12.,-", max_size=200))
def test_no_letter_is_lost(text: str) -> None:
    document = parse_text(text)
    for line in document.lines:
        assert all(line.raw[word.start : word.end] == word.raw for word in line.words)
        assert "".join(word.raw for word in line.words) == "".join(line.raw.split())
    assert "\n".join(line.raw for line in document.lines) == text
