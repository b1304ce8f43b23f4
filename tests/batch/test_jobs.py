from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.batch.jobs import find_jobs, places
from pipeline.errors import FileMissing, NothingToConvert

OUT = Path("out")


def _make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


@pytest.mark.parametrize(
    ("files", "recursive", "expected"),
    [
        (["b.pdf", "a.ocr.txt"], False, ["a", "b"]),
        (["a.pdf", "2024/a.pdf"], False, ["a"]),
        (["a.pdf", "2024/a.pdf", "2024/xa/a.PDF"], True, ["2024--a", "2024--xa--a", "a"]),
        (["ke-hoach.docx", "ke-hoach.pdf"], False, ["ke-hoach", "ke-hoach.pdf"]),
        ([".a.pdf", "~$b.docx", "c.docx", ".git/d.txt"], True, ["c"]),
        (["notes.md", "a.jpeg"], False, ["a"]),
    ],
)
def test_plans_are_named_after_their_files(
    files: list[str], recursive: bool, expected: list[str], tmp_path: Path
) -> None:
    _make(tmp_path, *files)
    found = find_jobs([tmp_path], OUT, recursive=recursive)
    assert sorted(job.name for job in found.jobs) == expected
    assert found.failures == ()


def test_names_of_macos_are_composed(tmp_path: Path) -> None:
    _make(tmp_path, "ke\u0302\u0301 hoa\u0323ch.txt")
    assert find_jobs([tmp_path], OUT).jobs[0].name == "kế hoạch"


def test_the_output_folder_is_never_searched(tmp_path: Path) -> None:
    _make(tmp_path, "a.txt", "output/text/a.txt")
    found = find_jobs([tmp_path], tmp_path / "output", recursive=True)
    assert [job.source.name for job in found.jobs] == ["a.txt"]
    assert len(found.jobs) == 1


def test_patterns_name_files_below_their_folder(tmp_path: Path) -> None:
    _make(tmp_path, "2023/a.pdf", "2024/a.pdf", "2024/b.txt")
    found = find_jobs([tmp_path / "**" / "*.pdf"], OUT)
    assert [job.name for job in found.jobs] == ["2023--a", "2024--a"]


def test_a_file_given_twice_is_converted_once(tmp_path: Path) -> None:
    _make(tmp_path, "a.pdf")
    found = find_jobs([tmp_path, tmp_path / "a.pdf"], OUT)
    assert (len(found.jobs), found.failures) == (1, ())


def test_two_files_of_one_name_are_a_failure_that_names_both(tmp_path: Path) -> None:
    _make(tmp_path, "x/a.pdf", "y/a.pdf")
    found = find_jobs([tmp_path / "x", tmp_path / "y"], OUT)
    assert [job.source.parent.name for job in found.jobs] == ["x"]
    assert str(tmp_path / "x" / "a.pdf") in found.failures[0].reason


def test_one_missing_file_does_not_stop_the_others(tmp_path: Path) -> None:
    _make(tmp_path, "a.pdf")
    found = find_jobs([tmp_path / "none.pdf", tmp_path], OUT)
    assert len(found.jobs) == 1
    assert found.failures[0].code == FileMissing.exit_code


def test_nothing_to_convert_says_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"none\.pdf"):
        find_jobs([tmp_path / "none.pdf"], OUT)
    with pytest.raises(FileMissing):
        find_jobs([tmp_path / "*.pdf"], OUT)
    _make(tmp_path, "2024/a.md")
    with pytest.raises(NothingToConvert, match="Check the name of the folder"):
        find_jobs([tmp_path], OUT)
    _make(tmp_path, "2024/a.pdf")
    with pytest.raises(NothingToConvert, match=r"--recursive converts 1 file in \S+2024\."):
        find_jobs([tmp_path], OUT)


def test_files_in_subfolders_that_were_not_asked_for_are_kept_apart(tmp_path: Path) -> None:
    _make(tmp_path, "a.pdf", "2023/b.pdf", "2023/b.md", "2024/xa/c.PDF", "out/text/d.txt", ".git/e.txt")
    found = find_jobs([tmp_path], tmp_path / "out")
    assert [str(file.relative_to(tmp_path)) for file in found.below] == ["2023/b.pdf", "2024/xa/c.PDF"]
    assert find_jobs([tmp_path], tmp_path / "out", recursive=True).below == ()
    named = find_jobs([tmp_path, tmp_path / "2023"], tmp_path / "out")
    assert [file.name for file in named.below] == ["c.PDF"]


def test_places_names_the_first_folders() -> None:
    assert places([Path("x/a"), Path("x/b"), Path("y/c")]) == "3 files in x, y"
    assert places([Path(f"{n}/a") for n in range(7)]) == "7 files in 0, 1, 2, 3, 4 and 2 more folders"
